namespace Postbag.Mime;

/// <summary>Wraps text so that readers that know how put it together again (RFC 3676 §4).</summary>
internal static class FlowedWriter
{
    // RFC 3676 §4.2: lines of 78 characters at most, 72 wanted.
    private const int LineLength = 72;

    /// <summary>The text with CRLF line ends, wrapped, without white space at lines' ends that would make them
    /// flow.</summary>
    public static string Wrap(string text)
    {
        var result = new StringBuilder(text.Length + (text.Length / 40));
        var lines = LineBreaks.ToLineFeeds(text).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
                result.Append("\r\n");
            AppendLine(result, lines[i]);
        }

        return result.ToString();
    }

    private static void AppendLine(StringBuilder result, string line)
    {
        if (line == "-- ")
        {
            result.Append(line);
            return;
        }

        line = line.TrimEnd(' ');
        // A quotation is left as long as it is: to wrap it, its depth would have to be guessed.
        if (line.StartsWith('>'))
        {
            result.Append(line);
            return;
        }

        var rest = line.AsSpan();
        while (rest.Length > LineLength && BreakBefore(rest) is var cut and > 0)
        {
            AppendStuffed(result, rest[..cut]);
            result.Append("\r\n");
            rest = rest[cut..];
        }

        AppendStuffed(result, rest);
    }

    /// <summary>Where to break: behind the last space that still fits, or else behind the first; 0 if
    /// nowhere.</summary>
    private static int BreakBefore(ReadOnlySpan<char> rest)
    {
        var space = rest[..LineLength].LastIndexOf(' ');
        // A line of nothing but spaces would be a break between paragraphs to some readers.
        if (space <= 0 || rest[..space].Trim(' ').IsEmpty)
        {
            var start = Math.Max(rest.IndexOfAnyExcept(' '), 0);
            var next = rest[start..].IndexOf(' ');
            space = next < 0 ? -1 : start + next;
        }

        while (space >= 0 && space + 1 < rest.Length && rest[space + 1] == ' ')
            space++;
        // "-- " alone is a signature's mark and never flows.
        return space < 0 || space + 1 >= rest.Length || rest[..(space + 1)] is "-- " ? 0 : space + 1;
    }

    /// <summary>A space in front of what means something at a line's beginning (RFC 3676 §4.4).</summary>
    private static void AppendStuffed(StringBuilder result, ReadOnlySpan<char> line)
    {
        if (line.StartsWith(" ") || line.StartsWith(">") || line.StartsWith("From "))
            result.Append(' ');
        result.Append(line);
    }
}

/// <summary>Line ends of text.</summary>
internal static class LineBreaks
{
    public static string ToLineFeeds(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
