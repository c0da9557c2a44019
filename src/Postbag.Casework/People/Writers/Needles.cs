using System.Buffers;

namespace Postbag.Casework.People.Writers;

/// <summary>Words of which at least one stands in whatever a pattern matches: looking for them costs a fiftieth of
/// looking for the pattern, and most sentences have none.</summary>
/// <remarks>Worked out from the pattern itself, so that it can't be forgotten when a phrase is added: where the pattern
/// could match without any of them, there are none, and the pattern is always asked.</remarks>
internal static class Needles
{
    /// <summary>More words than this, or one of a single letter, are no quicker than the pattern.</summary>
    private const int Most = 120;

    private const int LargestClass = 10;

    /// <returns>The words, for looking through a text whatever its case; null if there are none for certain.</returns>
    public static SearchValues<string>? Of(string pattern)
    {
        var at = 0;
        var words = Choice(pattern, ref at);
        return words is { Count: > 0 and <= Most } && at == pattern.Length && words.TrueForAll(word => word.Length > 1)
            ? SearchValues.Create(
                [.. words.Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase) : null;
    }

    /// <summary>Of alternatives each must have its own.</summary>
    private static List<string>? Choice(string pattern, ref int at)
    {
        var all = Sequence(pattern, ref at);
        while (at < pattern.Length && pattern[at] == '|')
        {
            at++;
            var more = Sequence(pattern, ref at);
            all = all is null || more is null ? null : [.. all, .. more];
        }

        return all;
    }

    /// <summary>Of things in a row the one that says most.</summary>
    private static List<string>? Sequence(string pattern, ref int at)
    {
        List<string>? best = null;
        var run = "";
        while (at < pattern.Length && pattern[at] is not ('|' or ')'))
        {
            var (literal, words) = Item(pattern, ref at);
            var isOptional = SkipQuantifier(pattern, ref at, out var isRepeated);
            if (literal is { } letter && !isOptional)
            {
                run += letter;
                if (!isRepeated) continue;
            }

            best = Better(best, run.Length > 0 ? [run] : null);
            run = "";
            if (!isOptional) best = Better(best, words);
        }

        return Better(best, run.Length > 0 ? [run] : null);
    }

    private static List<string>? Better(List<string>? one, List<string>? other) =>
        one is null ? other : other is null ? one : Weight(other) > Weight(one) ? other : one;

    /// <summary>Long words are rare, and few are quickly looked for.</summary>
    private static int Weight(List<string> words) =>
        (Math.Min(5, words.Min(word => word.Trim().Length)) * 1000) - words.Count;

    /// <summary>One letter, or the words of a group, or neither.</summary>
    private static (char? Literal, List<string>? Words) Item(string pattern, ref int at)
    {
        switch (pattern[at])
        {
            case '(':
                return (null, Group(pattern, ref at));
            case '[':
                return (null, Class(pattern, ref at));
            case '\\':
                at += 2;
                return char.IsLetterOrDigit(pattern[at - 1]) ? (null, null) : (pattern[at - 1], null);
            case '.' or '^' or '$':
                at++;
                return (null, null);
            default:
                return (pattern[at++], null);
        }
    }

    private static List<string>? Group(string pattern, ref int at)
    {
        at++;
        var isAside = pattern.AsSpan(at).StartsWith("?!") || pattern.AsSpan(at).StartsWith("?=")
            || pattern.AsSpan(at).StartsWith("?<");
        if (pattern[at] == '?') at += isAside ? 2 : "?:".Length;
        var words = Choice(pattern, ref at);
        at++;
        return isAside ? null : words;
    }

    private static List<string>? Class(string pattern, ref int at)
    {
        var letters = new List<string>();
        var isKnown = pattern[++at] != '^';
        while (pattern[at] != ']')
        {
            if (pattern[at] == '\\')
            {
                isKnown = false;
                at++;
            }
            else if (pattern[at + 1] == '-' && pattern[at + 2] != ']')
            {
                isKnown &= pattern[at + 2] - pattern[at] < LargestClass;
                for (var c = pattern[at]; isKnown && c <= pattern[at + 2]; c++) letters.Add(c.ToString());
                at += 2;
            }
            else
            {
                letters.Add(pattern[at].ToString());
            }

            at++;
        }

        at++;
        return isKnown && letters.Count <= LargestClass ? letters : null;
    }

    /// <returns>Whether what stands before it may be missing.</returns>
    private static bool SkipQuantifier(string pattern, ref int at, out bool isRepeated)
    {
        isRepeated = at < pattern.Length && pattern[at] is '?' or '*' or '+' or '{';
        if (!isRepeated) return false;
        var isOptional = pattern[at] is '?' or '*' || (pattern[at] == '{' && pattern[at + 1] == '0');
        at = pattern[at] == '{' ? pattern.IndexOf('}', at) + 1 : at + 1;
        if (at < pattern.Length && pattern[at] == '?') at++;
        return isOptional;
    }
}
