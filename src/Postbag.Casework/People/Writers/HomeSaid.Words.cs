using System.Collections.Frozen;

namespace Postbag.Casework.People.Writers;

/// <summary>What stands around a word: who does it, whose it is, when.</summary>
internal static partial class HomeSaid
{
    private static readonly string[] Kin =
        ["parents'", "mother's", "mum's", "mam's", "dad's", "father's", "son's", "daughter's", "sister's", "brother's",
            "friend's", "grandparents'", "gran's", "nan's", "aunt's", "uncle's"];

    /// <summary>"I've looked out on that field at Thornwick from my kitchen."</summary>
    private static EvidenceOf? FromWindow(List<HomeWord> words, int at)
    {
        if (Link(words, at) is not ("in" or "at" or "over" or "on" or "near")) return null;
        for (var i = 0; i + 2 < words.Count; i++)
            if (words[i].Text is "from" or "From" && words[i + 1].Text is "my" or "our"
                && (words[i + 2].Text is "kitchen" or "window" or "windows" or "bedroom" or "garden" or "door"
                or "doorstep" || Word(words, i + 3) is "window" or "windows" or "door"))
                return EvidenceOf.Writer;
        return null;
    }

    private static bool IsKin(List<HomeWord> words, int noun) =>
        Has(words, noun - 3, 3, "my", "our", "his", "her", "their", "your");

    /// <summary>"A local connection" isn't somebody local.</summary>
    private static bool IsAdjective(List<HomeWord> words, int noun) =>
        words[noun].Text is "local" or "native" or "resident" or "retired"
            && Word(words, noun + 1) is { Length: > 0 } next && char.IsLower(next[0])
        && next is not ("in" or "at" or "of" or "from" or "near" or "and" or "here" or "to" or "within");

    /// <summary>"I run the shop in … and live above it."</summary>
    private static bool LivesThere(List<HomeWord> words)
    {
        for (var i = 1; i + 1 < words.Count; i++)
        {
            if (words[i].Text is not ("live" or "lived" or "living" or "sleep")
                || SubjectIsSelf(words, i) == false) continue;
            if (Word(words, i + 1) is "above" or "over" or "there" or "behind"
                || (Word(words, i + 1) is "in" or "on" && Word(words, i + 2) is "it" or "site" or "the"
                && Word(words, i + 3) is "" or "premises")) return true;
        }

        return false;
    }

    /// <summary>Whether what is done has its place already: "I live in Northwick but love the market in
    /// Ambleford".</summary>
    private static bool IsPlaced(List<HomeWord> words, int verb, int at)
    {
        for (var i = verb + 1; i + 1 < at - 1; i++)
            if (words[i].Text is "in" or "at" or "near" or "to" or "on" or "from" && char.IsUpper(words[i + 1].Text[0]))
                return true;
        return false;
    }

    private static bool IsMine(List<HomeWord> words, int noun)
    {
        for (var i = noun - 1; i >= 0 && noun - i <= 4; i--)
        {
            if (words[i].IsBreak || HomeWords.NotHome.Contains(words[i].Text)) return false;
            if (words[i].Text.ToLowerInvariant() is "my" or "our") return true;
            if (words[i].Text.ToLowerInvariant() is "in" or "at" or "of" or "to" or "for") return false;
        }

        return false;
    }

    /// <summary>Who does it: true for the writer, false for somebody else, null if nothing says.</summary>
    private static bool? SubjectIsSelf(List<HomeWord> words, int verb)
    {
        for (var i = verb - 1; i >= 0 && verb - i <= 12; i--)
        {
            var word = words[i];
            if (word.IsStop) break;
            if (HomeWords.Self.Contains(word.Text)) return true;
            if (word.Text.Equals("who", StringComparison.OrdinalIgnoreCase))
                return Has(words, i - 7, 7, "i'm", "am", "as", "im");
            // "I and my husband", "with my sister": who is with them does it too.
            if (HomeWords.Others.Contains(word.Text) && !IsCompany(words, i)) return false;
        }

        // "Been on the list", "Living here as we do": a sentence without a subject has its writer's.
        var first = words[Math.Max(0, FirstOf(words, verb))].Text.ToLowerInvariant();
        return first is "am" or "been" or "living" or "lived" or "moved" or "having" or "renting" or "sleeping"
            or "staying" or "stuck" or "born" or "bred" or "currently" or "now" or "just" or "still" or "also"
            or "homeless" or "retired" or "live" ? true : null;
    }

    private static int FirstOf(List<HomeWord> words, int at)
    {
        var i = at;
        while (i > 0 && !words[i - 1].IsStop && !(words[i - 1].Text == "," && at - i > 2)) i--;
        return i;
    }

    private static bool IsCompany(List<HomeWord> words, int noun)
    {
        for (var i = noun - 1; i >= 0 && noun - i <= 4; i--)
            if (HomeWords.With.Contains(words[i].Text)) return true;
        return Word(words, noun + 1) is "and" or "&" && HomeWords.Self.Contains(Word(words, noun + 2));
    }

    private static bool Landmarked(List<HomeWord> words, int noun)
    {
        for (var i = noun - 1; i >= 0 && noun - i <= 4; i--)
        {
            if (words[i].IsBreak) return false;
            // "On my brother's land" says where, "on placement" what for.
            if (words[i].Text == "on"
                && Word(words, i + 1) is not ("the" or "a" or "my" or "our" or "his" or "her" or "their")) return false;
            if (HomeWords.Landmark.Contains(words[i].Text)
                || (words[i].Text is "to" && Word(words, i - 1) is "next" or "close")) return true;
        }

        return false;
    }

    /// <summary>"Moved to Cressby from Northwick": what stands behind "to" is new, what stands behind "from" is
    /// old.</summary>
    private static bool FromComesLast(List<HomeWord> words, int verb, int end) =>
        words.Skip(verb).Take(end - verb).Any(word => word.Text == "from");

    private static bool IsPerfect(List<HomeWord> words, int verb)
    {
        for (var i = verb - 1; i >= 0 && verb - i <= 4; i--)
            if (words[i].Text.ToLowerInvariant() is "have" or "'ve" or "i've" or "ive" or "we've" or "weve" or "having"
                or "has" or "and") return true;
        return verb == 0;
    }

    private static bool StillThere(List<HomeWord> words, int end)
    {
        var after = string.Join(' ', words.Skip(end).Take(14).Select(word => word.Text.ToLowerInvariant()));
        return after.Contains("never left", StringComparison.Ordinal)
            || after.Contains("still here", StringComparison.Ordinal)
            || after.Contains("and still", StringComparison.Ordinal)
            || after.Contains("all my life", StringComparison.Ordinal)
            || after.Contains("all our lives", StringComparison.Ordinal)
            || after.Contains("live here", StringComparison.Ordinal)
            || (Has(words, 0, words.Count, "bred") && !after.Contains("left", StringComparison.Ordinal)
                && !after.Contains("but", StringComparison.Ordinal));
    }

    private static bool Near(List<HomeWord> words, int at, FrozenSet<string> of)
    {
        for (var i = at - 1; i >= 0 && at - i <= 5; i--)
        {
            if (words[i].IsBreak || words[i].Text is "and" or "but") return false;
            if (of.Contains(words[i].Text)) return true;
        }

        return false;
    }

    private static bool Has(List<HomeWord> words, int from, int count, params ReadOnlySpan<string> any)
    {
        for (var i = Math.Max(0, from); i < from + count && i < words.Count; i++)
        {
            if (words[i].IsStop) continue;
            foreach (var one in any)
                if (words[i].Text.Equals(one, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static string Word(List<HomeWord> words, int at) =>
        at >= 0 && at < words.Count && !words[at].IsBreak ? words[at].Text : "";

    private static string Before(List<HomeWord> words, int at) => at > 0 ? words[at - 1].Text.ToLowerInvariant() : "";
}
