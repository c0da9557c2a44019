namespace Postbag.Mime;

/// <summary>The block of headers that Outlook and forwarding programs put above what they quote.</summary>
/// <remarks>
/// People begin letters with From, To, Date and Subject as well, and write "From: the window I can see". So a block
/// must name From, Sent or Date, and To or Subject, and say when with a time of day, which programs always do and
/// people don't.
/// </remarks>
internal static class QuoteHeaderBlock
{
    private const int MostLines = 14;

    /// <summary>The line after the block that begins here; -1 if none does.</summary>
    /// <param name="page">The letter.</param>
    /// <param name="line">Where it may begin.</param>
    /// <param name="enough">How many header lines suffice, a From or Date among them, because a line such as "Original
    /// Message" or the mark-up has announced the block; 0 if nothing has.</param>
    public static int EndAt(LetterPage page, int line, int enough)
    {
        if (line >= page.Count || HeaderOf(page.Of(line), out _) is QuoteHeader.None or QuoteHeader.Other) return -1;
        if (enough == 0 && HeaderOf(page.Of(line), out _) != QuoteHeader.From) return -1;

        var (seen, hasTime, end, others, count) = (0, false, line, 0, 0);
        for (var i = line; i < Math.Min(page.Count, line + MostLines); i++)
        {
            if (page[i].IsBlank)
            {
                // Headers written as paragraphs have blank lines between them.
                var next = page.NextWritten(i);
                if (next < page.Count && next == i + 1 && HeaderOf(page.Of(next), out _) != QuoteHeader.None) continue;
                break;
            }
            var header = HeaderOf(page.Of(i), out var value);
            if (header == QuoteHeader.None && ++others > 4) break; // long lists of recipients are wrapped
            if (header == QuoteHeader.None) continue;
            // A second From is a second message.
            if (header == QuoteHeader.From && (seen & (1 << (int)header)) != 0) break;
            seen |= 1 << (int)header;
            count++;
            hasTime |= header == QuoteHeader.Sent && QuoteIntroduction.HasTime(value);
            end = i + 1;
        }
        return IsEnough(seen, hasTime, count, enough) ? end : -1;
    }

    public static QuoteHeader HeaderOf(ReadOnlySpan<char> written, out ReadOnlySpan<char> value)
    {
        value = [];
        written = written.TrimStart("*_ ");
        var colon = written.IndexOfAny(":：");
        if (colon is < 1 or > 24) return QuoteHeader.None;
        value = written[(colon + 1)..].Trim("*_ ");
        return QuotePhrases.HeaderOf(written[..colon].Trim("*_ \u00A0"));
    }

    private static bool IsEnough(int seen, bool hasTime, int count, int enough)
    {
        var hasFrom = Has(seen, QuoteHeader.From);
        var hasSent = Has(seen, QuoteHeader.Sent);
        if (enough > 0) return count >= enough && (hasFrom || hasSent);
        return hasFrom && hasSent && hasTime && (Has(seen, QuoteHeader.To) || Has(seen, QuoteHeader.Subject));
    }

    private static bool Has(int seen, QuoteHeader header) => (seen & (1 << (int)header)) != 0;
}
