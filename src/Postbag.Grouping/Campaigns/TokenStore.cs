using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>
/// The words of letters that may have to be judged again, a byte or two a word. Plain copies are not kept: nothing
/// that is learnt later can make a copy anything else.
/// </summary>
internal sealed class TokenStore(Vocabulary vocabulary, int shingleWords)
{
    private const int PageBits = 20;

    private readonly List<byte[]> pages = [new byte[1 << PageBits]];
    private int used = 1;

    public long SizeBytes => ((long)(pages.Count - 1) << PageBits) + used;

    /// <summary>Keeps a letter's words; returns where, never 0.</summary>
    public uint Add(LetterTokens letter)
    {
        // A word takes at most five bytes, and a letter must not cross a page.
        var worst = (letter.Count * 5) + 16;
        if (used + worst > 1 << PageBits)
        {
            pages.Add(new byte[1 << PageBits]);
            used = 0;
        }

        var at = ((uint)(pages.Count - 1) << PageBits) | (uint)used;
        var page = pages[^1].AsSpan();
        Write(page, letter.Count);
        Write(page, letter.PostscriptAt);
        for (var i = 0; i < letter.Count; i++)
        {
            Write(page, letter.Ids[i]);
        }

        return at;
    }

    public void Read(uint at, LetterTokens to)
    {
        var page = pages[(int)(at >> PageBits)].AsSpan();
        var offset = (int)(at & ((1 << PageBits) - 1));
        to.Clear();
        var count = Read(page, ref offset);
        to.PostscriptAt = Read(page, ref offset);
        to.Grow(count);
        to.Count = count;
        for (var i = 0; i < count; i++)
        {
            var id = Read(page, ref offset);
            to.Ids[i] = id;
            to.Words[i] = vocabulary.HashOf(id);
            to.BodyWords += i < to.PostscriptAt && id != LetterTokens.Break ? 1 : 0;
        }

        Shingles.Of(to, shingleWords);
    }

    private void Write(Span<byte> page, int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            page[used++] = (byte)(rest | 0x80);
        }

        page[used++] = (byte)rest;
    }

    private static int Read(ReadOnlySpan<byte> page, ref int offset)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = page[offset++];
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }

    public void Save(BinaryWriter to)
    {
        to.Write(pages.Count);
        to.Write(used);
        for (var i = 0; i < pages.Count; i++)
        {
            to.Write(pages[i], 0, i == pages.Count - 1 ? used : 1 << PageBits);
        }
    }

    public void Load(BinaryReader from)
    {
        pages.Clear();
        var count = from.ReadInt32();
        used = from.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            pages.Add(new byte[1 << PageBits]);
            from.BaseStream.ReadExactly(pages[i].AsSpan(0, i == count - 1 ? used : 1 << PageBits));
        }
    }
}
