using System.Buffers.Text;
using Postbag.Places.Building;

namespace Postbag.Places.Reading;

/// <summary>Eastings and northings as files write them.</summary>
internal static class GridNumbers
{
    /// <summary>Metres east and north that lie on one of the two grids.</summary>
    private const int MaxEast = 800_000;

    private const int MaxNorth = 1_400_000;

    /// <summary>Puts a position into a row, if there is one.</summary>
    /// <remarks>Northings may have a leading zero (0801193), which is no octal number; 0 and 0 mean that there is no
    /// position.</remarks>
    public static void Fill(ref PlaceRow row, ReadOnlySpan<byte> east, ReadOnlySpan<byte> north)
    {
        if (!TryRead(east, out var easting) || !TryRead(north, out var northing)) return;
        if (easting is < 0 or >= MaxEast || northing is < 0 or >= MaxNorth || (easting == 0 && northing == 0)) return;
        (row.East, row.North) = (easting, northing);
    }

    /// <summary>Whole metres; what follows a decimal point is dropped.</summary>
    private static bool TryRead(ReadOnlySpan<byte> text, out int metres)
    {
        text = text.Trim((byte)' ');
        return Utf8Parser.TryParse(text, out metres, out var used) && (used == text.Length || text[used] == (byte)'.');
    }
}
