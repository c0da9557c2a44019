namespace Postbag.Places.Building;

/// <summary>A postcode while an index is built. Areas are numbers of the <see cref="AreaBook"/>; 0 means that this row
/// doesn't say.</summary>
internal struct PlaceRow
{
    public const int NoPosition = int.MinValue;

    public uint Postcode;
    public ushort Of2024;
    public ushort Of2010;
    public ushort Ward;
    public ushort District;
    public ushort Region;
    public ushort Nation;
    public ushort Nearby;

    /// <summary>The month in which it ended, from January 1970; 0 if it is in use or the file doesn't say.</summary>
    public ushort EndMonth;

    /// <summary>Whether the file says of each postcode if it has ended.</summary>
    public bool SaysEnd;

    /// <summary>Metres; <see cref="NoPosition"/> if the row gives no point.</summary>
    public int East;

    public int North;

    public readonly bool HasPosition => East != NoPosition;

    /// <summary>What two rows say of the same postcode: the later one is believed in what it says, the earlier in the
    /// rest.</summary>
    public static PlaceRow Join(ref readonly PlaceRow earlier, ref readonly PlaceRow later)
    {
        var joined = later;
        if (later.Of2024 == 0) joined.Of2024 = earlier.Of2024;
        if (later.Of2010 == 0) joined.Of2010 = earlier.Of2010;
        if (later.Ward == 0) joined.Ward = earlier.Ward;
        if (later.District == 0) joined.District = earlier.District;
        if (later.Region == 0) joined.Region = earlier.Region;
        if (later.Nation == 0) joined.Nation = earlier.Nation;
        if (!later.HasPosition) (joined.East, joined.North) = (earlier.East, earlier.North);
        if (!later.SaysEnd) (joined.EndMonth, joined.SaysEnd) = (earlier.EndMonth, earlier.SaysEnd);
        return joined;
    }
}
