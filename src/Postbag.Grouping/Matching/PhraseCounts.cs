namespace Postbag.Grouping.Matching;

/// <summary>
/// In how many unrelated letters a run of words was seen: common talk proves little. A counting sketch of fixed size;
/// both cells of a run lie in one cache line, because this is read for every run of every letter that isn't a copy.
/// </summary>
internal sealed class PhraseCounts(int sizeBytes)
{
    private readonly byte[] cells = new byte[sizeBytes];

    public long SizeBytes => cells.Length;

    public int Count(ulong shingle)
    {
        var (a, b) = Cells(shingle);
        return Math.Min(cells[a], cells[b]);
    }

    /// <summary>Counts one more letter. The caller counts a run once per letter and only where nothing explains
    /// it.</summary>
    public void Add(ulong shingle)
    {
        var (a, b) = Cells(shingle);
        var least = Math.Min(cells[a], cells[b]);
        if (least == byte.MaxValue)
        {
            return;
        }

        // Only the smaller cell grows: that halves the error of a plain sketch.
        if (cells[a] == least)
        {
            cells[a]++;
        }

        if (cells[b] == least && a != b)
        {
            cells[b]++;
        }
    }

    private (int A, int B) Cells(ulong shingle)
    {
        var line = (int)((shingle >> 24) % (ulong)(cells.Length / 64)) * 64;
        return (line + (int)((shingle >> 6) & 63), line + (int)((shingle >> 12) & 63));
    }

    public void Save(BinaryWriter to) => to.Write(cells);

    public void Load(BinaryReader from) => from.BaseStream.ReadExactly(cells);
}
