using System.Data.Common;
using Postbag.Casework.Inbox;

namespace Postbag.Casework.Campaigns;

/// <summary>A snapshot as it goes into its table, or comes from it, part by part: a large office's is a hundred
/// megabytes, which needn't be in memory a second time.</summary>
/// <remarks>Not asynchronous, because those who write and read it are not; it works inside a transaction that is
/// theirs.</remarks>
internal abstract class SnapshotStream : Stream
{
    public override bool CanRead => false;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Writes the parts; the last one with <see cref="Finish"/>.</summary>
internal sealed class SnapshotWriter(DbConnection connection, long position) : SnapshotStream
{
    private const int PartBytes = 1 << 20;

    private readonly byte[] part = new byte[PartBytes];
    private int filled;
    private long count;

    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var taken = Math.Min(buffer.Length, PartBytes - filled);
            buffer[..taken].CopyTo(part.AsSpan(filled));
            filled += taken;
            buffer = buffer[taken..];
            if (filled == PartBytes) Finish();
        }
    }

    public void Finish()
    {
        if (filled == 0) return;
        using var command = connection.Command(
            "INSERT INTO grouping_snapshot (part, position, content) VALUES (@part, @position, @content)",
            ("@part", count++), ("@position", position), ("@content", filled == PartBytes ? part : part[..filled]));
        command.ExecuteNonQuery();
        filled = 0;
    }
}

/// <summary>Reads the parts, which the reader gives in their order.</summary>
internal sealed class SnapshotReader(DbDataReader parts) : SnapshotStream
{
    private byte[] part = [];
    private int taken;

    public override bool CanRead => true;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (taken == part.Length)
        {
            if (!parts.Read()) return 0;
            (part, taken) = (parts.GetFieldValue<byte[]>(0), 0);
        }

        var length = Math.Min(buffer.Length, part.Length - taken);
        part.AsSpan(taken, length).CopyTo(buffer);
        taken += length;
        return length;
    }
}
