namespace Postbag.Places.Reading;

/// <summary>Reads the next piece while the last one is being used, so that unpacking and understanding share two
/// cores.</summary>
/// <remarks>Ends what unpacks to more than any official file: ten gigabytes of zeros pack into ten megabytes.</remarks>
internal sealed class ReadAheadStream : Stream
{
    /// <summary>No part may unpack to more; the whole ONS Postcode Directory is 1.3 GB.</summary>
    public const long MaxBytes = 8L << 30;

    private readonly Stream inner;
    private readonly string name;
    private byte[] current = new byte[512 << 10];
    private byte[] next = new byte[512 << 10];
    private Task<int> reading;
    private int start;
    private int end;
    private long total;

    public ReadAheadStream(Stream inner, string name)
    {
        (this.inner, this.name) = (inner, name);
        reading = ReadNext();
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

    /// <summary>Reads what is there, and waits if nothing is.</summary>
    /// <exception cref="PlacesException">What is packed is damaged or cut short, or unpacks without end.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (start == end)
        {
            (start, end) = (0, Finished());
            if (end == 0) return 0;
            (current, next) = (next, current);
            total += end;
            if (total > MaxBytes)
                throw new PlacesException(
                    $"{name} unpacks to more than {MaxBytes >> 30} GiB: it isn't one of the official files.");
            reading = ReadNext();
        }

        var count = Math.Min(buffer.Length, end - start);
        current.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private int Finished()
    {
        try
        {
            return reading.GetAwaiter().GetResult();
        }
        catch (InvalidDataException failure)
        {
            throw new PlacesException(
                $"{name} is damaged or cut short: it can't be unpacked. Download it again.", failure);
        }
        catch (IOException failure)
        {
            throw new PlacesException($"{name} can't be read to its end: {failure.Message}", failure);
        }
    }

    private Task<int> ReadNext()
    {
        var target = next;
        return Task.Run(() => inner.ReadAtLeast(target, target.Length, throwOnEndOfStream: false));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Whoever closes early doesn't care how the last piece went, but it must not be read from a closed file.
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
