namespace Postbag.Casework.People.Writers;

/// <summary>Reads lines with labels, as websites' forms and platforms write them. A lone label may be anything; two, or
/// a postcode's, are a form.</summary>
internal static class FormBlock
{
    /// <returns>The writer's name if the form gives it.</returns>
    public static FoundName? Read(IReadOnlyList<WriterLine> lines, OfficeDetails office, EvidenceList items)
    {
        var fields = Fields(lines);
        if (fields.Count < 2 && !fields.Exists(field => field.Field == FormField.Postcode)) return null;
        foreach (var field in fields) Add(field, lines, office, items);
        AddLines(fields, office, items);
        return NameOf(fields);
    }

    private static List<(FormField Field, string Value, int Offset, int Line)> Fields(IReadOnlyList<WriterLine> lines)
    {
        var fields = new List<(FormField Field, string Value, int Offset, int Line)>();
        var isOthers = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (FormLabels.Split(line.Text) is { } label)
            {
                // "Tenant: …" and the labels below it are somebody else's, until an empty line.
                if (label.Field == FormField.Other) isOthers = IsOthersLabel(line.Text);
                if (line.GapBefore && label.Field != FormField.Other) isOthers = false;
                if (isOthers || label.Field == FormField.Other) continue;
                var value = line.Text[label.Value..].Trim();
                if (value.Length > 0) fields.Add((label.Field, value, line.Start + label.Value, i));
                else if (i + 1 < lines.Count && FormLabels.Split(lines[i + 1].Text) is null)
                    fields.Add((label.Field, lines[i + 1].Text, lines[i + 1].Start, i + 1));
            }
            // "Sent by: Jane Doe | ZZ1 1AA": the postcode needs no label of its own.
            else if (i > 0 && !line.GapBefore && PostcodeText.Normal(line.Text) is not null && fields.Count > 0
                && fields[^1] is { Field: FormField.Name or FormField.FamilyName } last && last.Line == i - 1)
                fields.Add((FormField.Postcode, line.Text, line.Start, i));
            else if (line.Way != EvidenceWay.Said && FormLabels.Alone(line.Text) is { } alone && i + 1 < lines.Count
                && FormLabels.Alone(lines[i + 1].Text) is null && FormLabels.Split(lines[i + 1].Text) is null)
            {
                fields.Add((alone, lines[i + 1].Text, lines[i + 1].Start, i + 1));
            }
        }

        return fields;
    }

    /// <summary>"Tenant: …", "Landlord: …": what stands below is somebody else's.</summary>
    public static bool IsOthersLabel(string line) =>
        Enumerable.Any(["tenant", "landlord", "agent", "patient", "client", "on behalf", "mother", "father", "son",
            "daughter", "applicant", "claimant", "about", "neighbour"],
            word => line.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static void Add(
        (FormField Field, string Value, int Offset, int Line) field, IReadOnlyList<WriterLine> lines,
        OfficeDetails office, EvidenceList items)
    {
        switch (field.Field)
        {
            case FormField.Email when field.Value.Contains('@'):
                EmailText.Add(field.Value, field.Offset, EvidenceOf.Writer, EvidenceWay.Form, office, items);
                break;
            case FormField.Phone:
                foreach (var (digits, offset, length) in PhoneText.Find(field.Value))
                {
                    if (!office.Phones.Contains(digits))
                        items.Add(new Evidence(
                            EvidenceKind.Phone, digits, EvidenceOf.Writer, EvidenceWay.Form, EvidenceField.Text,
                            field.Offset + offset, length));
                }

                break;
            case FormField.Postcode:
                foreach (var found in PostcodeText.Find(field.Value).Take(1))
                {
                    if (!office.IsOurs(found.Postcode))
                        items.Add(new Evidence(
                            EvidenceKind.Postcode, found.Postcode, EvidenceOf.Writer, EvidenceWay.Form,
                            EvidenceField.Text, field.Offset + found.Offset, found.Length));
                }

                break;
            case FormField.Address:
                AddAddress(field.Offset, field.Line, lines, office, items);
                break;
        }
    }

    /// <summary>An address may go on below its label, and its postcode may have a label of its own.</summary>
    private static void AddAddress(
        int start, int line, IReadOnlyList<WriterLine> lines, OfficeDetails office, EvidenceList items)
    {
        var parts = new List<string> { lines[line].Text[(start - lines[line].Start)..].Trim(' ', ',') };
        var end = lines[line].End;
        for (var i = line + 1; i < lines.Count && i <= line + 6 && !lines[i].GapBefore; i++)
        {
            var text = lines[i].Text;
            if (FormLabels.Split(text) is { } label)
            {
                if (label.Field is not (FormField.AddressLine or FormField.Postcode)) break;
                text = text[label.Value..];
            }
            else if (!AddressWords.IsPlaceLike(text) && PostcodeText.Find(text).Count == 0) break;
            if (text.Trim(' ', ',').Length > 0) parts.Add(text.Trim(' ', ','));
            end = lines[i].End;
        }

        var address = string.Join(", ", parts);
        var postcodes = PostcodeText.Find(address);
        if (postcodes.Any(found => office.IsOurs(found.Postcode))) return;
        items.Add(new Evidence(
            EvidenceKind.Address, address, EvidenceOf.Writer, EvidenceWay.Form, EvidenceField.Text, start,
            end - start));
        foreach (var found in PostcodeText.Find(lines[line].Text))
            items.Add(new Evidence(
                EvidenceKind.Postcode, found.Postcode, EvidenceOf.Writer, EvidenceWay.Form, EvidenceField.Text,
                lines[line].Start + found.Offset, found.Length));
    }

    /// <summary>An address whose lines have a label each.</summary>
    private static void AddLines(
        List<(FormField Field, string Value, int Offset, int Line)> fields, OfficeDetails office, EvidenceList items)
    {
        var parts = fields.Where(field => field.Field is FormField.AddressLine or FormField.Postcode).ToList();
        if (fields.Exists(field => field.Field == FormField.Address)
            || !parts.Exists(part => part.Field == FormField.AddressLine)) return;
        var address = string.Join(", ", parts.Select(part => part.Value.Trim(' ', ',')));
        if (PostcodeText.Find(address).Any(found => office.IsOurs(found.Postcode))) return;
        items.Add(new Evidence(
            EvidenceKind.Address, address, EvidenceOf.Writer, EvidenceWay.Form, EvidenceField.Text, parts[0].Offset,
            parts[^1].Offset + parts[^1].Value.Length - parts[0].Offset));
    }

    private static FoundName? NameOf(List<(FormField Field, string Value, int Offset, int Line)> fields)
    {
        var whole = fields.FirstOrDefault(field => field.Field == FormField.Name);
        if (whole.Value is not null && PersonName.Read(PersonName.InOrder(whole.Value), mayBeSmall: true) is { } name)
            return new FoundName(name.Name, whole.Offset, whole.Value.Length, EvidenceWay.Form, whole.Line);
        var given = fields.FirstOrDefault(field => field.Field == FormField.GivenName);
        var family = fields.FirstOrDefault(field => field.Field == FormField.FamilyName);
        if (given.Value is null && family.Value is null) return null;
        var first = given.Value is null ? family : given;
        var full = $"{given.Value} {family.Value}".Trim();
        return PersonName.Read(full, mayBeSmall: true) is { } joined
            ? new FoundName(joined.Name, first.Offset, first.Value.Length, EvidenceWay.Form, first.Line) : null;
    }
}
