using System.Globalization;
using System.Text;

namespace Postbag.Mime;

/// <summary>Decodes character references (WHATWG HTML §13.2.5.72 to 80).</summary>
internal static class HtmlEntities
{
    private const int LongestName = 31;
    private const int LongestWithoutSemicolon = 6;

    // What numbers 128 to 159 mean: the letters of windows-1252, because that is what writers meant.
    private const string Windows1252 =
        "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private static readonly Lazy<Names> All = new(Names.Read);

    /// <summary>Decodes into <paramref name="decoded"/>, which must be as long as <paramref name="text"/>: no reference
    /// stands for more units than it is written with.</summary>
    /// <returns>How many units were written.</returns>
    public static int Decode(ReadOnlySpan<char> text, Span<char> decoded, bool inAttribute)
    {
        var written = 0;
        while (true)
        {
            var next = text.IndexOf('&');
            if (next < 0) next = text.Length;
            text[..next].CopyTo(decoded[written..]);
            written += next;
            if (next == text.Length) return written;

            text = text[next..];
            var used = DecodeOne(text, decoded[written..], inAttribute, out var units);
            if (used == 0)
            {
                decoded[written] = '&';
                (used, units) = (1, 1);
            }
            written += units;
            text = text[used..];
        }
    }

    /// <summary>The value of an attribute, decoded.</summary>
    public static string DecodeAttribute(ReadOnlySpan<char> value)
    {
        if (value.IndexOf('&') < 0) return value.ToString();
        var decoded = new char[value.Length];
        return new(decoded, 0, Decode(value, decoded, inAttribute: true));
    }

    /// <summary>How many units of <paramref name="text"/>, which begins with "&amp;", make a reference; 0 if none
    /// do.</summary>
    private static int DecodeOne(ReadOnlySpan<char> text, Span<char> decoded, bool inAttribute, out int units)
    {
        units = 0;
        if (text.Length < 3) return 0;
        if (text[1] == '#') return DecodeNumber(text, decoded, out units);

        var end = 1;
        while (end < text.Length && end <= LongestName + 1 && char.IsAsciiLetterOrDigit(text[end])) end++;
        var name = text[1..end];
        if (name.IsEmpty) return 0;
        if (end < text.Length && text[end] == ';')
        {
            if (Common(name) is var common and not '\0')
            {
                decoded[0] = common;
                units = 1;
                return end + 1;
            }
            if (All.Value.WithSemicolon.TryGetValue(name, out var value))
            {
                value.CopyTo(decoded);
                units = value.Length;
                return end + 1;
            }
        }
        return DecodeWithoutSemicolon(text, end, decoded, inAttribute, out units);
    }

    private static int DecodeWithoutSemicolon(
        ReadOnlySpan<char> text, int end, Span<char> decoded, bool inAttribute, out int units)
    {
        for (var length = Math.Min(end - 1, LongestWithoutSemicolon); length > 1; length--)
        {
            if (!All.Value.WithoutSemicolon.TryGetValue(text.Slice(1, length), out var value)) continue;
            // href="?a=1&copy=2" has no copyright sign in it.
            if (inAttribute && length + 1 < text.Length && (text[length + 1] == '=' || length + 1 < end)) break;
            value.CopyTo(decoded);
            units = value.Length;
            return length + 1;
        }
        units = 0;
        return 0;
    }

    private static int DecodeNumber(ReadOnlySpan<char> text, Span<char> decoded, out int units)
    {
        var isHex = text[2] is 'x' or 'X';
        var position = isHex ? 3 : 2;
        var first = position;
        var number = 0;
        for (; position < text.Length; position++)
        {
            var digit = char.IsAsciiDigit(text[position]) ? text[position] - '0'
                : isHex && char.IsAsciiHexDigit(text[position]) ? (text[position] | 0x20) - 'a' + 10
                : -1;
            if (digit < 0) break;
            number = Math.Min(number * (isHex ? 16 : 10) + digit, 0x110000); // no overflow, however many digits
        }
        units = 0;
        if (position == first) return 0;
        if (position < text.Length && text[position] == ';') position++;

        if (number is >= 0x80 and <= 0x9F) number = Windows1252[number - 0x80];
        var rune = Rune.IsValid(number) && number != 0 ? new Rune(number) : Rune.ReplacementChar;
        units = rune.EncodeToUtf16(decoded);
        return position;
    }

    /// <summary>The few that make up nearly all, so that most letters never build the table.</summary>
    private static char Common(ReadOnlySpan<char> name) => name switch
    {
        "nbsp" => '\u00A0',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "ndash" => '–',
        "mdash" => '—',
        "pound" => '£',
        "hellip" => '…',
        "zwnj" => '\u200C',
        _ => '\0',
    };

    private sealed record Names(
        Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> WithSemicolon,
        Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> WithoutSemicolon)
    {
        public static Names Read()
        {
            var with = new Dictionary<string, string>(2200, StringComparer.Ordinal);
            var without = new Dictionary<string, string>(110, StringComparer.Ordinal);
            foreach (var range in HtmlEntityNames.Table.AsSpan().SplitAny(' ', '\n', '\r'))
            {
                var entry = HtmlEntityNames.Table.AsSpan(range);
                if (entry.IsEmpty) continue;
                var isStarred = entry[0] == '*';
                if (isStarred) entry = entry[1..];
                var equals = entry.IndexOf('=');
                var name = entry[..equals].ToString();
                var value = Characters(entry[(equals + 1)..]);
                with[name] = value;
                if (isStarred) without[name] = value;
            }
            return new(with.GetAlternateLookup<ReadOnlySpan<char>>(), without.GetAlternateLookup<ReadOnlySpan<char>>());
        }

        private static string Characters(ReadOnlySpan<char> codePoints)
        {
            var characters = "";
            foreach (var range in codePoints.Split('+'))
            {
                characters += new Rune(int.Parse(
                    codePoints[range], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            }
            return characters;
        }
    }
}
