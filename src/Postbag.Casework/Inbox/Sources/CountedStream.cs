namespace Postbag.Casework.Inbox.Sources;

/// <summary>A file that says how far it has been read, for a progress bar.</summary>
internal sealed class CountedStream(Stream file, Action<long> advance) : Stream
{
    private long furthest;

    public override bool CanRead => true;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = file.Read(buffer);
        if (!file.CanSeek)
        {
            advance(count);
        }
        else if (file.Position > furthest)
        {
            // A zip is read from its end first; only going forward counts.
            advance(Math.Min(count, file.Position - furthest));
            furthest = file.Position;
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
