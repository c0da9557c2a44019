namespace Postbag.Triage.Needs;

/// <summary>Finds the words that a slip of the pen may have meant: one letter missing, too many or wrong, or two that
/// changed places. The first letter is always right: people seldom miss it, and without it too many words are
/// near.</summary>
internal sealed class NearWords
{
    /// <summary>Shorter words aren't forgiven: "evict" is near too many words.</summary>
    public const int Shortest = 7;

    /// <summary>Words with one letter left out, for those in which one is.</summary>
    private readonly Dictionary<string, List<string>> forms = [];

    public NearWords(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            if (word.Length < Shortest) continue;
            foreach (var form in FormsOf(word))
            {
                if (forms.TryGetValue(form, out var meant)) meant.Add(word);
                else forms.Add(form, [word]);
            }
        }
    }

    /// <summary>The words that may be meant; null if there is none.</summary>
    public List<string>? Of(ReadOnlySpan<char> text)
    {
        var lookup = forms.GetAlternateLookup<ReadOnlySpan<char>>();
        List<string>? found = null;
        Span<char> form = stackalloc char[text.Length];
        text.CopyTo(form);
        Try(form, text);
        for (var left = text.Length - 1; left > 0; left--)
        {
            // Without the letter at this place; the last first, so that one letter moves at a time.
            text[(left + 1)..].CopyTo(form[left..]);
            Try(form[..^1], text);
        }

        return found;

        void Try(ReadOnlySpan<char> tried, ReadOnlySpan<char> written)
        {
            if (!lookup.TryGetValue(tried, out var meant)) return;
            foreach (var other in meant)
                if (IsOneSlip(written, other))
                    (found ??= []).Add(other);
        }
    }

    /// <summary>The word and each of it with one letter left out; the first letter always stays.</summary>
    private static IEnumerable<string> FormsOf(string word) =>
        Enumerable.Range(1, word.Length - 1).Select(i => word.Remove(i, 1)).Append(word).Distinct();

    private static bool IsOneSlip(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (Math.Abs(a.Length - b.Length) > 1) return false;
        var same = a.CommonPrefixLength(b);
        var restA = a[same..];
        var restB = b[same..];
        if (a.Length != b.Length)
            return a.Length > b.Length ? restA[1..].SequenceEqual(restB) : restB[1..].SequenceEqual(restA);
        if (restA.IsEmpty) return true;
        return restA[1..].SequenceEqual(restB[1..])
            || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0]
                && restA[2..].SequenceEqual(restB[2..]));
    }
}
