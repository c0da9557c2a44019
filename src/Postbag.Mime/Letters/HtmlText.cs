namespace Postbag.Mime;

/// <summary>HTML as text that reads well.</summary>
/// <remarks>
/// <para>Paragraphs and headings stand apart by a blank line; lists have "•" or their numbers and are indented; tables
/// of data become rows, aligned if that fits into 100 columns, else separated by tabs, while tables for layout become
/// paragraphs; links are written "text (address)" unless the text says the address already; images are their
/// alternative text in brackets; quotations begin with "&gt;".</para>
/// <para>What isn't to be seen is left out: style sheets, scripts, comments, what is hidden by attribute or style
/// (display, visibility, font-size 0, mso-hide, max-height 0, opacity 0), the previews of newsletters, invisible
/// characters, counting pixels. If nothing were left, it is shown after all: a letter is never empty by a trick.</para>
/// <para>One pass, linear in the input whatever it is; nesting is remembered 20,000 deep, quotations and lists are
/// shown 8 deep. The result is at most about 20 times as long as the input (line marks in lists of empty items), in
/// mail always shorter. Safe to call from many threads.</para>
/// </remarks>
public static class HtmlText
{
    /// <summary>Turns HTML into text that reads well.</summary>
    /// <param name="html">The decoded HTML, however broken.</param>
    /// <returns>The text; lines end with LF, the last one with nothing; empty if there is nothing to read.</returns>
    public static string ToText(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        return Render(html).Text;
    }

    /// <summary>The text, and what the mark-up says of it: in order of their ends.</summary>
    internal static (string Text, IReadOnlyList<HtmlMark> Marks) Render(string html)
    {
        var renderer = new HtmlRenderer(html.Length / 4, showHidden: false);
        renderer.Read(html);
        if (renderer.HasHiddenText && renderer.Text.Length == 0)
        {
            renderer = new HtmlRenderer(html.Length / 4, showHidden: true);
            renderer.Read(html);
        }
        return (renderer.Text.ToString(), renderer.Marks);
    }
}
