using System.Buffers.Binary;
using System.Numerics;

namespace Postbag.Places.Index;

/// <summary>
/// The postcodes of one sector, such as ZZ1 2: about 220 of the 400 it can have. Which of them there are is a row of
/// bits, and counting those before one gives its place in what follows; so a postcode itself costs less than two bits.
/// </summary>
/// <remarks>
/// Bytes: 50 of those bits; the least easting and northing (3 each); the first month in which one ended, from January
/// 1970 (2); how many answers there are (2) and how many have ended (2); how many bits an easting, a northing and a
/// month take (1 each); the answers' numbers (3 each). Then bits: for each postcode answer, easting, northing; for each
/// whether it has ended; for each that has the month. Numbers of bits are as small as this sector allows.
/// </remarks>
internal readonly ref struct SectorBlock
{
    public const int UnitBytes = Postcode.UnitsInSector / 8;
    public const int HeadLength = UnitBytes + 15;
    public const int AnswerBytes = 3;

    /// <summary>Bytes behind the last block, so that eight can be read wherever a bit begins.</summary>
    public const int Padding = 8;

    private readonly ReadOnlySpan<byte> block;
    private readonly ReadOnlySpan<byte> bits;

    /// <summary>Looks at a block where it lies.</summary>
    /// <param name="block">The block and the padding behind it, or the blocks after it.</param>
    public SectorBlock(ReadOnlySpan<byte> block)
    {
        this.block = block;
        Answers = BinaryPrimitives.ReadUInt16LittleEndian(block[(UnitBytes + 8)..]);
        bits = block[(HeadLength + (Answers * AnswerBytes))..];
    }

    public int Answers { get; }

    public int Ended => BinaryPrimitives.ReadUInt16LittleEndian(block[(UnitBytes + 10)..]);

    public int Count => Before(Postcode.UnitsInSector);

    private int AnswerBits => Width(Answers - 1);

    private int EastBits => block[UnitBytes + 12];

    private int NorthBits => block[UnitBytes + 13];

    private int MonthBits => block[UnitBytes + 14];

    private int RecordBits => AnswerBits + EastBits + NorthBits;

    /// <summary>How many bits a number up to this one takes.</summary>
    public static int Width(int largest) => 32 - BitOperations.LeadingZeroCount((uint)largest);

    /// <summary>How many bytes a block takes.</summary>
    public static int LengthOf(int count, int answers, int ended, int recordBits, int monthBits) =>
        HeadLength + (answers * AnswerBytes)
        + (((count * recordBits) + (ended > 0 ? count : 0) + (ended * monthBits) + 7) / 8);

    /// <summary>Whether what it says of itself leads to nothing outside of it: asked once, when the file is
    /// opened.</summary>
    public static bool IsSound(ReadOnlySpan<byte> blocks, int length, int answersInFile)
    {
        if (length < HeadLength || blocks.Length < length + Padding) return false;
        var answers = BinaryPrimitives.ReadUInt16LittleEndian(blocks[(UnitBytes + 8)..]);
        if (answers is 0 or > Postcode.UnitsInSector || HeadLength + (answers * AnswerBytes) > length) return false;
        var block = new SectorBlock(blocks);
        if (block.EastBits > 24 || block.NorthBits > 24 || block.MonthBits > 16 || block.Count == 0) return false;
        if (length != LengthOf(block.Count, answers, block.Ended, block.RecordBits, block.MonthBits)) return false;
        for (var i = 0; i < answers; i++)
            if (block.AnswerAt(i) >= answersInFile)
                return false;
        return block.Ended == 0 || block.EndedBefore(block.Count) == block.Ended;
    }

    public bool Holds(int unit) => (block[unit >> 3] >> (unit & 7) & 1) != 0;

    /// <summary>How many postcodes of this sector stand before one.</summary>
    public int Before(int unit)
    {
        var count = 0;
        var at = 0;
        for (; at + 64 <= unit; at += 64)
            count += BitOperations.PopCount(BinaryPrimitives.ReadUInt64LittleEndian(block[(at >> 3)..]));
        if (at < unit)
            count += BitOperations.PopCount(
                BinaryPrimitives.ReadUInt64LittleEndian(block[(at >> 3)..]) & ((1UL << (unit - at)) - 1));
        return count;
    }

    /// <summary>The number, in the file's table, of a postcode's answer.</summary>
    /// <param name="place">How many postcodes stand before it.</param>
    public int AnswerOf(int place) => AnswerAt(Math.Min((int)Bits(place * RecordBits, AnswerBits), Answers - 1));

    /// <summary>Easting and northing, in multiples of the file's resolution.</summary>
    public (int East, int North) PositionOf(int place)
    {
        var at = (place * RecordBits) + AnswerBits;
        return (Three(UnitBytes) + (int)Bits(at, EastBits), Three(UnitBytes + 3) + (int)Bits(at + EastBits, NorthBits));
    }

    /// <summary>The month in which a postcode ended, from January 1970; 0 if it is in use.</summary>
    public int EndOf(int place)
    {
        if (Ended == 0 || !HasEnded(place)) return 0;
        var months = Count * (RecordBits + 1);
        return BinaryPrimitives.ReadUInt16LittleEndian(block[(UnitBytes + 6)..])
            + (int)Bits(months + (EndedBefore(place) * MonthBits), MonthBits);
    }

    private int EndedBefore(int place)
    {
        var first = Count * RecordBits;
        var before = 0;
        var at = 0;
        for (; at + 48 <= place; at += 48) before += BitOperations.PopCount(Bits(first + at, 48));
        return before + BitOperations.PopCount(Bits(first + at, place - at));
    }

    private bool HasEnded(int place) => Ended > 0 && Bits((Count * RecordBits) + place, 1) != 0;

    private int AnswerAt(int i) => Three(HeadLength + (i * AnswerBytes));

    private int Three(int at) => block[at] | (block[at + 1] << 8) | (block[at + 2] << 16);

    /// <summary>A number of some bits.</summary>
    /// <param name="at">Where the number begins.</param>
    /// <param name="count">0 to 57.</param>
    private ulong Bits(int at, int count) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bits[(at >> 3)..]) >> (at & 7) & ((1UL << count) - 1);
}
