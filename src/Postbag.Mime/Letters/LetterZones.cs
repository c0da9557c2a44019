namespace Postbag.Mime;

/// <summary>Splits a letter: first what is quoted, then in each stretch of what is left its footers and
/// signature.</summary>
/// <param name="Spans">Whose words are where.</param>
/// <param name="IsForward">Whether the sender added nothing.</param>
internal sealed record LetterZones(IReadOnlyList<LetterSpan> Spans, bool IsForward)
{
    public static LetterZones Of(string text, IReadOnlyList<HtmlMark> marks)
    {
        if (text.Length == 0) return new([], IsForward: false);
        var page = LetterPage.Of(text, marks);
        var quotes = new QuoteZones(page);
        quotes.Mark();
        for (var from = 0; from < page.Count;)
        {
            var to = from;
            while (to < page.Count && page.IsOwn(to)) to++;
            if (to > from)
            {
                FooterZones.Mark(page, from, to);
                SignatureZones.Mark(page, from, to);
            }
            from = Math.Max(to, from + 1);
        }
        return new(page.Spans(), quotes.HasForward && !page.HasOwnWordsBefore(page.Count));
    }
}
