using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>What stood on a command line.</summary>
internal enum LineKind
{
    Line,

    /// <summary>Longer than allowed; it was read to its end and thrown away.</summary>
    TooLong,

    /// <summary>It ended with LF alone, which ends nothing here.</summary>
    BareLineFeed,

    /// <summary>The client has gone, or is to go.</summary>
    Closed,
}

/// <summary>What a client sends: command lines, messages, chunks, cut out of the stream in order.</summary>
/// <param name="reader">The connection's.</param>
/// <param name="beforeWaiting">Sends the answers collected so far: a pipelining client (RFC 2920) gets them together,
/// and one that waits for an answer gets it before we wait for the client.</param>
/// <param name="isClosing">Whether a client that is between two messages is to be sent away.</param>
internal sealed class LmtpInput(PipeReader reader, Func<ValueTask> beforeWaiting, Func<bool> isClosing)
{
    private long taken;

    /// <summary>Bytes taken so far; read by the watch, which looks for clients that are too slow.</summary>
    public long Taken => Interlocked.Read(ref taken);

    public async ValueTask<(LineKind Kind, string Text)> ReadLineAsync(int maxBytes)
    {
        var isTooLong = false;
        // Asked before each wait: whoever is to be sent away may have been told while a message came in.
        while (!isClosing())
        {
            var result = await ReadAsync();
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                var answer = isTooLong || line.Length >= maxBytes ? (LineKind.TooLong, "") : Cut(line);
                Advance(buffer.Slice(0, buffer.GetPosition(1, end)));
                return answer;
            }

            if (result.IsCompleted)
            {
                reader.AdvanceTo(buffer.End);
                return (LineKind.Closed, "");
            }

            if (buffer.Length >= maxBytes)
            {
                isTooLong = true;
                Advance(buffer);
            }
            else
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }

        return (LineKind.Closed, "");
    }

    /// <summary>Reads a message sent with DATA to its end.</summary>
    /// <returns>False if the client went away before.</returns>
    public async ValueTask<bool> ReadDataAsync(MessageBuffer message)
    {
        var data = new LmtpData();
        while (true)
        {
            var result = await ReadAsync();
            long count = 0;
            foreach (var segment in result.Buffer)
            {
                count += data.Take(segment.Span, message);
                if (data.IsEnded) break;
            }

            Advance(result.Buffer.Slice(0, count));
            if (data.IsEnded) return true;
            if (result.IsCompleted) return false;
        }
    }

    /// <summary>Reads a chunk sent with BDAT.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="message">Gets it; null throws it away.</param>
    /// <returns>False if the client went away before its end.</returns>
    public async ValueTask<bool> ReadChunkAsync(long bytes, MessageBuffer? message)
    {
        while (bytes > 0)
        {
            var result = await ReadAsync();
            var chunk = result.Buffer.Slice(0, Math.Min(bytes, result.Buffer.Length));
            if (message is not null)
                foreach (var segment in chunk)
                    message.Append(segment.Span);
            bytes -= chunk.Length;
            Advance(chunk);
            if (bytes > 0 && result.IsCompleted) return false;
        }

        return true;
    }

    private static (LineKind Kind, string Text) Cut(ReadOnlySequence<byte> line)
    {
        var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        return bytes is [.. var text, (byte)'\r']
            ? (LineKind.Line, Encoding.UTF8.GetString(text))
            : (LineKind.BareLineFeed, "");
    }

    private async ValueTask<ReadResult> ReadAsync()
    {
        if (reader.TryRead(out var result)) return result;
        await beforeWaiting();
        return await reader.ReadAsync();
    }

    private void Advance(ReadOnlySequence<byte> used)
    {
        Interlocked.Add(ref taken, used.Length);
        reader.AdvanceTo(used.End);
    }
}
