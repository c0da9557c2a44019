using System.Security.Cryptography;

namespace Postbag.Casework.Inbox.Documents;

/// <summary>The text of the first pages of PDFs that were read a short while ago: the search reads them whole, and who
/// the writer is, is looked for at their beginning soon after. To read one again costs a process of its own, more than
/// all the rest of a letter.</summary>
/// <remarks>Known by the hash of their bytes, so that it doesn't matter whose they are. Bounded: the oldest go, and all
/// with the process; what isn't here any more is read anew. Safe from many threads.</remarks>
internal sealed class FirstPages
{
    /// <summary>Pages that are kept of each: a letter's head is on its first, and its sign-off rarely behind the
    /// third.</summary>
    public const int Pages = 3;

    /// <summary>Longer beginnings aren't kept: no letter has them.</summary>
    private const int MostChars = 60_000;

    /// <summary>Of all together, 16 MB.</summary>
    private const int MostCharsOfAll = 8 << 20;

    private readonly Lock gate = new();
    private readonly Dictionary<string, string> texts = [];
    private readonly Queue<string> order = [];
    private int chars;

    /// <summary>Null if it isn't kept.</summary>
    public string? Of(ReadOnlyMemory<byte> pdf)
    {
        var key = KeyOf(pdf);
        lock (gate) return texts.GetValueOrDefault(key);
    }

    public void Keep(ReadOnlyMemory<byte> pdf, string text)
    {
        if (text.Length > MostChars) return;
        var key = KeyOf(pdf);
        lock (gate)
        {
            if (!texts.TryAdd(key, text)) return;
            order.Enqueue(key);
            chars += key.Length + text.Length;
            while (chars > MostCharsOfAll)
            {
                var oldest = order.Dequeue();
                texts.Remove(oldest, out var gone);
                chars -= oldest.Length + gone!.Length;
            }
        }
    }

    private static string KeyOf(ReadOnlyMemory<byte> pdf) => Convert.ToHexString(SHA256.HashData(pdf.Span));
}
