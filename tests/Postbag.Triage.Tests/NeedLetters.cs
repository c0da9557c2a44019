using System.Text.Json;
using Postbag.Triage.Needs;

namespace Postbag.Triage.Tests;

/// <summary>Invented letters with gold answers: those that the rules and the likeness learnt from come with the
/// library, one set nobody who wrote either has opened.</summary>
internal static class NeedLetters
{
    private static readonly Lazy<NeedRules> WithoutLikeness =
        new(() => NeedRules.Parse(
        NeedRules.StandardText.Replace("\nalike 80\n", "\n", StringComparison.Ordinal)).Rules!);

    /// <summary>The rules as they come, without what is raised because it reads like the examples.</summary>
    public static NeedRules RulesAlone => WithoutLikeness.Value;

    public static string Examples(string name) =>
        Path.Combine(Root(), "src", "Postbag.Triage", "Needs", "Examples", name);

    public static string Unseen(string name) => Path.Combine(Root(), "tests", "Postbag.Triage.Tests", "data", name);

    /// <summary>The shares of letters that are raised: of those in need, and of those that only look like it.</summary>
    public static (double InNeed, double LookAlikes) Raised(string file, NeedRules rules)
    {
        var letters = File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(letter => (IsNeed: letter.GetProperty("needs").GetArrayLength() > 0,
                IsRaised: rules.Find(letter.GetProperty("text").GetString()!).Count > 0))
            .ToLookup(letter => letter.IsNeed, letter => letter.IsRaised ? 1 : 0);
        return (letters[true].DefaultIfEmpty().Average(), letters[false].DefaultIfEmpty().Average());
    }

    private static string Root()
    {
        var up = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(up.FullName, "Postbag.slnx"))) up = up.Parent!;
        return up.FullName;
    }
}
