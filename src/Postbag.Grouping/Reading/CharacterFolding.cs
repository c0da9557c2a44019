using System.Globalization;
using System.Text;

namespace Postbag.Grouping.Reading;

/// <summary>
/// What a character counts as inside a word: lower case, without accents, and with the look-alikes that scanners and
/// hurried fingers confuse made one (i l 1, o 0, s 5).
/// </summary>
internal static class CharacterFolding
{
    /// <summary>Not part of a word.</summary>
    public const char None = '\0';

    /// <summary>Part of a word but without weight: an accent, a soft hyphen, a joiner.</summary>
    public const char Silent = '\u0001';

    private const int TableSize = 0x250;

    private static readonly char[] Table = BuildTable();

    /// <summary>The folded character, <see cref="None"/> or <see cref="Silent"/>.</summary>
    public static char Fold(char c)
    {
        if (c < TableSize)
        {
            return Table[c];
        }

        return FoldRare(c);
    }

    /// <summary>Scripts that put no spaces between words: there each character is a token.</summary>
    public static bool IsUnspaced(char c) =>
        c >= 0x0E00 && (c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u4DBF')
            or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\u0E00' and <= '\u0EFF')
            or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF'));

    public static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u2018' or '\u02BC' or '`' or '\u00B4';

    private static char FoldRare(char c) => CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format => Silent,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.DecimalDigitNumber => char.ToLowerInvariant(WithoutAccent(c)),
        _ => None,
    };

    private static char[] BuildTable()
    {
        var table = new char[TableSize];
        for (var i = 0; i < TableSize; i++)
        {
            var c = (char)i;
            table[i] = c == '\u00AD' ? Silent : char.IsLetterOrDigit(c) ? LookAlike(WithoutAccent(c)) : None;
        }

        return table;
    }

    private static char LookAlike(char c) => char.ToLowerInvariant(c) switch
    {
        'l' or '1' => 'i',
        '0' => 'o',
        '5' => 's',
        var lower => lower,
    };

    private static char WithoutAccent(char c) => c switch
    {
        'ł' or 'Ł' => 'l',
        'ø' or 'Ø' => 'o',
        'ı' => 'i',
        'đ' or 'Đ' => 'd',
        < '\u00C0' => c,
        _ when char.IsSurrogate(c) => c,
        _ => c.ToString().Normalize(NormalizationForm.FormD)[0],
    };
}
