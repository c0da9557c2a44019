using System.Collections.Concurrent;
using System.Reflection;

namespace Postbag.Triage.Needs;

/// <summary>
/// Rules that find the desperate letter: eviction with a date, no food, a child in danger. They are a file that anyone can read
/// and edit (docs/triage/needs.md); a finding names the place in the letter and says what it means. A finding only ever raises
/// a letter; that there is none says nothing.
/// </summary>
/// <remarks>Pure and safe for many threads. The time is proportional to the length of the letter, whatever is written.</remarks>
public sealed class NeedRules
{
    /// <summary>Characters of a letter that are read. Guards time against letters of a megabyte.</summary>
    public const int MaxCharacters = 200_000;

    /// <summary>How near to a match, in words, a "no" pattern holds it back.</summary>
    private const int Near = 4;

    /// <summary>How many words may stand between "not" and what it denies: "not being evicted", "not about to be evicted".</summary>
    private const int Denying = 2;

    private static readonly Lazy<NeedRules> FromResource = new(LoadStandard);

    private readonly PhraseLists lists;
    private readonly IReadOnlyList<NeedRule> rules;
    private readonly NeedRule quoted;

    private readonly ConcurrentBag<SentenceWindow> spare = [];

    internal NeedRules(PhraseLists lists, IReadOnlyList<NeedRule> rules, NeedRule quoted)
    {
        this.lists = lists;
        this.rules = rules;
        this.quoted = quoted;
    }

    /// <summary>The rules that come with the library.</summary>
    public static NeedRules Standard => FromResource.Value;

    /// <summary>The text of <see cref="Standard"/>, for an office to edit.</summary>
    public static string StandardText
    {
        get
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("needs.txt")!);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The needs' keys, in the order of the rules.</summary>
    public IReadOnlyList<string> Needs => [.. rules.Select(rule => rule.Key)];

    /// <summary>Reads rules.</summary>
    /// <param name="text">A file of rules.</param>
    /// <returns>The rules, null if there is an error; and every line that can't be understood.</returns>
    public static (NeedRules? Rules, IReadOnlyList<NeedRuleError> Errors) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new NeedRuleParser().Parse(text);
    }

    /// <summary>The places of a letter that say somebody is in need, in order; of each need at most one a sentence.</summary>
    /// <param name="text">The writer's own words. Lines that begin with ">" aren't looked at.</param>
    public IReadOnlyList<NeedFinding> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letter = new LetterSentences(text, MaxCharacters);
        var window = spare.TryTake(out var used) ? used : new SentenceWindow(lists);
        var found = new List<NeedFinding>();
        window.Begin(letter);
        foreach (var sentence in letter.Sentences)
        {
            window.MoveNext();
            foreach (var rule in rules)
            {
                var (match, pattern) = FindIn(rule, letter, sentence, window);
                if (match.To == 0) continue;
                int at = letter[sentence.From + match.From].At, end = letter[sentence.From + match.To - 1].End;
                // A long sentence is cut with an overlap: what stands there is found twice.
                if (!found.Exists(other => other.Need == rule.Key && other.At < end && at < other.At + other.Length))
                    found.Add(new NeedFinding(rule.Key, rule.Reason, at, end - at, pattern.Line));
            }
        }

        spare.Add(window);
        return found;
    }

    private (Match Match, RulePattern Pattern) FindIn(
        NeedRule rule, LetterSentences letter, (int From, int To) sentence, SentenceWindow window)
    {
        foreach (var pattern in rule.Sure)
            foreach (var match in window.Find(pattern))
                if (Counts(match, letter, sentence, window))
                    return (match, pattern);

        List<Match>? no = null;
        List<Match> denied = [.. rule.Denied.SelectMany(pattern => window.Find(pattern))];
        var closed = 0UL;
        foreach (var word in denied) closed |= ((1UL << (word.To - word.From)) - 1) << word.From;
        foreach (var pattern in rule.Yes)
        {
            foreach (var match in window.Find(pattern, closed))
            {
                if (no is null)
                {
                    if (rule.Never.Exists(never => window.Find(never).Count > 0) || rule.Around.Exists(window.IsNearby)) return default;
                    no = [.. rule.No.SelectMany(other => window.Find(other))];
                }

                if (no.Exists(other => other.From < match.To + Near && match.From < other.To + Near)) continue;
                if (denied.Exists(other => other.To <= match.From && match.From <= other.To + Denying)) continue;
                if (Counts(match, letter, sentence, window)) return (match, pattern);
            }
        }

        return default;
    }

    /// <summary>What stands in quotation marks is a newspaper's or a campaign's, unless the sentence says who said it to whom.</summary>
    private bool Counts(Match match, LetterSentences letter, (int From, int To) sentence, SentenceWindow window)
    {
        if (!letter[sentence.From + match.From].IsQuoted) return true;
        return quoted.Yes.Exists(pattern => window.Find(pattern)
            .Exists(said => !letter[sentence.From + said.From].IsQuoted));
    }

    private static NeedRules LoadStandard()
    {
        var (rules, errors) = Parse(StandardText);
        return rules ?? throw new InvalidDataException($"The rules that come with the library are wrong in line {errors[0].Line}: {errors[0].What}");
    }
}
