using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>How much a word proves.</summary>
internal enum PhraseKind : byte
{
    Telling = 0,

    /// <summary>Seen in letters that have nothing else in common.</summary>
    Common = 1,

    /// <summary>A stock formula, a postscript or a break: proves nothing.</summary>
    Nothing = 2,
}

/// <summary>Weighs each word of a letter by the runs it stands in.</summary>
internal sealed class PhraseWeights(GroupingOptions options, StockText stock, PhraseCounts counts)
{
    public void Weigh(LetterTokens letter, ref PhraseKind[] kinds)
    {
        if (kinds.Length < letter.Count)
        {
            kinds = new PhraseKind[letter.Count * 2];
        }

        Array.Clear(kinds, 0, letter.Count);
        for (var i = 0; i < letter.Count; i++)
        {
            if (i >= letter.PostscriptAt || letter.Ids[i] == LetterTokens.Break)
            {
                kinds[i] = PhraseKind.Nothing;
            }

            var shingle = letter.Shingles[i];
            if (!options.WeighPhrases || shingle == 0)
            {
                continue;
            }

            if (stock.IsFormula(shingle))
            {
                Mark(kinds, i, PhraseKind.Nothing);
            }
            else if (Shingles.IsSampled(shingle) && counts.Count(shingle) >= options.CommonFrom)
            {
                Mark(kinds, i, PhraseKind.Common);
            }
        }
    }

    private void Mark(PhraseKind[] kinds, int from, PhraseKind kind)
    {
        for (var i = from; i < from + options.ShingleWords; i++)
        {
            if (kinds[i] < kind)
            {
                kinds[i] = kind;
            }
        }
    }
}
