using System.Globalization;
using System.Text;

namespace Postbag.Casework.Inbox.Imap;

/// <summary>Numbers of messages, as ranges: RFC 9051's sequence-set.</summary>
internal static class UidSet
{
    /// <summary>RFC 2683 §3.2.1.5 asks clients to keep commands within about a thousand bytes.</summary>
    private const int LongestText = 900;

    /// <summary>Reads "1:5,7,12:9". Each number once, in ascending order.</summary>
    /// <param name="text">From the server.</param>
    /// <param name="most">More are refused before they are written out: "1:4294967295" would fill the memory.</param>
    public static List<uint> Parse(ReadOnlySpan<char> text, int most)
    {
        var ranges = new List<(uint From, uint To)>();
        long count = 0;
        foreach (var part in text.Split(','))
        {
            var range = text[part];
            var colon = range.IndexOf(':');
            var from = Number(colon < 0 ? range : range[..colon]);
            var to = colon < 0 ? from : Number(range[(colon + 1)..]);
            if (from > to) (from, to) = (to, from);
            count += to - from + 1L;
            if (count > most) throw TooMany(most);
            ranges.Add((from, to));
        }

        ranges.Sort();
        var numbers = new List<uint>((int)count);
        foreach (var (from, to) in ranges)
            for (long number = Math.Max(from, numbers.Count == 0 ? 0 : numbers[^1] + 1L); number <= to; number++)
                numbers.Add((uint)number);
        return numbers;
    }

    /// <summary>The same, where more than a few are no fault; null then.</summary>
    public static List<uint>? ParseFew(ReadOnlySpan<char> text, int most)
    {
        long count = 0;
        foreach (var part in text.Split(','))
        {
            var colon = text[part].IndexOf(':');
            count += colon < 0 ? 1
                : Math.Abs((long)Number(text[part][..colon]) - Number(text[part][(colon + 1)..])) + 1;
            if (count > most) return null;
        }

        return Parse(text, most);
    }

    /// <summary>A number from 1 to 4,294,967,295.</summary>
    public static uint Number(ReadOnlySpan<char> text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw ImapException.Nonsense("a number of a message that is none");

    public static ImapException TooMany(int most) => new(
        ImapFault.Nonsense, $"The mail server lists more than {most:N0} messages in one folder, which is more than can be taken in.");

    /// <summary>Writes numbers as sets that are short enough for one command each.</summary>
    /// <param name="numbers">In ascending order.</param>
    public static IEnumerable<(string Text, int Count)> Write(IReadOnlyList<uint> numbers)
    {
        var text = new StringBuilder();
        var begun = 0;
        for (var i = 0; i < numbers.Count;)
        {
            var end = i;
            while (end + 1 < numbers.Count && numbers[end + 1] == numbers[end] + 1) end++;
            if (text.Length > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{numbers[i]}");
            if (end > i) text.Append(CultureInfo.InvariantCulture, $":{numbers[end]}");
            i = end + 1;
            if (text.Length < LongestText && i < numbers.Count) continue;
            yield return (text.ToString(), i - begun);
            text.Clear();
            begun = i;
        }
    }
}
