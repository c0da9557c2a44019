namespace Postbag.Casework.People.Writers;

/// <summary>Reads the lines above and below a letter: the writer's address, telephone and postcode, but not those of
/// whoever it is written to.</summary>
internal static class BlockReader
{
    /// <param name="lines">The letter's.</param>
    /// <param name="office">Whose own lines say nothing of the writer.</param>
    /// <param name="names">What the writer is called.</param>
    /// <param name="organisations">Whom the writer's mailbox belongs to, if not to them.</param>
    /// <param name="items">What is found.</param>
    /// <returns>The offsets of postcodes that were dealt with.</returns>
    public static IReadOnlySet<int> Read(
        IReadOnlyList<WriterLine> lines, OfficeDetails office, IReadOnlyList<FoundName> names,
        IReadOnlyList<string> organisations, EvidenceList items)
    {
        var done = new HashSet<int>();
        var spokenTo = SpokenTo(lines);
        foreach (var block in Blocks(lines))
        {
            if (IsOthers(block, office) || IsOfSpokenTo(block, spokenTo, names))
            {
                foreach (var line in block)
                    foreach (var found in PostcodeText.Find(line.Text)) done.Add(line.Start + found.Offset);
                continue;
            }

            ReadBlock(block, office, names, organisations, items, done);
        }

        return done;
    }

    /// <summary>The head of an attached letter: whoever wrote that may be somebody else, so it only supports – unless
    /// the writer's whole name stands in it, or below the letter and nobody else's house above it.</summary>
    public static void ReadLetterhead(
        IReadOnlyList<WriterLine> lines, OfficeDetails office, IReadOnlyList<string> names, bool isSignedByWriter,
        EvidenceList items)
    {
        foreach (var block in Blocks(lines).Where(block => !IsOthers(block, office)))
        {
            bool IsName(int i) => IsWriter(block[i].Text, names);
            if (AddressFinder.InBlock(block, IsName) is not { } address) continue;
            var isWriters = !Institution(block) && !block.Exists(line => AddressWords.IsWorkplace(line.Text))
                && (Enumerable.Range(0, block.Count).Any(IsName) || isSignedByWriter);
            var of = isWriters ? EvidenceOf.Writer : EvidenceOf.Mentioned;
            items.Add(new Evidence(
                EvidenceKind.Address, address.Text, of, EvidenceWay.Letterhead, EvidenceField.Attachment, address.Start,
                address.End - address.Start));
            foreach (var line in block)
                foreach (var found in PostcodeText.Find(line.Text))
                    items.Add(new Evidence(
                        EvidenceKind.Postcode, found.Postcode, of, EvidenceWay.Letterhead, EvidenceField.Attachment,
                        line.Start + found.Offset, found.Length));
        }
    }

    /// <summary>A whole name only: many are called Mr Evans.</summary>
    public static bool IsWriter(string line, IReadOnlyList<string> names) =>
        PersonName.Read(line, mayBeSmall: false) is { } read && PersonName.Folded(read.Name).Count > 1
        && names.Any(name => PersonName.Folded(name).Count > 1 && PersonName.MayBeSame(name, read.Name));

    /// <summary>Lines of one zone without a gap; what signs off is one block, for people leave gaps in it.</summary>
    private static List<List<WriterLine>> Blocks(IReadOnlyList<WriterLine> lines)
    {
        var blocks = new List<List<WriterLine>>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Way == EvidenceWay.Said) continue;
            if (IsRule(lines[i].Text))
            {
                // Below a rule an employer's lines may stand, or a list's: not where the writer lives.
                if (lines.Skip(i + 1).Take(2).Any(line => AddressWords.IsWorkplace(line.Text))) break;
                continue;
            }

            var goesOn = i > 0 && !IsRule(lines[i - 1].Text) && lines[i - 1].Way == lines[i].Way && blocks.Count > 0
                && (!lines[i].GapBefore || lines[i].Way == EvidenceWay.SignOff) && !AddressWords.IsDate(lines[i].Text);
            // "cc: the council" begins somebody else's.
            if (goesOn && !StartsCopy(lines[i].Text) && !StartsOthers(lines[i].Text)
                && !AddressWords.IsOffice(lines[i].Text)) blocks[^1].Add(lines[i]);
            else blocks.Add([lines[i]]);
        }

        return blocks;
    }

    /// <summary>"Dear Mr Brown": the family name, below which nobody's own address stands; empty if the salutation has
    /// none.</summary>
    private static string SpokenTo(IReadOnlyList<WriterLine> lines)
    {
        var salutation = lines.FirstOrDefault(line => WriterLines.IsSalutation(line.Text))?.Text ?? "";
        var words = AddressWords.Words(salutation).ToList();
        return words.Count > 2 && PersonName.IsTitle(words[^2]) && char.IsUpper(words[^1][0]) ? words[^1] : "";
    }

    /// <summary>A copy of a letter to somebody else has their name and address above it.</summary>
    private static bool IsOfSpokenTo(List<WriterLine> block, string spokenTo, IReadOnlyList<FoundName> names) =>
        spokenTo.Length > 2 && block[0].Way == EvidenceWay.Head
        && block.Exists(line => !line.Text.Any(char.IsAsciiDigit)
            && AddressWords.Words(line.Text).Contains(spokenTo, StringComparer.OrdinalIgnoreCase)
            && !names.Any(name => PersonName.MayBeSame(name.Name, line.Text)));

    private static bool IsRule(string line) => line.AsSpan().Trim("-_=*~ ").IsEmpty;

    private static bool StartsCopy(string line) =>
        line.StartsWith("cc", StringComparison.OrdinalIgnoreCase) && (line.Length == 2 || line[2] is ':' or ' ')
        || line.StartsWith("copy to", StringComparison.OrdinalIgnoreCase)
        || line.StartsWith("copied to", StringComparison.OrdinalIgnoreCase);

    private static bool StartsOthers(string line) =>
        FormLabels.Split(line) is { Field: FormField.Other } && FormBlock.IsOthersLabel(line);

    private static bool IsOthers(List<WriterLine> block, OfficeDetails office) =>
        StartsCopy(block[0].Text) || StartsOthers(block[0].Text) || AddressWords.IsOffice(block[0].Text)
        || (block[0].Way != EvidenceWay.SignOff
            && block.Exists(line => AddressWords.IsRecipient(line.Text) && FormLabels.Split(line.Text) is null))
        || block.Exists(line => PostcodeText.Find(line.Text).Any(found => office.IsOurs(found.Postcode)));

    private static void ReadBlock(
        List<WriterLine> block, OfficeDetails office, IReadOnlyList<FoundName> names,
        IReadOnlyList<string> organisations, EvidenceList items, HashSet<int> done)
    {
        var nameLines = names.Where(name => name.Line >= 0).Select(name => name.Offset).ToList();
        bool IsName(int i) => nameLines.Exists(offset => offset >= block[i].Start && offset <= block[i].End)
            || (PersonName.Read(block[i].Text, mayBeSmall: false) is { } read && read.Name.Contains(' ')
                && names.Any(name => PersonName.MayBeSame(name.Name, read.Name)));
        var of = Institution(block) ? EvidenceOf.Institution : EvidenceOf.Writer;
        if (AddressFinder.InBlock(block, IsName) is { } address && !items.Has(EvidenceKind.Address)
            && WithoutName(address.Text, names) is { Length: > 0 } text)
        {
            items.Add(new Evidence(
                EvidenceKind.Address, text, of, block[0].Way, EvidenceField.Text, address.Start,
                address.End - address.Start));
        }
        else if (OnOneLine(block) is { } one && !items.Has(EvidenceKind.Address))
        {
            items.Add(new Evidence(
                EvidenceKind.Address, one.Text, of, block[0].Way, EvidenceField.Text, one.Offset, one.Text.Length));
        }
        else AddTown(block, IsName, names, items);

        // "lowther-gale.example.com" writes for the Lowther Gale in its lines.
        if (block.Find(line => FormLabels.Split(line.Text) is not { Field: FormField.Other }
            && AddressWords.IsWorkplace(line.Text)
            || organisations.Any(MailboxWords.RunTogether(line.Text).Contains)) is { } workplace)
            items.Add(new Evidence(
                EvidenceKind.Workplace, workplace.Text, EvidenceOf.Writer, workplace.Way, EvidenceField.Text,
                workplace.Start, workplace.Text.Length));

        foreach (var line in block)
        {
            var isLabelled = FormLabels.Split(line.Text) is { Field: FormField.Other };
            foreach (var found in PostcodeText.Find(line.Text))
            {
                done.Add(line.Start + found.Offset);
                if (items.HasPostcodeAt(line.Start + found.Offset)) continue;
                items.Add(new Evidence(
                    EvidenceKind.Postcode, found.Postcode, isLabelled
                        ? EvidenceOf.Mentioned : of, line.Way, EvidenceField.Text,
                    line.Start + found.Offset, found.Length));
            }

            foreach (var (digits, offset, length) in PhoneText.Find(line.Text))
            {
                if (office.Phones.Contains(digits)) continue;
                items.Add(new Evidence(
                    EvidenceKind.Phone, digits, EvidenceOf.Writer, line.Way, EvidenceField.Text, line.Start + offset,
                    length));
            }

            EmailText.Add(line.Text, line.Start, EvidenceOf.Writer, line.Way, office, items);
        }
    }

    /// <summary>"shaz hussain, 55b station rd ambleford zz2 1ll": as people write who write small.</summary>
    private static (string Text, int Offset)? OnOneLine(List<WriterLine> block)
    {
        foreach (var line in block)
        {
            if (PostcodeText.Find(line.Text) is not [var postcode, ..]) continue;
            var end = postcode.Offset + postcode.Length;
            if (AddressFinder.Before(line.Text, postcode.Offset, end) is { } from)
                return (line.Text[from..end], line.Start + from);
        }

        return null;
    }

    /// <summary>A town alone below the name: "Jane Doe, Marchbury".</summary>
    private static void AddTown(
        List<WriterLine> block, Func<int, bool> isName, IReadOnlyList<FoundName> names, EvidenceList items)
    {
        for (var i = 0; i < block.Count; i++)
        {
            if (BehindName(block[i], names) is { } behind)
            {
                items.Add(new Evidence(
                    EvidenceKind.LivesIn, behind, EvidenceOf.Writer, block[i].Way, EvidenceField.Text,
                    block[i].Start + block[i].Text.IndexOf(behind, StringComparison.Ordinal), behind.Length));
                return;
            }

            if (i == 0 || !isName(i - 1) || block[i].Way != EvidenceWay.SignOff || block[i].Text.Any(char.IsAsciiDigit)
                || !AddressWords.IsPlaceLike(block[i].Text)
                || SignOffs.Match(block[i].Text) is not null || FormLabels.Split(block[i].Text) is not null) continue;
            items.Add(new Evidence(
                EvidenceKind.LivesIn, block[i].Text.TrimEnd('.', ','), EvidenceOf.Writer, block[i].Way,
                EvidenceField.Text, block[i].Start, block[i].Text.Length));
            return;
        }
    }

    /// <summary>"Jane Doe, Marchbury" on one line.</summary>
    private static string? BehindName(WriterLine line, IReadOnlyList<FoundName> names)
    {
        var comma = line.Text.IndexOf(", ", StringComparison.Ordinal);
        if (line.Way != EvidenceWay.SignOff || comma < 0 || line.Text.Any(char.IsAsciiDigit) || line.Text.Length > 80)
            return null;
        var place = line.Text[(comma + 2)..].TrimEnd('.', ' ');
        return place.Length > 2 && !place.Contains(',') && AddressWords.IsPlaceLike(place)
            && names.Any(name => line.Text[..comma].EndsWith(name.Name, StringComparison.Ordinal)) ? place : null;
    }

    /// <summary>"Jane Doe, 4 Mill Lane, …" on one line; nothing if the name and a postcode are all there is.</summary>
    private static string WithoutName(string address, IReadOnlyList<FoundName> names)
    {
        var name = names.FirstOrDefault(name => address.StartsWith(name.Name, StringComparison.OrdinalIgnoreCase));
        var rest = name is null ? address : address[name.Name.Length..].Trim(' ', ',', '(', '-', '–', '.');
        return PostcodeText.Normal(rest) is null ? rest : "";
    }

    /// <summary>A prison, a barracks, a hostel, a workshop: its postcode says where the writer is kept, not where they
    /// belong.</summary>
    private static bool Institution(List<WriterLine> block) => block.Exists(line =>
        InstitutionWords.IsIn(line.Text) || line.Text.StartsWith("c/o", StringComparison.OrdinalIgnoreCase)
        || line.Text.StartsWith("PO Box", StringComparison.OrdinalIgnoreCase)
        || (line.Text.StartsWith("Unit ", StringComparison.OrdinalIgnoreCase) && line.Text.Length > 5
            && char.IsAsciiDigit(line.Text[5])));
}
