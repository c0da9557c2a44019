namespace Postbag.Mime;

/// <summary>What HTML's mark-up says of a stretch of its text.</summary>
internal enum HtmlMarkKind
{
    /// <summary>A quotation: blockquote type=cite, gmail_quote, yahoo_quoted and their like.</summary>
    Quoted,

    /// <summary>A blockquote that nothing says is a quotation; it may be the writer's own indentation.</summary>
    Indented,

    /// <summary>Here begin the headers of the message that Outlook quotes, to the end of the document.</summary>
    QuotedToEnd,

    /// <summary>Looks like <see cref="QuotedToEnd"/>, but by a rule drawn in its style only.</summary>
    PerhapsQuotedToEnd,

    /// <summary>The line that introduces a quotation.</summary>
    Introduction,

    /// <summary>The sender's stored signature; people type into it too.</summary>
    Signature,
}

/// <summary>A stretch of the text that was made of the HTML.</summary>
internal readonly record struct HtmlMark(HtmlMarkKind Kind, int Start, int End);
