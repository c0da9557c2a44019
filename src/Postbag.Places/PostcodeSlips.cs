using System.Text;

namespace Postbag.Places;

/// <summary>The postcodes that somebody may have meant who mistook a letter for a digit or the other way round: O and
/// 0, I or L and 1, S and 5, Z and 2, B and 8, G and 6. Only where the place in the postcode can't be what was
/// written.</summary>
internal static class PostcodeSlips
{
    /// <summary>Whoever makes more slips than this in one postcode is guessing, and so would the program be.</summary>
    private const int MaxSlips = 3;

    /// <summary>The forms of outward codes: A a letter, 9 a digit. The inward code is always 9AA.</summary>
    private static readonly string[] Outwards = ["A9", "A99", "A9A", "AA9", "AA99", "AA9A"];

    /// <summary>The readings that exist, of those with the fewest slips.</summary>
    /// <param name="compact">Capitals and digits, without spaces, as <see cref="Postcode.TryCompact"/> makes
    /// them.</param>
    /// <param name="exists">Whether there is a postcode.</param>
    public static IReadOnlyList<Reading> Find(ReadOnlySpan<byte> compact, Func<Postcode, bool> exists)
    {
        var found = new List<Reading>();
        if (compact.Length is < 5 or > Postcode.MaxLength) return found;
        Span<byte> read = stackalloc byte[compact.Length];
        foreach (var outward in Outwards)
            if (outward.Length == compact.Length - 3)
                Try(compact, outward + "9AA", read, 0, 0, found);
        var there = found.Where(reading => exists(reading.Postcode)).DistinctBy(reading => reading.Postcode).ToList();
        if (there.Count == 0) return there;
        var fewest = there.Min(reading => reading.Slips);
        return [.. there.Where(reading => reading.Slips == fewest).OrderBy(reading => reading.Postcode)];
    }

    private static void Try(
        ReadOnlySpan<byte> written, string form, Span<byte> read, int at, int slips, List<Reading> found)
    {
        if (slips > MaxSlips) return;
        if (at == written.Length)
        {
            if (slips > 0 && Postcode.TryRead(read, out var postcode))
                found.Add(new Reading(postcode, slips, Describe(written, read)));
            return;
        }

        var letter = (char)written[at];
        if (form[at] == 'A' ? char.IsAsciiLetterUpper(letter) : char.IsAsciiDigit(letter))
        {
            read[at] = written[at];
            Try(written, form, read, at + 1, slips, found);
        }

        foreach (var other in form[at] == 'A' ? LettersFor(letter) : DigitsFor(letter))
        {
            read[at] = (byte)other;
            Try(written, form, read, at + 1, slips + 1, found);
        }
    }

    private static string DigitsFor(char letter) => letter switch
    {
        'O' or 'Q' => "0",
        'I' or 'L' => "1",
        'Z' => "2",
        'S' => "5",
        'G' => "6",
        'B' => "8",
        _ => "",
    };

    /// <summary>The letters that something may be which was taken for another letter or a digit.</summary>
    /// <remarks>A small L is often a capital I to whoever copies it.</remarks>
    private static string LettersFor(char digit) => digit switch
    {
        '0' => "O",
        '1' => "IL",
        'I' => "L",
        '2' => "Z",
        '5' => "S",
        '6' => "G",
        '8' => "B",
        _ => "",
    };

    private static string Describe(ReadOnlySpan<byte> written, ReadOnlySpan<byte> read)
    {
        var words = new StringBuilder();
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == read[i]) continue;
            words.Append(words.Length == 0 ? "" : ", ").Append((char)written[i]).Append(" read as ")
                .Append((char)read[i]);
        }

        return words.ToString();
    }

    /// <summary>A postcode that may have been meant.</summary>
    /// <param name="Postcode">What may have been meant.</param>
    /// <param name="Slips">How many letters and digits were read otherwise.</param>
    /// <param name="Words">Which, such as "O read as 0".</param>
    internal sealed record Reading(Postcode Postcode, int Slips, string Words);
}
