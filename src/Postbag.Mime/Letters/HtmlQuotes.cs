namespace Postbag.Mime;

/// <summary>
/// How mail programs mark quotations and signatures in HTML: by class, by id, and by the style of blockquote and div.
/// The names were read in mail that those programs sent.
/// </summary>
internal static class HtmlQuotes
{
    /// <summary>What an element's attributes say of its content; null if nothing.</summary>
    public static HtmlMarkKind? MarkOf(HtmlElement element, HtmlAttributes attributes, HtmlStyle style)
    {
        if (element == HtmlElement.Blockquote) return OfBlockquote(attributes, style);
        HtmlMarkKind? mark = null;
        if (!attributes.Id.IsEmpty) mark = OfId(attributes.Id);
        if (mark is null && !attributes.Class.IsEmpty) mark = OfClasses(attributes.Class);
        if (mark is null && style.HasFlag(HtmlStyle.OutlookRule)) mark = HtmlMarkKind.PerhapsQuotedToEnd;
        return mark;
    }

    /// <summary>True for what newsletters show in the list of messages only, hidden by a style sheet of
    /// theirs.</summary>
    public static bool IsPreheader(ReadOnlySpan<char> classes) =>
        classes.Contains("preheader", StringComparison.OrdinalIgnoreCase)
        || classes.Contains("mcnPreviewText", StringComparison.OrdinalIgnoreCase)
        || classes.Contains("preview-text", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True for Gmail's and Proton's wrapping of introduction and quotation: what stands in it after the quotation has
    /// ended is the writer's answer again.
    /// </summary>
    public static bool EndsWithItsQuotation(ReadOnlySpan<char> classes) =>
        classes.Contains("gmail_quote", StringComparison.OrdinalIgnoreCase)
        || classes.Contains("protonmail_quote", StringComparison.OrdinalIgnoreCase);

    private static HtmlMarkKind OfBlockquote(HtmlAttributes attributes, HtmlStyle style)
    {
        if (attributes.IsCite) return HtmlMarkKind.Quoted;
        if (!attributes.Class.IsEmpty && OfClasses(attributes.Class) == HtmlMarkKind.Quoted) return HtmlMarkKind.Quoted;
        return style.HasFlag(HtmlStyle.SideBar) ? HtmlMarkKind.Quoted : HtmlMarkKind.Indented;
    }

    private static HtmlMarkKind? OfId(ReadOnlySpan<char> id)
    {
        id = WithoutOutlooksPrefix(id);
        if (Is(id, "divRplyFwdMsg")) return HtmlMarkKind.QuotedToEnd;
        if (Is(id, "mail-editor-reference-message-container") || Ends(id, "yahoo_quoted") || Starts(id, "yahoo_quoted"))
        {
            return HtmlMarkKind.Quoted;
        }
        if (Is(id, "reply-intro")) return HtmlMarkKind.Introduction;
        return Is(id, "AppleMailSignature") || Is(id, "ms-outlook-mobile-signature") || Is(id, "Signature")
            ? HtmlMarkKind.Signature
            : null;
    }

    private static HtmlMarkKind? OfClasses(ReadOnlySpan<char> classes)
    {
        foreach (var range in classes.SplitAny(' ', '\t', '\n', '\r'))
        {
            if (OfClass(WithoutOutlooksPrefix(classes[range])) is { } mark) return mark;
        }
        return null;
    }

    private static HtmlMarkKind? OfClass(ReadOnlySpan<char> name)
    {
        if (name.Length < 9) return null;
        if (Is(name, "gmail_quote") || Ends(name, "yahoo_quoted") || Is(name, "protonmail_quote")
            || Is(name, "moz-forward-container") || Is(name, "tutanota_quote") || Is(name, "zmail_extra")
            || Is(name, "ms-outlook-mobile-reference-message"))
        {
            return HtmlMarkKind.Quoted;
        }
        if (Is(name, "OutlookMessageHeader")) return HtmlMarkKind.QuotedToEnd;
        if (Is(name, "moz-cite-prefix") || Is(name, "gmail_attr")) return HtmlMarkKind.Introduction;
        return Is(name, "gmail_signature") || Is(name, "moz-signature") || Is(name, "protonmail_signature_block")
            || Is(name, "AppleMailSignature")
            ? HtmlMarkKind.Signature
            : null;
    }

    /// <summary>Outlook on the web writes "x_" before the names in what it quotes, once for each time it was
    /// quoted.</summary>
    private static ReadOnlySpan<char> WithoutOutlooksPrefix(ReadOnlySpan<char> name)
    {
        while (name.StartsWith("x_")) name = name[2..];
        return name;
    }

    private static bool Is(ReadOnlySpan<char> written, ReadOnlySpan<char> name) =>
        written.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Starts(ReadOnlySpan<char> written, ReadOnlySpan<char> with) =>
        written.StartsWith(with, StringComparison.OrdinalIgnoreCase);

    private static bool Ends(ReadOnlySpan<char> written, ReadOnlySpan<char> with) =>
        written.EndsWith(with, StringComparison.OrdinalIgnoreCase);
}
