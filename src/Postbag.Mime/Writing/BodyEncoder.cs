using System.Buffers;

namespace Postbag.Mime;

/// <summary>Encodes bodies for transfer (RFC 2045 §6): 7bit where it can be, else whichever is shorter.</summary>
internal static class BodyEncoder
{
    // RFC 5322 §2.1.1; a flowed line of a quotation may be longer than 78.
    private const int LongestLine = 998;

    private static readonly SearchValues<char> MediaTypeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+/");

    /// <summary>Text with CRLF line ends.</summary>
    public static (string Encoding, byte[] Bytes) Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (IsSevenBit(bytes))
            return ("7bit", bytes);
        var printable = QuotedPrintableWriter.Encode(bytes);
        var base64Length = (bytes.Length + 2) / 3 * 4 * 78 / 76;
        return printable.Length <= base64Length ? ("quoted-printable", printable) : ("base64", Base64(bytes));
    }

    /// <summary>A file, byte for byte.</summary>
    public static (string MediaType, (string Encoding, byte[] Bytes)) File(OutgoingFile file)
    {
        var isMediaType = file.MediaType.Count(c => c == '/') == 1 && file.MediaType[0] != '/'
            && file.MediaType[^1] != '/'
            && !file.MediaType.AsSpan().ContainsAnyExcept(MediaTypeCharacters)
            && !file.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
        if (!isMediaType)
            throw new ArgumentException("A file is sent with a media type such as application/pdf.");

        // RFC 2046 §5.2: a message may not be encoded. One that can't go as it is goes as a file.
        if (!file.MediaType.StartsWith("message/", StringComparison.OrdinalIgnoreCase))
            return (file.MediaType, ("base64", Base64(file.Content.Span)));
        return IsSevenBit(file.Content.Span)
            ? (file.MediaType, ("7bit", file.Content.ToArray()))
            : ("application/octet-stream", ("base64", Base64(file.Content.Span)));
    }

    /// <summary>Whether bytes can go through any mail server as they are: ASCII without NUL, CRLF only as a pair, no
    /// line too long, and none that mbox files would change.</summary>
    private static bool IsSevenBit(ReadOnlySpan<byte> bytes)
    {
        var column = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var current = bytes[i];
            if (current == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n')
            {
                column = 0;
                i++;
                continue;
            }

            if (current is 0 or (byte)'\r' or (byte)'\n' or > 126 || ++column > LongestLine)
                return false;
            if (column == 1 && bytes[i..].StartsWith("From "u8))
                return false;
        }

        return true;
    }

    private static byte[] Base64(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 4 / 3) + (bytes.Length / 28) + 8);
        const int bytesPerLine = 57;
        for (var i = 0; i < bytes.Length; i += bytesPerLine)
        {
            if (i > 0)
                text.Append("\r\n");
            text.Append(Convert.ToBase64String(bytes.Slice(i, Math.Min(bytesPerLine, bytes.Length - i))));
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
