using CsvHelper;
using Postbag.Casework.People.Writers;
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
        (PeopleColumn.GivenName,
            ["first name", "firstname", "given name", "forename", "forenames", "christian name", "enw cyntaf"]),
        (PeopleColumn.FamilyName, ["last name", "lastname", "surname", "family name", "cyfenw"]),
        (PeopleColumn.Name, [
            "name", "full name", "fullname", "person", "constituent", "contact", "display name", "enw"]),
        (PeopleColumn.Email, [
            "email", "e-mail", "mail", "emails", "email address", "e-mail address", "e-mail addresses", "email 1",
            "email 2", "ebost", "e-bost"]),
        (PeopleColumn.Phone, [
            "phone", "telephone", "tel", "mobile", "landline", "phones", "telephone numbers", "phone number",
            "telephone number", "mobile number", "home phone", "work phone", "daytime phone", "ffôn"]),
        (PeopleColumn.Postcode, ["postcode", "post code", "zip", "postal code", "cod post"]),
        (PeopleColumn.Address,
            ["address", "address 1", "address 2", "address 3", "address 4", "address line 1", "address line 2",
            "address line 3", "street", "town", "city", "county", "locality", "house", "cyfeiriad", "addresses"]),
        (PeopleColumn.Languages, ["language", "languages", "iaith"]),
        (PeopleColumn.Note, ["note", "notes", "comment", "comments", "remarks"]),
    ];

    private PeopleCsv(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows) =>
        (Header, Rows) = (header, rows);

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <exception cref="CannotException">It is no such file: a sentence for people.</exception>
    public static PeopleCsv Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes)
            throw new CannotException($"The file has more than {MostBytes >> 20} MB: that is no list of people.");
        var text = FileText.Of(bytes);
        var rows = RowsOf(text);
        if (rows.Count == 0) throw new CannotException("The file is empty.");
        if (rows[0].Count < 2)
            throw new CannotException(
                "The file has one column only: people need a name and something to tell them from others.");
        if (rows.Count == 1) throw new CannotException("The file has headings, and nobody below them.");
        if (rows[0].Any(IsDetail)) throw new CannotException("The first row holds somebody’s details and no headings: put a row of headings above it, so that nobody is left out.");
        // A download that stopped in the middle of its last row.
        if (!text.EndsWith('\n') && rows.Count > 2 && rows[^1].Count < rows[0].Count
            && rows.Take(rows.Count - 1).All(row => row.Count >= rows[0].Count))
            throw new CannotException($"The last row, row {rows.Count - 1:N0}, has fewer cells than the headings, and no line end: the file is cut short. Fetch it again, or fill the row up.");
        return new PeopleCsv(rows[0], rows.GetRange(1, rows.Count - 1));
    }

    private static List<IReadOnlyList<string>> RowsOf(string text)
    {
        var rows = new List<IReadOnlyList<string>>();
        CsvMalformedRecord? broken = null;
        using var csv = CsvReader.FromText(
            text, CsvReaderOptions.Default
                with { HasHeader = false, TrimWhitespace = true, TrackLineNumbers = true,
                OnMalformedRecord = record => broken = record });
        while (csv.Read())
        {
            var record = csv.Current.ToArray();
            if (record.Length > MostColumns)
                throw new CannotException(
                    $"Line {csv.LineNumber:N0} has more than {MostColumns} columns: a quotation mark may be missing.");
            if (broken is { } found
                && WhyBroken(found, record.Length != (
                rows.Count > 0 ? rows[0].Count : record.Length)) is { } why) throw new CannotException(why);
            broken = null;
            if (record.Any(cell => cell.Length > 0)) rows.Add([.. record.Select(Unguarded)]);
            if (rows.Count > MostRows) throw new CannotException($"The file has more than {MostRows:N0} rows.");
        }

        return rows;
    }

    /// <summary>A quotation mark that isn't closed makes the rows below a part of one cell, up to the next mark or the
    /// file's end: nobody would miss them. A mark within a cell does no harm.</summary>
    private static string? WhyBroken(CsvMalformedRecord record, bool isOfOtherWidth) =>
        record.Reason == CsvMalformedReason.UnterminatedQuote
            ? $"A quotation mark that opens in line {record.LineNumber:N0} is never closed: put one where its cell ends, or take it away. If the line looks right, the file is cut short."
        : isOfOtherWidth || record.RawRecord.Contains('\n')
            ? $"The quotation marks don’t match in the row that begins in line {record.LineNumber:N0}: one is missing there, or one too many."
        : null;

    /// <summary>An e-mail address or a postcode is nobody's heading.</summary>
    private static bool IsDetail(string cell) =>
        PostcodeText.Normal(cell) is not null || (cell.Contains('@') && EmailText.Find(cell).Any());

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
                Name = name.Length > 0
                    ? name : $"{joined(PeopleColumn.GivenName, " ")} {joined(PeopleColumn.FamilyName, " ")}".Trim(),
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
    public static string Guarded(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;

    private static string Unguarded(string cell) =>
        cell.Length > 1 && cell[0] == '\'' && cell[1] is '=' or '+' or '-' or '@' ? cell[1..] : cell;

    private static IEnumerable<string> Several(string cell) =>
        cell.Split([';', '\n', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static PeopleColumn GuessOf(string heading)
    {
        var plain = string.Join(
            ' ', heading.ToLowerInvariant().Split([' ', '_', '.', ':', '*'], StringSplitOptions.RemoveEmptyEntries));
        foreach (var (column, names) in Known)
            if (names.Contains(plain)) return column;
        foreach (var (column, names) in Known.Where(known => known.Column is not PeopleColumn.Name))
            if (names.Any(name => name.Length > 3 && plain.Contains(name, StringComparison.Ordinal))) return column;
        return PeopleColumn.None;
    }
}
