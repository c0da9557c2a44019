using System.Buffers.Binary;

namespace Postbag.Places.Index;

/// <summary>What many postcodes have in common: their areas, as numbers of the table of areas. 0 means none.</summary>
/// <param name="Of2024">The constituency of 2024.</param>
/// <param name="Of2010">The constituency of 2010.</param>
/// <param name="Ward">The ward.</param>
/// <param name="District">The district.</param>
/// <param name="Nearby">Another constituency of 2024 within 100 metres.</param>
/// <param name="Nation">Below 256, as nations stand first in the table.</param>
/// <param name="Region">Below 128, as they come next.</param>
/// <param name="HasPosition">Whether the files give a point.</param>
internal readonly record struct Answer(
    ushort Of2024, ushort Of2010, ushort Ward, ushort District, ushort Nearby, ushort Nation, ushort Region,
    bool HasPosition)
{
    public const int Size = 12;
    private const int NoPosition = 0x80;

    public static Answer Read(ReadOnlySpan<byte> bytes) => new(
        Number(bytes, 0), Number(bytes, 2), Number(bytes, 4), Number(bytes, 6), Number(bytes, 8), bytes[10],
        (ushort)(bytes[11] & ~NoPosition), (bytes[11] & NoPosition) == 0);

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, Of2024);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], Of2010);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], Ward);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[6..], District);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], Nearby);
        bytes[10] = (byte)Nation;
        bytes[11] = (byte)(Region | (HasPosition ? 0 : NoPosition));
    }

    private static ushort Number(ReadOnlySpan<byte> bytes, int at) =>
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
