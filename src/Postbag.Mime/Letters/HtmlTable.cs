namespace Postbag.Mime;

/// <summary>
/// A table whose cells are being written below each other. If at its end it proves to hold data and not layout, it is
/// written again as rows.
/// </summary>
internal sealed class HtmlTable(int start, int breaksBefore, int marksBefore)
{
    /// <summary>The longest cell, in UTF-16 units, that a table of data may have.</summary>
    private const int LongestCell = 80;

    /// <summary>
    /// The widest table, in UTF-16 units, that is aligned with spaces; wider ones get tabs. Without a limit a table of
    /// one long cell and ten thousand short ones would grow a thousandfold.
    /// </summary>
    private const int WidestAligned = 100;

    private const int MostColumns = 20;

    private readonly List<List<string>> _rows = [];
    private int _cellFrom = -1;

    public int Start { get; } = start;
    public int BreaksBefore { get; } = breaksBefore;

    /// <summary>True if it is certain that this is no table of data.</summary>
    public bool IsLayout { get; set; }

    public void BeginRow()
    {
        _cellFrom = -1;
        if (!IsLayout) _rows.Add([]);
    }

    public void BeginCell(HtmlLines lines)
    {
        if (_rows.Count == 0) BeginRow();
        _cellFrom = lines.Length;
        lines.FirstContent = -1;
    }

    public void EndCell(HtmlLines lines)
    {
        if (IsLayout || _cellFrom < 0) return;
        var from = lines.FirstContent < 0 || lines.FirstContent < _cellFrom ? lines.Length : lines.FirstContent;
        _cellFrom = -1;
        var text = lines.Written[from..];
        if (text.Length > LongestCell || text.Contains('\n') || _rows[^1].Count == MostColumns)
        {
            IsLayout = true;
            _rows.Clear();
            return;
        }
        _rows[^1].Add(text.ToString());
    }

    /// <summary>True if there are two rows or more, and two columns or more with something in them.</summary>
    public bool IsData(int marksNow)
    {
        if (IsLayout || marksNow != marksBefore) return false;
        _rows.RemoveAll(row => row.TrueForAll(cell => cell.Length == 0));
        RemoveEmptyColumns();
        return _rows.Count(row => row.Count(cell => cell.Length > 0) > 1) > 1;
    }

    public void Write(HtmlLines lines)
    {
        lines.TakeBack(Start, BreaksBefore);
        lines.Break(2);
        var widths = new int[_rows.Max(row => row.Count)];
        foreach (var row in _rows)
        {
            // A single cell above or below the columns, as a heading is, widens none.
            if (row.Count(cell => cell.Length > 0) == 1) continue;
            for (var i = 0; i < row.Count; i++) widths[i] = Math.Max(widths[i], row[i].Length);
        }
        var isAligned = widths.Sum() + 2 * (widths.Length - 1) <= WidestAligned;
        foreach (var row in _rows)
        {
            var last = row.FindLastIndex(cell => cell.Length > 0);
            for (var i = 0; i <= last; i++)
            {
                lines.AppendAsIs(row[i].Length == 0 && i == 0 ? " " : row[i]);
                if (i == last) break;
                lines.AppendAsIs(isAligned ? new string(' ', Math.Max(0, widths[i] - row[i].Length) + 2) : "\t");
            }
            lines.Break(1);
        }
        lines.Break(2);
    }

    private void RemoveEmptyColumns()
    {
        var columns = _rows.Count == 0 ? 0 : _rows.Max(row => row.Count);
        for (var column = columns - 1; column >= 0; column--)
        {
            if (!_rows.TrueForAll(row => row.Count <= column || row[column].Length == 0)) continue;
            foreach (var row in _rows)
            {
                if (row.Count > column) row.RemoveAt(column);
            }
        }
    }
}
