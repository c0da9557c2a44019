namespace Postbag.Mime;

/// <summary>Encoded words of one charset that stand next to each other. Their bytes are joined before they are decoded,
/// because mailers cut words in the middle of a character (RFC 2047 §5 forbids it; half the world does it).</summary>
internal ref struct EncodedWordRun(Span<byte> initial)
{
    private PooledBuffer<byte> bytes = new(initial);
    private ReadOnlySpan<byte> charset;
    private Base64Bits base64;
    private long offset;

    /// <summary>Whether no word has been added since the last flush.</summary>
    public bool IsEmpty { get; private set; } = true;

    public readonly bool IsSameCharset(ReadOnlySpan<byte> value, EncodedWord word) =>
        Ascii.EqualsIgnoreCase(charset, value[word.CharsetStart..word.CharsetEnd]);

    public void Add(ReadOnlySpan<byte> value, EncodedWord word, long valueOffset, DefectList defects)
    {
        var wordOffset = valueOffset + word.CharsetStart - 2;
        if (IsEmpty)
        {
            offset = wordOffset;
            charset = value[word.CharsetStart..word.CharsetEnd];
            IsEmpty = false;
        }

        if (!word.IsTerminated)
            defects.Add(DefectKind.BadEncodedWord, wordOffset, "the word ends at white space, its ?= being missing");
        var text = value[word.TextStart..word.TextEnd];
        if (word.IsBase64)
        {
            base64.Decode(text, ref bytes, wordOffset, defects);
            return;
        }

        base64.Finish(offset, defects);
        DecodeQ(text, wordOffset, defects);
    }

    /// <summary>Decodes what was collected and begins afresh.</summary>
    public string Take(DefectList defects)
    {
        if (IsEmpty)
            return "";
        base64.Finish(offset, defects);
        var decoded = FieldCharset.Decode(charset, bytes.Written, offset, defects);
        bytes.Clear();
        IsEmpty = true;
        return OnOneLine(decoded, offset, defects);
    }

    public void Dispose() => bytes.Dispose();

    /// <summary>A line end hidden in an encoded word would let a sender add lines to whatever prints the
    /// field.</summary>
    private static string OnOneLine(string decoded, long offset, DefectList defects)
    {
        // Python begins each word in UTF-16 with a byte order mark.
        decoded = decoded.Replace("\uFEFF", "", StringComparison.Ordinal);
        if (decoded.Contains('\0'))
            defects.Add(DefectKind.NulByte, offset, "NUL bytes are left out of the field");

        if (decoded.AsSpan().IndexOfAny('\r', '\n') < 0)
            return decoded;
        defects.Add(DefectKind.BadEncodedWord, offset, "a line end inside the word is read as a space");
        return decoded.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\r', ' ').Replace('\n', ' ');
    }

    private void DecodeQ(ReadOnlySpan<byte> text, long wordOffset, DefectList defects)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var current = text[i];
            if (current == '_')
            {
                bytes.Append((byte)' ');
            }
            else if (current is (byte)'\r' or (byte)'\n')
            {
                // A word folded in its middle: neither the line end nor the indent is part of it.
                while (i + 1 < text.Length && FieldText.IsSpace(text[i + 1]))
                    i++;
                defects.Add(DefectKind.BadEncodedWord, wordOffset, "the word goes on after the fold");
            }
            else if (current == '=' && TryReadHex(text, i, out var value))
            {
                bytes.Append(value);
                i += 2;
            }
            else
            {
                if (current == '=')
                    defects.Add(DefectKind.BadEncodedWord, wordOffset, "an equals sign stands for itself");
                bytes.Append(current);
            }
        }
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, int equals, out byte value)
    {
        value = 0;
        if (equals + 2 >= text.Length)
            return false;
        var high = char.ToLowerInvariant((char)text[equals + 1]);
        var low = char.ToLowerInvariant((char)text[equals + 2]);
        if (!char.IsAsciiHexDigit(high) || !char.IsAsciiHexDigit(low))
            return false;
        value = (byte)((HexDigit(high) << 4) | HexDigit(low));
        return true;
    }

    private static int HexDigit(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : digit - 'a' + 10;
}
