namespace Postbag.Triage.Needs;

/// <summary>The forms of a regular English word: starve, starves, starved, starving; hit, hits, hitting. What is
/// irregular is written out in the rules. A form that doesn't exist does no harm: nobody writes it.</summary>
internal static class WordFamilies
{
    private const string Vowels = "aeiou";

    /// <summary>The word and its forms.</summary>
    public static IEnumerable<string> Of(string word)
    {
        yield return word;
        if (word.Length < 2) yield break;
        var (last, stem) = (word[^1], word[..^1]);
        if (last == 'e')
        {
            yield return word + "s";
            yield return word + "d";
            yield return (stem.EndsWith('i') ? stem[..^1] + "y" : stem) + "ing";
            if (stem.EndsWith('e')) yield return word + "ing";
            yield break;
        }

        if (last == 'y' && !Vowels.Contains(word[^2], StringComparison.Ordinal))
        {
            yield return stem + "ies";
            yield return stem + "ied";
            yield return word + "ing";
            yield break;
        }

        yield return word + (last is 's' or 'x' or 'z' || word.EndsWith("ch", StringComparison.Ordinal)
            || word.EndsWith("sh", StringComparison.Ordinal) ? "es" : "s");
        if (last == 'o') yield return word + "es";
        // Cancelled or canceled: people write either.
        if (IsDoubled(word) || last == 'l')
        {
            yield return word + last + "ed";
            yield return word + last + "ing";
        }

        yield return word + "ed";
        yield return word + "ing";
    }

    /// <summary>One syllable that ends in one vowel and one consonant: hit, hitting; but not wait, waiting.</summary>
    private static bool IsDoubled(string word) =>
        word.Length > 2 && !Vowels.Contains(word[^1], StringComparison.Ordinal) && word[^1] is not ('w' or 'x' or 'y')
        && Vowels.Contains(word[^2], StringComparison.Ordinal)
        && word.Count(c => Vowels.Contains(c, StringComparison.Ordinal)) == 1;
}
