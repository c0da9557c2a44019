namespace Postbag.Mime;

internal enum HtmlMarkKind { Quoted, QuotedToEnd, Introduction, Signature }

internal readonly record struct HtmlMark(HtmlMarkKind Kind, int Start, int End);

/// <summary>HTML as text.</summary>
public static class HtmlText
{
    /// <summary>Turns HTML into text that reads well.</summary>
    /// <param name="html">The decoded HTML, however broken.</param>
    /// <returns>The text.</returns>
    public static string ToText(string html) => Render(html).Text;

    internal static (string Text, IReadOnlyList<HtmlMark> Marks) Render(string html) => (html, []);
}
