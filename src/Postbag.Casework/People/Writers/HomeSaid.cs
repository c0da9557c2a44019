namespace Postbag.Casework.People.Writers;

/// <summary>Says whose home a place is that a sentence names, by looking back from the name for what is done there, and
/// from that for who does it. People say that they live somewhere in more ways than a list of phrases can hold: "we've
/// been in …", "they have put us in a flat in …", "my kitchen window looks over the green in …".</summary>
/// <remarks>Only says what it is sure of; for the rest <see cref="Whose"/> and <see cref="PlacesNamed"/> have their
/// phrases.</remarks>
internal static partial class HomeSaid
{
    /// <summary>Words looked at before a name: what stands further off has nothing to do with it.</summary>
    private const int Reach = 16;

    /// <summary>Names looked at in one sentence.</summary>
    private const int MostNames = 12;

    /// <param name="plain">The sentence.</param>
    /// <param name="names">Where names stand, as found.</param>
    public static IEnumerable<(EvidenceOf Of, string Name, int Offset)> In(
        string plain, IEnumerable<(string Name, int Offset)> names)
    {
        var words = HomeWord.Cut(plain);
        var (before, behind) = ((EvidenceOf?)null, -1);
        foreach (var (name, offset) in names.Take(MostNames))
        {
            var at = words.FindIndex(word => word.Offset >= offset);
            var end = words.FindIndex(word => word.Offset >= offset + name.Length);
            if (at < 0) continue;
            // "A flat on Foundry Court, Ambleford": what is said of the street is said of its town.
            var of = behind >= 0 && plain.AsSpan(behind, Math.Max(0, offset - behind)).Trim(" ,").IsEmpty
                ? before : Of(words, at, end < 0 ? words.Count : end);
            (before, behind) = (of, offset + name.Length);
            if (of is { } whose) yield return (whose, name, offset);
        }
    }

    /// <summary>Whose an address or a postcode is that no phrase told.</summary>
    /// <param name="plain">The sentence.</param>
    /// <param name="offset">Where it begins.</param>
    public static EvidenceOf? At(string plain, int offset)
    {
        var words = HomeWord.Cut(plain);
        var at = words.FindIndex(word => word.Offset >= offset);
        if (at < 0) return null;
        // "Willow Court, Station Road, Cressby, ZZ6 1AB": from its postcode back to where it begins.
        var end = at;
        while (at > 0 && IsOfAddress(words, at - 1)) at--;
        // "I am a doctor at the Thornwick Surgery, 1 High Street, …": a surgery is nobody's home.
        if (words.Skip(at).Take(end - at)
            .Any(word => HomeWords.Elsewhere.Contains(word.Text) || AddressWords.IsWorkplace(word.Text))
            || AddressWords.IsWorkplace(plain[words[at].Offset..offset])) return null;
        return Behind(words, at, words.Count);
    }

    /// <summary>Words in a row that may be an address without capitals: "3 foundry court ambleford zz4 8sn".</summary>
    private const int MostSmall = 8;

    /// <summary>Where the address begins whose postcode follows upon the words; null if none does.</summary>
    public static int? AddressBefore(List<HomeWord> words)
    {
        var at = words.Count;
        while (at > 0 && words.Count - at < Reach && IsOfAddress(words, at - 1)) at--;
        while (at < words.Count && !char.IsLetterOrDigit(words[at].Text[0])) at++;
        if (at < words.Count) return words[at].Offset;
        for (at = words.Count - 1; at >= 0 && words.Count - at <= MostSmall && !words[at].IsStop; at--)
            if (char.IsDigit(words[at].Text[0]))
                return words.Skip(at).Any(word => AddressWords.HasStreet(word.Text)) ? words[at].Offset : null;
        return null;
    }

    private static bool IsOfAddress(List<HomeWord> words, int i)
    {
        var text = words[i].Text;
        if (text is "," or "(" or "'")
            return i > 0 && !words[i - 1].IsBreak
                && (char.IsUpper(words[i - 1].Text[0]) || char.IsDigit(words[i - 1].Text[0]))
                && !PlacesNamed.IsNoPlace(words[i - 1].Text);
        if (text is "of" or "the" or "y" or "yr" or "on" or "and")
            return i > 0 && i + 1 < words.Count && char.IsUpper(words[i - 1].Text[0])
                && char.IsUpper(words[i + 1].Text[0]) && !PlacesNamed.IsNoPlace(words[i - 1].Text);
        return (char.IsUpper(text[0]) || char.IsDigit(text[0])) && !PlacesNamed.IsNoPlace(text)
            && !PersonName.IsTitle(text);
    }

    private static EvidenceOf? Of(List<HomeWord> words, int at, int end)
    {
        var next = Word(words, end);
        // "Ambleford resident here", "us Thornwick folk": the name says what somebody is.
        if (HomeWords.Selves.Contains(next)) return IsSelf(words, at, next) ? EvidenceOf.Writer : null;
        if (AsSubject(words, at, end) is { } subject) return subject;
        // "The Ambleford branch": the name belongs to the thing behind it.
        if (next.Length > 0 && char.IsLower(next[0]) && HomeWords.Elsewhere.Contains(next)
            && Before(words, at) is "the" or "your") return null;
        return Behind(words, at, end) ?? FromWindow(words, at);
    }

    /// <summary>"Cressby has been home to us", "Cressby is where we live", "Cressby born and bred".</summary>
    private static EvidenceOf? AsSubject(List<HomeWord> words, int at, int end)
    {
        var after = string.Join(' ', words.Skip(end).Take(7).Select(word => word.Text.ToLowerInvariant()));
        if (at == 0 && Word(words, end) == "here" && (end + 1 >= words.Count || words[end + 1].IsBreak))
            return EvidenceOf.Writer;
        if (after.StartsWith("born ", StringComparison.Ordinal)
            && Has(words, 0, at, "i'm", "am", "are", "we're", "myself")
            && after.Contains("never", StringComparison.Ordinal)) return EvidenceOf.Writer;
        // "Ambleford's where I've raised my children."
        if (words[at].Text.EndsWith("'s", StringComparison.Ordinal)
            && (after.StartsWith("where i", StringComparison.Ordinal)
            || after.StartsWith("where we", StringComparison.Ordinal)))
            return after.Contains(" was ", StringComparison.Ordinal)
                || after.Contains("grew", StringComparison.Ordinal) ? EvidenceOf.Past : EvidenceOf.Writer;
        if (after.StartsWith("born and bred", StringComparison.Ordinal)) return EvidenceOf.Writer;
        if (after.StartsWith(", where i ", StringComparison.Ordinal)
            || after.StartsWith("where i live", StringComparison.Ordinal)) return null;
        // "Our village, Little Hulme, has lost …".
        if (at > 1 && Before(words, at) == "," && HomeWords.Homes.Contains(words[at - 2].Text) && IsMine(words, at - 2))
            return EvidenceOf.Writer;
        if (at > 0 && Before(words, at) is not ("," or "that" or "and" or "but" or "because" or "so")) return null;
        var isHome = after.Contains("my home", StringComparison.Ordinal)
            || after.Contains("our home", StringComparison.Ordinal)
            || after.Contains("home to us", StringComparison.Ordinal)
            || after.Contains("home for us", StringComparison.Ordinal)
            || after.Contains("home to me", StringComparison.Ordinal)
            || after.Contains("home for me", StringComparison.Ordinal)
            || after.Contains("where i live", StringComparison.Ordinal)
            || after.Contains("where we live", StringComparison.Ordinal);
        if (!isHome) return null;
        return after.StartsWith("was ", StringComparison.Ordinal) ? EvidenceOf.Past
            : after.StartsWith("is ", StringComparison.Ordinal) || after.StartsWith("has ", StringComparison.Ordinal)
            || after.StartsWith("will always ", StringComparison.Ordinal)
                ? EvidenceOf.Writer : null;
    }

    /// <summary>Whether what a name says somebody is, is the writer: "I'm a Thornwick lad", "as an Ambleford
    /// resident".</summary>
    private static bool IsSelf(List<HomeWord> words, int at, string noun)
    {
        for (var i = at - 1; i >= 0 && i >= at - 5; i--)
        {
            if (HomeWords.Self.Contains(words[i].Text)
                || words[i].Text.Equals("as", StringComparison.OrdinalIgnoreCase)
                || words[i].Text is "being") return true;
            if (words[i].IsBreak || HomeWords.Others.Contains(words[i].Text)) return false;
        }

        // "Ambleford resident here": a sentence without a subject is about its writer; "Ambleford residents say" isn't.
        return at == 0 && !noun.EndsWith('s') && noun is not ("people" or "folk" or "family");
    }

    /// <summary>Goes back from the name to what is done in the place.</summary>
    private static EvidenceOf? Behind(List<HomeWord> words, int at, int end)
    {
        var link = Link(words, at);
        // Who learns the language leaves the little word out: "I live Northwick".
        if (Before(words, at) is "live" or "living" or "stay" && SubjectIsSelf(words, at - 1) == true
            && !Near(words, at - 1, HomeWords.NotYet))
            return Has(words, at - 4, 3, "before", "earlier", "first") ? EvidenceOf.Past : EvidenceOf.Writer;
        if (link is null or "through" or "via" or "about" or "for" or "against" or "around" or "like")
            return LeavesIt(words, at) ? EvidenceOf.Past : null;
        var hasTurned = false;
        for (var i = at - 1; i >= 0 && at - i <= Reach; i--)
        {
            var word = words[i];
            if (word.IsStop) return null;
            if (word.IsBreak) continue;
            var text = word.Text;
            // "We, at 8 Tannery Court, get a bill every month."
            if (text.ToLowerInvariant() is "we" or "i" && Word(words, i + 1) is "" && i + 3 > at - 1
                && link is "at" or "of") return EvidenceOf.Writer;
            // "I'm Dan, 24, from Little Hulme"; "as I'm in Thornwick".
            if (IsBeing(words, i) && !(text == "are" && HomeWords.Dwells.Contains(Word(words, i + 1))))
                return OnlyFillers(words, i + 1, at)
                    && link is "in" or "from" or "near" or "outside" or "up" or "down" or "at" or "on"
                    && !IsLeft(words, end) ? EvidenceOf.Writer : null;
            if (ByComing(words, i, at, link) is { } come) return come;
            // "Her council tax", "a council flat": no council is meant.
            if (text is "council"
                && Word(words, i + 1) is "tax" or "flat" or "house" or "estate" or "tenant" or "list" or "tenancy"
                or "home") continue;
            // "Living at my sister's in Sandle": theirs is where the writer is at home now.
            if (text.EndsWith("'s", StringComparison.Ordinal) && HomeWords.Others.Contains(text)
                && Has(words, i - 4, 4, "living", "live", "staying", "stay", "stopping", "sleeping", "lodging",
                "moved"))
                return SubjectIsSelf(words, i) == true ? EvidenceOf.Writer : null;
            if (HomeWords.Elsewhere.Contains(text) && !(HomeWords.Homes.Contains(text) && IsMine(words, i)))
            {
                // "I live behind the school in …": the school only says where.
                if (Landmarked(words, i)
                    || (text is "site" && Has(
                    words, 0, words.Count, "traveller", "travellers", "gypsy", "roma", "caravan", "pitch",
                    "plot"))) continue;
                return LivesThere(words) ? EvidenceOf.Writer : null;
            }

            if (HomeWords.Dwells.Contains(text))
                return hasTurned && IsPlaced(words, i, at) ? null : ByVerb(words, i, link, end);
            // "I've not moved, still in Little Hulme": nobody else is said to be.
            if (text is "still" or "safely" or "back" or "happily" && link is "in" or "at" && i >= at - 3
                && SubjectIsSelf(words, i) is true) return EvidenceOf.Writer;
            if (text is "pay" or "pays" or "paid" or "paying" && Has(words, i + 1, 3, "tax", "rates"))
                return SubjectIsSelf(words, i) == false && !Has(words, i - 4, 4, "as", "someone", "somebody")
                    ? null : EvidenceOf.Writer;
            if (text is "write" or "writing" && link is "from" or "in" && i >= at - 5
                && !Has(words, i, at - i, "about", "on") && SubjectIsSelf(words, i) != false) return EvidenceOf.Writer;
            if (text is "come" && link is "from" && SubjectIsSelf(words, i) == true
                && !Has(words, 0, words.Count, "originally")) return EvidenceOf.Writer;
            if (HomeWords.Homes.Contains(text)) return ByHome(words, i, link, end);
            if (HomeWords.Selves.Contains(text) && !IsKin(words, i) && !IsAdjective(words, i)
                && link is "in" or "from" or "of" or "at" or "near") return hasTurned ? null : ByNoun(words, i);
            if (ByTheWay(words, i, at, link, end) is { } said) return said;
            if (text is "and" or "but" or "because" or "though" or "although" or "so" or "while" or "when" or "where"
                or "which" or "if" or "as") hasTurned = true;
        }

        return null;
    }

    /// <summary>"I left Cressby": without a word between.</summary>
    private static bool LeavesIt(List<HomeWord> words, int at) =>
        Before(words, at) is "left" or "leaving" or "leave" && SubjectIsSelf(words, at - 1) == true
            && !Near(words, at - 1, HomeWords.NotYet);

    /// <summary>The little word before the name, past "the village of" and the like: null if there is none.</summary>
    private static string? Link(List<HomeWord> words, int at)
    {
        for (var i = at - 1; i >= 0 && at - i <= 6; i--)
        {
            var text = words[i].Text.ToLowerInvariant();
            if (words[i].IsBreak) return null;
            if (text is "in" or "at" or "near" or "outside" or "to" or "into" or "from" or "through" or "via"
                or "about" or "for" or "on" or "between"
                or "against" or "around" or "like" or "up" or "down" or "within") return text;
            if (text == "of" && Word(words, i - 1) is not (
                "village" or "town" or "city" or "parish" or "area" or "part" or "side" or "end" or "edge" or "ward"
                or "outskirts" or "centre" or "middle" or "north" or "south" or "east" or "west")) return "of";
        }

        return null;
    }

    /// <summary>"I am", "we're", "this is Jean" as the whole of what is said before the place.</summary>
    private static bool IsBeing(List<HomeWord> words, int i)
    {
        var text = words[i].Text.ToLowerInvariant();
        if (text is "i'm" or "im" or "we're" or "i've") return text != "i've";
        if (text is "am") return i == 0 || Before(words, i) is "i" or ",";
        if (text is "are" or "r" or "were") return text != "were" && Before(words, i) is "we";
        return text is "is" or "it's" or "its" && (Before(words, i) is "this" or "it" || text is "it's" or "its")
            && words.Count > i + 1 && char.IsUpper(words[i + 1].Text[0]);
    }

    private static bool OnlyFillers(List<HomeWord> words, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var text = words[i].Text;
            var isName = char.IsUpper(text[0]) && text.Length > 1 && char.IsLower(text[^1]);
            if (!words[i].IsBreak && !isName && !text.EndsWith("'s", StringComparison.Ordinal)
                && !char.IsDigit(text[0]) && !HomeWords.Fillers.Contains(text)) return false;
        }

        return true;
    }

    private static bool IsLeft(List<HomeWord> words, int end) => Word(words, end) is "originally";
}
