using Postbag.Places.Building;

namespace Postbag.Places.Reading;

/// <summary>The areas of a row of postcodes, and which boundary set its constituencies are of.</summary>
internal sealed class RowAreas(CsvReader csv, PostcodeColumns columns, AreaBook book)
{
    /// <summary>For each area whether its code tells the set: 0 not asked yet, 1 it doesn't, 2 of 2010, 3 of
    /// 2024.</summary>
    private byte[] sets = new byte[1024];

    private int of2010;
    private int of2024;

    public void Fill(ref PlaceRow row)
    {
        row.Ward = Number(AreaKind.Ward, columns.Ward);
        row.District = Number(AreaKind.District, columns.District);
        row.Nation = Number(AreaKind.Nation, columns.Nation);
        row.Region = Number(AreaKind.Region, columns.Region);
        foreach (var (column, set) in columns.Constituencies)
        {
            var number = Number(AreaKind.Constituency, column);
            if (number == 0) continue;
            var told = SetOf(number);
            if (told == BoundarySet.Of2010) of2010++;
            else if (told == BoundarySet.Of2024) of2024++;
            if ((told ?? set ?? BoundarySet.Of2024) == BoundarySet.Of2024) row.Of2024 = number;
            else row.Of2010 = number;
        }
    }

    /// <summary>Moves constituencies whose code is of both sets to the one that the rest of the file is of, and gives
    /// those that were published under an older code their lasting one.</summary>
    public void Settle(Span<PlaceRow> rows)
    {
        var isOf2010 = of2010 > of2024 && columns.Constituencies.All(column => column.Set is null);
        foreach (ref var row in rows)
        {
            if (row.Of2024 == 0 || SetOf(row.Of2024) is not null) continue;
            if (isOf2010) (row.Of2010, row.Of2024) = (row.Of2024, 0);
            else if (BoundarySets.Lasting2024(book[row.Of2024].Code) is var code && code != book[row.Of2024].Code)
                row.Of2024 = book.NumberOf(AreaKind.Constituency, code);
        }
    }

    private ushort Number(AreaKind kind, int column) => column < 0 ? (ushort)0 : book.NumberOf(kind, csv[column]);

    private BoundarySet? SetOf(int number)
    {
        if (number >= sets.Length) Array.Resize(ref sets, Math.Max(number + 1, sets.Length * 2));
        if (sets[number] == 0)
        {
            sets[number] = BoundarySets.Of(book[number].Code) switch
            {
                null => 1,
                BoundarySet.Of2010 => 2,
                _ => 3,
            };
        }

        return sets[number] switch
        {
            2 => BoundarySet.Of2010,
            3 => BoundarySet.Of2024,
            _ => null,
        };
    }
}
