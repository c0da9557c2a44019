namespace Postbag.Mime;

/// <summary>Finds sign-off, name and what follows it.</summary>
/// <remarks>
/// A signature ends with the first line that isn't plainly a name, an address, a number or the like: a plea after the
/// signature, or a postscript, is own words again. Without a sign-off, a separator or the mark-up saying so, nothing is
/// a signature, however much a last line looks like a name.
/// </remarks>
internal static class SignatureZones
{
    /// <summary>More lines than that aren't a signature any more, whatever they look like.</summary>
    private const int MostLines = 24;

    public static void Mark(LetterPage page, int from, int to)
    {
        for (var line = from; line < to;)
        {
            if (!page.IsOwn(line) || page[line].IsBlank)
            {
                line++;
                continue;
            }
            var end = EndOfSignature(page, line, to);
            if (end < 0)
            {
                line++;
                continue;
            }
            page.Set(line, end, LetterSpanKind.Signature);
            line = end;
        }
    }

    /// <summary>The line after the signature that begins here; -1 if none does.</summary>
    private static int EndOfSignature(LetterPage page, int line, int to)
    {
        var written = page.Of(line);
        if (IsSeparator(written))
        {
            var end = EndOfLines(page, line + 1, to);
            return end > line + 1 || page.NextWritten(line + 1) >= to ? end : -1;
        }
        if (page[line].Marks.HasFlag(LineMarks.Signature))
        {
            return SignatureLine.Belongs(written, isFirst: true)
                || SignatureLine.IsSignOff(written, out _)
                ? EndOfLines(page, line + 1, to)
                : -1;
        }
        if (!SignatureLine.IsSignOff(written, out var hasName) || !page.HasOwnWordsBefore(line)) return -1;

        // The sign-off must lead to a name, or to the end of what this person wrote.
        var next = NextOwn(page, line + 1, to);
        if (next < 0 || hasName || SignatureLine.IsSignOff(page.Of(next), out _)
            || SignatureLine.Belongs(page.Of(next), isFirst: true))
        {
            return EndOfLines(page, line + 1, to);
        }
        return -1;
    }

    /// <summary>RFC 3676 §4.3; many programs drop its space, and people draw such lines between paragraphs,
    /// so it takes a name or the like below it.</summary>
    private static bool IsSeparator(ReadOnlySpan<char> written) => written is "--" or "—";

    /// <summary>The next line with something on it that is still own words, however many footers lie between; -1 if
    /// none.</summary>
    private static int NextOwn(LetterPage page, int line, int to)
    {
        for (; line < to; line++)
        {
            if (page.IsOwn(line) && !page[line].IsBlank) return line;
            if (!page.IsOwn(line)) return -1;
        }
        return -1;
    }

    private static int EndOfLines(LetterPage page, int line, int to)
    {
        var (end, count) = (line, 0);
        for (; line < to && page.IsOwn(line) && count < MostLines; line++)
        {
            if (page[line].IsBlank) continue;
            var written = page.Of(line);
            var belongs = SignatureLine.Belongs(written, count == 0)
                || SignatureLine.IsSignOff(written, out _) && count < 2;
            if (!belongs) break;
            count++;
            end = line + 1;
        }
        return end;
    }
}
