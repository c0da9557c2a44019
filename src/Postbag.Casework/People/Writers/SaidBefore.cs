namespace Postbag.Casework.People.Writers;

/// <summary>What was found in a sentence when it was last looked through. The letters of a campaign say the same in the
/// same words, ten thousand times, and looking for all the turns of phrase is most of what a letter's reading
/// costs.</summary>
/// <remarks>Holds what a pure function said of a text, and nothing of who wrote it. Bounded: <see cref="Most"/>
/// sentences, a few megabytes; a new one takes the place of an old one, and all go with the process. A sentence is kept
/// when it comes for the second time: most come once, and would push out those that come again and again. Safe from
/// many threads.</remarks>
internal sealed class SaidBefore<T>(Func<string, T> read)
{
    private const int Most = 8_192;

    /// <summary>Sentences that came once and are known by their hash alone: a quarter of a megabyte.</summary>
    private const int MostOnce = 65_536;

    /// <summary>Longer ones are hardly said twice.</summary>
    private const int Longest = 500;

    private readonly Known?[] known = new Known?[Most];
    private readonly int[] once = new int[MostOnce];

    public T In(string sentence)
    {
        if (sentence.Length > Longest) return read(sentence);
        // The framework's hashes differ from process to process: nobody can write letters that all fall on one place.
        var hash = sentence.GetHashCode(StringComparison.Ordinal);
        ref var place = ref known[(uint)hash % Most];
        if (Volatile.Read(ref place) is { } before && before.Sentence == sentence) return before.Found;
        var found = read(sentence);
        ref var came = ref once[(uint)hash % MostOnce];
        if (Volatile.Read(ref came) == hash) Volatile.Write(ref place, new Known(sentence, found));
        else Volatile.Write(ref came, hash);
        return found;
    }

    private sealed record Known(string Sentence, T Found);
}
