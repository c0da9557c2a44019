namespace Postbag.Mime.Charsets;

/// <summary>UTF-7 (RFC 2152), which the framework no longer reads: it has no place in new mail, but old mail has
/// it.</summary>
internal static class Utf7
{
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '+')
                text.Append(bytes[i] < 128 ? (char)bytes[i] : '\uFFFD');
            else
                i = Shifted(bytes, i + 1, text) - 1;
        }

        return Paired(text);
    }

    /// <summary>Base64 of UTF-16, until a character that is not base64; a "-" there is swallowed.</summary>
    private static int Shifted(ReadOnlySpan<byte> bytes, int start, StringBuilder text)
    {
        int bits = 0, count = 0, i = start;
        if (i < bytes.Length && bytes[i] == '-')
        {
            text.Append('+');
            return i + 1;
        }

        for (; i < bytes.Length && Value(bytes[i]) is var value and >= 0; i++)
        {
            bits = (bits << 6) | value;
            count += 6;
            if (count >= 16)
            {
                count -= 16;
                text.Append((char)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }

        return i < bytes.Length && bytes[i] == '-' ? i + 1 : i;
    }

    private static int Value(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };

    /// <summary>A lone surrogate is not text: no database takes it.</summary>
    private static string Paired(StringBuilder text)
    {
        var characters = text.ToString().ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            if (i + 1 < characters.Length && char.IsSurrogatePair(characters[i], characters[i + 1]))
                i++;
            else if (char.IsSurrogate(characters[i]))
                characters[i] = '\uFFFD';
        }

        return new string(characters);
    }
}
