namespace Postbag.Triage.Needs;

/// <summary>From when on a letter is raised because it reads like those of people in need.</summary>
/// <param name="Percent">How probable it has to be, 50 to 99.</param>
/// <param name="Line">Where the rules say so.</param>
internal sealed record Alike(int Percent, int Line);
