using Postbag.Mime;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>A stretch of a letter as its page shows it: own words plainly, the rest folded away.</summary>
internal sealed record LetterPart(string Text, string Class, string Summary, bool IsFolded)
{
    public static IReadOnlyList<LetterPart> Of(LetterText letter)
    {
        // Where someone only passes another's letter on, the quotation is what there is to read.
        var hasOwn = letter.Spans.Any(span =>
            span.Kind == LetterSpanKind.OwnWords && !letter.Text.AsSpan(span.Start, span.Length).IsWhiteSpace());
        return letter.Spans
            .Select(span => Part(span.Kind, letter.Text.Substring(span.Start, span.Length).Trim('\n', ' '), hasOwn))
            .Where(part => part.Text.Length > 0).ToList();
    }

    private static LetterPart Part(LetterSpanKind kind, string text, bool hasOwn) => kind switch
    {
        LetterSpanKind.Quoted => new(text, "pb-quoted", "Earlier letter, quoted", hasOwn),
        LetterSpanKind.Signature => new(text, "pb-signature", "Signature", hasOwn),
        LetterSpanKind.Footer => new(text, "pb-footer-text", "Footer", hasOwn),
        _ => new(text, "", "", false),
    };
}
