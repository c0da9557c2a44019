using Postbag.Mime;

namespace Postbag.Casework.People.Writers;

/// <summary>Reads what a message says about its writer: from its fields, the lines above and below the letter, and its
/// sentences. Never from what is quoted, nor from the office's own footer. No store, no clock; safe from many
/// threads.</summary>
public static class EvidenceReader
{
    /// <summary>More of one kind than this say nothing new; it bounds what an attack can have stored.</summary>
    private const int MostOfKind = 12;

    private const int LongestValue = 300;

    public static LetterEvidence Read(WriterLetter letter, OfficeDetails office)
    {
        ArgumentNullException.ThrowIfNull(letter);
        ArgumentNullException.ThrowIfNull(office);
        var items = new EvidenceList();
        var header = HeaderWriter.Of(letter, office);
        var headerName = header is { } shown ? HeaderWriter.NameOf(shown.Mailbox) : null;
        if (headerName is not null && IsRepresentative(headerName, office)) headerName = null;
        if (header is { } writer) AddHeader(writer.Field, writer.Mailbox, headerName, items);

        var lines = WriterLines.Of(letter.Letter).All;
        var sentences = Sentences.Of(letter.Letter.Text, lines);
        var form = FormBlock.Read(lines, office, items);
        var names = Names(lines, sentences, form, headerName, items);
        IReadOnlyList<string> known = [.. names.Select(name => name.Name).Append(headerName).OfType<string>()];
        var isPersons = header is { } box && !HeaderWriter.IsMachine(box.Mailbox);
        var organisations = isPersons ? MailboxWords.Organisations(header!.Value.Mailbox, known) : [];
        var own = BlockReader.Read(lines, office, names, organisations, items);
        var mailboxName = isPersons ? MailboxWords.NameIn(header!.Value.Mailbox) : null;
        SentenceReader.Read(sentences, own, office, mailboxName is null ? known : [.. known, mailboxName], items);
        if (isPersons && MailboxWords.IsOfPost(header!.Value.Mailbox))
            AddPost(header.Value.Field, header.Value.Mailbox, items);
        Letterheads(letter, office, known, items);

        var kept = items.Kept(MostOfKind, LongestValue);
        return new LetterEvidence
        {
            Items = kept,
            Name = Choose(names, headerName),
            Email = EmailOf(kept, header?.Mailbox),
            Address = AddressOf(kept),
            Postcode = kept.FirstOrDefault(
                item => item is { Kind: EvidenceKind.Postcode, Of: EvidenceOf.Writer })?.Value
                ?? kept.FirstOrDefault(
                    item => item is { Kind: EvidenceKind.Postcode, Of: EvidenceOf.Institution })?.Value,
        };
    }

    private static void AddHeader(EvidenceField field, Mailbox mailbox, string? name, EvidenceList items)
    {
        var written = mailbox.Name is null ? mailbox.Address : $"{mailbox.Name} <{mailbox.Address}>";
        if (name is not null)
        {
            var at = Math.Max(0, written.IndexOf(name, StringComparison.Ordinal));
            items.Add(new Evidence(
                EvidenceKind.Name, name, EvidenceOf.Writer, EvidenceWay.Header, field, at,
                Math.Min(name.Length, written.Length)));
        }

        if (!mailbox.Address.Contains('@') || HeaderWriter.IsMachine(mailbox)) return;
        items.Add(new Evidence(
            EvidenceKind.Email, mailbox.Address.ToLowerInvariant(), EvidenceOf.Writer, EvidenceWay.Header, field,
            written.LastIndexOf(mailbox.Address, StringComparison.Ordinal), mailbox.Address.Length));
    }

    private static void AddPost(EvidenceField field, Mailbox mailbox, EvidenceList items)
    {
        var at = mailbox.Name is { } name ? name.Length + 2 : 0;
        items.Add(new Evidence(
            EvidenceKind.ForOrganisation, mailbox.LocalPart, EvidenceOf.Writer, EvidenceWay.Header, field, at,
            mailbox.LocalPart.Length));
    }

    /// <summary>Names in the letter, the surest first: a form's, the sign-off's, the head's, one that is
    /// introduced.</summary>
    private static List<FoundName> Names(
        IReadOnlyList<WriterLine> lines, IReadOnlyList<Sentence> sentences, FoundName? form, string? header,
        EvidenceList items)
    {
        var names = new List<FoundName>();
        if (form is not null) names.Add(form);
        if (NameFinder.InSignOff(lines, header) is { } signed) names.Add(signed);
        if (NameFinder.Said(sentences) is { } said) names.Add(said);
        var known = names.Select(name => name.Name).Append(header ?? "").Where(name => name.Length > 0).ToList();
        if (NameFinder.InHead(lines, known) is { } above) names.Add(above);
        foreach (var name in names)
            items.Add(new Evidence(
                EvidenceKind.Name, name.Name, EvidenceOf.Writer, name.Way, EvidenceField.Text, name.Offset,
                name.Length));
        return names;
    }

    /// <summary>The letter's own name goes before the mailbox's, which others may share; of two that may be one
    /// person's, the fuller.</summary>
    private static string? Choose(List<FoundName> names, string? header)
    {
        if (names.Count == 0) return header is null ? null : PersonName.Each(header)[0];
        var best = names[0].Name;
        // Two who sign together: the one whose mailbox it is.
        if (PersonName.Each(best) is { Count: 2 } both && header is not null
            && both.FirstOrDefault(
            one => PersonName.Each(header).Any(shown => PersonName.MayBeSame(shown, one))) is { } who) best = who;
        header = header is null ? null : PersonName.Each(header)[0];
        foreach (var other in names.Skip(1).Select(name => name.Name).Append(header))
        {
            if (other is null || !PersonName.MayBeSame(best, other)) continue;
            if (Fullness(other) > Fullness(best)) best = other;
        }

        return best;
    }

    /// <summary>Whole words count, then initials; a name all in small letters or all in capitals is the less cared
    /// for.</summary>
    private static int Fullness(string name)
    {
        var words = PersonName.Folded(name);
        var isPlain = name.Any(char.IsLower) && name.Any(char.IsUpper);
        return (words.Count(word => word.Length > 1) * 100) + (words.Count * 10)
            + (isPlain || !name.Any(c => char.IsUpper(c) || char.IsLower(c)) ? 5 : 0);
    }

    private static string? EmailOf(IReadOnlyList<Evidence> items, Mailbox? header)
    {
        var own = items.Where(item => item is { Kind: EvidenceKind.Email, Of: EvidenceOf.Writer }).ToList();
        var shown = own.FirstOrDefault(item => item.Way == EvidenceWay.Header) ?? own.FirstOrDefault();
        if (shown is not null) return shown.Value;
        return header is { } mailbox && mailbox.Address.Contains('@') ? mailbox.Address.ToLowerInvariant() : null;
    }

    private static string? AddressOf(IReadOnlyList<Evidence> items)
    {
        var own = items.Where(
            item => item.Kind == EvidenceKind.Address && item.Of is EvidenceOf.Writer or EvidenceOf.Institution)
            .OrderBy(item => item.Of).ThenByDescending(item => PostcodeText.Find(item.Value).Count > 0).ToList();
        return own.Count > 0 ? own[0].Value : null;
    }

    private static void Letterheads(
        WriterLetter letter, OfficeDetails office, IReadOnlyList<string> names, EvidenceList items)
    {
        foreach (var text in letter.Attached)
        {
            var lines = WriterLines.OfAttachment(text).All;
            if (lines.Count == 0) continue;
            var isSigned = WriterLines.SignedIn(text).Any(line => BlockReader.IsWriter(line, names));
            BlockReader.ReadLetterhead(lines, office, names, isSigned, items);
        }
    }

    private static bool IsRepresentative(string name, OfficeDetails office) =>
        office.Representative.Length > 0 && PersonName.MayBeSame(name, office.Representative);
}

/// <summary>What has been found so far; the same is kept once, from where it says most.</summary>
internal sealed class EvidenceList
{
    /// <summary>More of one kind than a letter ever has: what comes behind is left out.</summary>
    private const int MostOfKind = 100;

    private readonly List<Evidence> items = [];
    private readonly int[] counts = new int[Enum.GetValues<EvidenceKind>().Length];

    public void Add(Evidence item)
    {
        if (counts[(int)item.Kind]++ >= MostOfKind) return;
        if (!items.Exists(other => other.Kind == item.Kind && other.Field == item.Field && other.Offset == item.Offset
            && other.Of == item.Of)) items.Add(item);
    }

    public bool HasPostcodeAt(int offset) => items.Exists(
        item => item is { Kind: EvidenceKind.Postcode, Field: EvidenceField.Text } && item.Offset == offset);

    public bool Has(EvidenceKind kind) => items.Exists(item => item.Kind == kind);

    public IReadOnlyList<Evidence> Kept(int mostOfKind, int longest) =>
        [.. items.GroupBy(item => item.Kind).SelectMany(kind => kind.Take(mostOfKind))
            .Select(item => item.Value.Length <= longest ? item : item with { Value = item.Value[..longest] })
            .OrderBy(item => item.Field).ThenBy(item => item.Offset).ThenBy(item => item.Kind)];
}
