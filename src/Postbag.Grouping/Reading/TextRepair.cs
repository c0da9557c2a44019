using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Postbag.Grouping.Reading;

/// <summary>
/// Undoes what mail programs do to text on its way (quoted-printable left in, UTF-8 read as cp1252, entities, soft
/// hyphens, words divided at the end of a line), keeping for each character where it came from.
/// </summary>
internal static class TextRepair
{
    private static readonly SearchValues<char> Suspects =
        SearchValues.Create("=&\u00AD\u00C2\u00C3\u00E2\u00C4\u00C5-");

    /// <summary>cp1252's own characters at 0x80 to 0x9F; 0 where it has none.</summary>
    private const string Cp1252 =
        "\u20AC\0\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\0\u017D\0" +
        "\0\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\0\u017E\u0178";

    /// <summary>The repaired text, and where each of its characters stood; no map when nothing had to be
    /// done.</summary>
    public static (string Text, int[]? Origins) Of(string text)
    {
        if (!NeedsRepair(text))
        {
            return (text, null);
        }

        var repaired = new Repaired(text.Length);
        var source = text.AsSpan();
        if (LooksQuotedPrintable(source))
        {
            DecodeQuotedPrintable(source, repaired);
            var decoded = repaired.ToString();
            var origins = repaired.Origins;
            repaired = new Repaired(decoded.Length);
            Clean(decoded, repaired);
            return (repaired.ToString(),
                [.. repaired.Origins.Select(i => i < origins.Count ? origins[i] : text.Length)]);
        }

        Clean(source, repaired);
        return (repaired.ToString(), [.. repaired.Origins]);
    }

    private static bool NeedsRepair(string text)
    {
        for (var i = text.AsSpan().IndexOfAny(Suspects); i >= 0 && i < text.Length;)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            var suspicious = text[i] switch
            {
                '-' => next is '\n' or '\r',
                '=' => next is '\n' or '\r' || char.IsAsciiHexDigitUpper(next),
                '&' => char.IsAsciiLetter(next) || next == '#',
                '\u00AD' => true,
                _ => next >= '\u0080',
            };
            if (suspicious)
            {
                return true;
            }

            var step = text.AsSpan(i + 1).IndexOfAny(Suspects);
            i = step < 0 ? -1 : i + 1 + step;
        }

        return false;
    }

    private static bool LooksQuotedPrintable(ReadOnlySpan<char> text)
    {
        var escapes = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] != '=')
            {
                continue;
            }

            if (text[i + 1] is '\n' or '\r')
            {
                return true;
            }

            if (i + 2 < text.Length && char.IsAsciiHexDigitUpper(text[i + 1]) && char.IsAsciiHexDigitUpper(text[i + 2])
                && ++escapes >= 3)
            {
                return true;
            }
        }

        return false;
    }

    private static void DecodeQuotedPrintable(ReadOnlySpan<char> text, Repaired to)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '=')
            {
                to.Add(text[i], i++);
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] is '\n' or '\r')
            {
                i += i + 2 < text.Length && text[i + 1] == '\r' && text[i + 2] == '\n' ? 3 : 2;
                continue;
            }

            var start = i;
            var count = 0;
            while (count < 4 && TryHex(text, i, out var value) && (count == 0 || (value & 0xC0) == 0x80))
            {
                bytes[count++] = value;
                i += 3;
            }

            if (count == 0)
            {
                to.Add('=', i++);
            }
            else if (Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) == OperationStatus.Done)
            {
                i = start + (used * 3);
                to.Add(rune, start);
            }
            else
            {
                i = start + 3;
                to.Add((char)bytes[0], start);
            }
        }
    }

    private static bool TryHex(ReadOnlySpan<char> text, int at, out byte value)
    {
        value = 0;
        return at + 2 < text.Length && text[at] == '='
            && byte.TryParse(text.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out value);
    }

    private static void Clean(ReadOnlySpan<char> text, Repaired to)
    {
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            var length = c switch
            {
                '\u00AD' => 1,
                '-' => DividedWord(text, i),
                '&' => Entity(text, i, to),
                >= '\u00C2' and <= '\u00F4' => Mojibake(text, i, to),
                _ => 0,
            };
            if (length == 0)
            {
                to.Add(c, i);
                length = 1;
            }

            i += length;
        }
    }

    /// <summary>A hyphen at the end of a line between two small letters: the word goes on below.</summary>
    private static int DividedWord(ReadOnlySpan<char> text, int at)
    {
        var next = at + 1;
        if (next < text.Length && text[next] == '\r')
        {
            next++;
        }

        return at > 0 && char.IsLower(text[at - 1]) && next + 1 < text.Length && text[next] == '\n'
            && char.IsLower(text[next + 1]) ? next + 1 - at : 0;
    }

    private static int Entity(ReadOnlySpan<char> text, int at, Repaired to)
    {
        var end = text[at..Math.Min(text.Length, at + 12)].IndexOf(';');
        if (end < 2)
        {
            return 0;
        }

        var entity = text.Slice(at, end + 1).ToString();
        var decoded = WebUtility.HtmlDecode(entity);
        if (decoded == entity)
        {
            return 0;
        }

        foreach (var c in decoded)
        {
            to.Add(c == '\u00A0' ? ' ' : c, at);
        }

        return end + 1;
    }

    private static int Mojibake(ReadOnlySpan<char> text, int at, Repaired to)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < 4 && at + count < text.Length && TryByte(text[at + count], out var value)
            && (count == 0 || (value & 0xC0) == 0x80))
        {
            bytes[count++] = value;
        }

        if (count > 1 && Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) == OperationStatus.Done
            && used > 1)
        {
            to.Add(rune, at);
            return used;
        }

        // The closing quote's last byte has no character in cp1252 and is lost on the way.
        if (text[at] == '\u00E2' && at + 1 < text.Length && text[at + 1] == '\u20AC')
        {
            to.Add('\u201D', at);
            return 2;
        }

        return 0;
    }

    private static bool TryByte(char c, out byte value)
    {
        if (c <= '\u00FF')
        {
            value = (byte)c;
            return c >= '\u0080';
        }

        var place = Cp1252.IndexOf(c);
        value = (byte)(0x80 + place);
        return place >= 0;
    }

    private sealed class Repaired(int capacity)
    {
        private readonly StringBuilder text = new(capacity);

        public List<int> Origins { get; } = new(capacity);

        public void Add(char c, int origin)
        {
            text.Append(c);
            Origins.Add(origin);
        }

        public void Add(Rune rune, int origin)
        {
            Span<char> units = stackalloc char[2];
            foreach (var c in units[..rune.EncodeToUtf16(units)])
            {
                Add(c, origin);
            }
        }

        public override string ToString() => text.ToString();
    }
}
