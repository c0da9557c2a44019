namespace Postbag.Casework.Inbox.Html;

/// <summary>Cuts HTML where a parser would begin to suffer: it takes time in proportion to the square of the depth, and
/// opens every unclosed &lt;b&gt; and &lt;font&gt; anew in each paragraph, so that a small file becomes millions of
/// nodes.</summary>
/// <remarks>A rough reading of tags in one pass, without a tree. It over-counts sloppy HTML a little and never
/// under-counts by more than a parser forgives.</remarks>
internal static class HtmlLimits
{
    /// <summary>Characters of HTML that are shown. The longest real newsletters are a tenth of it.</summary>
    public const int MaxLength = 2_000_000;

    /// <summary>Elements open at once. Real mail nests tables to some fifty.</summary>
    public const int MaxDepth = 500;

    /// <summary>Tags, each counted again for every formatting element that is open.</summary>
    public const int MaxCost = 200_000;

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "basefont", "bgsound", "frame", "keygen",
    };

    /// <summary>HTML's list of active formatting elements (HTML standard §13.2.4.3).</summary>
    private static readonly HashSet<string> Formatting = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    };

    /// <summary>A start tag of these closes one of the same name that is open.</summary>
    private static readonly HashSet<string> ClosesItself = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "li", "dt", "dd", "option", "tr", "td", "th", "tbody", "a", "nobr",
    };

    /// <summary>Within these nothing is a tag but their own end.</summary>
    private static readonly HashSet<string> RawText = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
    };

    /// <returns>How much of the HTML may be parsed; its length if all of it.</returns>
    public static int WhereToCut(string html)
    {
        var end = Math.Min(html.Length, MaxLength);
        var open = new List<string>();
        var formatting = 0;
        long cost = 0;
        var position = 0;
        while (position < end)
        {
            var start = html.IndexOf('<', position, end - position);
            if (start < 0 || start + 1 >= end) return end;
            if (html.AsSpan(start).StartsWith("<!--"))
            {
                position = After(html, "-->", start + 4, end);
                continue;
            }

            var isEnd = html[start + 1] == '/';
            var nameStart = start + (isEnd ? 2 : 1);
            if (nameStart >= end || !char.IsAsciiLetter(html[nameStart]))
            {
                position = nameStart;
                continue;
            }

            var nameEnd = nameStart;
            while (nameEnd < end && !char.IsWhiteSpace(html[nameEnd]) && html[nameEnd] is not ('>' or '/')) nameEnd++;
            var name = html[nameStart..Math.Min(nameEnd, nameStart + 32)];
            position = AfterTag(html, nameEnd, end);
            if (isEnd)
            {
                Close(open, name, ref formatting);
                continue;
            }

            cost += 1 + formatting;
            if (cost > MaxCost || open.Count >= MaxDepth) return start;
            if (RawText.Contains(name)) position = After(html, "</" + name, position, end);
            else if (!Void.Contains(name)) Open(open, name, ref formatting);
        }

        return end;
    }

    private static void Open(List<string> open, string name, ref int formatting)
    {
        if (ClosesItself.Contains(name) && open.Count > 0 && Same(open[^1], name)) Close(open, name, ref formatting);
        open.Add(name);
        if (Formatting.Contains(name)) formatting++;
    }

    /// <summary>Formatting elements within what is closed stay open for a parser; so they stay counted.</summary>
    private static void Close(List<string> open, string name, ref int formatting)
    {
        var at = open.FindLastIndex(other => Same(other, name));
        if (at < 0) return;
        if (Formatting.Contains(name))
        {
            open.RemoveAt(at);
            formatting--;
        }
        else
        {
            var stay = open.Skip(at + 1).Where(Formatting.Contains).ToList();
            open.RemoveRange(at, open.Count - at);
            open.AddRange(stay);
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static int After(string html, string what, int from, int end)
    {
        if (from >= end) return end;
        var at = html.IndexOf(what, from, end - from, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? end : at + what.Length;
    }

    /// <summary>The position after a tag's end; a &gt; within quotation marks doesn't end it.</summary>
    private static int AfterTag(string html, int from, int end)
    {
        var quote = '\0';
        var isValue = false;
        for (var i = from; i < end; i++)
        {
            var c = html[i];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
            }
            else if (c == '>') return i + 1;
            else if (isValue && c is '"' or '\'') quote = c;

            // A quotation mark only begins a value directly after the equals sign.
            isValue = c == '=' || (isValue && char.IsWhiteSpace(c));
        }

        return end;
    }
}
