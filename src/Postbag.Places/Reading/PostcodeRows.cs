using System.Buffers.Text;
using Postbag.Places.Building;

namespace Postbag.Places.Reading;

/// <summary>Takes in a table of postcodes with headings: the ONS Postcode Directory, the National Statistics Postcode
/// Lookup, or one with columns named like theirs.</summary>
internal sealed class PostcodeRows
{
    /// <summary>ONS's and Code-Point's marks for "no grid reference".</summary>
    private static readonly byte[][] NoPositionMarks = [[(byte)'9'], [(byte)'9', (byte)'0']];

    private readonly CsvReader csv;
    private readonly PostcodeColumns columns;
    private readonly PlaceTable table;
    private readonly RowCount count;
    private readonly PlacesProgress progress;
    private readonly RowAreas areas;
    private readonly int first;
    private int lastWidth;

    private PostcodeRows(
        CsvReader csv, PostcodeColumns columns, PlaceTable table, RowCount count, PlacesProgress progress)
    {
        (this.csv, this.columns, this.table, this.count, this.progress) = (csv, columns, table, count, progress);
        areas = new RowAreas(csv, columns, table.Areas);
        first = table.Count;
    }

    /// <summary>Takes in every row.</summary>
    /// <exception cref="PlacesException">The file is damaged, cut short or of another kind; the table is not to be used
    /// then.</exception>
    public static void Read(
        CsvReader csv, PostcodeColumns columns, PlaceTable table, RowCount count, PlacesProgress progress,
        CancellationToken cancellationToken)
    {
        var rows = new PostcodeRows(csv, columns, table, count, progress);
        while (csv.Read())
        {
            rows.Take();
            if ((count.Taken & 0xFFF) != 0) continue;
            cancellationToken.ThrowIfCancellationRequested();
            progress.SetRows(table.Count);
        }

        count.RefuseIfBad();
        rows.areas.Settle(table.Rows[rows.first..]);
    }

    private void Take()
    {
        if (csv.Count != columns.Count)
        {
            // A last row that stops in its middle is the mark of half a file.
            if (csv.IsWithoutEnd) throw CutShort();
            count.LeaveOut(csv.Line, $"it has {csv.Count} fields, and the headings are {columns.Count}");
            return;
        }

        if (csv.IsWithoutEnd && IsNarrowerThanBefore()) throw CutShort();
        if (!Postcode.TryParse(csv[columns.Postcode], out var postcode))
        {
            count.LeaveOut(csv.Line, $"\"{Shortened(csv.Text(columns.Postcode))}\" isn't a postcode");
            return;
        }

        var row = new PlaceRow { Postcode = postcode.Number, East = PlaceRow.NoPosition };
        areas.Fill(ref row);
        FillPosition(ref row);
        FillEnd(ref row);
        table.Add(row);
        count.Taken++;
        if (csv.Line < 100) RememberWidth();
    }

    private void FillPosition(ref PlaceRow row)
    {
        if (columns.East < 0 || columns.North < 0) return;
        var quality = columns.Quality < 0 ? default : csv[columns.Quality].Trim((byte)' ');
        foreach (var mark in NoPositionMarks)
            if (quality.SequenceEqual(mark))
                return;
        GridNumbers.Fill(ref row, csv[columns.East], csv[columns.North]);
    }

    private void FillEnd(ref PlaceRow row)
    {
        if (columns.Began >= 0) count.NewestMonth = Math.Max(count.NewestMonth, MonthOf(csv[columns.Began]));
        if (columns.Ended < 0) return;
        row.SaysEnd = true;
        row.EndMonth = MonthOf(csv[columns.Ended]);
        count.NewestMonth = Math.Max(count.NewestMonth, row.EndMonth);
    }

    /// <summary>YYYYMM as months from January 1970; 0 if it is empty or no month.</summary>
    private static ushort MonthOf(ReadOnlySpan<byte> text) =>
        text.Length == 6 && Utf8Parser.TryParse(text, out int number, out var used) && used == 6
            && number / 100 is >= 1970 and <= 2200 && number % 100 is >= 1 and <= 12
            ? (ushort)((((number / 100) - 1970) * 12) + (number % 100) - 1)
            : (ushort)0;

    /// <summary>How wide the last column is, if it is always as wide: ONS's codes have nine characters each.</summary>
    private void RememberWidth()
    {
        var width = csv[columns.Count - 1].Length;
        lastWidth = lastWidth == 0 || lastWidth == width ? width : -1;
    }

    private bool IsNarrowerThanBefore() => lastWidth == 9 && csv[columns.Count - 1].Length is > 0 and < 9;

    private PlacesException CutShort() =>
        new($"{count.Name} is cut short: line {csv.Line:N0} stops in its middle. Download it again.");

    private static string Shortened(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
