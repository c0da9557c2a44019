using System.Buffers;

namespace Postbag.Mime.Charsets;

/// <summary>Recognises text that was UTF-8, was read as Latin-1 or Windows-1252 somewhere on its way, and was encoded
/// again: "cafÃ©", "donâ€™t", "Â£5".</summary>
internal static class Mojibake
{
    private static readonly SearchValues<char> Leads = SearchValues.Create("ÂÃâ");

    // What the bytes 0x80 to 0xBF are in Windows-1252, apart from the characters whose code they are.
    private static readonly SearchValues<char> Tails = SearchValues.Create("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

    public static void Report(string text, long offset, DefectList defects)
    {
        if (IsIn(text))
            defects.Add(DefectKind.Mojibake, offset, "the text is left as it was sent");
    }

    public static bool IsIn(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var next = text.IndexOfAny(Leads);
            if (next < 0 || next + 1 >= text.Length)
                return false;

            text = text[next..];
            if (IsTail(text[1]) && (text[0] != 'â' || (text.Length > 2 && IsTail(text[2]))))
                return true;

            text = text[1..];
        }
    }

    private static bool IsTail(char character) => character is >= '\u0080' and <= '\u00BF' || Tails.Contains(character);
}
