using Postbag.Mime.Tnef;

namespace Postbag.Mime;

/// <summary>Which parts are the text and which are attachments: RFC 8621 §4.1.4.</summary>
internal sealed class BodyParts
{
    private readonly List<MimePart> text = [];
    private readonly List<MimePart> html = [];
    private readonly List<MimePart> attachments = [];

    private BodyParts()
    {
    }

    public IReadOnlyList<MimePart> TextParts => text;

    public IReadOnlyList<MimePart> HtmlParts => html;

    /// <summary>Everything that is not text to be read, pictures within the text included.</summary>
    public IReadOnlyList<MimePart> Attachments => attachments;

    public static BodyParts Of(MimePart root)
    {
        var bodies = new BodyParts();
        bodies.Add([root], "mixed", isInAlternative: false, wantsText: true, wantsHtml: true);
        return bodies;
    }

    public string? PlainText()
    {
        // A message written in HTML with a plain footer by the mailing list is not a message in plain text.
        if (text.Count == 0 || text[0].MediaType == "text/html")
            return html.Count == 0 ? FromTnef(tnef => tnef.PlainText) : null;

        return Join(text.Where(part => part.MediaType != "text/html"));
    }

    public string? Html()
    {
        var parts = html.Where(part => part.MediaType == "text/html").ToList();
        return parts.Count > 0 ? Join(parts) : text.Count == 0 ? FromTnef(tnef => tnef.Html) : null;
    }

    /// <summary>The text of a message that is nothing but a winmail.dat.</summary>
    private string? FromTnef(Func<TnefFile, string?> body)
    {
        foreach (var part in attachments)
        {
            if (part.Tnef is { } tnef && body(tnef) is { } found)
                return LineEnds.ToLf(found).Replace("\0", "", StringComparison.Ordinal);
        }

        return null;
    }

    public LetterText Letter(string? plainText, string? htmlText)
    {
        if (string.IsNullOrWhiteSpace(plainText) && htmlText is not null)
            return LetterText.FromHtml(htmlText);

        if (text.Count > 0 && IsFlowed(text[0]))
            return LetterText.FromFlowed(plainText ?? "", IsYes(text[0].Parameter("delsp")));

        return LetterText.FromPlain(plainText ?? "");
    }

    private static bool IsFlowed(MimePart part) =>
        string.Equals(part.Parameter("format"), "flowed", StringComparison.OrdinalIgnoreCase);

    private static bool IsYes(string? value) => string.Equals(value, "yes", StringComparison.OrdinalIgnoreCase);

    private static string Join(IEnumerable<MimePart> parts) =>
        string.Join('\n', parts.Select(Clean).Where(text => text.Length > 0));

    /// <summary>One kind of line end, and no NUL: no database takes it, and no sender meant it.</summary>
    private static string Clean(MimePart part)
    {
        var text = LineEnds.ToLf(part.TextWithoutFiles());
        if (!text.Contains('\0'))
            return text;

        part.Context.Defects.Add(DefectKind.NulByte, part.BodyOffset, "NUL bytes are left out of the text");
        return text.Replace("\0", "", StringComparison.Ordinal);
    }

    // The algorithm is the standard's own, with its names; lists that it sets to null are not wanted here.
    private void Add(
        IReadOnlyList<MimePart> parts, string subtype, bool isInAlternative, bool wantsText, bool wantsHtml)
    {
        int textBefore = text.Count, htmlBefore = html.Count;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            if (part.IsMultipart && part.Children.Count > 0)
            {
                var inner = part.MediaType["multipart/".Length..];
                Add(part.Children, inner, isInAlternative || inner == "alternative", wantsText, wantsHtml);
            }
            else if (!IsBody(part, subtype, i))
            {
                attachments.Add(part);
            }
            else if (subtype == "alternative")
            {
                Choose(part);
            }
            else
            {
                if (isInAlternative && part.MediaType == "text/plain")
                    wantsHtml = false;

                if (isInAlternative && part.MediaType == "text/html")
                    wantsText = false;

                Show(part, wantsText, wantsHtml);
            }
        }

        if (subtype == "alternative" && wantsText && wantsHtml)
            FillIn(textBefore, htmlBefore);
    }

    private static bool IsBody(MimePart part, string subtype, int index)
    {
        if (part.IsAttachment || !(IsReadable(part) || IsMedia(part)))
            return false;

        return index == 0 || (subtype != "related" && (IsMedia(part) || part.FileName is null));
    }

    private void Choose(MimePart part)
    {
        if (part.MediaType == "text/html")
            html.Add(part);
        else if (IsReadable(part))
            text.Add(part);
        else
            attachments.Add(part);
    }

    private void Show(MimePart part, bool wantsText, bool wantsHtml)
    {
        if (!IsReadable(part))
        {
            attachments.Add(part);
            return;
        }

        if (wantsText)
            text.Add(part);

        if (wantsHtml)
            html.Add(part);
    }

    /// <summary>What only one of the two has is shown in both.</summary>
    private void FillIn(int textBefore, int htmlBefore)
    {
        if (text.Count == textBefore)
            text.AddRange(html[htmlBefore..]);
        else if (html.Count == htmlBefore)
            html.AddRange(text[textBefore..]);
    }

    /// <summary>Whether it is text to be read: a multipart in which no part was found is, too, or a letter whose header
    /// was spoiled would look empty.</summary>
    private static bool IsReadable(MimePart part) =>
        part.MediaType is "text/plain" or "text/html" || IsMultipartWithoutParts(part);

    private static bool IsMultipartWithoutParts(MimePart part) =>
        part.IsMultipart && part.Children.Count == 0 && !(part.Preamble.IsEmpty && part.Epilogue.IsEmpty);

    private static bool IsMedia(MimePart part) =>
        part.MediaType.StartsWith("image/", StringComparison.Ordinal)
        || part.MediaType.StartsWith("audio/", StringComparison.Ordinal)
        || part.MediaType.StartsWith("video/", StringComparison.Ordinal);
}
