using System.Buffers;

namespace Postbag.Mime;

/// <summary>Finds what no person wrote.</summary>
/// <remarks>
/// Lines that programs add are known by their exact shape wherever they stand, because people do write below "Sent from
/// my phone". Notices need three of the six things that notices say, or two and their usual beginning, and nobody
/// speaking of themselves. What lists and campaigns' platforms add counts only at the end, where no own words follow.
/// </remarks>
internal static class FooterZones
{
    /// <summary>A longer paragraph is a letter, not a footer; also bounds the work.</summary>
    private const int LongestParagraph = 4000;

    private static readonly SearchValues<char> RuleCharacters = SearchValues.Create("-_=—–*~·• ");

    public static void Mark(LetterPage page, int from, int to)
    {
        var joined = page.Join(from, to);
        MarkBanners(page, joined, from, to);
        if (FooterPhrases.MayNameDevice(joined.Whole)) MarkDeviceLines(page, from, to);
        MarkNotices(page, joined, from, to);
        MarkFromEnd(page, joined, from, to);
    }

    /// <summary>Warnings of mail gateways, above the letter.</summary>
    private static void MarkBanners(LetterPage page, JoinedLines joined, int from, int to)
    {
        var first = page.NextWritten(from);
        if (first >= to || !FooterPhrases.IsBanner(page.Of(first).TrimStart("*-_ "))) return;
        var end = EndOfParagraph(page, first, to);
        if (Length(page, first, end) > 600 || LetterWords.SpeaksOfSelf(joined.Of(first, end))) return;
        page.Set(first, end, LetterSpanKind.Footer);
    }

    private static void MarkDeviceLines(LetterPage page, int from, int to)
    {
        for (var line = from; line < to; line++)
        {
            if (page.IsOwn(line) && IsDeviceLine(page.Of(line))) page.Set(line, line + 1, LetterSpanKind.Footer);
        }
    }

    /// <summary>"Sent from my iPhone", "Get Outlook for iOS", in any language; and nothing else on the line.</summary>
    private static bool IsDeviceLine(ReadOnlySpan<char> written)
    {
        if (written.Length is < 6 or > 160) return false;
        written = WithoutAddress(written);
        if (!FooterPhrases.NamesDevice(written)) return false;
        var words = LetterWords.Count(written);
        var isOutlook = written.Contains("outlook", StringComparison.OrdinalIgnoreCase)
            && (written.Contains(" ios", StringComparison.OrdinalIgnoreCase)
                || written.Contains("android", StringComparison.OrdinalIgnoreCase));
        if (isOutlook && words <= 6) return true;
        if (!FooterPhrases.SaysSentFrom(written)) return false;
        // Of the words that people use for themselves only "my" belongs here, once, before the device.
        if (FooterPhrases.ExcusesBrevity(written)) return words <= 16 && !HasStory(written);
        return words <= 8 && !HasStory(written);
    }

    /// <summary>"Sent from my phone because the bailiffs took my laptop" tells something.</summary>
    private static bool HasStory(ReadOnlySpan<char> written)
    {
        Span<char> rest = stackalloc char[written.Length];
        written.ToLowerInvariant(rest);
        foreach (var usual in (ReadOnlySpan<string>)[" my ", " meinem ", " mon ", " mi ", " meu ", " mijn ", " mio ",
            " fy ",
            " mo ", " min ", "please excuse", "please forgive", " is ", " phone", " mobile phone"])
        {
            var at = rest.IndexOf(usual);
            if (at >= 0) rest.Slice(at, usual.Length).Fill(' ');
        }
        return LetterWords.MayBePlea(rest);
    }

    private static ReadOnlySpan<char> WithoutAddress(ReadOnlySpan<char> written)
    {
        var address = written.IndexOf("http", StringComparison.OrdinalIgnoreCase);
        if (address > 0 && !written[address..].Contains(' ')) written = written[..address];
        return written.Trim("<>()[]*_-. ");
    }

    private static void MarkNotices(LetterPage page, JoinedLines joined, int from, int to)
    {
        // Nearly every letter holds none, and then there is no need to read it paragraph by paragraph.
        var mayHold = FooterPhrases.MayHoldNotice(joined.Whole) || FooterPhrases.SparesPaper(joined.Whole);
        var first = page.NextWritten(from);
        while (first < to)
        {
            var end = EndOfParagraph(page, first, to);
            if (page.IsOwn(first) && (mayHold || MaySayVirusChecked(joined, first, end)))
            {
                var start = StartOfNotice(page, joined, first, end);
                if (start >= 0) page.Set(WithHeading(page, from, start), end, LetterSpanKind.Footer);
            }
            first = page.NextWritten(end);
        }
    }

    /// <summary>The line on which a notice begins in this paragraph; -1 if it holds none. A notice may follow the name
    /// without a blank line.</summary>
    private static int StartOfNotice(LetterPage page, JoinedLines joined, int first, int end)
    {
        if (Length(page, first, end) > LongestParagraph) return -1;
        var tries = 0;
        for (var line = first; line < end && tries < 6; line++)
        {
            var isShaped = FooterPhrases.StartsNotice(page.Of(line).TrimStart("*-_ "));
            if (line > first && !isShaped) continue;
            tries++;
            var text = joined.Of(line, end);
            if (IsNotice(text, isShaped) || IsAside(text)) return line;
        }
        return -1;
    }

    private static bool IsNotice(ReadOnlySpan<char> text, bool isShaped)
    {
        var score = FooterPhrases.NoticeScore(text);
        return score >= (isShaped ? 2 : 3) && !LetterWords.SpeaksOfSelf(text) && !LetterWords.SpeaksOfPerson(text);
    }

    private static bool IsAside(ReadOnlySpan<char> text) =>
        text.Length < 400
        && (FooterPhrases.SparesPaper(text) && !text.Contains("council", StringComparison.OrdinalIgnoreCase)
            || FooterPhrases.SaysVirusChecked(text)
                && (text.Contains("virus", StringComparison.OrdinalIgnoreCase)
                    || text.Contains("mail", StringComparison.OrdinalIgnoreCase)))
        && !LetterWords.SpeaksOfSelf(text);

    private static bool MaySayVirusChecked(JoinedLines joined, int first, int end)
    {
        for (var line = first; line < end; line++)
        {
            if (FooterPhrases.SaysVirusChecked(joined.Of(line, end))) return true;
        }
        return false;
    }

    /// <summary>"DISCLAIMER" or a rule stands on the line above.</summary>
    private static int WithHeading(LetterPage page, int from, int line)
    {
        var above = line - 1;
        while (above >= from && page[above].IsBlank) above--;
        if (above < from || !page.IsOwn(above)) return line;
        var written = page.Of(above);
        var isHeading = written.Length < 40 && FooterPhrases.StartsNotice(written) && LetterWords.Count(written) < 4;
        // "-- " before a notice is its separator, as scanners write it.
        return isHeading || IsRule(written) || written is "--" ? above : line;
    }

    public static bool IsRule(ReadOnlySpan<char> written) =>
        written.Length >= 3 && !written.ContainsAnyExcept(RuleCharacters);

    /// <summary>Lists' and platforms' footers, from the last paragraph upwards.</summary>
    private static void MarkFromEnd(LetterPage page, JoinedLines joined, int from, int to)
    {
        var end = to;
        while (end > from)
        {
            while (end > from && (page[end - 1].IsBlank || !page.IsOwn(end - 1))) end--;
            if (end == from) return;
            var first = end - 1;
            while (first > from && !page[first - 1].IsBlank && page.IsOwn(first - 1)) first--;
            var start = StartOfListFooter(page, joined, first, end);
            if (start < 0) return;
            page.Set(WithHeading(page, from, start), end, LetterSpanKind.Footer);
            end = start;
        }
    }

    private static int StartOfListFooter(LetterPage page, JoinedLines joined, int first, int end)
    {
        if (Length(page, first, end) > LongestParagraph) return -1;
        // The shape may begin in any of the last lines: a footer often follows the name without a blank line.
        for (var line = Math.Max(first, end - 8); line < end; line++)
        {
            var text = joined.Of(line, end);
            if (IsListFooter(page, line, end, text) || IsUnsubscribe(text) || IsPlatform(text)) return line;
        }
        return -1;
    }

    /// <summary>A long rule, the list's name, its address: as Mailman and its kin add.</summary>
    private static bool IsListFooter(LetterPage page, int line, int end, ReadOnlySpan<char> text)
    {
        var rule = page.Of(line);
        return rule.Length >= 20 && IsRule(rule) && end - line is > 1 and < 9 && !LetterWords.SpeaksOfSelf(text)
            && FooterPhrases.NamesList(text)
            && (text.Contains("http", StringComparison.OrdinalIgnoreCase) || text.Contains('@'));
    }

    private static bool IsUnsubscribe(ReadOnlySpan<char> text) =>
        text.Length < 1500 && FooterPhrases.SaysUnsubscribe(text) && !LetterWords.SpeaksOfSelf(WithoutQuestion(text))
        && (LetterWords.Count(text) <= 4 || HasAddressOrLink(text));

    /// <summary>"Why am I receiving this?" is the platform speaking.</summary>
    private static ReadOnlySpan<char> WithoutQuestion(ReadOnlySpan<char> text) =>
        text.StartsWith("why am i receiving", StringComparison.OrdinalIgnoreCase) ? text["why am i".Length..] : text;

    private static bool HasAddressOrLink(ReadOnlySpan<char> text) =>
        text.Contains("http", StringComparison.OrdinalIgnoreCase) || text.Contains('@')
        || text.Contains("www.", StringComparison.OrdinalIgnoreCase)
        || text.Contains("click", StringComparison.OrdinalIgnoreCase)
        || text.Contains(" here", StringComparison.OrdinalIgnoreCase)
        || text.Contains("preferences", StringComparison.OrdinalIgnoreCase)
        || text.Contains("subscribed", StringComparison.OrdinalIgnoreCase)
        || text.Contains("signed up", StringComparison.OrdinalIgnoreCase);

    /// <summary>"This email was sent by Jo Example using Example Action's campaign tool", shorter than a
    /// letter.</summary>
    private static bool IsPlatform(ReadOnlySpan<char> text)
    {
        if (text.Length > 500) return false;
        var shape = text.TrimStart("*-_—– ");
        if (!FooterPhrases.SaysSentThrough(shape) || !FooterPhrases.NamesPlatform(shape)) return false;
        // "I am a constituent, sent through …" is put there by the platform as well.
        if (shape.StartsWith("i am ", StringComparison.OrdinalIgnoreCase)) shape = shape[shape.IndexOf(',')..];
        return !LetterWords.SpeaksOfSelf(shape) && !LetterWords.SpeaksOfOthers(shape);
    }

    private static int EndOfParagraph(LetterPage page, int line, int to)
    {
        var kind = page.KindOf(line);
        while (line < to && !page[line].IsBlank && page.KindOf(line) == kind) line++;
        return line;
    }

    private static int Length(LetterPage page, int from, int end) => page[end - 1].End - page[from].Start;
}
