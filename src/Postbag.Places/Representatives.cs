using System.Text;
using Postbag.Places.Reading;

namespace Postbag.Places;

/// <summary>Somebody who represents an area.</summary>
/// <param name="Area">The area's code.</param>
/// <param name="Name">Their name, as the file has it.</param>
/// <param name="Reach">How to reach them, in words that whoever is told can use; empty if the file doesn't say.</param>
public sealed record Representative(string Area, string Name, string Reach);

/// <summary>Who represents which area. Several may share one, as councillors and members of a region do.</summary>
/// <remarks>Read from a table that people write by hand: a column with the area's code (area or code), one with the
/// name (representative), and any that say how to reach them (reach, contact, email, phone, website,
/// address).</remarks>
public sealed class Representatives
{
    /// <summary>The name of the file in its folder.</summary>
    public const string FileName = "representatives.csv";

    /// <summary>So many are taken: all councillors of the country are twenty thousand.</summary>
    private const int MaxCount = 100_000;

    private const int MaxTextLength = 1_000;

    private readonly ILookup<string, Representative> byArea;

    internal Representatives(IReadOnlyList<Representative> all)
    {
        All = all;
        byArea = all.ToLookup(one => one.Area, StringComparer.Ordinal);
    }

    /// <summary>Everybody, in the file's order.</summary>
    public IReadOnlyList<Representative> All { get; }

    /// <summary>Those who represent an area, in the file's order; none if the file names nobody.</summary>
    public IEnumerable<Representative> Of(string area) => byArea[area];

    /// <summary>Those in the folder's file; nobody if there is none, or if somebody has spoilt it.</summary>
    internal static Representatives Read(string path)
    {
        try
        {
            if (!File.Exists(path)) return new([]);
            using var file = File.OpenRead(path);
            var csv = new CsvReader(file, (byte)',', FileName);
            if (!csv.Read() || RepresentativeColumns.Of(Fields(csv)) is not { } columns) return new([]);
            return new(ReadRows(csv, columns, new RowCount(FileName)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or PlacesException)
        {
            return new([]);
        }
    }

    internal static List<Representative> ReadRows(CsvReader csv, RepresentativeColumns columns, RowCount count)
    {
        var all = new List<Representative>();
        while (csv.Read())
        {
            var (area, name) = (Text(csv, columns.Area).ToUpperInvariant(), Text(csv, columns.Name));
            if (area.Length is 0 or > 12 || name.Length == 0)
            {
                count.LeaveOut(csv.Line, "it needs an area's code and a name");
                continue;
            }

            if (all.Count == MaxCount)
                throw new PlacesException(
                    $"{count.Name} has more than {MaxCount:N0} rows: it isn't a list of representatives.");
            var reach = columns.Reach.Select(column => Text(csv, column)).Where(text => text.Length > 0);
            all.Add(new Representative(area, name, string.Join(", ", reach)));
            count.Taken++;
        }

        count.RefuseIfBad();
        return all;
    }

    internal static byte[] Write(IEnumerable<Representative> all)
    {
        var text = new StringBuilder("area,representative,reach\n");
        foreach (var one in all)
            text.Append(one.Area).Append(',').Append(Quoted(one.Name)).Append(',').Append(Quoted(one.Reach))
                .Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static string[] Fields(CsvReader csv) => [.. Enumerable.Range(0, csv.Count).Select(csv.Text)];

    private static string Text(CsvReader csv, int column)
    {
        var text = csv.Text(column).Trim();
        return text.Length <= MaxTextLength ? text : text[..MaxTextLength];
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
