using System.Text;
using CsvHelper;
using Postbag.Office;

namespace Postbag.Casework.People.Moving;

/// <summary>A file of people as rows and columns, in whatever encoding and with whatever separator it came.</summary>
public sealed class PeopleCsv
{
    /// <summary>A million people are no office's; a file of zeros is no file.</summary>
    public const int MostBytes = 64 << 20;

    private const int MostColumns = 200;
    private const int MostRows = 500_000;

    private static readonly (PeopleColumn Column, string[] Names)[] Known =
    [
        (PeopleColumn.GivenName, ["first name", "firstname", "given name", "forename", "forenames", "christian name", "enw cyntaf"]),
        (PeopleColumn.FamilyName, ["last name", "lastname", "surname", "family name", "cyfenw"]),
        (PeopleColumn.Name, ["name", "full name", "fullname", "person", "constituent", "contact", "display name", "enw"]),
        (PeopleColumn.Email, ["email", "e-mail", "mail", "emails", "email address", "e-mail address", "e-mail addresses", "email 1", "email 2", "ebost", "e-bost"]),
        (PeopleColumn.Phone, ["phone", "telephone", "tel", "mobile", "landline", "phones", "telephone numbers", "phone number", "telephone number", "mobile number", "home phone", "work phone", "daytime phone", "ffôn"]),
        (PeopleColumn.Postcode, ["postcode", "post code", "zip", "postal code", "cod post"]),
        (PeopleColumn.Address, ["address", "address 1", "address 2", "address 3", "address 4", "address line 1", "address line 2", "address line 3", "street", "town", "city", "county", "locality", "house", "cyfeiriad", "addresses"]),
        (PeopleColumn.Languages, ["language", "languages", "iaith"]),
        (PeopleColumn.Note, ["note", "notes", "comment", "comments", "remarks"]),
    ];

    private PeopleCsv(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows) => (Header, Rows) = (header, rows);

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <exception cref="CannotException">It is no such file: a sentence for people.</exception>
    public static PeopleCsv Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes) throw new CannotException($"The file has more than {MostBytes >> 20} MB: that is no list of people.");
        if (bytes.IndexOfAnyExcept((byte)0) < 0) throw new CannotException("The file is empty.");
        var text = TextOf(bytes);
        if (text.Contains('\0')) throw new CannotException("This isn’t a CSV file: it holds something other than text.");
        var rows = new List<IReadOnlyList<string>>();
        try
        {
            using var csv = CsvReader.FromText(text, CsvReaderOptions.Default with { HasHeader = false, TrimWhitespace = true });
            while (csv.Read())
            {
                var record = csv.Current.ToArray();
                if (record.Length > MostColumns) throw new CannotException($"Row {rows.Count + 1} has more than {MostColumns} columns: a quotation mark may be missing.");
                if (record.Any(cell => cell.Length > 0)) rows.Add([.. record.Select(Unguarded)]);
                if (rows.Count > MostRows) throw new CannotException($"The file has more than {MostRows:N0} rows.");
            }
        }
        catch (CsvFormatException broken)
        {
            throw new CannotException($"The file can’t be read behind row {rows.Count}: a quotation mark may be missing.", broken);
        }

        if (rows.Count == 0) throw new CannotException("The file is empty.");
        if (rows[0].Count < 2 && rows.Count > 1) throw new CannotException("The file has one column only: people need a name and something to tell them from others.");
        return new PeopleCsv(rows[0], rows.GetRange(1, rows.Count - 1));
    }

    /// <summary>What each column most likely holds, by what it is called.</summary>
    public IReadOnlyList<PeopleColumn> Guess() => [.. Header.Select(GuessOf)];

    /// <summary>The rows as people, by what the columns hold.</summary>
    public IReadOnlyList<ImportedPerson> People(IReadOnlyList<PeopleColumn> columns)
    {
        var people = new List<ImportedPerson>(Rows.Count);
        for (var i = 0; i < Rows.Count; i++)
        {
            var row = Rows[i];
            string[] all(PeopleColumn column) =>
                [.. row.Where((cell, at) => at < columns.Count && columns[at] == column && cell.Length > 0)];
            string joined(PeopleColumn column, string between) => string.Join(between, all(column));
            var name = joined(PeopleColumn.Name, " ");
            people.Add(new ImportedPerson(i + 1, row)
            {
                Name = name.Length > 0 ? name : $"{joined(PeopleColumn.GivenName, " ")} {joined(PeopleColumn.FamilyName, " ")}".Trim(),
                Emails = [.. all(PeopleColumn.Email).SelectMany(Several)],
                Phones = [.. all(PeopleColumn.Phone).SelectMany(Several)],
                Address = joined(PeopleColumn.Address, ", "),
                Postcode = joined(PeopleColumn.Postcode, " "),
                Languages = joined(PeopleColumn.Languages, ", "),
                Note = joined(PeopleColumn.Note, "\n"),
            });
        }

        return people;
    }

    /// <summary>A cell as it goes out: what a spreadsheet would take for a formula is kept from being one.
    /// https://owasp.org/www-community/attacks/CSV_Injection (read 2026-11-22).</summary>
    public static string Guarded(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;

    private static string Unguarded(string cell) => cell.Length > 1 && cell[0] == '\'' && cell[1] is '=' or '+' or '-' or '@' ? cell[1..] : cell;

    private static IEnumerable<string> Several(string cell) =>
        cell.Split([';', '\n', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static PeopleColumn GuessOf(string heading)
    {
        var plain = string.Join(' ', heading.ToLowerInvariant().Split([' ', '_', '.', ':', '*'], StringSplitOptions.RemoveEmptyEntries));
        foreach (var (column, names) in Known)
            if (names.Contains(plain)) return column;
        foreach (var (column, names) in Known.Where(known => known.Column is not PeopleColumn.Name))
            if (names.Any(name => name.Length > 3 && plain.Contains(name, StringComparison.Ordinal))) return column;
        return PeopleColumn.None;
    }

    /// <summary>UTF-16 and UTF-8 by their marks, UTF-16 by its noughts, UTF-8 if it is valid, else Windows-1252, as spreadsheets write.</summary>
    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(new byte[] { 0xFF, 0xFE })) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith(new byte[] { 0xFE, 0xFF })) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF })) bytes = bytes[3..];
        if (IsUtf16(bytes, high: 1)) return Encoding.Unicode.GetString(bytes);
        if (IsUtf16(bytes, high: 0)) return Encoding.BigEndianUnicode.GetString(bytes);
        try
        {
            return new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // The framework says "this isn't UTF-8" in no other way.
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    /// <summary>UTF-16 without its mark: every other byte of the headings is nought, and none between them.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> bytes, int high)
    {
        const int Enough = 32;
        if (bytes.Length < 4) return false;
        for (var i = 0; i + 1 < bytes.Length && i < Enough; i += 2)
            if (bytes[i + high] != 0 || bytes[i + 1 - high] == 0) return false;
        return true;
    }
}
