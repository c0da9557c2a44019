namespace Postbag.Mime;

/// <summary>
/// "On 4 March 2026 at 10:00, Jane Doe &lt;jane@example.org&gt; wrote:" in every client's style and language, on one to
/// four lines.
/// </summary>
/// <remarks>
/// People write such sentences too ("On 4 March the council wrote:"). So a line that stands before marked quotation
/// needs little proof, one that nothing marked follows needs a date and an address, and one that tells a story is
/// neither.
/// </remarks>
internal static class QuoteIntroduction
{
    private const int MostLines = 4;
    private const int Longest = 400;

    /// <summary>How sure it is.</summary>
    internal enum Proof { None, IfQuotationFollows, Certain }

    /// <summary>How many lines from <paramref name="line"/> on introduce a quotation, and how surely; 0 if they
    /// don't.</summary>
    public static (int Lines, Proof Proof) At(LetterPage page, int line)
    {
        if (IsBetweenDashes(page.Of(line))) return (1, Proof.Certain);
        var length = 0;
        for (var last = line; last < Math.Min(page.Count, line + MostLines); last++)
        {
            var written = page.Of(last);
            length += written.Length + 1;
            if (written.IsEmpty || length > Longest || page[last].Depth != page[line].Depth) break;
            if (last == line && !CanBegin(written)) break;
            if (!Ends(written))
            {
                // The date, or else the writer's address, stands on the first line; what stands above isn't part of it.
                if (last == line && !HasDate(written) && !HasBracketedAddress(written, out _)) break;
                continue;
            }

            var proof = Judge(Joined(page, line, last), isWrapped: last > line);
            return proof == Proof.None ? (0, Proof.None) : (last - line + 1, proof);
        }
        return (0, Proof.None);
    }

    /// <summary>"---- On Mon, 02 Mar 2026 09:30:00 +0000 Jo &lt;jo@example.org&gt; wrote ----", as Zoho writes
    /// it.</summary>
    private static bool IsBetweenDashes(ReadOnlySpan<char> written) =>
        written.Length < Longest && written.StartsWith("---") && written.EndsWith("---") && HasDate(written)
        && HasBracketedAddress(written, out _) && QuotePhrases.HasWrote(written);

    private static bool CanBegin(ReadOnlySpan<char> written) => !written.StartsWith('-') && !written.StartsWith('•');

    private static bool Ends(ReadOnlySpan<char> written) =>
        written.TrimEnd("*_ \u00A0\u200F\u202C").EndsWith(':') || written.EndsWith('：');

    private static string Joined(LetterPage page, int from, int last)
    {
        var joined = page.Of(from).ToString();
        for (var i = from + 1; i <= last; i++) joined = string.Concat(joined, " ", page.Of(i));
        return joined;
    }

    private static Proof Judge(ReadOnlySpan<char> text, bool isWrapped)
    {
        var hasAddress = HasBracketedAddress(text, out var withoutAddress);
        if (LetterWords.Tells(withoutAddress)) return Proof.None;

        var hasWrote = QuotePhrases.HasWrote(text);
        var hasDate = HasDate(text);
        var hasTime = HasTime(text);
        if (isWrapped && !(hasDate && (hasAddress || hasWrote) && Opens(text))) return Proof.None;
        if (hasAddress && hasDate && (hasWrote || hasTime)) return Proof.Certain;
        // "Quoting Jo <jo@example.org>:", as Horde writes it.
        if (hasAddress && QuotePhrases.BeginsQuoting(text)) return Proof.IfQuotationFollows;
        return hasWrote || hasDate && hasTime || hasAddress && hasDate ? Proof.IfQuotationFollows : Proof.None;
    }

    /// <summary>Begins with "On", a day's name, a date, or the writer's name and address.</summary>
    private static bool Opens(ReadOnlySpan<char> text)
    {
        if (char.IsDigit(text[0])) return true;
        var end = 0;
        while (end < text.Length && char.IsLetter(text[end])) end++;
        if (QuotePhrases.IsOpener(text[..end])) return true;
        var bracket = text.IndexOf('<');
        return bracket is > 0 and < 60;
    }

    /// <summary>An address in brackets, as programs write it: &lt;…@…&gt;, (…@…), [mailto:…@…].</summary>
    private static bool HasBracketedAddress(ReadOnlySpan<char> text, out ReadOnlySpan<char> before)
    {
        before = text;
        var at = text.IndexOf('@');
        if (at < 0) return false;
        var open = text[..at].LastIndexOfAny("<([");
        var close = text[at..].IndexOfAny(">)]");
        if (open < 0 || close < 0 || text[open..at].Contains(' ')) return false;
        before = text[..open];
        return true;
    }

    /// <summary>A year, or a day and month in numbers.</summary>
    private static bool HasDate(ReadOnlySpan<char> text)
    {
        for (var i = 0; i + 3 < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]) || i > 0 && char.IsAsciiDigit(text[i - 1])) continue;
            var digits = 1;
            while (i + digits < text.Length && char.IsAsciiDigit(text[i + digits])) digits++;
            if (digits == 4 && text[i..].StartsWith("20") || digits == 4 && text[i..].StartsWith("19")) return true;
            // 4/3/26
            if (digits < 3 && i + digits + 3 < text.Length && text[i + digits] is '/' or '-'
                && char.IsAsciiDigit(text[i + digits + 1]) && text[(i + digits + 2)..].IndexOfAny("/-") is 0 or 1)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>10:00, 10.00 or 10h00.</summary>
    internal static bool HasTime(ReadOnlySpan<char> text)
    {
        for (var i = 1; i + 2 < text.Length; i++)
        {
            if (text[i] is not (':' or '.' or 'h')) continue;
            if (!char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1])
                || !char.IsAsciiDigit(text[i + 2])) continue;
            if (i + 3 == text.Length || !char.IsAsciiDigit(text[i + 3])) return true;
        }
        return false;
    }
}
