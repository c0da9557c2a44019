namespace Postbag.Places.Building;

/// <summary>The rows of all files on their way into an index.</summary>
internal sealed class PlaceTable
{
    /// <summary>No more rows are taken than this: seven times those of the whole country with all its ended ones. A
    /// file that goes on for ever must not fill the memory.</summary>
    public const int MaxRows = 20_000_000;

    private PlaceRow[] rows = new PlaceRow[1024];

    public AreaBook Areas { get; } = new();

    public int Count { get; private set; }

    public Span<PlaceRow> Rows => rows.AsSpan(0, Count);

    /// <summary>The rows, for several threads; to be asked for after <see cref="Join"/>.</summary>
    public PlaceRow[] Joined => rows;

    public void Add(PlaceRow row)
    {
        if (Count == MaxRows)
            throw new PlacesException($"There are more than {MaxRows:N0} rows in these files: they can't be right.");
        if (Count == rows.Length) Array.Resize(ref rows, rows.Length * 2);
        rows[Count++] = row;
    }

    /// <summary>Takes in what an older index has, so that what is imported now adds to it.</summary>
    public void AddAll(PlaceIndex older)
    {
        var numbers = new ushort[older.Areas.Count + 1];
        for (var i = 1; i <= older.Areas.Count; i++)
        {
            var (area, kind) = (older.Areas[i]!, older.Areas.KindOf(i));
            numbers[i] = Areas.NumberOf(kind, area.Code);
            Areas.Name(kind, area.Code, area.Name);
        }

        foreach (var postcode in older.All())
        {
            older.TryFind(postcode, out var found);
            var (answer, position) = (found.Answer, older.PositionOf(found));
            Add(new PlaceRow
            {
                Postcode = postcode.Number, Of2024 = numbers[answer.Of2024], Of2010 = numbers[answer.Of2010],
                Ward = numbers[answer.Ward], District = numbers[answer.District], Region = numbers[answer.Region],
                Nation = numbers[answer.Nation], EndMonth = (ushort)found.EndMonth, SaysEnd = true,
                East = position?.Easting ?? PlaceRow.NoPosition, North = position?.Northing ?? 0,
            });
        }
    }

    /// <summary>Orders the rows by postcode and joins those of the same one; later rows are believed more.</summary>
    public void Join()
    {
        var order = new ulong[Count];
        for (var i = 0; i < Count; i++) order[i] = ((ulong)rows[i].Postcode << 32) | (uint)i;
        Array.Sort(order);
        var joined = new PlaceRow[Count];
        var count = 0;
        foreach (var entry in order)
        {
            ref readonly var row = ref rows[(int)(uint)entry];
            if (count > 0 && joined[count - 1].Postcode == row.Postcode)
                joined[count - 1] = PlaceRow.Join(ref joined[count - 1], in row);
            else joined[count++] = row;
        }

        Array.Resize(ref joined, count);
        (rows, Count) = (joined, count);
    }
}
