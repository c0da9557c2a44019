using System.Buffers;
using System.Text;

namespace Postbag.Casework.Inbox.Imap;

/// <summary>A piece of a response: text up to a literal or the end of the line, or a literal.</summary>
internal readonly record struct ImapPiece(byte[] Bytes, bool IsLiteral);

/// <summary>Cuts what a server sends into responses: lines with their literals (RFC 9051 §2.2, §4.3).</summary>
/// <remarks>A literal's memory grows as its bytes arrive, never by what the server announces.</remarks>
internal sealed class ImapLines(Stream stream, ImapLimits limits)
{
    private const int FirstLiteralBytes = 1 << 16;

    private readonly byte[] buffer = new byte[32 << 10];
    private int start;
    private int end;

    /// <summary>Whether something has come that nobody has read yet.</summary>
    public bool HasMore => start < end;

    /// <summary>The next response, in pieces; the first is text and there is at least one.</summary>
    /// <param name="literalBytes">How long a literal may be.</param>
    /// <param name="mayBeSilent">Whether the server may say nothing, as while it idles.</param>
    /// <param name="cancellationToken">Stops it; what was read by halves is lost then, and so is the
    /// connection.</param>
    public async ValueTask<List<ImapPiece>> ReadAsync(
        int literalBytes, bool mayBeSilent, CancellationToken cancellationToken)
    {
        var pieces = new List<ImapPiece>(1);
        long textBytes = 0;
        while (true)
        {
            var text = await ReadLineAsync((int)(limits.LineBytes - textBytes), mayBeSilent, cancellationToken);
            mayBeSilent = false;
            textBytes += text.Length;
            pieces.Add(new(text, false));
            // What a server says to people may end in braces too; only data have literals.
            if (pieces.Count == 1 && IsForPeople(text)) return pieces;
            if (FindLiteral(text) is not { } length) return pieces;
            if (length > literalBytes) throw ImapException.Nonsense("more at once than was asked for");
            if (pieces.Count > 2 * limits.LiteralsPerResponse) throw ImapException.Nonsense("too much in one answer");
            pieces.Add(new(await ReadLiteralAsync((int)length, cancellationToken), true));
        }
    }

    private async ValueTask<byte[]> ReadLineAsync(int most, bool mayBeSilent, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte>? longLine = null;
        while (true)
        {
            var there = buffer.AsMemory(start, end - start);
            var feed = there.Span.IndexOf((byte)'\n');
            var part = feed < 0 ? there : there[..feed];
            if ((longLine?.WrittenCount ?? 0) + part.Length > most)
                throw ImapException.Nonsense("a line without an end");
            start += part.Length + (feed < 0 ? 0 : 1);
            if (feed >= 0 && longLine is null) return WithoutReturn(part.Span);
            longLine ??= new ArrayBufferWriter<byte>();
            longLine.Write(part.Span);
            if (feed >= 0) return WithoutReturn(longLine.WrittenSpan);
            await FillAsync(mayBeSilent && longLine.WrittenCount == 0, cancellationToken);
        }
    }

    private static byte[] WithoutReturn(ReadOnlySpan<byte> line) =>
        (line is [.., (byte)'\r'] ? line[..^1] : line).ToArray();

    private async ValueTask<byte[]> ReadLiteralAsync(int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Min(length, FirstLiteralBytes)];
        for (var done = 0; done < length;)
        {
            if (done == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
            if (start < end)
            {
                var count = Math.Min(end - start, bytes.Length - done);
                buffer.AsSpan(start, count).CopyTo(bytes.AsSpan(done));
                start += count;
                done += count;
                continue;
            }

            done += await ReceiveAsync(bytes.AsMemory(done), false, cancellationToken);
        }

        return bytes;
    }

    private async ValueTask FillAsync(bool mayBeSilent, CancellationToken cancellationToken)
    {
        start = end = 0;
        end = await ReceiveAsync(buffer, mayBeSilent, cancellationToken);
    }

    private async ValueTask<int> ReceiveAsync(
        Memory<byte> into, bool mayBeSilent, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!mayBeSilent) patience.CancelAfter(limits.Silence);
        try
        {
            var count = await stream.ReadAsync(into, patience.Token);
            return count > 0 ? count : throw ImapException.Cut();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImapException(
                ImapFault.TooSlow, $"The mail server said nothing for {limits.Silence.TotalSeconds:N0} seconds.");
        }
        catch (IOException failure)
        {
            throw ImapException.Cut(failure);
        }
    }

    /// <summary>"* OK …" and its like, "+ …", and the last answer to a command.</summary>
    private static bool IsForPeople(ReadOnlySpan<byte> line)
    {
        if (line is [(byte)'+', ..]) return true;
        var space = line.IndexOf((byte)' ');
        if (space < 0) return true;
        var rest = line[(space + 1)..];
        var word = rest.IndexOf((byte)' ') is var at and >= 0 ? rest[..at] : rest;
        return word.Length is >= 2 and <= 7
            && Encoding.ASCII.GetString(word).ToUpperInvariant() is "OK" or "NO" or "BAD" or "BYE" or "PREAUTH";
    }

    /// <summary>The number in a literal's announcement, "{42}" or "{42+}", at the end of a line; null if there is
    /// none.</summary>
    private static long? FindLiteral(ReadOnlySpan<byte> line)
    {
        if (line is not [.., (byte)'}']) return null;
        var open = line.LastIndexOf((byte)'{');
        if (open < 0) return null;
        var digits = line[(open + 1)..^1];
        if (digits is [.., (byte)'+']) digits = digits[..^1];
        return digits.Length is > 0 and <= 18
            && System.Buffers.Text.Utf8Parser.TryParse(digits, out long length, out var used)
            && used == digits.Length && length >= 0
            ? length
            : null;
    }
}
