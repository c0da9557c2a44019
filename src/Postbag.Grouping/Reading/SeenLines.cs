namespace Postbag.Grouping.Reading;

/// <summary>
/// The words of lines that came before: a paragraph of a campaign is cut into words once, not five thousand times. It
/// remembers only what reading would say again, so it is no part of the state and changes no answer.
/// </summary>
internal sealed class SeenLines
{
    /// <summary>About two megabytes when every place holds a paragraph.</summary>
    private const int Places = 1 << 11;

    /// <summary>Shorter ones are read as fast as they are looked up.</summary>
    public const int LeastLength = 48;

    /// <summary>Longer ones are not kept: a letter without line breaks must not fill the memory.</summary>
    public const int MostLength = 8_192;

    private readonly ulong[] hashes = new ulong[Places];
    private readonly Line?[] lines = new Line?[Places];

    /// <summary>A line's words, their offsets counted from where the line starts.</summary>
    internal sealed record Line(int[] Ids, ulong[] Words, int[] Starts, int[] Ends);

    /// <summary>The words of a line; null if it isn't known. The second time <paramref name="isWanted"/> asks for
    /// them.</summary>
    public Line? Find(ulong hash, out bool isWanted)
    {
        var place = (int)(hash >> 50) & (Places - 1);
        if (hashes[place] == hash)
        {
            isWanted = lines[place] is null;
            return lines[place];
        }

        // One sight is not enough: people's own lines would push the campaigns' out.
        (hashes[place], lines[place], isWanted) = (hash, null, false);
        return null;
    }

    public void Keep(ulong hash, LetterTokens from, int first, int lineStart)
    {
        var (ids, words) = (from.Ids[first..from.Count], from.Words[first..from.Count]);
        var (starts, ends) = (from.Starts[first..from.Count], from.Ends[first..from.Count]);
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] -= lineStart;
            ends[i] -= lineStart;
        }

        lines[(int)(hash >> 50) & (Places - 1)] = new Line(ids, words, starts, ends);
    }
}
