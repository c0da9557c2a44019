using System.Text;

namespace Postbag.Mime;

/// <summary>text/plain; format=flowed: paragraphs that were broken into lines for sending (RFC 3676).</summary>
public static class FlowedText
{
    /// <summary>
    /// How deep quotation marks are counted; what lies deeper is shown at this depth. Without a limit, lines of
    /// thousands of ">" would be copied once for each paragraph.
    /// </summary>
    private const int MaxDepth = 50;

    /// <summary>Joins the lines that belong together (RFC 3676 §4).</summary>
    /// <param name="text">The decoded text; any line ends.</param>
    /// <param name="delSp">True if the part says DelSp=yes: the space before a soft line break is removed, not
    /// kept.</param>
    /// <returns>One line for each paragraph, ended by LF; quoted ones begin with as many ">" as they are deep, then a
    /// space. Space-stuffing is undone; the signature separator "-- " keeps its space and is never joined (§4.3). Lines
    /// of different depth are never joined, even if a soft break says so (§4.5). Never longer than the input by more
    /// than a space for each line. Linear in the length of the text.</returns>
    public static string Unwrap(string text, bool delSp)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = LineEnds.ToLf(text);
        var unwrapped = new StringBuilder(text.Length + 16);
        var openDepth = -1; // the depth of the paragraph that a soft break left open; -1 if none is
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            var depth = line.IndexOfAnyExcept('>');
            if (depth < 0) depth = line.Length;
            line = line[depth..];
            if (line.StartsWith(' ')) line = line[1..];
            var isSeparator = line.SequenceEqual("-- ");

            // A blank line ends a paragraph even after a soft break, which many programs leave before it by mistake.
            if (openDepth >= 0 && (openDepth != depth || isSeparator || line.IsEmpty))
            {
                unwrapped.Append('\n');
                openDepth = -1;
            }
            if (openDepth < 0) StartParagraph(unwrapped, depth, line.IsEmpty);
            var isSoft = !isSeparator && line.EndsWith(' ');
            unwrapped.Append(isSoft && delSp ? line[..^1] : line);
            openDepth = isSoft ? depth : -1;
            if (!isSoft) unwrapped.Append('\n');
        }
        // Splitting finds one line more than there are line ends.
        if (unwrapped.Length > 0 && unwrapped[^1] == '\n') unwrapped.Length--;
        return unwrapped.ToString();
    }

    private static void StartParagraph(StringBuilder unwrapped, int depth, bool isBlank)
    {
        if (depth == 0) return;
        unwrapped.Append('>', Math.Min(depth, MaxDepth));
        if (!isBlank) unwrapped.Append(' ');
    }
}
