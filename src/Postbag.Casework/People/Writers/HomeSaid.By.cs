namespace Postbag.Casework.People.Writers;

/// <content>What verbs, homes and people beside a place say of whose home it is.</content>
internal static partial class HomeSaid
{
    /// <summary>Who comes from a place to here, or writes from it as new, lives there.</summary>
    private static EvidenceOf? ByComing(List<HomeWord> words, int i, int at, string link)
    {
        var text = words[i].Text;
        // "I motor over from Sandle": who comes over, in or out to here lives there.
        if (link is "from" && text.ToLowerInvariant() is "drive" or "drove" or "motor" or "travel" or "come"
            or "cycle" or "walk" or "pop" or "nip" or "bus" or "came"
            && Has(words, i + 1, 2, "over", "out", "in", "across", "up", "down")
            && SubjectIsSelf(words, i) == true) return EvidenceOf.Writer;
        if (text.Equals("greetings", StringComparison.OrdinalIgnoreCase) && link is "from")
            return EvidenceOf.Writer;
        if (text.Equals("new", StringComparison.OrdinalIgnoreCase) && link is "to" or "in" && i >= at - 3
            && SubjectIsSelf(words, i) != false) return EvidenceOf.Writer;
        if (text is "commute" or "commuting" or "commuted" && link is "from"
            && (SubjectIsSelf(words, i) == true || Before(words, i) is "my" or "our")) return EvidenceOf.Writer;
        return null;
    }

    /// <summary>People named beside a place, and years spent in it.</summary>
    private static EvidenceOf? ByTheWay(List<HomeWord> words, int i, int at, string link, int end)
    {
        var text = words[i].Text;
        if (text.Equals("us", StringComparison.OrdinalIgnoreCase) && Before(words, i) is "of" or "for" or "with"
            && link is "in" or "at" or "on") return EvidenceOf.Writer;
        // "My tenant in Cressby", "our daughter in Northwick".
        if (HomeWords.Others.Contains(text) && i >= at - 2 && link is "in" && Before(words, i) is "my" or "our"
            && !IsCompany(words, i)) return EvidenceOf.SomeoneElse;
        // "After fifty-one years in Cressby."
        if (text is "years" or "decades" && link is "in" or "at" && Has(words, i - 3, 3, "after")
            && SubjectIsSelf(words, i) == true && !StillThere(words, end)) return EvidenceOf.Past;
        if (text is "was" or "were" && i > at - 5 && link is "in" && SubjectIsSelf(words, i) == true)
            return EvidenceOf.Past;
        return null;
    }

    private static EvidenceOf? ByVerb(List<HomeWord> words, int verb, string link, int end)
    {
        var text = words[verb].Text.ToLowerInvariant();
        var isPut = HomeWords.Places.Contains(text) && Has(words, verb + 1, 4, "me", "us", "myself", "family");
        if (text is "been" && link is "to") return null;
        // "From Sandle, where I live, to Ambleford".
        if (link is "to" or "into" && !isPut
            && text is "live" or "lives" or "lived" or "living" or "reside" or "stay" or "rent") return null;
        if (text is "bought" or "buy" or "vote" or "farm" or "came" or "moor" or "moored"
            && SubjectIsSelf(words, verb) != true && !Has(words, verb - 4, 4, "my", "our")) return null;
        var isSelf = isPut || SubjectIsSelf(words, verb) == true
            || (text is "moored" && Has(words, verb - 5, 5, "my", "our"));
        if (!isSelf) return null;
        // "We bought it from a developer based at …".
        if (text is "based" or "registered"
            && !Has(words, verb - 3, 3, "am", "i'm", "im", "are", "we're", "been", "was", "were", "now", "currently",
            "and", "i", "we")) return null;
        // Where probation or a hospital puts somebody isn't their home.
        if (Has(words, 0, words.Count, "probation", "premises", "hospital", "ward", "rehab", "sectioned"))
            return EvidenceOf.Institution;
        if (Near(words, verb, HomeWords.NotYet) && !isPut) return null;
        // "Staying at the White Hart from 3 to 6 December."
        if (text is "staying" or "stay" or "stayed" or "stopping"
            && Has(words, 0, words.Count, "holiday", "visit", "visiting", "weekend", "nights", "hotel", "week", "until",
            "december", "january")
            && !Has(words, 0, words.Count, "homeless", "council", "since", "asylum", "emergency",
            "temporary")) return null;
        if (HomeWords.Moves.Contains(text) && link is "from")
            return Has(words, verb + 1, 9, "to", "into") && !FromComesLast(words, verb, end) ? null : EvidenceOf.Past;
        if (HomeWords.Moves.Contains(text) && !isPut && text is not ("retired" or "relocated" or "moved")
            && link is not ("to" or "into")) return null;
        // "I came to Ambleford from Eritrea in 2019."
        if (text is "came" && link is "to" && Has(words, end, 8, "from")
            && words.Skip(end).Any(
            word => char.IsDigit(word.Text[0])
            || word.Text is "ago" or "refugee" or "asylum")) return EvidenceOf.Writer;
        if (text is "moving" or "move" or "came" && !isPut) return null;
        if (text is "grew" or "raised" or "brought" or "born")
            return StillThere(words, end) ? EvidenceOf.Writer : EvidenceOf.Past;
        if (text is "lived" or "rented" or "stayed" or "lodged" or "slept" or "resided" or "camped" or "based"
            && !IsPerfect(words, verb) && text is not "based")
            return StillThere(words, end) ? EvidenceOf.Writer : EvidenceOf.Past;
        if (Near(words, verb, HomeWords.Was)) return StillThere(words, end) ? EvidenceOf.Writer : EvidenceOf.Past;
        if (link is "from" or "of" && text is not ("vote" or "based" or "living" or "live")) return null;
        return link is "from" ? null : EvidenceOf.Writer;
    }

    /// <summary>"The house we rent in", "my flat in", "outside our front door in".</summary>
    private static EvidenceOf? ByHome(List<HomeWord> words, int noun, string link, int end)
    {
        if (link is "from" or "to" or "into") return null;
        if (Has(words, noun - 5, 5, "registered") && SubjectIsSelf(words, noun) == true) return EvidenceOf.Writer;
        if (Has(words, noun - 6, 4, "before") && Has(words, noun - 5, 5, "that", "this", "then"))
            return EvidenceOf.Past;
        // "Our house in Ambleford was sold", "evicted from my flat in Ambleford in 2015".
        if (Has(words, end, 4, "sold", "demolished", "repossessed")
            || (Has(words, noun - 4, 4, "evicted", "left")
            && words.Skip(end).Take(3).Any(word => char.IsDigit(word.Text[0])))) return EvidenceOf.Past;
        if (IsMine(words, noun)) return Near(words, noun, HomeWords.Was) ? EvidenceOf.Past : EvidenceOf.Writer;
        if (Has(words, noun - 3, 3, "my", "our") && Has(words, noun - 3, 3, Kin))
            return Has(words, noun - 3, 3, "late") ? EvidenceOf.Past : EvidenceOf.SomeoneElse;
        if (Has(words, noun - 4, 4, "his", "her", "their", "your", "whose")) return null;
        // "I have a flat in", "renting a room in": whatever stands before it decides.
        for (var i = noun - 1; i >= 0 && noun - i <= 8; i--)
        {
            if (words[i].IsStop || HomeWords.Elsewhere.Contains(words[i].Text)
                || HomeWords.NotHome.Contains(words[i].Text)) return null;
            // "I've a small flat over the chemist's in", and not "I've booked a cottage in".
            if ((words[i].Text.ToLowerInvariant() is "i've" or "we've"
                && Word(words, i + 1) is "a" or "an" or "got" or "two") || IsBeing(words, i)) return EvidenceOf.Writer;
            if (HomeWords.Dwells.Contains(words[i].Text)) return ByVerb(words, i, "in", noun + 1);
            if (words[i].Text is "rent" or "mortgage" && Has(words, i - 3, 3, "pay", "paying", "my", "our")
                && SubjectIsSelf(words, i) != false) return EvidenceOf.Writer;
            if (HomeWords.Selves.Contains(words[i].Text)) return ByNoun(words, i);
            if (words[i].Text is "own" or "have" or "share" or "in" or "occupy" or "got"
                && SubjectIsSelf(words, i) == true && !Near(words, i, HomeWords.NotYet))
                return words[i].Text is "in" or "share" or "occupy" || LivesThere(words) ? EvidenceOf.Writer : null;
        }

        return null;
    }

    /// <summary>"I am a tenant of the housing association in", "mother of two from".</summary>
    private static EvidenceOf? ByNoun(List<HomeWord> words, int noun)
    {
        for (var i = noun - 1; i >= 0 && noun - i <= 9; i--)
        {
            if (words[i].IsStop) return null;
            var text = words[i].Text.ToLowerInvariant();
            // "We, the residents of Weaver's Yard".
            if (text is "we" && noun - i <= 4 && Has(words, i + 1, 2, "the")) return EvidenceOf.Writer;
            if (text is "as" or "i'm" or "im" or "we're" or "am" || (text is "are" && Before(words, i) is "we" or "i"))
                return EvidenceOf.Writer;
            if (text is "my" or "our") return null;
            if (HomeWords.Dwells.Contains(text) || HomeWords.Elsewhere.Contains(text)) return null;
        }

        return null;
    }
}
