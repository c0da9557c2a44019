using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>On which side of a gap the letter and the template agree.</summary>
[Flags]
internal enum GapEnds
{
    None = 0,
    Left = 1,
    Right = 2,
    Both = Left | Right,
}

/// <summary>
/// Matches what can be matched between two runs: the longest common sequence, misspelt words counting as equal.
/// Scattered small words that two sentences happen to share are let go again.
/// </summary>
internal sealed class GapBridge(Vocabulary vocabulary)
{
    /// <summary>A matched island shorter than this inside foreign text is chance.</summary>
    private const int Island = 3;

    /// <summary>Words that stand side by side in the letter and further apart in the template are no island
    /// together.</summary>
    private const int Leap = 4;

    private byte[] lengths = new byte[41 * 41];

    public void Cross(
        LetterTokens letter, Template template, Alignment to, int from, int end, int templateFrom, int templateEnd,
        GapEnds ends)
    {
        var (rows, columns) = (end - from, templateEnd - templateFrom);
        if (rows <= 0 || columns <= 0)
        {
            return;
        }

        var width = columns + 1;
        if (lengths.Length < (rows + 1) * width)
        {
            lengths = new byte[(rows + 1) * width];
        }

        Array.Clear(lengths, 0, (rows + 1) * width);
        for (var r = rows - 1; r >= 0; r--)
        {
            for (var c = columns - 1; c >= 0; c--)
            {
                lengths[(r * width) + c] = Same(letter, template, to, from + r, templateFrom + c)
                    ? (byte)(lengths[((r + 1) * width) + c + 1] + 1)
                    : Math.Max(lengths[((r + 1) * width) + c], lengths[(r * width) + c + 1]);
            }
        }

        for (int r = 0, c = 0; r < rows && c < columns;)
        {
            if (Same(letter, template, to, from + r, templateFrom + c))
            {
                to.Match(from + r++, templateFrom + c++);
            }
            else if (lengths[((r + 1) * width) + c] >= lengths[(r * width) + c + 1])
            {
                r++;
            }
            else
            {
                c++;
            }
        }

        DropIslands(to, from, end, templateFrom, templateEnd, ends);
    }

    private bool Same(LetterTokens letter, Template template, Alignment to, int i, int t) =>
        letter.Ids[i] != LetterTokens.Break && to.Places[i] < 0 && !to.Covered[t]
        && (letter.Ids[i] == template.Ids[t] || vocabulary.Alike(letter.Ids[i], template.Ids[t]));

    private static void DropIslands(Alignment to, int from, int end, int templateFrom, int templateEnd, GapEnds ends)
    {
        for (var i = from; i < end;)
        {
            if (to.Places[i] < 0)
            {
                i++;
                continue;
            }

            var start = i;
            while (i < end && to.Places[i] >= 0 && (i == start || to.Places[i] - to.Places[i - 1] <= Leap))
            {
                i++;
            }

            var touches = (start == from && to.Places[start] - templateFrom < Leap && ends.HasFlag(GapEnds.Left))
                || (i == end && templateEnd - to.Places[i - 1] <= Leap && ends.HasFlag(GapEnds.Right));
            var around = end - from - (i - start);
            if (!touches && i - start < Island && around > 3 * (i - start))
            {
                for (var drop = start; drop < i; drop++)
                {
                    to.Unmatch(drop);
                }
            }
        }
    }
}
