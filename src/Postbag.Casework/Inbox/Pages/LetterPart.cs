using Postbag.Grouping;
using Postbag.Mime;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>A piece of a stretch: plain, lit as the writer's own, or greyed as a campaign's.</summary>
internal sealed record LetterPiece(string Text, string? Class);

/// <summary>A stretch of a letter as its page shows it: own words plainly, the rest folded away.</summary>
internal sealed record LetterPart(IReadOnlyList<LetterPiece> Pieces, string Class, string Summary, bool IsFolded)
{
    /// <param name="letter">The text with its zones.</param>
    /// <param name="own">The writer's own words in a campaign's letter, in order; empty for other letters.</param>
    /// <param name="template">The campaign's words in it, likewise.</param>
    public static IReadOnlyList<LetterPart> Of(LetterText letter, IReadOnlyList<Span> own, IReadOnlyList<Span> template)
    {
        // Where someone only passes another's letter on, the quotation is what there is to read.
        var hasOwn = letter.Spans.Any(span =>
            span.Kind == LetterSpanKind.OwnWords && !letter.Text.AsSpan(span.Start, span.Length).IsWhiteSpace());
        var marks = own.Select(span => (Span: span, Class: "pb-own"))
            .Concat(template.Select(span => (Span: span, Class: "pb-template"))).OrderBy(mark => mark.Span.Start)
            .ToList();
        return letter.Spans.Select(span => Part(letter.Text, span, hasOwn, marks)).OfType<LetterPart>().ToList();
    }

    private static LetterPart? Part(string text, LetterSpan span, bool hasOwn, List<(Span Span, string Class)> marks)
    {
        var (start, end) = (span.Start, span.Start + span.Length);
        while (start < end && text[start] is '\n' or ' ') start++;
        while (start < end && text[end - 1] is '\n' or ' ') end--;
        if (start == end) return null;
        var pieces = Cut(text, start, end, marks);
        return span.Kind switch
        {
            LetterSpanKind.Quoted => new(pieces, "pb-quoted", "Earlier letter, quoted", hasOwn),
            LetterSpanKind.Signature => new(pieces, "pb-signature", "Signature", hasOwn),
            LetterSpanKind.Footer => new(pieces, "pb-footer-text", "Footer", hasOwn),
            _ => new(pieces, "", "", false),
        };
    }

    private static List<LetterPiece> Cut(string text, int start, int end, List<(Span Span, string Class)> marks)
    {
        var pieces = new List<LetterPiece>();
        var at = start;
        foreach (var (span, style) in marks)
        {
            var (from, to) = (Math.Max(span.Start, at), Math.Min(span.End, end));
            if (from >= to) continue;
            if (from > at) pieces.Add(new LetterPiece(text[at..from], null));
            pieces.Add(new LetterPiece(text[from..to], style));
            at = to;
        }

        if (at < end) pieces.Add(new LetterPiece(text[at..end], null));
        return pieces;
    }
}
