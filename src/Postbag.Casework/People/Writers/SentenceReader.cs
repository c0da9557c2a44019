namespace Postbag.Casework.People.Writers;

/// <summary>Reads the letter's sentences: statements, places, and addresses and numbers within them.</summary>
internal static class SentenceReader
{
    /// <summary>Places or numbers looked at in one sentence: each costs a look at all that stands before it.</summary>
    private const int MostInSentence = 8;

    /// <param name="sentences">Of the writer's lines.</param>
    /// <param name="done">Offsets of postcodes that the lines above and below have dealt with.</param>
    /// <param name="office">Whose own details say nothing.</param>
    /// <param name="names">What the writer is called.</param>
    /// <param name="items">Where what is found goes.</param>
    public static void Read(
        IReadOnlyList<Sentence> sentences, IReadOnlySet<int> done, OfficeDetails office, IReadOnlyList<string> names,
        EvidenceList items)
    {
        var before = EvidenceOf.Mentioned;
        foreach (var sentence in sentences)
        {
            var said = Statements.In(sentence.Plain);
            foreach (var (kind, offset, length) in said)
                items.Add(Found(kind, sentence.Plain.Substring(offset, length).Trim(), EvidenceOf.Writer, sentence,
                    offset, length));
            if (sentence.Way != EvidenceWay.Said)
            {
                AddInstitution(sentence, items);
                continue;
            }

            var named = PlacesNamed.In(sentence.Plain, names);
            foreach (var (of, name, offset, length) in named)
                items.Add(Found(EvidenceKind.LivesIn, name, of, sentence, offset, length));
            var namesHome = named.Any(place => place.Of == EvidenceOf.Writer);
            before = AddPlaces(sentence, said, namesHome, done, office, names, items, before);
            AddNumbers(sentence, office, items);
        }
    }

    /// <returns>Whose the last place of the sentence was: "We live in Mill Lane. That's ZZ1 1AA."</returns>
    private static EvidenceOf AddPlaces(
        Sentence sentence, IReadOnlyList<(EvidenceKind Kind, int Offset, int Length)> said, bool namesHome,
        IReadOnlySet<int> done,
        OfficeDetails office, IReadOnlyList<string> names, EvidenceList items, EvidenceOf before)
    {
        var whose = namesHome ? EvidenceOf.Writer : EvidenceOf.Mentioned;
        var addresses = new List<(int From, int To, EvidenceOf Of)>();
        foreach (var (text, offset, length) in AddressesIn(sentence.Plain))
        {
            if (addresses.Exists(address => offset >= address.From && offset < address.To)) continue;
            whose = IsBehindName(sentence.Plain, offset, names)
                ? EvidenceOf.Writer : WhoseAt(sentence, said, offset, offset + length);
            addresses.Add((offset, offset + length, whose));
            if (whose == EvidenceOf.Mentioned
                || PostcodeText.Find(text).Any(found => office.IsOurs(found.Postcode))) continue;
            items.Add(Found(EvidenceKind.Address, text, whose, sentence, offset, length));
        }

        foreach (var found in PostcodeText.Find(sentence.Plain).Take(MostInSentence))
        {
            if (done.Contains(sentence.Start + found.Offset) || office.IsOurs(found.Postcode)
                || items.HasPostcodeAt(sentence.Start + found.Offset)) continue;
            // Within an address it goes with it: "3 Station Fields" says nothing of a station.
            var around = addresses.FindIndex(address => found.Offset >= address.From && found.Offset < address.To + 3);
            var place = around >= 0 ? addresses[around].Of
                : IsBehindName(sentence.Plain, found.Offset, names)
                ? EvidenceOf.Writer : WhoseAt(sentence, said, found.Offset, found.Offset + found.Length);
            // Short sentences that give nothing but the postcode go with what was said before.
            whose = place == EvidenceOf.Mentioned && sentence.Plain.Length < found.Length + 14 ? before : place;
            items.Add(Found(EvidenceKind.Postcode, found.Postcode, whose, sentence, found.Offset, found.Length));
        }

        return whose;
    }

    /// <summary>Those that begin with a number, and those that end with a postcode.</summary>
    private static List<(string Text, int Offset, int Length)> AddressesIn(string plain)
    {
        var numbered = AddressFinder.InSentence(plain).Take(MostInSentence).ToList();
        foreach (var postcode in PostcodeText.Find(plain).Take(MostInSentence))
        {
            var (at, end) = (postcode.Offset, postcode.Offset + postcode.Length);
            if (numbered.Exists(address => at >= address.Offset && at < address.Offset + address.Length + 3)) continue;
            if (AddressFinder.Before(plain, at, end) is not { } from) continue;
            // "Room 9, The Mitre Hotel, 3 Station Parade, …, ZZ1 1AA" is one address, though a number stands in its
            // middle.
            if (numbered.FindIndex(address => address.Offset < end && address.Offset + address.Length > from) is >= 0
                and var found)
            {
                var first = Math.Min(from, numbered[found].Offset);
                numbered[found] = (plain[first..end], first, end - first);
                continue;
            }

            numbered.Add((plain[from..end], from, end - from));
        }

        return Joined(plain, numbered.OrderBy(address => address.Offset));
    }

    /// <summary>"Room 9, The Mitre Hotel" and "3 Station Parade, Marchbury, ZZ1 1AA" behind it are one: only the last
    /// may have a postcode.</summary>
    private static List<(string Text, int Offset, int Length)> Joined(
        string plain, IEnumerable<(string Text, int Offset, int Length)> addresses)
    {
        var joined = new List<(string Text, int Offset, int Length)>();
        foreach (var (text, offset, length) in addresses)
        {
            var (first, end) = (offset, offset + length);
            if (joined.Count > 0 && joined[^1] is var before && before.Offset + before.Length <= offset
                && PostcodeText.Find(before.Text).Count == 0
                && plain.AsSpan(before.Offset + before.Length, offset - before.Offset - before.Length)
                    .Trim(" ,").IsEmpty)
            {
                first = before.Offset;
                joined.RemoveAt(joined.Count - 1);
            }

            joined.Add((plain[first..end], first, end - first));
        }

        return joined;
    }

    /// <summary>"Jane Doe, 4 Mill Lane, …" at the end of a paragraph.</summary>
    private static bool IsBehindName(string plain, int offset, IReadOnlyList<string> names) =>
        IsNameAlone(plain[..offset], names)
            || names.Any(name => name.Contains(' ')
            && WithoutAge(plain[..offset]).AsSpan().TrimEnd(" ,(-").EndsWith(name, StringComparison.OrdinalIgnoreCase))
        || (plain[..offset].Split(',', 2)[0] is var first
            && PersonName.Read(first.Trim(), mayBeSmall: false) is { } written && !AddressWords.HasStreet(first)
            && names.Any(name => PersonName.MayBeSame(name, written.Name)
                || PersonName.SharesFamily(name, written.Name))
                && AddressWords.IsPlaceLike(plain[..offset].TrimEnd(' ', ',')));

    /// <summary>"Gail here, ZZ1 1AA", "Name's Ged, ZZ1 1AA": one name is enough where nothing else stands
    /// before.</summary>
    private static bool IsNameAlone(string before, IReadOnlyList<string> names)
    {
        var words = before.Split([' ', ',', '(', ':', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 5) return false;
        var told = words.Count(word => names.Any(name => PersonName.Folded(name).Contains(PersonName.Fold(word))));
        // "From deb harris": a family name that the mailbox doesn't show.
        return told > 0 && words.Count(
            word => !Introducing.Contains(word, StringComparer.OrdinalIgnoreCase)) - told <= (words.Length > 2 ? 1 : 0);
    }

    private static readonly string[] Introducing =
        ["name's", "names", "name", "is", "my", "this", "here", "it's", "its", "hi", "hello", "i'm", "im", "am", "i",
        "from", "at", "of"];

    /// <summary>"Mabel Entwhistle, aged 90, 7 Almond Walk".</summary>
    private static string WithoutAge(string before)
    {
        var rest = before.TrimEnd(' ', ',', '(');
        var space = rest.LastIndexOf(' ');
        if (space < 0 || !rest.AsSpan(space + 1).ContainsAnyInRange('0', '9') || rest.Length - space > 4) return before;
        return rest[..space].EndsWith(" aged", StringComparison.OrdinalIgnoreCase)
            ? rest[..(space - 5)] : rest[..space];
    }

    private static EvidenceOf WhoseAt(
        Sentence sentence, IReadOnlyList<(EvidenceKind Kind, int Offset, int Length)> statements, int offset, int end)
    {
        var (whose, isNobodys) = Whose.OfPlace(sentence.Plain, offset, end);
        // "I'm at Northwick Sixth Form (College Road, QQ1 2SF)": in it, and not at home there.
        if (whose == EvidenceOf.Writer && AddressWords.IsWorkplace(sentence.Plain[offset..end])
            && !Whose.SaysOwn(sentence.Plain[..offset])) return EvidenceOf.Mentioned;
        if (whose == EvidenceOf.Mentioned && !isNobodys && HomeSaid.At(sentence.Plain, offset) is { } said)
            whose = said;
        // "On behalf of Mr Example, your constituent, of 4 Mill Lane": not the writer's, unless "I live" stands
        // between.
        var (_, theirs, length) =
            statements.FirstOrDefault(said => said.Kind == EvidenceKind.ForSomeoneElse && said.Offset < offset);
        if (length > 0 && whose == EvidenceOf.Writer && theirs + length <= offset
            && !Whose.SaysOwn(sentence.Plain[(theirs + length)..offset])) return EvidenceOf.SomeoneElse;
        if (whose is not (EvidenceOf.Writer or EvidenceOf.SomeoneElse)
            || !InstitutionWords.IsIn(sentence.Plain[..Math.Min(sentence.Plain.Length, end)])) return whose;
        // Where somebody else is kept says nothing of their home either.
        return whose == EvidenceOf.Writer ? EvidenceOf.Institution : EvidenceOf.Mentioned;
    }

    private static void AddNumbers(Sentence sentence, OfficeDetails office, EvidenceList items)
    {
        foreach (var (digits, offset, length) in PhoneText.Find(sentence.Plain).Take(MostInSentence))
        {
            if (office.Phones.Contains(digits)) continue;
            items.Add(Found(EvidenceKind.Phone, digits, Whose.OfNumber(sentence.Plain, offset), sentence, offset,
                length));
        }

        foreach (var (address, offset) in EmailText.Find(sentence.Plain).Take(MostInSentence))
        {
            if (office.Emails.Contains(address)) continue;
            items.Add(Found(EvidenceKind.Email, address, Whose.OfNumber(sentence.Plain, offset), sentence, offset,
                address.Length));
        }
    }

    /// <summary>"HMP Example" or "BFPO 12" in an address says what the writer needn't.</summary>
    private static void AddInstitution(Sentence sentence, EvidenceList items)
    {
        if (InstitutionWords.PrisonIn(sentence.Plain) is { } prison)
            items.Add(Found(EvidenceKind.Prison, sentence.Plain.Substring(prison.Offset, prison.Length),
                EvidenceOf.Writer, sentence, prison.Offset, prison.Length));
        if (InstitutionWords.ForcesIn(sentence.Plain) is { } forces)
            items.Add(Found(EvidenceKind.Forces, sentence.Plain.Substring(forces.Offset, forces.Length),
                EvidenceOf.Writer, sentence, forces.Offset, forces.Length));
        if (InstitutionWords.HostelIn(sentence.Plain) is { } hostel)
            items.Add(Found(EvidenceKind.NoFixedAddress, sentence.Plain.Substring(hostel.Offset, hostel.Length),
                EvidenceOf.Writer, sentence, hostel.Offset, hostel.Length));
        if (InstitutionWords.CountryIn(sentence.Plain) is { } country)
            items.Add(Found(EvidenceKind.Overseas, sentence.Plain.Substring(country.Offset, country.Length),
                EvidenceOf.Writer, sentence, country.Offset, country.Length));
    }

    private static Evidence Found(
        EvidenceKind kind, string value, EvidenceOf of, Sentence sentence, int offset, int length) =>
        new(kind, value, of, sentence.Way, EvidenceField.Text, sentence.Start + offset, length);
}
