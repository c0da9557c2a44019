namespace Postbag.Triage.Tests;

/// <summary>Invented letters of a few kinds, from a seed: each kind has words of its own among words that all
/// share.</summary>
internal sealed class InventedLetters(int seed, int kinds = 6)
{
    private static readonly string[] Syllables =
        ["tre", "pol", "wick", "ham", "gar", "ven", "dro", "mor", "lis", "kerr", "bry", "stow", "fen", "ash", "cul",
            "dun"];

    private static readonly string[] Small =
        ["the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as", "by", "this", "are",
            "have"];

    private readonly Random random = new(seed);

    /// <summary>The words only letters of one kind have.</summary>
    public static string OwnWord(int kind, int number) =>
        Syllables[kind % Syllables.Length] + Syllables[(kind / Syllables.Length) + number]
            + Syllables[(number * 5) % Syllables.Length];

    public Example Next() => Of(random.Next(kinds));

    public Example Of(int kind)
    {
        var words = Enumerable.Range(0, random.Next(12, 40)).Select(i => random.Next(4) switch
        {
            0 => OwnWord(kind, random.Next(12)),
            1 => OwnWord(random.Next(kinds), random.Next(12)),
            _ => Small[random.Next(Small.Length)],
        });
        return new Example(string.Join(' ', words) + ".", $"Kind {kind}");
    }

    public List<Example> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];
}
