using System.Globalization;
using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Grouping;

namespace Postbag.Casework.Campaigns;

/// <summary>What a campaign's letter has of its writer's own, and what of the template's: for the pages.</summary>
/// <param name="Spans">"own;template", each as start+length separated by spaces, in UTF-16 units of the letter's text;
/// null for a letter of no campaign and like none.</param>
/// <param name="Text">The own words one after the other, with " … " where others' stand between.</param>
internal sealed record OwnWords(string? Spans, string Text)
{
    /// <summary>Longer own words are cut in the list; the letter's own page shows them whole.</summary>
    private const int MaxChars = 4000;

    /// <summary>Spans beyond so many would be a letter made to be cut up; its rest is shown without light.</summary>
    private const int MaxSpans = 2000;

    public static OwnWords Of(GroupingDesk desk, IncomingLetter letter, Decision decision)
    {
        if (decision.Campaign is null && decision.Like is null) return new OwnWords(null, "");
        var spans = desk.Spans(letter);
        var (own, template) = (WithEnds(letter.Text, spans.Own), WithEnds(letter.Text, spans.Template));
        return new OwnWords($"{Written(own)};{Written(template)}", TextOf(letter.Text, own));
    }

    /// <summary>The mark that ends a sentence goes with its last word.</summary>
    public static IReadOnlyList<Span> WithEnds(string text, IReadOnlyList<Span> spans)
    {
        var whole = new List<Span>(spans.Count);
        for (var i = 0; i < spans.Count; i++)
        {
            var end = spans[i].End;
            var limit = i + 1 < spans.Count ? spans[i + 1].Start : text.Length;
            while (end < limit && text[end] is '.' or '!' or '?' or '…' or ')' or '”' or '’' or '"' or ',' or ';'
                or ':') end++;
            whole.Add(new Span(spans[i].Start, end - spans[i].Start));
        }

        return whole;
    }

    /// <summary>The spans of a kept text; empty lists for a text that isn't one.</summary>
    public static (IReadOnlyList<Span> Own, IReadOnlyList<Span> Template) Read(string? spans)
    {
        var halves = (spans ?? "").Split(';');
        return halves.Length == 2 ? (Parse(halves[0]), Parse(halves[1])) : ([], []);
    }

    /// <summary>The text of spans, in one piece.</summary>
    public static string TextOf(string text, IReadOnlyList<Span> spans)
    {
        var own = new StringBuilder();
        foreach (var span in spans)
        {
            if (own.Length >= MaxChars) break;
            if (own.Length > 0) own.Append(" … ");
            own.Append(text, span.Start, Math.Min(span.Length, MaxChars - Math.Min(own.Length, MaxChars)));
        }

        return MessageReading.Line(own.ToString(), MaxChars);
    }

    private static string Written(IReadOnlyList<Span> spans) => string.Join(
        ' ', spans.Take(MaxSpans)
            .Select(span => string.Create(CultureInfo.InvariantCulture, $"{span.Start}+{span.Length}")));

    private static List<Span> Parse(string spans) => spans.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(span => span.Split('+'))
        .Select(parts => new Span(
            int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture)))
        .ToList();
}
