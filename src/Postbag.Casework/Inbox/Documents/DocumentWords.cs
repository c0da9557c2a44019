using System.Text;
using Postbag.Casework.Inbox.Search;

namespace Postbag.Casework.Inbox.Documents;

/// <summary>The words of a message's documents, as many as the index takes beside those of the letter.</summary>
internal static class DocumentWords
{
    /// <summary>Characters of all documents together, folded.</summary>
    private const int MaxChars = 1_000_000;

    /// <summary>Bytes of all different words of a message: PostgreSQL refuses to index more than 1 MiB of
    /// them.</summary>
    private const int MaxDifferentBytes = 1_000_000;

    public static string Fold(IReadOnlyList<string> texts, SearchWords letter)
    {
        if (texts.Count == 0) return "";
        var budget = MaxChars;
        var folded = string.Join(
            ' ', texts.Select(text => Words.Fold(text, ref budget)).Where(words => words.Length > 0));
        return Bounded(folded, letter);
    }

    private static string Bounded(string folded, SearchWords letter)
    {
        var different = new HashSet<string>(StringComparer.Ordinal);
        var lookup = different.GetAlternateLookup<ReadOnlySpan<char>>();
        var bytes = 0;
        foreach (var field in new[] { letter.Own, letter.Rest, letter.Subject, letter.Sender, letter.Recipients,
            letter.Names })
            foreach (var range in field.AsSpan().Split(' '))
                if (lookup.Add(field.AsSpan(range)))
                    bytes += Encoding.UTF8.GetByteCount(field.AsSpan(range));
        foreach (var range in folded.AsSpan().Split(' '))
        {
            var word = folded.AsSpan(range);
            if (!lookup.Add(word)) continue;
            bytes += Encoding.UTF8.GetByteCount(word);
            if (bytes > MaxDifferentBytes) return folded[..Math.Max(0, range.Start.Value - 1)];
        }

        return folded;
    }
}
