namespace Postbag.Places;

/// <summary>How far an import is, for a progress bar; read by one thread while another imports.</summary>
public sealed class PlacesProgress
{
    private long bytesDone;
    private int rows;

    /// <summary>The bytes of all files that were named.</summary>
    public long BytesTotal { get; internal set; }

    /// <summary>How many of them have been read; a little more than there are where a zip's list is read too.</summary>
    public long BytesDone => Math.Min(Interlocked.Read(ref bytesDone), BytesTotal);

    /// <summary>Rows taken so far.</summary>
    public int Rows => Volatile.Read(ref rows);

    /// <summary>What is being done now, in a few words.</summary>
    public string Doing { get; internal set; } = "Reading";

    internal void AddBytes(int count) => Interlocked.Add(ref bytesDone, count);

    internal void SetRows(int count) => Volatile.Write(ref rows, count);
}
