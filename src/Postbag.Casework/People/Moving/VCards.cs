using System.Text;
using Postbag.Office;

namespace Postbag.Casework.People.Moving;

/// <summary>Reads and writes vCards: RFC 2426 (version 3) and RFC 6350 (version 4) are read, 4 is written.</summary>
/// <remarks>Read: FN, N, EMAIL, TEL, ADR, LANG, NOTE; what else is in a card is left. Of a file that stops within a
/// card nothing is read: half an address would be taken for a whole one.</remarks>
public static class VCards
{
    private const int MostCards = 500_000;
    private const int LongestLine = 200_000;

    public static bool AreIn(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF })) bytes = bytes[3..];
        return Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, 40)]).TrimStart()
            .StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase);
    }

    public static IReadOnlyList<ImportedPerson> Read(ReadOnlySpan<byte> bytes)
    {
        var people = new List<ImportedPerson>();
        ImportedPerson? card = null;
        foreach (var line in Unfold(FileText.Of(bytes)))
        {
            var colon = ValueAt(line);
            if (colon < 0) continue;
            var name = NameOf(line[..colon]);
            var value = line[(colon + 1)..];
            if (name == "BEGIN") card = new ImportedPerson(people.Count + 1, []);
            else if (card is null) continue;
            else if (name == "END")
            {
                people.Add(card);
                card = null;
                if (people.Count == MostCards) break;
            }
            else card = With(card, name, value);
        }

        if (card is not null && people.Count < MostCards)
            throw new CannotException(
                $"The last card, number {card.Row:N0}, isn’t closed: the file is cut short. Fetch it again.");
        return people;
    }

    /// <summary>One card, its lines folded at 75 bytes and ended by CRLF.</summary>
    public static string Write(PersonDetails person, string id)
    {
        var card = new StringBuilder();
        Line(card, "BEGIN:VCARD");
        Line(card, "VERSION:4.0");
        Line(card, $"UID:urn:uuid:{Guid.Parse(id):d}");
        Line(card, $"FN:{Escape(person.Person.Name)}");
        foreach (var other in person.Names.Where(name => name != person.Person.Name))
            Line(card, $"NICKNAME:{Escape(other)}");
        foreach (var email in person.Emails) Line(card, $"EMAIL:{Escape(email)}");
        foreach (var phone in person.Phones) Line(card, $"TEL;VALUE=text:{Escape(phone)}");
        foreach (var address in person.Addresses.Where(address => address.To is null))
            Line(card, $"ADR:;;{Escape(WithoutPostcode(address))};;;{Escape(address.Postcode)};");
        if (person.Person.Languages.Length > 0) Line(card, $"X-POSTBAG-LANGUAGES:{Escape(person.Person.Languages)}");
        foreach (var note in person.Notes) Line(card, $"NOTE:{Escape(note.Content)}");
        Line(card, "END:VCARD");
        return card.ToString();
    }

    private static ImportedPerson With(ImportedPerson card, string name, string value) => name switch
    {
        "FN" => card with { Name = Unescape(value) },
        // Family; given; additional; prefixes; suffixes: only where there is no FN, which says it as it is written.
        "N" when card.Name.Length == 0 => card with
        {
            Name = string.Join(' ',
                new[] { Part(value, 1), Part(value, 2), Part(value, 0) }.Where(part => part.Length > 0)),
        },
        "EMAIL" => card with { Emails = [.. card.Emails, Unescape(value)] },
        "TEL" => card with { Phones =
            [.. card.Phones, Unescape(value).Replace("tel:", "", StringComparison.OrdinalIgnoreCase)] },
        "ADR" when card.Address.Length == 0 => card with
        {
            Address = string.Join(
                ", ", Enumerable.Range(0, 5).Select(i => Part(value, i)).Where(part => part.Length > 0)
                .Select(part => part.ReplaceLineEndings(", "))),
            Postcode = Part(value, 5),
        },
        "LANG" or "X-POSTBAG-LANGUAGES" => card
            with { Languages = card.Languages.Length > 0 ? $"{card.Languages}, {Unescape(value)}" : Unescape(value) },
        "NOTE" => card with { Note = card.Note.Length > 0 ? $"{card.Note}\n{Unescape(value)}" : Unescape(value) },
        _ => card,
    };

    private static IEnumerable<string> Unfold(string text)
    {
        var whole = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t')
            {
                if (whole.Length < LongestLine) whole.Append(line, 1, line.Length - 1);
                continue;
            }

            if (whole.Length > 0) yield return whole.ToString();
            whole.Clear().Append(line);
        }

        if (whole.Length > 0) yield return whole.ToString();
    }

    /// <summary>The colon behind the name and its parameters; a parameter in quotation marks may hold others.</summary>
    private static int ValueAt(string line)
    {
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"') isQuoted = !isQuoted;
            else if (line[i] == ':' && !isQuoted) return i;
        }

        return -1;
    }

    /// <summary>"item1.EMAIL;TYPE=home" is EMAIL.</summary>
    private static string NameOf(string head)
    {
        var name = head.Split(';')[0];
        return name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant();
    }

    private static string Part(string value, int number)
    {
        var (part, start) = (0, 0);
        for (var i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && value[i] == '\\')
            {
                i++;
                continue;
            }

            if (i < value.Length && value[i] != ';') continue;
            if (part == number) return Unescape(value[start..Math.Min(i, value.Length)]).Trim();
            part++;
            start = i + 1;
        }

        return "";
    }

    private static string Unescape(string value)
    {
        var plain = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length) plain.Append(value[++i] is 'n' or 'N' ? '\n' : value[i]);
            else plain.Append(value[i]);
        }

        return plain.ToString();
    }

    private static string Escape(string value) =>
        value.Replace("\\", @"\\", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal)
        .Replace(";", @"\;", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    private static string WithoutPostcode(PersonAddress address) => address.Postcode.Length > 0
        ? address.Address.Replace(address.Postcode, "", StringComparison.OrdinalIgnoreCase).TrimEnd(' ', ',')
        : address.Address;

    private static void Line(StringBuilder card, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > 75)
            {
                card.Append("\r\n ");
                bytes = 1;
            }

            card.Append(rune);
            bytes += rune.Utf8SequenceLength;
        }

        card.Append("\r\n");
    }
}
