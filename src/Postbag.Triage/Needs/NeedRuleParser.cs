using System.Globalization;
using System.Text;

namespace Postbag.Triage.Needs;

/// <summary>
/// Reads a file of rules line by line. A line that begins in the first column is "list NAME = phrases", "need KEY =
/// reason", "every need", "quoted", "spelt" or "alike PERCENT"; indented lines belong to the one above, and one that
/// begins with |, &amp;, +, ! or .. goes on with it. "#" begins a comment.
/// </summary>
internal sealed class NeedRuleParser
{
    /// <summary>Guards memory: a file of rules is written by hand.</summary>
    private const int MaxFileCharacters = 1 << 20;

    private const int MaxPatterns = 5_000;

    private readonly RuleTerms terms = new();
    private readonly PhraseLists lists = new();
    private readonly Dictionary<string, int> listByPhrases = [];
    private readonly Dictionary<string, NeedRule> needs = [];
    private readonly List<NeedRuleError> errors = [];
    private readonly NeedRule everyNeed = new("every need", "", 0);
    private readonly NeedRule quoted = new("quoted", "", 0);
    private NeedRule? rule;
    private string? list;
    private bool inSpelt;
    private Alike? alike;
    private int line;
    private int patterns;

    public (NeedRules? Rules, IReadOnlyList<NeedRuleError> Errors) Parse(string text)
    {
        if (text.Length > MaxFileCharacters)
            return (null, [new(1, $"Rules have at most {MaxFileCharacters} characters.")]);
        var (written, at) = (new StringBuilder(), 0);
        foreach (var raw in text.Split('\n'))
        {
            at++;
            var more = raw.Split('#')[0].TrimEnd();
            if (more.Length == 0) continue;
            if (GoesOn(more) && written.Length > 0)
            {
                written.Append(' ').Append(more.Trim());
                continue;
            }

            Read(written.ToString());
            written.Clear().Append(more);
            line = at;
        }

        Read(written.ToString());
        if (needs.Count == 0 && errors.Count == 0) errors.Add(new NeedRuleError(1, "There is no need in these rules."));
        if (errors.Count > 0) return (null, errors);
        foreach (var need in needs.Values)
        {
            need.No.AddRange(everyNeed.No);
            need.Never.AddRange(everyNeed.Never);
            need.Around.AddRange(everyNeed.Around);
            need.Denied.AddRange(everyNeed.Denied);
        }

        return (new NeedRules(lists, [.. needs.Values], everyNeed, quoted, alike), errors);
    }

    /// <summary>A long pattern stands in several lines.</summary>
    private static bool GoesOn(string written) =>
        char.IsWhiteSpace(written[0]) && (written.AsSpan().TrimStart()[0] is '|' or '&' or '+' or '!' or '.');

    private void Read(string written)
    {
        if (written.Length == 0) return;
        try
        {
            if (char.IsWhiteSpace(written[0])) ReadIndented(written.Trim());
            else ReadHeading(written);
        }
        catch (RuleException wrong)
        {
            errors.Add(new NeedRuleError(line, wrong.Message));
        }
    }

    private void ReadHeading(string written)
    {
        (rule, list, inSpelt) = (null, null, false);
        var parts = written.Split('=', 2, StringSplitOptions.TrimEntries);
        var words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["every", "need"] && parts.Length == 1) rule = everyNeed;
        else if (words is ["quoted"] && parts.Length == 1) rule = quoted;
        else if (words is ["spelt"] && parts.Length == 1) inSpelt = true;
        else if (words is ["alike", var percent] && parts.Length == 1) alike = new Alike(PercentOf(percent), line);
        else if (words is ["list", var name] && parts.Length == 2)
        {
            list = name;
            terms.Declare(name);
            terms.AddPhrases(name, parts[1]);
        }
        else if (words is ["need", var key] && parts.Length == 2 && parts[1].Length > 0)
        {
            rule = new NeedRule(key, parts[1], line);
            if (!needs.TryAdd(key, rule)) throw new RuleException($"The need {key} is there already.");
        }
        else
        {
            throw new RuleException("A line begins with \"list NAME = …\", \"need KEY = reason\", \"every need\", \"quoted\", \"spelt\" or \"alike PERCENT\".");
        }
    }

    private static int PercentOf(string written) =>
        int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 50 and <= 99
            ? percent
            : throw new RuleException($"How probable a need has to be is a number from 50 to 99, not \"{written}\".");

    private void ReadIndented(string written)
    {
        if (list is not null)
        {
            terms.AddPhrases(list, written);
            return;
        }

        if (inSpelt)
        {
            ReadSlips(written);
            return;
        }

        if (rule is null) throw new RuleException(
            "An indented line belongs to a list or a need, and there is none above it.");
        var space = written.IndexOf(' ', StringComparison.Ordinal);
        var word = space < 0 ? written : written[..space];
        var weight = word switch { "sign" => NeedSigns.Sign, "hint" => NeedSigns.Hint, _ => 0 };
        var into = word switch
        {
            "yes" => rule.Yes,
            "sure" => rule.Sure,
            "no" => rule.No,
            "never" => rule.Never,
            "around" => rule.Around,
            "denied" => rule.Denied,
            "doubt" when rule == everyNeed => rule.Doubt,
            "doubt" => throw new RuleException("Only \"every need\" has doubts."),
            _ when weight > 0 => null,
            _ => throw new RuleException(
                $"A line of a need begins with yes, sure, sign, hint, no, never, around, denied or doubt, not with \"{word}\"."),
        };
        if (rule == everyNeed && (weight == NeedSigns.Sign || into == rule.Yes || into == rule.Sure))
            throw new RuleException("\"every need\" only says what holds needs back – no, never, around, denied, doubt – and what hints at any.");
        if (++patterns > MaxPatterns) throw new RuleException($"Rules have at most {MaxPatterns} patterns.");
        var pattern = Pattern(space < 0 ? "" : written[space..]);
        if (into is null && rule.Signs.Count == NeedSigns.Most)
            throw new RuleException($"A need has at most {NeedSigns.Most} signs and hints.");
        (into ?? rule.Signs).Add(pattern);
        if (into is null) rule.Weights.Add(weight);
    }

    /// <summary>A line of "spelt": a word, and how it is often misspelt.</summary>
    private void ReadSlips(string written)
    {
        var parts = written.Split('=', StringSplitOptions.TrimEntries);
        if (parts.Length != 2)
            throw new RuleException("A line of \"spelt\" is a word, \"=\" and how else it is written.");
        lists.AddSlips(RuleTerms.WordOf(parts[0]),
            parts[1].Split(',', StringSplitOptions.TrimEntries).Select(RuleTerms.WordOf));
    }

    private RulePattern Pattern(string written)
    {
        List<string> pieces = [.. RuleTerms.Pieces(written)];
        var own = pieces.TakeWhile(piece => RuleTerms.PlaceOf(piece) is null).ToList();
        var conditions = new List<PatternCondition>();
        for (var at = own.Count; at < pieces.Count;)
        {
            var said = pieces.Skip(at + 1).TakeWhile(piece => RuleTerms.PlaceOf(piece) is null).ToList();
            conditions.Add(new PatternCondition(Steps(said), RuleTerms.PlaceOf(pieces[at])!.Value));
            at += said.Count + 1;
        }

        return new RulePattern(Steps(own), conditions, line);
    }

    private List<PatternStep> Steps(IEnumerable<string> pieces)
    {
        var steps = new List<PatternStep>();
        var gap = 0;
        foreach (var piece in pieces)
        {
            if (RuleTerms.GapOf(piece) is { } words)
            {
                if (steps.Count == 0) throw new RuleException("A pattern doesn't begin with a gap.");
                gap = words;
                continue;
            }

            var isOptional = piece[0] == '[';
            if (steps.Count == 0 && isOptional)
                throw new RuleException("A pattern doesn't begin with something that may be left out.");
            steps.Add(new PatternStep(ListsOf(piece), gap, isOptional));
            // What may be left out takes its gap with it: the words of both may stand before the next.
            gap = isOptional ? gap : 0;
        }

        if (steps.Count == 0) throw new RuleException("A pattern says what to look for.");
        if (gap > 0 && !steps[^1].IsOptional) throw new RuleException("A pattern doesn't end with a gap.");
        return steps;
    }

    /// <summary>A choice between lists refers to them; only what else it holds is a list of its own.</summary>
    private int[] ListsOf(string piece)
    {
        var (named, rest) = RuleTerms.Divide(piece);
        var found = named.Select(ListOf).ToList();
        if (rest is not null) found.Add(ListOf(rest));
        return [.. found];
    }

    private int ListOf(string piece)
    {
        if (listByPhrases.TryGetValue(piece, out var known)) return known;
        return listByPhrases[piece] = lists.Add(terms.Expand(piece));
    }
}

/// <summary>A line of rules that can't be understood; caught where the line's number is known.</summary>
internal sealed class RuleException(string what) : Exception(what);
