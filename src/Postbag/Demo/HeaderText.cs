using System.Globalization;
using System.Text;

namespace Postbag.Demo;

/// <summary>Header fields in the forms that programs give them (RFC 5322, 2047, 2231).</summary>
internal static class HeaderText
{
    /// <summary>Free text, as encoded words of at most 75 characters where it isn't ASCII.</summary>
    public static string Words(string text, Charset charset, bool base64)
    {
        if (Ascii.IsValid(text)) return text;
        var words = new List<string>();
        var room = 75 - charset.Label.Length - 7;
        var chunk = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            // An encoded word must not cut a character in two (RFC 2047, section 5).
            var element = rune.ToString();
            if (chunk.Length > 0 && Encoded(charset.Encode(chunk + element), base64).Length > room) Flush();
            chunk.Append(element);
        }
        Flush();
        return string.Join(' ', words);

        void Flush()
        {
            var encoded = Encoded(charset.Encode(chunk.ToString()), base64);
            words.Add($"=?{charset.Label}?{(base64 ? 'B' : 'Q')}?{encoded}?=");
            chunk.Clear();
        }
    }

    public static string Address(string name, string address, Charset charset, bool base64 = false)
    {
        if (name.Length == 0) return address;
        if (!Ascii.IsValid(name)) return $"{Words(name, charset, base64)} <{address}>";
        var plain = name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '\'');
        return plain ? $"{name} <{address}>"
            : $"\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{address}>";
    }

    /// <summary>A parameter such as <c>; filename="x"</c>, by RFC 2231 where it isn't ASCII.</summary>
    public static string Parameter(string name, string value) => Ascii.IsValid(value)
        ? $"; {name}=\"{value}\""
        : $"; {name}*=UTF-8''{Uri.EscapeDataString(value)}";

    /// <summary>Many programs put encoded words where RFC 2047 forbids them; readers have to understand it.</summary>
    public static string WrongParameter(string name, string value) =>
        $"; {name}=\"{Words(value, Charset.Utf8, base64: true)}\"";

    public static string Date(DateTimeOffset at) =>
        at.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    /// <summary>Folds at spaces before column 78. Fields that are folded already, or can't be, stay.</summary>
    public static string Fold(string field)
    {
        if (field.Length <= 78 || field.Contains('\n', StringComparison.Ordinal)) return field;
        var folded = new StringBuilder();
        var column = 0;
        foreach (var word in field.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > 78)
            {
                folded.Append("\r\n");
                column = 0;
            }
            if (folded.Length > 0)
            {
                folded.Append(' ');
                column++;
            }
            folded.Append(word);
            column += word.Length;
        }
        return folded.ToString();
    }

    private static string Encoded(byte[] bytes, bool base64)
    {
        if (base64) return Convert.ToBase64String(bytes);
        var encoded = new StringBuilder();
        foreach (var b in bytes)
        {
            if (b == ' ') encoded.Append('_');
            else if (char.IsAsciiLetterOrDigit((char)b)) encoded.Append((char)b);
            else encoded.Append(CultureInfo.InvariantCulture, $"={b:X2}");
        }
        return encoded.ToString();
    }
}
