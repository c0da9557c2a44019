namespace Postbag.Mime;

internal static class LetterZones
{
    public static (IReadOnlyList<LetterSpan> Spans, bool IsForward) Split(string text, IReadOnlyList<HtmlMark> marks) =>
        ([new LetterSpan(LetterSpanKind.OwnWords, 0, text.Length)], false);
}
