using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Matching;

/// <summary>What an alignment says about a letter and a template.</summary>
/// <param name="Evidence">The weight of the letter's words that the template explains.</param>
/// <param name="Run">The longest explained run, slips of three words allowed.</param>
/// <param name="ShareOfLetter">The share of the letter's weight that is explained.</param>
/// <param name="ShareOfTemplate">The share of the core that the letter has.</param>
/// <param name="Missing">How many words of the core it hasn't.</param>
/// <param name="OwnWords">How many words of the body are in runs of the writer's own.</param>
internal readonly record struct Measures(
    double Evidence, int Run, double ShareOfLetter, double ShareOfTemplate, int Missing, int OwnWords)
{
    /// <summary>Own words in runs shorter than this are slips and names.</summary>
    public const int OwnRun = 3;

    /// <summary>Measures an alignment and marks in <paramref name="explained"/> what the template accounts
    /// for.</summary>
    public static Measures Of(
        LetterTokens letter, Template template, Alignment alignment, PhraseKind[] kinds, GroupingOptions options,
        bool[] explained)
    {
        var (longest, common) = MarkRuns(letter, template, alignment, explained, kinds, options);
        double evidence = common, total = common;
        var (own, ownRun) = (0, 0);
        for (var i = 0; i < letter.PostscriptAt; i++)
        {
            ownRun = explained[i] || letter.Ids[i] == LetterTokens.Break ? 0 : ownRun + 1;
            own += ownRun == OwnRun ? OwnRun : ownRun > OwnRun ? 1 : 0;
            var weight = kinds[i] switch
            {
                PhraseKind.Telling => 1,
                PhraseKind.Common => options.CommonWeight,
                _ => 0,
            };
            total += weight;
            evidence += explained[i] ? weight : 0;
        }

        var (core, covered) = (0, 0);
        for (var t = 0; t < template.Count; t++)
        {
            if (template.IsCore(t, options.CoreShare))
            {
                core++;
                covered += alignment.Covered[t] ? 1 : 0;
            }
        }

        return new Measures(
            evidence, longest, total < 1
                ? 0 : evidence / total, core == 0 ? 0 : (double)covered / core, core - covered, own);
    }

    /// <summary>Marks what is explained; returns the longest run and what common talk gains in long runs.</summary>
    private static (int Longest, double Gain) MarkRuns(
        LetterTokens letter, Template template, Alignment alignment, bool[] explained, PhraseKind[] kinds,
        GroupingOptions options)
    {
        var (longest, gain) = (0, 0.0);
        var (length, last, place) = (0, -1, -1);
        var common = 0;
        for (var i = 0; i <= letter.PostscriptAt; i++)
        {
            var at = i < letter.PostscriptAt ? alignment.Places[i] : -1;
            var isLive = at >= 0 && template.IsLive(at);
            if (i < letter.PostscriptAt)
            {
                explained[i] = isLive;
            }

            var goesOn = isLive && length > 0 && at > place && at - place <= 4 && i - last <= 4;
            if ((isLive && !goesOn) || i == letter.PostscriptAt)
            {
                gain += length >= options.LongRun ? common * (1 - options.CommonWeight) : 0;
                (length, common) = (0, 0);
            }

            if (isLive)
            {
                length++;
                common += kinds[i] == PhraseKind.Common ? 1 : 0;
                (last, place) = (i, at);
                longest = Math.Max(longest, length);
            }
        }

        return (longest, gain);
    }
}
