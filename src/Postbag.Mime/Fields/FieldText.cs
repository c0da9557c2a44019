using System.Buffers;

namespace Postbag.Mime;

/// <summary>Raw bytes of a field's value as text: unfolded (RFC 5322 §2.2.3), UTF-8 where it is (RFC 6532), and the
/// likeliest 8-bit charset where it isn't.</summary>
internal static class FieldText
{
    private static readonly SearchValues<byte> FoldOrEightBit = SearchValues.Create(
        [0, 0x1B, (byte)'\r', (byte)'\n', .. Enumerable.Range(128, 128).Select(b => (byte)b)]);

    public static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim(" \t\r\n"u8);

    /// <summary>How many bytes of white space a value begins with: what <see cref="Trim"/> shifts offsets by.</summary>
    public static int LeadingSpace(ReadOnlySpan<byte> value)
    {
        var start = value.IndexOfAnyExcept(" \t\r\n"u8);
        return start < 0 ? value.Length : start;
    }

    /// <summary>The value trimmed and unfolded, nothing else.</summary>
    public static string Decode(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        offset += LeadingSpace(value);
        value = Trim(value);
        if (!value.ContainsAny(FoldOrEightBit))
            return Encoding.ASCII.GetString(value);

        var text = new TextBuffer(stackalloc char[256]);
        Append(ref text, value, offset, defects);
        var result = text.ToString();
        text.Dispose();
        return result;
    }

    /// <summary>Appends raw text. A fold, with all the white space around it, becomes one space: mailers fold where
    /// they like and indent as they like, and no writer means the indent to be read.</summary>
    public static void Append(ref TextBuffer text, ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        if (!value.ContainsAny(FoldOrEightBit))
        {
            text.AppendAscii(value);
            return;
        }

        var start = text.Length;
        while (!value.IsEmpty)
        {
            var fold = value.IndexOfAny((byte)'\r', (byte)'\n');
            var line = fold < 0 ? value : value[..fold];
            AppendLine(ref text, line, offset, defects);
            if (fold < 0)
                return;
            text.TrimEnd(start);
            text.Append(' ');
            var rest = value[fold..];
            var skipped = fold + LeadingSpace(rest);
            value = value[skipped..];
            offset += skipped;
        }
    }

    private static void AppendLine(ref TextBuffer text, ReadOnlySpan<byte> line, long offset, DefectList defects)
    {
        if (line.Contains((byte)0))
            defects.Add(DefectKind.NulByte, offset, "NUL bytes are left out of the field");

        if (line.IndexOf("\x1B$"u8) >= 0 && Ascii.IsValid(line))
            text.Append(FieldCharset.DecodeJapanese(line, offset, defects));
        else if (Ascii.IsValid(line))
            text.AppendAscii(line);
        else
            text.Append(FieldCharset.DecodeUnlabelled(line, offset, defects));
    }
}
