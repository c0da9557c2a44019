using System.Text;

namespace Postbag.Places.Reading;

/// <summary>Opens a part as UTF-8 without a byte order mark, whatever it was written in: UTF-8, UTF-16 or a code page
/// that agrees with ASCII.</summary>
internal static class TextPart
{
    /// <summary>So many bytes tell what a file is.</summary>
    public const int HeadLength = 16 << 10;

    /// <summary>The beginning of a part, for recognising it; empty if it isn't text.</summary>
    /// <exception cref="PlacesException">It can't be unpacked.</exception>
    public static byte[] Peek(SourcePart part)
    {
        var head = new byte[HeadLength];
        int length;
        try
        {
            using var stream = part.Open();
            length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            throw new PlacesException(
                $"{part.Name} is damaged or cut short: it can't be unpacked. Download it again.", failure);
        }

        var encoding = EncodingOf(head.AsSpan(0, length), out var mark);
        var text = encoding is null
            ? head[mark..length]
            : Encoding.UTF8.GetBytes(encoding.GetString(head.AsSpan(mark, (length - mark) & ~1)));
        return text.AsSpan().Contains((byte)0) ? [] : text;
    }

    /// <summary>The whole part.</summary>
    public static Stream Open(SourcePart part)
    {
        var ahead = new ReadAheadStream(part.Open(), part.Name);
        var head = new byte[4096];
        var length = ahead.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var encoding = EncodingOf(head.AsSpan(0, length), out var mark);
        var whole = new HeadedStream(head.AsMemory(mark, length - mark), ahead);
        return encoding is null ? whole : Encoding.CreateTranscodingStream(whole, encoding, new UTF8Encoding(false));
    }

    /// <summary>How a text is written, told by its first bytes.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="mark">How long the byte order mark is.</param>
    /// <returns>Null for UTF-8 and code pages, whose ASCII is the same.</returns>
    private static UnicodeEncoding? EncodingOf(ReadOnlySpan<byte> head, out int mark)
    {
        mark = head.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (mark > 0 || head.Length < 4) return null;
        if (head[0] == 0xFF && head[1] == 0xFE || head[0] == 0xFE && head[1] == 0xFF)
        {
            mark = 2;
            return new UnicodeEncoding(bigEndian: head[0] == 0xFE, byteOrderMark: false);
        }

        // Without a mark: the letters of a table's headings are ASCII, so every other byte is zero.
        if (head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0) return new UnicodeEncoding(false, false);
        if (head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0) return new UnicodeEncoding(true, false);
        return null;
    }

    /// <summary>What was read already, and then the rest.</summary>
    private sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> head = head;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (head.IsEmpty) return rest.Read(buffer);
            var count = Math.Min(head.Length, buffer.Length);
            head.Span[..count].CopyTo(buffer);
            head = head[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            if (disposing) rest.Dispose();
            base.Dispose(disposing);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
