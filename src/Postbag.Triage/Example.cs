namespace Postbag.Triage;

/// <summary>A text and what the office decided it is.</summary>
/// <param name="Text">The writer's own words; any text, empty too.</param>
/// <param name="Label">The label's name, compared exactly.</param>
public sealed record Example(string Text, string Label);
