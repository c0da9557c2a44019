using System.Buffers;
using System.Buffers.Text;

namespace Postbag.Mime.Uuencode;

/// <summary>Reads one uuencoded file, or one in base64 between the same lines (POSIX.1-2017, uuencode).</summary>
internal static class UuencodedFile
{
    /// <summary>The file that begins on this line; null if none does.</summary>
    public static EmbeddedFile? Read(ReadOnlySpan<byte> text, int start)
    {
        var lineEnd = EmbeddedFiles.LineEnd(text, start, out var next);
        var line = text[start..lineEnd];
        var isBase64 = line.StartsWith("begin-base64 "u8);
        var rest = line[(isBase64 ? 13 : Math.Min(6, line.Length))..];
        if (!isBase64 && !line.StartsWith("begin "u8) || !TryMode(ref rest) || next >= text.Length) return null;

        var content = new ArrayBufferWriter<byte>();
        var isWhole = isBase64 ? ReadBase64(text, ref next, content) : ReadLines(text, ref next, content);
        return isWhole is null
            ? null
            : new(
                EmbeddedFiles.NameOnly(rest),
                start,
                next,
                content.WrittenSpan.ToArray(),
                isWhole.Value ? null : "it has no end",
                IsYEnc: false);
    }

    /// <summary>Three or four octal digits and a space, as of old Unix; then the name.</summary>
    private static bool TryMode(ref ReadOnlySpan<byte> rest)
    {
        var digits = 0;
        while (digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'7') digits++;
        if (digits is < 3 or > 6 || digits + 1 >= rest.Length || rest[digits] != ' ') return false;
        rest = rest[(digits + 1)..];
        return true;
    }

    /// <summary>Null if not even the first line is encoded; false if the end is missing.</summary>
    private static bool? ReadLines(ReadOnlySpan<byte> text, ref int next, ArrayBufferWriter<byte> content)
    {
        for (var count = 0; next < text.Length; count++)
        {
            var end = EmbeddedFiles.LineEnd(text, next, out var after);
            var line = text[next..end];
            if (line.SequenceEqual("end"u8))
            {
                if (count == 0) return null;
                next = after;
                return true;
            }
            if (line.Trim((byte)' ').IsEmpty || line.SequenceEqual("`"u8))
            {
                // The line of length nought; some programs lose its space. Then only "end" may follow.
                if (after < text.Length
                    && text[after..EmbeddedFiles.LineEnd(text, after, out var last)].SequenceEqual("end"u8))
                {
                    next = last;
                    return true;
                }
                return count == 0 ? null : false;
            }
            if (!DecodeLine(line, content)) return count == 0 ? null : false;
            next = after;
        }
        return false;
    }

    /// <summary>False if the line isn't encoded: wrong characters, or not as long as it says.</summary>
    private static bool DecodeLine(ReadOnlySpan<byte> line, ArrayBufferWriter<byte> content)
    {
        var length = (line[0] - 32) & 63;
        var encoded = line[1..];
        var needed = (length + 2) / 3 * 4;
        // A few spaces may be lost at the end, or a sum of the line be added.
        if (length == 0 || encoded.Length < needed - 4 || encoded.Length > needed + 2) return false;
        if (encoded.ContainsAnyExceptInRange((byte)' ', (byte)'`')) return false;
        for (var i = 0; i < length; i++)
        {
            var at = i / 3 * 4 + i % 3;
            var (high, low) = (At(encoded, at), At(encoded, at + 1));
            content.GetSpan(1)[0] = (byte)((i % 3) switch
            {
                0 => high << 2 | low >> 4,
                1 => high << 4 | low >> 2,
                _ => high << 6 | low,
            });
            content.Advance(1);
        }
        return true;
    }

    private static int At(ReadOnlySpan<byte> encoded, int index) =>
        index < encoded.Length ? (encoded[index] - 32) & 63 : 0;

    private static bool? ReadBase64(ReadOnlySpan<byte> text, ref int next, ArrayBufferWriter<byte> content)
    {
        for (var count = 0; next < text.Length; count++)
        {
            var end = EmbeddedFiles.LineEnd(text, next, out var after);
            var line = text[next..end].Trim((byte)' ');
            if (line.SequenceEqual("===="u8))
            {
                next = after;
                return true;
            }
            var target = content.GetSpan(line.Length + 4);
            if (line.IsEmpty || Base64.DecodeFromUtf8(line, target, out _, out var written) != OperationStatus.Done)
            {
                return count == 0 ? null : false;
            }
            content.Advance(written);
            next = after;
        }
        return false;
    }
}
