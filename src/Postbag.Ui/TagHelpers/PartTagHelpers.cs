using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary>
/// How far a job is: <c>&lt;pb-progress label="Import" value="1200" max="6294" amount="1,200 of 6,294" /&gt;</c>.
/// Without a value the bar says only that something goes on.
/// </summary>
[HtmlTargetElement("pb-progress", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ProgressTagHelper : TagHelper
{
    public string Label { get; set; } = "";

    public double? Value { get; set; }

    public double Max { get; set; } = 100;

    /// <summary>The same in words, beside the bar; null prints the percentage.</summary>
    public string? Amount { get; set; }

    public bool Failed { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // A job that counts what it finds may pass its own estimate.
        var value = Value is null ? (double?)null : Math.Clamp(Value.Value, 0, Max);
        var amount = Amount ?? (value is null || Max <= 0 ? null
            : Math.Floor(100 * value.Value / Max).ToString("0", CultureInfo.InvariantCulture) + " %");
        var bar = Markup.Element("progress", null, amount)
            .With("aria-label", Label)
            .With("value", value?.ToString(CultureInfo.InvariantCulture))
            .With("max", Max.ToString(CultureInfo.InvariantCulture));
        output.Become(Markup.Element("div", Markup.Join("pb-progress", Failed ? "pb-progress--failed" : null),
            Markup.Element("span", "pb-progress__label", Label),
            Markup.Element("span", "pb-progress__amount", amount),
            bar).WithRest(output.Attributes));
    }
}

/// <summary>
/// <c>&lt;pb-alert kind="warning" title="…"&gt;…&lt;/pb-alert&gt;</c>. Kinds: information, success, warning, error.
/// </summary>
[HtmlTargetElement("pb-alert")]
public sealed class AlertTagHelper : TagHelper
{
    public string Kind { get; set; } = "information";

    public string? Title { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        var content = Markup.Element("div", null,
            Title is null ? null : Markup.Element("p", "pb-alert__title", Title), inside);
        output.Become(Markup.Element("div", Markup.Join("pb-alert", $"pb-alert--{Kind}"),
                IconTagHelper.Build(Kind == "success" ? "done" : Kind), content)
            .With("role", "region").With("aria-label", Title is null ? Spoken() : $"{Spoken()}: {Title}")
            .WithRest(output.Attributes));
    }

    // Said as well as coloured.
    private string Spoken() => char.ToUpperInvariant(Kind[0]) + Kind[1..];
}

/// <summary>
/// What happened, newest first: <c>&lt;pb-timeline&gt;&lt;pb-event title="…" by="…" at="…" when="…"&gt;…</c>.
/// </summary>
[HtmlTargetElement("pb-timeline")]
public sealed class TimelineTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.Become(Markup.Element("div", "moj-timeline", inside).WithRest(output.Attributes));
    }
}

/// <summary>
/// One event. "When" is the instant in words, in the office's own time: the page knows its calendar, this doesn't.
/// </summary>
[HtmlTargetElement("pb-event", ParentTag = "pb-timeline")]
public sealed class EventTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string? By { get; set; }

    public DateTimeOffset At { get; set; }

    public string When { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.Become(Markup.Element("div", "moj-timeline__item",
            Markup.Element("div", "moj-timeline__header",
                Markup.Element("h2", "moj-timeline__title", Title),
                By is null ? null : " ",
                By is null ? null : Markup.Element("p", "moj-timeline__byline", "by " + By)),
            Markup.Element("p", "moj-timeline__date",
                Markup.Element("time", null, When)
                    .With("datetime", At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
            Markup.Element("div", "moj-timeline__description", inside)).WithRest(output.Attributes));
    }
}
