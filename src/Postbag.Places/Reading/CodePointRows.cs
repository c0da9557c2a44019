using Postbag.Places.Building;

namespace Postbag.Places.Reading;

/// <summary>Takes in OS Code-Point Open: a file for each postcode area, without headings.</summary>
/// <remarks>Columns: postcode, quality, easting, northing, country, two of the health service, county, district, ward.
/// Code-Point Open User Guide, Ordnance Survey (read 2026-11-22).</remarks>
internal static class CodePointRows
{
    private const int FieldCount = 10;
    private const string NoPosition = "90";

    /// <summary>Whether a first row is one of data.</summary>
    public static bool IsRow(string[] fields) =>
        fields.Length == FieldCount && Postcode.TryParse(fields[0], out _) && int.TryParse(fields[1], out var quality)
        && quality is >= 10 and <= 90 && int.TryParse(fields[2], out _) && int.TryParse(fields[3], out _);

    public static void Read(
        CsvReader csv, PlaceTable table, RowCount count, PlacesProgress progress, CancellationToken cancellationToken)
    {
        while (csv.Read())
        {
            if (csv.Count != FieldCount)
            {
                if (csv.IsWithoutEnd)
                    throw new PlacesException(
                        $"{count.Name} is cut short: line {csv.Line:N0} stops in its middle. Download it again.");
                count.LeaveOut(csv.Line, $"it has {csv.Count} fields, and Code-Point Open has {FieldCount}");
                continue;
            }

            if (!Postcode.TryParse(csv[0], out var postcode))
            {
                count.LeaveOut(csv.Line, "it doesn't begin with a postcode");
                continue;
            }

            table.Add(RowOf(csv, postcode, table.Areas));
            count.Taken++;
            cancellationToken.ThrowIfCancellationRequested();
        }

        progress.SetRows(table.Count);
        count.RefuseIfBad();
    }

    private static PlaceRow RowOf(CsvReader csv, Postcode postcode, AreaBook areas)
    {
        var row = new PlaceRow
        {
            Postcode = postcode.Number, East = PlaceRow.NoPosition, Nation = areas.NumberOf(AreaKind.Nation, csv[4]),
            District = areas.NumberOf(AreaKind.District, csv[8]), Ward = areas.NumberOf(AreaKind.Ward, csv[9]),
        };
        if (csv.Text(1) != NoPosition) GridNumbers.Fill(ref row, csv[2], csv[3]);
        return row;
    }
}
