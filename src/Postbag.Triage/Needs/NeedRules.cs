using System.Collections.Concurrent;
using System.Reflection;
using Postbag.Triage.Needs.Examples;

namespace Postbag.Triage.Needs;

/// <summary>
/// Rules that find the desperate letter: eviction with a date, no food, a child in danger. They are a file that anyone
/// can read and edit (docs/triage/needs.md); a finding names the place in the letter and says what it means. A finding
/// only ever raises a letter; that there is none says nothing.
/// </summary>
/// <remarks>Pure and safe for many threads. The time is proportional to the length of the letter, whatever is
/// written.</remarks>
public sealed class NeedRules
{
    /// <summary>Characters of a letter that are read. Guards time against letters of a megabyte.</summary>
    public const int MaxCharacters = 200_000;

    private static readonly Lazy<NeedRules> FromResource = new(LoadStandard);

    private readonly PhraseLists lists;
    private readonly PatternIndex index;
    private readonly IReadOnlyList<NeedRule> rules;
    private readonly NeedRule quoted;
    private readonly NeedRule every;
    private readonly Alike? alike;

    private readonly ConcurrentBag<SentenceWindow> spare = [];

    /// <summary>Rules that have been read.</summary>
    /// <param name="lists">What the patterns are made of.</param>
    /// <param name="rules">The needs.</param>
    /// <param name="every">What hints at any need beside a sign of its own – a day, a child, nobody who helps – and
    /// what makes it doubtful.</param>
    /// <param name="quoted">When words in quotation marks count.</param>
    /// <param name="alike">From when on a letter that reads like those in need is raised; null if that raises
    /// none.</param>
    internal NeedRules(PhraseLists lists, IReadOnlyList<NeedRule> rules, NeedRule every, NeedRule quoted, Alike? alike)
    {
        this.alike = alike;
        this.every = every;
        this.lists = lists;
        this.rules = rules;
        this.quoted = quoted;
        index = new PatternIndex(
            [
                .. rules.SelectMany(
                    rule => (PatternSet[])[rule.Sure, rule.Yes, rule.Signs, rule.Denied, rule.Never, rule.No]),
                every.Signs,
            ],
            lists.Count);
    }

    /// <summary>The rules that come with the library.</summary>
    public static NeedRules Standard => FromResource.Value;

    /// <summary>The text of <see cref="Standard"/>, for an office to edit.</summary>
    public static string StandardText
    {
        get
        {
            using var reader = new StreamReader(
                Assembly.GetExecutingAssembly().GetManifestResourceStream("needs.txt")!);
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

    /// <summary>The places of a letter that say somebody is in need, in order; of each need at most one a
    /// sentence.</summary>
    /// <param name="text">The writer's own words. Lines that begin with ">" aren't looked at.</param>
    public IReadOnlyList<NeedFinding> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letter = new LetterSentences(text, MaxCharacters);
        var window = spare.TryTake(out var used) ? used : new SentenceWindow(lists, index);
        var found = new List<NeedFinding>();
        var signs = rules.Select(rule => new NeedSigns(rule.Weights)).ToList();
        window.Begin(letter);
        foreach (var sentence in letter.Sentences)
        {
            window.MoveNext();
            var hints = Hints(letter, sentence, window);
            for (var i = 0; i < rules.Count; i++)
            {
                if (FindIn(rules[i], signs[i], hints, letter, sentence, window) is not { } place) continue;
                var (rule, at, end) = (rules[i], letter[place.From].At, letter[place.To - 1].End);
                // A long sentence is cut with an overlap: what stands there is found twice.
                if (!found.Exists(other => other.Need == rule.Key && other.At < end && at < other.At + other.Length))
                    found.Add(new NeedFinding(rule.Key, rule.Reason, at, end - at, place.Line));
            }
        }

        spare.Add(window);
        if (alike is not null && LikelyIn(text, alike) is { } likely
            && !found.Exists(other => other.Need == likely.Need)) found.Add(likely);
        return found;
    }

    /// <summary>What no rule names, but what reads like the letters of people in need.</summary>
    private NeedFinding? LikelyIn(string text, Alike from) =>
        Likeness.Standard.Of(text.Length > MaxCharacters ? text[..MaxCharacters] : text) is { } likely
            && likely.P * 100 >= from.Percent
            && rules.FirstOrDefault(rule => rule.Key == likely.Need) is { } need
                ? new NeedFinding(need.Key, $"It reads like letters that say this: {need.Reason}", likely.At,
                    likely.Length, from.Line)
                : null;

    private FoundPlace? FindIn(
        NeedRule rule, NeedSigns signs, ulong hints, LetterSentences letter, (int From, int To) sentence,
        SentenceWindow window)
    {
        foreach (var place in window.BeginningIn(rule.Sure))
            foreach (var match in window.Find(rule.Sure[place]))
                if (Counts(match, letter, sentence, window))
                    return Place(match, rule.Sure[place]);

        var held = new Held(rule, window);
        foreach (var place in window.BeginningIn(rule.Yes))
            foreach (var match in window.Find(rule.Yes[place], held.Closed))
                if (!held.Holds(match) && Counts(match, letter, sentence, window))
                    return Place(match, rule.Yes[place]);

        var (met, first) = (0UL, default(FoundPlace?));
        foreach (var sign in window.BeginningIn(rule.Signs))
        {
            foreach (var match in window.Find(rule.Signs[sign], held.Closed))
            {
                if (held.Holds(match) || !Counts(match, letter, sentence, window)) continue;
                first ??= Place(match, rule.Signs[sign]);
                met |= 1UL << sign;
                break;
            }
        }

        return signs.Add(met, hints, first);

        FoundPlace Place(Match match, RulePattern pattern) =>
            new(sentence.From + match.From, sentence.From + match.To, pattern.Line);
    }

    /// <summary>What of a sentence hints at any need, as bits; nothing beside thanks, invitations and what is
    /// over.</summary>
    private ulong Hints(LetterSentences letter, (int From, int To) sentence, SentenceWindow window)
    {
        var met = 0UL;
        foreach (var hint in window.BeginningIn(every.Signs))
            if (window.Find(every.Signs[hint]).Any(match => !letter[sentence.From + match.From].IsQuoted))
                met |= 1UL << hint;
        return met != 0 && every.Doubt.Exists(window.IsNearby) ? 0 : met;
    }

    /// <summary>What stands in quotation marks is a newspaper's or a campaign's, unless the sentence says who said it
    /// to whom.</summary>
    private bool Counts(Match match, LetterSentences letter, (int From, int To) sentence, SentenceWindow window)
    {
        if (!letter[sentence.From + match.From].IsQuoted) return true;
        return quoted.Yes.Exists(pattern => window.Find(pattern)
            .Any(said => !letter[sentence.From + said.From].IsQuoted));
    }

    private static NeedRules LoadStandard()
    {
        var (rules, errors) = Parse(StandardText);
        return rules ?? throw new InvalidDataException(
            $"The rules that come with the library are wrong in line {errors[0].Line}: {errors[0].What}");
    }
}
