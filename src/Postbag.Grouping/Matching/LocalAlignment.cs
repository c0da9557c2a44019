using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>
/// The stretch of one text that is most like a stretch of another, word by word: Smith and Waterman's local alignment.
/// For a sentence and a few paragraphs; its time and memory are the product of both lengths.
/// </summary>
internal sealed class LocalAlignment
{
    private const int Match = 2;
    private const int Other = -1;

    private int[] scores = [];

    /// <summary>The words that both have, in order.</summary>
    /// <param name="own">The one text.</param>
    /// <param name="theirs">The other.</param>
    /// <param name="matched">Where the places of the words in both are put.</param>
    public void Of(ReadOnlySpan<int> own, ReadOnlySpan<int> theirs, List<(int Own, int Theirs)> matched)
    {
        matched.Clear();
        var width = theirs.Length + 1;
        var size = (own.Length + 1) * width;
        if (scores.Length < size)
        {
            scores = new int[size];
        }

        Array.Clear(scores, 0, size);
        var best = 0;
        for (var i = 1; i <= own.Length; i++)
        {
            for (var j = 1; j <= theirs.Length; j++)
            {
                var at = (i * width) + j;
                scores[at] = Math.Max(
                    Math.Max(0, scores[at - width - 1] + Pair(own[i - 1], theirs[j - 1])),
                    Math.Max(scores[at - width], scores[at - 1]) + Other);

                // Of equals the last one: what was cut stands before the sentence that is left.
                best = scores[at] >= scores[best] && scores[at] > 0 ? at : best;
            }
        }

        for (var at = best; scores[at] > 0;)
        {
            var (i, j) = (at / width, at % width);
            if (scores[at] == scores[at - width - 1] + Pair(own[i - 1], theirs[j - 1]))
            {
                if (own[i - 1] == theirs[j - 1])
                {
                    matched.Add((i - 1, j - 1));
                }

                at -= width + 1;
            }
            else
            {
                at -= scores[at] == scores[at - width] + Other ? width : 1;
            }
        }

        matched.Reverse();

        static int Pair(int a, int b) => a == b && a != LetterTokens.Break ? Match : Other;
    }
}
