using Postbag.Triage.Axes;

namespace Postbag.Casework.Workbench.Labels;

/// <summary>A label that a list can be narrowed to, as it stands in addresses: "issue:Water".</summary>
public sealed record LabelChoice(string Axis, string Label)
{
    /// <summary>Longer ones are no label's.</summary>
    private const int MostCharacters = 200;

    public string Key => $"{Axis}:{Label}";

    /// <returns>Null for what is no label's key; a label that nobody has is an empty list.</returns>
    public static LabelChoice? Read(string? key) =>
        key is { Length: > 2 and <= MostCharacters } && key.IndexOf(':', StringComparison.Ordinal) is var at and > 0
            && at < key.Length - 1
            ? new LabelChoice(key[..at], key[(at + 1)..]) : null;
}

/// <summary>The axes with their labels, in their order, for links.</summary>
public static class LabelChoices
{
    private static readonly Lazy<IReadOnlyList<(string Title, IReadOnlyList<LabelChoice> Choices)>> FromSet = new(() =>
    [
        .. StartingSet.Standard().Select(axis => (
            axis.Title, (IReadOnlyList<LabelChoice>)[.. axis.Labels.Select(
                label => new LabelChoice(axis.Key, label))])),
    ]);

    public static IReadOnlyList<(string Title, IReadOnlyList<LabelChoice> Choices)> All => FromSet.Value;
}
