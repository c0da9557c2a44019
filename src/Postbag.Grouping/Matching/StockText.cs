using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>
/// Text that proves nothing: the formulae everybody uses, and the office's own standard replies, which come back
/// quoted under letters of every kind.
/// </summary>
internal sealed class StockText
{
    /// <summary>128 KB: with a few thousand runs in it, one foreign run in 500 is taken for stock.</summary>
    private const int Bits = 1 << 20;

    private readonly ulong[] formulae = new ulong[Bits / 64];
    private readonly HashSet<ulong> own = [];

    public bool HasOwnTexts => own.Count > 0;

    public bool IsFormula(ulong shingle) =>
        (formulae[(shingle >> 6) & ((Bits / 64) - 1)] & (1UL << (int)(shingle & 63))) != 0;

    public void AddFormula(LetterTokens text)
    {
        for (var i = 0; i < text.Count; i++)
        {
            var shingle = text.Shingles[i];
            if (shingle != 0)
            {
                formulae[(shingle >> 6) & ((Bits / 64) - 1)] |= 1UL << (int)(shingle & 63);
            }
        }
    }

    public void AddOwn(LetterTokens text)
    {
        AddFormula(text);
        for (var i = 0; i < text.Count; i++)
        {
            if (text.Shingles[i] != 0)
            {
                own.Add(text.Shingles[i]);
            }
        }
    }

    /// <summary>How many runs of the text come from the office's own replies.</summary>
    public int CountOwn(LetterTokens text)
    {
        var count = 0;
        for (var i = 0; i < text.Count; i++)
        {
            count += text.Shingles[i] != 0 && own.Contains(text.Shingles[i]) ? 1 : 0;
        }

        return count;
    }

    public void Save(BinaryWriter to)
    {
        to.Write(own.Count);
        foreach (var shingle in own.Order())
        {
            to.Write(shingle);
        }

        foreach (var word in formulae)
        {
            to.Write(word);
        }
    }

    public void Load(BinaryReader from)
    {
        own.Clear();
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            own.Add(from.ReadUInt64());
        }

        for (var i = 0; i < formulae.Length; i++)
        {
            formulae[i] = from.ReadUInt64();
        }
    }
}
