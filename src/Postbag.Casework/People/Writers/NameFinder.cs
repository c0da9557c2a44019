using System.Text.RegularExpressions;

namespace Postbag.Casework.People.Writers;

/// <summary>A name in the letter's own text.</summary>
/// <param name="Name">As written, without titles.</param>
/// <param name="Offset">Its place in the letter's text.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Way">Where it was found.</param>
/// <param name="Line">The line it stands on, by number; -1 for one in a sentence.</param>
internal sealed record FoundName(string Name, int Offset, int Length, EvidenceWay Way, int Line);

/// <summary>Finds what the writer calls themselves in the letter.</summary>
internal static partial class NameFinder
{
    /// <summary>The name below "Kind regards", or the last line if it can only be one.</summary>
    public static FoundName? InSignOff(IReadOnlyList<WriterLine> lines, string? header)
    {
        var firstTail = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Way == EvidenceWay.Head) continue;
            if (SignOffs.Match(lines[i].Text) is { } rest)
            {
                if (rest < lines[i].Text.Length && IsNameAlone(lines[i].Text[rest..])
                    && Read(lines[i], rest, i, mayBeSmall: false) is { } beside) return beside;
                for (var j = i + 1; j < lines.Count && j <= i + 3; j++)
                {
                    if (SignOffs.Match(lines[j].Text) is { } more && more == lines[j].Text.Length) continue;
                    if (FormLabels.Split(lines[j].Text) is { Field: FormField.Other }) break;
                    if (Read(lines[j], 0, j, mayBeSmall: true) is { } below && !LooksLikePlace(lines[j].Text))
                        return below;
                }
            }

            if (lines[i].Way == EvidenceWay.SignOff && firstTail < 0) firstTail = i;
        }

        return firstTail < 0 ? null : WithoutSignOff(lines, firstTail, header);
    }

    /// <summary>The first line of an address above the salutation, or the name alone there.</summary>
    public static FoundName? InHead(IReadOnlyList<WriterLine> lines, IReadOnlyCollection<string> known)
    {
        for (var i = 0; i < lines.Count && lines[i].Way == EvidenceWay.Head; i++)
        {
            if (!lines[i].GapBefore && i > 0) continue;
            if (AddressWords.IsRecipient(lines[i].Text) || AddressWords.HasHouse(lines[i].Text)
                || Read(lines[i], 0, i, mayBeSmall: false) is not { } name) continue;
            var next = i + 1 < lines.Count && !lines[i + 1].GapBefore ? lines[i + 1].Text : "";
            var isRecipients = false;
            for (var j = i + 1; j < lines.Count && !lines[j].GapBefore && lines[j].Way == EvidenceWay.Head; j++)
                isRecipients |= AddressWords.IsRecipient(lines[j].Text);
            if (isRecipients) continue;
            if (known.Any(other => PersonName.MayBeSame(other, name.Name)) || AddressWords.BeginsHouse(next)
                || AddressWords.HasHouse(next))
                return name;
        }

        return null;
    }

    /// <summary>"My name is Jane Doe", "I am Jane Doe, and …".</summary>
    public static FoundName? Said(IReadOnlyList<Sentence> sentences)
    {
        foreach (var sentence in sentences)
        {
            foreach (Match match in Introduces().Matches(sentence.Plain))
            {
                var from = match.Index + match.Length;
                var isBare = !match.Groups["sure"].Success;
                var name = Capitals().Match(sentence.Plain, from);
                if (!name.Success || name.Index != from) continue;
                if (isBare && !name.Value.Contains(' ')) continue;
                // "This is Mabel Entwhistle, aged 90", and not "This is Mill Lane as it was".
                if (match.Value.StartsWith("this", StringComparison.OrdinalIgnoreCase)
                    && !sentence.Plain.AsSpan(from + name.Length).StartsWith(", ")) continue;
                if (PersonName.Read(name.Value, mayBeSmall: false) is not { } read) continue;
                if (isBare && from + name.Length < sentence.Plain.Length
                    && sentence.Plain[from + name.Length] is not (',' or '.' or ' ' or ';')) continue;
                return new FoundName(read.Name, sentence.Start + from + read.Offset, read.Length, EvidenceWay.Said, -1);
            }
        }

        return null;
    }

    private static FoundName? WithoutSignOff(IReadOnlyList<WriterLine> lines, int firstTail, string? header)
    {
        for (var i = firstTail; i < lines.Count; i++)
        {
            if (lines[i].Way != EvidenceWay.SignOff || Read(lines[i], 0, i, mayBeSmall: true) is not { } name) continue;
            // "Cressby" above its postcode, and below a street, is a town.
            if (!lines[i].GapBefore && i > firstTail && i + 1 < lines.Count
                && PostcodeText.Normal(lines[i + 1].Text) is not null
                && AddressWords.IsPlaceLike(lines[i - 1].Text)) continue;
            // With nothing above it that says "here comes a name", something else has to say it.
            var isNamed = header is not null
                && PersonName.Each(name.Name)
                .Any(one => PersonName.Each(header).Any(shown => PersonName.MayBeSame(shown, one)));
            var leads = i + 1 < lines.Count && (AddressWords.BeginsHouse(lines[i + 1].Text)
                || AddressWords.HasStreet(lines[i + 1].Text) || AddressWords.HasHouse(lines[i + 1].Text)
                || InstitutionWords.IsIn(lines[i + 1].Text) || PhoneText.Find(lines[i + 1].Text).Count > 0
                || PostcodeText.Find(lines[i + 1].Text).Count > 0);
            var isLast = i == lines.Count - 1 && i > 0 && lines[i].GapBefore && name.Name.Contains(' ');
            if ((isNamed || leads || (isLast && header is null)) && !LooksLikePlace(lines[i].Text)) return name;
        }

        return null;
    }

    /// <summary>"Thanks Jane", and not "Thank you Mari, that has helped".</summary>
    private static bool IsNameAlone(string rest) =>
        !rest.Contains(", ", StringComparison.Ordinal) && rest.Count(c => c == ' ') < 6;

    private static bool LooksLikePlace(string line)
    {
        var comma = line.IndexOf(',');
        return AddressWords.BeginsHouse(line) || (comma > 0 && AddressWords.HasHouse(line[..comma]));
    }

    private static FoundName? Read(WriterLine line, int from, int number, bool mayBeSmall)
    {
        var text = line.Text[from..];
        if (from == 0 && FormLabels.Split(line.Text) is { } label)
        {
            if (label.Field != FormField.Name) return null;
            from = label.Value;
            text = line.Text[from..];
        }

        if (InstitutionWords.IsIn(text)) return null;
        // "Wayne Purkiss A0000XX": a prisoner's number, a member's.
        if (text.LastIndexOf(' ') is > 0 and var space && text[(space + 1)..] is { Length: > 3 and < 12 } last
            && last.Any(char.IsAsciiDigit) && last.All(char.IsAsciiLetterOrDigit)) text = text[..space];
        return PersonName.Read(text, mayBeSmall) is { } name
            ? new FoundName(name.Name, line.Start + from + name.Offset, name.Length, line.Way, number) : null;
    }

    [GeneratedRegex(
        @"(?<sure>\b(my name is|my name's|i am called|i'm called|my full name is|fy enw i yw|fy enw i ydy|fy enw yw|is mise|nazywam się|mă numesc|me llamo|je m'appelle|chamo-me) )|\b(i am|i'm|this is) ",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Introduces();

    [GeneratedRegex(
        @"[\p{Lu}\p{Lo}][\p{L}\p{M}'.-]*( ((van|der|de|den|la|du|da|dos|von|ap|ab|ferch|al|el|bin|bint|ibn|ó|ní|nic|mac|ter)(?= )|(al|el|ul)-[\p{Lu}][\p{L}\p{M}'-]*|[\p{Lu}\p{Lo}][\p{L}\p{M}'-]*\.?)){0,5}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Capitals();
}
