using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>Runs of words as hashes: what campaigns are looked up by and aligned on.</summary>
internal static class Shingles
{
    /// <summary>One fixed bit: half of all runs are indexed and counted, the same half in every letter.</summary>
    public static bool IsSampled(ulong shingle) => (shingle & 1) == 0;

    /// <summary>One run in eight: enough to find a long letter that stands alone.</summary>
    public static bool IsSparse(ulong shingle) => (shingle & 7) == 0;

    public static void Of(LetterTokens tokens, int length) => Of(tokens.Words, tokens.Shingles, tokens.Count, length);

    /// <summary>Writes the hash of each run of words; 0 where a run crosses a break or the end.</summary>
    public static void Of(ulong[] words, ulong[] shingles, int count, int length)
    {
        var power = 1UL;
        for (var i = 0; i < length; i++)
        {
            power *= Hashing.Seed;
        }

        var rolling = 0UL;
        var run = 0;
        for (var i = 0; i < count; i++)
        {
            if (words[i] == 0)
            {
                (rolling, run) = (0, 0);
            }
            else
            {
                rolling = (rolling * Hashing.Seed) + words[i];
                if (run++ >= length)
                {
                    rolling -= words[i - length] * power;
                }
            }

            if (i - length + 1 >= 0)
            {
                shingles[i - length + 1] = run >= length ? Hashing.Mix(rolling) : 0;
            }
        }

        for (var i = Math.Max(0, count - length + 1); i < count; i++)
        {
            shingles[i] = 0;
        }
    }
}
