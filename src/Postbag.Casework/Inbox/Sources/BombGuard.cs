namespace Postbag.Casework.Inbox.Sources;

/// <summary>An archive that was made to fill the machine it is unpacked on.</summary>
internal sealed class BombException(string what) : Exception(what)
{
    public static BombException ForRatio() =>
        new($"unpacks to more than {BombGuard.MaxRatio} times its size, as only an archive made to do harm does.");
}

/// <summary>A stream that stops when an archive unpacks to far more than mail can.</summary>
/// <remarks>Deflate can expand a thousandfold; a mailbox of one campaign's letters reaches forty.</remarks>
internal sealed class BombGuard(Stream unpacked, BombGuard.Budget budget) : Stream
{
    /// <summary>How many times its size an archive may unpack to.</summary>
    public const int MaxRatio = 200;

    /// <summary>Below this nothing is a bomb, whatever the ratio.</summary>
    private const long HarmlessBytes = 64 << 20;

    /// <summary>What one archive may unpack to in all.</summary>
    private const long MaxBytes = 1L << 40;

    public BombGuard(Stream unpacked, long packedBytes)
        : this(unpacked, new Budget(packedBytes))
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static bool IsBomb(decimal unpackedBytes, long packedBytes) =>
        unpackedBytes > MaxBytes || (unpackedBytes > HarmlessBytes && unpackedBytes > (decimal)packedBytes * MaxRatio);

    public override int Read(Span<byte> buffer)
    {
        var count = unpacked.Read(buffer);
        budget.Take(count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>What all entries of one archive have unpacked to.</summary>
    internal sealed class Budget(long packedBytes)
    {
        private long unpackedBytes;

        public void Take(int count)
        {
            unpackedBytes += count;
            if (IsBomb(unpackedBytes, packedBytes)) throw BombException.ForRatio();
        }
    }
}
