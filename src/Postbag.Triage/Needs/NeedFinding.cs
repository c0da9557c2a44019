namespace Postbag.Triage.Needs;

/// <summary>A place in a letter that says somebody is in need.</summary>
/// <param name="Need">The need's key in the rules, such as "eviction".</param>
/// <param name="Reason">The rules' sentence that says what the place means.</param>
/// <param name="At">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Line">The line of the rules that found it.</param>
public sealed record NeedFinding(string Need, string Reason, int At, int Length, int Line);

/// <summary>A line of a file of rules that can't be understood.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="What">What is wrong with it, as a sentence.</param>
public sealed record NeedRuleError(int Line, string What);
