using System.Buffers.Binary;
using Postbag.Places.Index;

namespace Postbag.Places.Building;

/// <summary>Makes an index of joined rows. The same rows and imports make the same bytes.</summary>
internal sealed class IndexWriter : IDisposable
{
    /// <summary>An index is kept below this, so that it fits beside everything else on a small server: where positions
    /// to the metre would make it larger, they are kept to 2, 4, 8, 16 or 32 metres.</summary>
    public const int MaxBytes = 12_000_000;

    private const int CoarsestMetres = 32;

    private readonly PlaceTable table;
    private readonly List<(AreaKind Kind, string Code, string? Name)> areas;
    private readonly ushort[] numbers;
    private readonly int resolution;
    private readonly Dictionary<Answer, int> answers = [];
    private readonly MemoryStream blocks = new(8 << 20);
    private readonly List<int> outwards = [];
    private readonly List<int> sectors = [];

    private IndexWriter(PlaceTable table, int resolution)
    {
        (this.table, this.resolution) = (table, resolution);
        (areas, numbers) = table.Areas.Sort();
    }

    /// <summary>Writes the whole file.</summary>
    /// <param name="table">The rows, joined.</param>
    /// <param name="imports">What they come from.</param>
    /// <param name="maxBytes">How large the file may be before positions are kept less finely.</param>
    public static byte[] Write(PlaceTable table, IEnumerable<ImportRecord> imports, int maxBytes = MaxBytes)
    {
        var records = ImportRecord.Write(imports);
        for (var resolution = 1; ; resolution *= 2)
        {
            using var writer = new IndexWriter(table, resolution);
            var file = writer.Write(records);
            if (file.Length <= maxBytes || resolution == CoarsestMetres) return file;
        }
    }

    private byte[] Write(byte[] records)
    {
        var rows = table.Rows;
        for (var start = 0; start < rows.Length;)
        {
            var sector = rows[start].Postcode / Postcode.UnitsInSector;
            var end = start + 1;
            while (end < rows.Length && rows[end].Postcode / Postcode.UnitsInSector == sector) end++;
            OpenSector((int)sector);
            WriteBlock(rows[start..end]);
            start = end;
        }

        FillSectors(outwards.Count * 10);
        sectors.Add((int)blocks.Length);
        blocks.Write(new byte[SectorBlock.Padding]);
        var ended = 0;
        foreach (ref readonly var row in rows)
            if (row.EndMonth != 0)
                ended++;
        return IndexLayout.Write(
            resolution, rows.Length - ended, ended, Bytes(outwards), Bytes(sectors), blocks.ToArray(),
            Bytes(answers.Keys), AreaTable.Write(areas), records);
    }

    public void Dispose() => blocks.Dispose();

    private void OpenSector(int sector)
    {
        if (outwards.Count == 0 || outwards[^1] != sector / 10)
        {
            FillSectors(outwards.Count * 10);
            outwards.Add(sector / 10);
        }

        FillSectors(((outwards.Count - 1) * 10) + (sector % 10));
        sectors.Add((int)blocks.Length);
    }

    /// <summary>Sectors without postcodes begin where the next one does.</summary>
    private void FillSectors(int count)
    {
        while (sectors.Count < count) sectors.Add((int)blocks.Length);
    }

    private void WriteBlock(ReadOnlySpan<PlaceRow> rows)
    {
        var shape = Shape.Of(rows, resolution);
        var numbersHere = new List<int>();
        var codes = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var number = NumberOf(AnswerOf(rows[i]));
            codes[i] = numbersHere.IndexOf(number);
            if (codes[i] >= 0) continue;
            codes[i] = numbersHere.Count;
            numbersHere.Add(number);
        }

        WriteHead(rows, shape, numbersHere);
        WriteBits(rows, shape, codes, SectorBlock.Width(numbersHere.Count - 1));
    }

    private void WriteHead(ReadOnlySpan<PlaceRow> rows, Shape shape, List<int> numbersHere)
    {
        Span<byte> head = stackalloc byte[SectorBlock.HeadLength];
        head.Clear();
        foreach (ref readonly var row in rows)
        {
            var unit = (int)(row.Postcode % Postcode.UnitsInSector);
            head[unit >> 3] |= (byte)(1 << (unit & 7));
        }

        var rest = head[SectorBlock.UnitBytes..];
        PutThree(rest, shape.East);
        PutThree(rest[3..], shape.North);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[6..], (ushort)shape.Month);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[8..], (ushort)numbersHere.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[10..], (ushort)shape.Ended);
        (rest[12], rest[13], rest[14]) = ((byte)shape.EastBits, (byte)shape.NorthBits, (byte)shape.MonthBits);
        blocks.Write(head);
        Span<byte> three = stackalloc byte[SectorBlock.AnswerBytes];
        foreach (var number in numbersHere)
        {
            PutThree(three, number);
            blocks.Write(three);
        }
    }

    private void WriteBits(ReadOnlySpan<PlaceRow> rows, Shape shape, int[] codes, int answerBits)
    {
        var bits = new BitWriter(blocks);
        for (var i = 0; i < rows.Length; i++)
        {
            bits.Write((ulong)codes[i], answerBits);
            bits.Write(rows[i].HasPosition ? (ulong)((rows[i].East / resolution) - shape.East) : 0, shape.EastBits);
            bits.Write(rows[i].HasPosition ? (ulong)((rows[i].North / resolution) - shape.North) : 0, shape.NorthBits);
        }

        if (shape.Ended > 0)
        {
            foreach (ref readonly var row in rows) bits.Write(row.EndMonth != 0 ? 1u : 0, 1);
            foreach (ref readonly var row in rows)
                if (row.EndMonth != 0)
                    bits.Write((ulong)(row.EndMonth - shape.Month), shape.MonthBits);
        }

        bits.Finish();
    }

    private Answer AnswerOf(PlaceRow row) => new(
        numbers[row.Of2024], numbers[row.Of2010], numbers[row.Ward], numbers[row.District], numbers[row.Nearby],
        numbers[row.Nation], numbers[row.Region], row.HasPosition);

    private int NumberOf(Answer answer)
    {
        if (answers.TryGetValue(answer, out var number)) return number;
        if (answer.Nation > byte.MaxValue || answer.Region >= 128)
            throw new PlacesException(
                "There are more than a hundred different nations or regions in these files: they can't be right.");
        answers.Add(answer, answers.Count);
        return answers.Count - 1;
    }

    private static void PutThree(Span<byte> target, int value) =>
        (target[0], target[1], target[2]) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16));

    private static byte[] Bytes(List<int> numbers)
    {
        var bytes = new byte[numbers.Count * 4];
        for (var i = 0; i < numbers.Count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 4), numbers[i]);
        return bytes;
    }

    private static byte[] Bytes(Dictionary<Answer, int>.KeyCollection answers)
    {
        var bytes = new byte[answers.Count * Answer.Size];
        var at = 0;
        foreach (var answer in answers)
        {
            answer.Write(bytes.AsSpan(at));
            at += Answer.Size;
        }

        return bytes;
    }

    /// <summary>How few bits the numbers of a sector need.</summary>
    private readonly record struct Shape(
        int East, int North, int EastBits, int NorthBits, int Month, int MonthBits, int Ended)
    {
        public static Shape Of(ReadOnlySpan<PlaceRow> rows, int resolution)
        {
            var (east, north, month) = (int.MaxValue, int.MaxValue, int.MaxValue);
            var (lastEast, lastNorth, lastMonth, ended) = (int.MinValue, int.MinValue, int.MinValue, 0);
            foreach (ref readonly var row in rows)
            {
                if (row.HasPosition)
                {
                    (east, lastEast) = (Math.Min(east, row.East), Math.Max(lastEast, row.East));
                    (north, lastNorth) = (Math.Min(north, row.North), Math.Max(lastNorth, row.North));
                }

                if (row.EndMonth == 0) continue;
                (month, lastMonth) = (Math.Min(month, row.EndMonth), Math.Max(lastMonth, row.EndMonth));
                ended++;
            }

            if (lastEast == int.MinValue) (east, lastEast, north, lastNorth) = (0, 0, 0, 0);
            if (ended == 0) (month, lastMonth) = (0, 0);
            (east, north) = (east / resolution, north / resolution);
            return new Shape(
                east, north, SectorBlock.Width((lastEast / resolution) - east),
                SectorBlock.Width((lastNorth / resolution) - north),
                month, SectorBlock.Width(lastMonth - month), ended);
        }
    }
}
