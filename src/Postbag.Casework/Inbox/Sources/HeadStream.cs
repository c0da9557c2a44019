using System.Buffers;

namespace Postbag.Casework.Inbox.Sources;

/// <summary>What a stream of bytes is.</summary>
internal enum MailForm
{
    Empty,
    Mbox,
    Message,
    Gzip,
    Zip,
    Tar,

    /// <summary>bzip2, xz, zstd, 7z, rar.</summary>
    OtherArchive,

    NotMail,
}

/// <summary>A stream whose beginning has been looked at, and is given out all the same.</summary>
internal sealed class HeadStream : Stream
{
    /// <summary>Enough for a tar header, and for a first header line of the longest allowed length (RFC 5322
    /// §2.1.1).</summary>
    private const int HeadBytes = 2048;

    /// <summary>The standard allows these in a field's name; no mail has them, source code does.</summary>
    private static readonly SearchValues<byte> NeverInNames = SearchValues.Create("\"{}[]()<>=,;"u8);

    private readonly Stream rest;
    private readonly byte[] head = new byte[HeadBytes];
    private readonly int headLength;
    private int position;

    public HeadStream(Stream stream)
    {
        rest = stream;
        headLength = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        Form = FormOf(head.AsSpan(0, headLength));
    }

    public MailForm Form { get; }

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
        if (position >= headLength) return rest.Read(buffer);
        var count = Math.Min(buffer.Length, headLength - position);
        head.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static MailForm FormOf(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return MailForm.Empty;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return MailForm.Gzip;
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return MailForm.Zip;
        if (head.StartsWith("BZh"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A])
            || head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD])
            || head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])
            || head.StartsWith("Rar!"u8))
            return MailForm.OtherArchive;
        if (IsTar(head)) return MailForm.Tar;
        var text = head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head;
        text = text.TrimStart("\r\n"u8);
        if (text.StartsWith("From "u8)) return MailForm.Mbox;
        return StartsWithField(text) ? MailForm.Message : MailForm.NotMail;
    }

    /// <summary>A field's name is visible ASCII without a colon, then comes the colon (RFC 5322 §2.2; §4.5 lets spaces
    /// stand before it).</summary>
    private static bool StartsWithField(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        var word = end < 0 ? text : text[..end];
        var colon = word.IndexOf((byte)':');
        if (colon < 0) return end > 0 && text[end..].TrimStart(" \t"u8).StartsWith(":"u8);
        // "https://…" and "std::…" begin with a word and a colon too.
        return colon > 0 && !word[(colon + 1)..].StartsWith("//"u8) && !word[(colon + 1)..].StartsWith(":"u8)
            && !word[..colon].ContainsAny(NeverInNames);
    }

    /// <summary>By the header's checksum, which every form of tar has (POSIX pax, ustar Interchange Format).</summary>
    private static bool IsTar(ReadOnlySpan<byte> head)
    {
        if (head.Length < 512) return false;
        var stated = 0;
        foreach (var c in head.Slice(148, 8).Trim(" \0"u8))
        {
            if (c is < (byte)'0' or > (byte)'7') return false;
            stated = stated * 8 + (c - '0');
        }

        var sum = 8 * ' ';
        for (var i = 0; i < 512; i++)
            if (i is < 148 or >= 156)
                sum += head[i];
        return stated > 0 && stated == sum;
    }
}
