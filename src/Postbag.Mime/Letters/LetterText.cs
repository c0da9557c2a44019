using System.Text;

namespace Postbag.Mime;

/// <summary>A message's text as a person would read it, split into the sender's own words and the rest.</summary>
/// <remarks>
/// <para>The spans lie in order, touch each other and together cover the whole text; each begins and ends at a line's
/// edge, so no word is cut. Two neighbours are never of one kind.</para>
/// <para>Splitting is careful, not clever: whatever isn't recognised for certain is own words, because a plea taken for
/// a quotation, a signature or a footer would be lost from sight, while a footer taken for own words is only a
/// blemish. Nothing is ever dropped.</para>
/// <para>Instances don't change and may be shared between threads. The text is split when it is first asked whose words
/// are where; the cost is linear in its length.</para>
/// </remarks>
public sealed class LetterText
{
    private readonly IReadOnlyList<HtmlMark> marks;
    private LetterZones? zones;

    private LetterText(string text, IReadOnlyList<HtmlMark> marks) => (Text, this.marks) = (text, marks);

    /// <summary>A letter without a word.</summary>
    public static LetterText Empty { get; } = new("", []);

    /// <summary>The whole text; lines end with LF.</summary>
    public string Text { get; }

    /// <summary>Whose words are where; in order, covering <see cref="Text"/>; none if the text is empty.</summary>
    public IReadOnlyList<LetterSpan> Spans => Zones.Spans;

    /// <summary>True if the sender added nothing to what they pass on: all there is to answer is in the
    /// quotation.</summary>
    public bool IsForward => Zones.IsForward;

    /// <summary>What the sender wrote: the spans of own words, put together and trimmed; empty if there are
    /// none.</summary>
    public string OwnWords => Join(LetterSpanKind.OwnWords);

    /// <summary>The signature's lines, trimmed; empty if there is none.</summary>
    public string Signature => Join(LetterSpanKind.Signature);

    /// <summary>The footers' lines, trimmed; empty if there are none.</summary>
    public string Footer => Join(LetterSpanKind.Footer);

    /// <summary>Each quotation, trimmed, in order.</summary>
    public IReadOnlyList<string> Quoted =>
        [.. Spans.Where(span => span.Kind == LetterSpanKind.Quoted).Select(Of).Where(quoted => quoted.Length > 0)];

    /// <summary>Splits plain text.</summary>
    /// <param name="text">The decoded text; any line ends. Not format=flowed: see <see cref="FromFlowed"/>.</param>
    /// <returns>The letter; <see cref="Empty"/> if there is no text.</returns>
    public static LetterText FromPlain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Split(LineEnds.ToLf(text), []);
    }

    /// <summary>Unwraps format=flowed text (RFC 3676) and splits it.</summary>
    /// <param name="text">The decoded text; any line ends.</param>
    /// <param name="delSp">True if the part says DelSp=yes: the space before a soft line break is not part of the
    /// text.</param>
    /// <returns>The letter; <see cref="Empty"/> if there is no text.</returns>
    public static LetterText FromFlowed(string text, bool delSp)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Split(FlowedText.Unwrap(text, delSp), []);
    }

    /// <summary>Turns HTML into text that reads well, and splits it, using what the mark-up says of quotations and
    /// signatures.</summary>
    /// <param name="html">The decoded HTML, however broken.</param>
    /// <returns>The letter; <see cref="Empty"/> if nothing is to be seen.</returns>
    public static LetterText FromHtml(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var rendered = HtmlText.Render(html);
        return Split(rendered.Text, rendered.Marks);
    }

    /// <summary>Found twice if two threads ask at once, with the same answer.</summary>
    private LetterZones Zones => zones ??= LetterZones.Of(Text, marks);

    private static LetterText Split(string text, IReadOnlyList<HtmlMark> marks) =>
        text.Length == 0 ? Empty : new(text, marks);

    private string Of(LetterSpan span) => Text.AsSpan(span.Start, span.Length).Trim().ToString();

    private string Join(LetterSpanKind kind)
    {
        var joined = new StringBuilder();
        foreach (var span in Spans)
        {
            if (span.Kind != kind) continue;
            var text = Text.AsSpan(span.Start, span.Length).Trim();
            if (text.IsEmpty) continue;
            if (joined.Length > 0) joined.Append("\n\n");
            joined.Append(text);
        }
        return joined.ToString();
    }
}
