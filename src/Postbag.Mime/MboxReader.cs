using System.Buffers;

namespace Postbag.Mime;

/// <summary>Reads an mbox of any size as a stream, one message in memory at a time (RFC 4155; mboxo and mboxrd; LF and
/// CRLF).</summary>
/// <remarks>A line beginning "From " starts a message if it is the first, or if a blank line stands before it and it
/// looks like a separator (it ends in a time or a year); others are text whose quoting a program forgot. One ">" is
/// taken off lines that begin with one or more ">" and "From " (mboxrd); in an mboxo file, which quotes only "From ",
/// that gives the line back just the same, except for a line that was sent beginning ">From ". The blank line before
/// a separator belongs to the mbox, not to the message.</remarks>
public sealed class MboxReader
{
    private readonly Stream stream;
    private readonly int maxMessageBytes;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool isAtEnd;

    /// <summary>Reads from a stream, from where it stands.</summary>
    /// <param name="stream">The mbox. It is not disposed of.</param>
    /// <param name="options">Only <see cref="ReadOptions.MaxBytes"/> matters here: a message is cut there, so that a
    /// file without separators does not fill the memory.</param>
    public MboxReader(Stream stream, ReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.stream = stream;
        maxMessageBytes = (options ?? ReadOptions.Default).MaxBytes;
    }

    /// <summary>The messages in order, without separators, with quoted "From " lines given back.</summary>
    /// <returns>Each message in memory of its own, which the caller may keep.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Messages()
    {
        var message = new ArrayBufferWriter<byte>();
        var isInMessage = false;
        var wasBlank = true;
        while (TryReadLine(out var line))
        {
            if (wasBlank && IsSeparator(line.Span, isFirst: !isInMessage))
            {
                if (isInMessage)
                    yield return Finish(message);

                isInMessage = true;
                wasBlank = false;
                message = new ArrayBufferWriter<byte>();
                continue;
            }

            wasBlank = IsBlank(line.Span);
            isInMessage |= !wasBlank;
            if (isInMessage)
                Append(message, Unquoted(line.Span));
        }

        if (isInMessage)
            yield return Finish(message);
    }

    private void Append(ArrayBufferWriter<byte> message, ReadOnlySpan<byte> line) =>
        message.Write(line[..Math.Min(line.Length, maxMessageBytes - message.WrittenCount)]);

    private static bool IsBlank(ReadOnlySpan<byte> line) => line is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];

    private static ReadOnlyMemory<byte> Finish(ArrayBufferWriter<byte> message)
    {
        var bytes = message.WrittenMemory;
        if (bytes.Span.EndsWith("\r\n\r\n"u8))
            return bytes[..^2];

        return bytes.Span.EndsWith("\n\n"u8) ? bytes[..^1] : bytes;
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> line) =>
        !line.IsEmpty && line[0] == '>' && line.TrimStart((byte)'>').StartsWith("From "u8) ? line[1..] : line;

    /// <summary>"From ADDRESS DATE": anything in the first line, else something that ends in digits or a zone after a
    /// time.</summary>
    private static bool IsSeparator(ReadOnlySpan<byte> line, bool isFirst)
    {
        if (!line.StartsWith("From "u8))
            return false;

        if (isFirst)
            return true;

        for (var i = line.IndexOf((byte)':'); i > 0 && i < line.Length - 1; i++)
        {
            if (line[i] == ':' && char.IsAsciiDigit((char)line[i - 1]) && char.IsAsciiDigit((char)line[i + 1]))
                return true;
        }

        return false;
    }

    /// <summary>The next line with its end. One longer than a message may be comes in pieces.</summary>
    private bool TryReadLine(out ReadOnlyMemory<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan((start + searched)..end).IndexOf((byte)'\n');
            if (found >= 0 || isAtEnd || end - start >= maxMessageBytes)
            {
                var length = found >= 0 ? searched + found + 1 : end - start;
                line = buffer.AsMemory(start, length);
                start += length;
                return length > 0;
            }

            searched = end - start;
            Fill();
        }
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start..end).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);

        var count = stream.Read(buffer.AsSpan(end));
        isAtEnd = count == 0;
        end += count;
    }
}
