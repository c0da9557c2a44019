using System.Globalization;

namespace Postbag.Casework.People.Writers.Matching;

/// <summary>What patterns tell apart in a text. Each character is one of some hundred signs: a letter whether large or
/// small, a digit, a mark, or one of those that no pattern names. A set of signs is the bits of one number.</summary>
internal static class Signs
{
    /// <summary>What a pattern may name, in small letters.</summary>
    private const string Named =
        " \nabcdefghijklmnopqrstuvwxyz0123456789_!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~£€–—’“”"
        + "àáâäçèéêëìíîïñòóôöùúûüŵŷ";

    private const byte OtherLetter = 112;
    private const byte OtherDigit = 113;

    /// <summary>Joins two letters without being one: no word ends at it.</summary>
    private const byte Joiner = 114;
    private const byte Other = 115;

    /// <summary>Where the text begins or ends.</summary>
    public const byte Edge = 116;

    /// <summary>How many there are.</summary>
    public const int Count = 117;

    private static readonly byte[] Table = Make();

    /// <summary>Every character.</summary>
    public static readonly UInt128 All = (UInt128.One << Edge) - 1;

    /// <summary>What \d stands for: the digits of all scripts.</summary>
    public static readonly UInt128 Digits = SetOf("0123456789") | Bit(OtherDigit);

    /// <summary>What \w stands for: letters, the marks on them, digits and what joins words.</summary>
    public static readonly UInt128 Words =
        SetOf(new string([.. Named.Where(IsOfWord)])) | Bit(OtherLetter) | Digits;

    /// <summary>What a word goes on with, for \b.</summary>
    private static readonly UInt128 InWords = Words | Bit(Joiner);

    /// <summary>The sign of each character.</summary>
    public static ReadOnlySpan<byte> OfCharacters => Table;

    public static UInt128 Bit(byte sign) => UInt128.One << sign;

    /// <summary>Whether no word ends before or behind it.</summary>
    public static bool IsInWord(byte sign) => (InWords & Bit(sign)) != 0;

    /// <exception cref="FormatException">Patterns can't name the character: add it here.</exception>
    public static UInt128 SetOf(char named) =>
        Table[named] < OtherLetter
            ? Bit(Table[named]) : throw new FormatException($"A pattern can't name U+{(int)named:X4}.");

    private static UInt128 SetOf(string named) => named.Aggregate(UInt128.Zero, (set, c) => set | SetOf(c));

    private static byte[] Make()
    {
        var table = new byte[char.MaxValue + 1];
        for (var c = 0; c < table.Length; c++) table[c] = OfUnnamed((char)c);
        for (byte sign = 0; sign < Named.Length; sign++) table[Named[sign]] = sign;
        // Large letters are what they are in small.
        for (var c = 0; c < table.Length; c++)
            if (table[c] >= OtherLetter && table[char.ToLowerInvariant((char)c)] is < OtherLetter and var sign)
                table[c] = sign;
        return table;
    }

    private static byte OfUnnamed(char c) =>
        char.IsDigit(c) ? OtherDigit : IsOfWord(c) ? OtherLetter : c is '\u200C' or '\u200D' ? Joiner : Other;

    private static bool IsOfWord(char c) => char.IsLetter(c) || char.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
