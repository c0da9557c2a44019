using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary>
/// <c>&lt;govuk-tag colour="green"&gt;Open&lt;/govuk-tag&gt;</c>. Colours that differ here: none, grey, green, red,
/// yellow.
/// </summary>
[HtmlTargetElement("govuk-tag")]
public sealed class TagTagHelper : TagHelper
{
    public string? Colour { get; set; }

    public string? Class { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.Become(Markup.Element("strong",
            Markup.Join("govuk-tag", Colour is null ? null : $"govuk-tag--{Colour}", Class), inside)
                .WithRest(output.Attributes));
    }
}

[HtmlTargetElement("govuk-inset-text")]
public sealed class InsetTextTagHelper : TagHelper
{
    public string? Class { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.Become(Markup.Element("div", Markup.Join("govuk-inset-text", Class), inside)
            .WithRest(output.Attributes));
    }
}

[HtmlTargetElement("govuk-warning-text")]
public sealed class WarningTextTagHelper : TagHelper
{
    public string Spoken { get; set; } = "Warning";

    public string? Class { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.Become(Markup.Element("div", Markup.Join("govuk-warning-text", Class),
            Markup.Element("span", "govuk-warning-text__icon", "!").With("aria-hidden", "true"),
            Markup.Element("strong", "govuk-warning-text__text", Markup.Hidden(Spoken), " ", inside))
                .WithRest(output.Attributes));
    }
}

/// <summary><c>&lt;govuk-details summary="…"&gt;…&lt;/govuk-details&gt;</c>.</summary>
[HtmlTargetElement("govuk-details")]
public sealed class DetailsTagHelper : TagHelper
{
    public string Summary { get; set; } = "";

    public string? Class { get; set; }

    public bool Open { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.Become(Markup.Element("details", Markup.Join("govuk-details", Class),
            Markup.Element("summary", "govuk-details__summary",
                Markup.Element("span", "govuk-details__summary-text", Summary)),
            Markup.Element("div", "govuk-details__text", inside)).Flag("open", Open).WithRest(output.Attributes));
    }
}

/// <summary><c>&lt;govuk-fieldset legend="…"&gt;…&lt;/govuk-fieldset&gt;</c>: fields that belong together.</summary>
[HtmlTargetElement("govuk-fieldset")]
public sealed class FieldsetTagHelper : TagHelper
{
    public string? Legend { get; set; }

    public string? LegendClass { get; set; }

    public bool IsHeading { get; set; }

    public string? Class { get; set; }

    public string? DescribedBy { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.Become(Markup.Element("fieldset", Markup.Join("govuk-fieldset", Class),
                Legend is null ? null : BuildLegend(Legend, LegendClass, IsHeading), inside)
            .With("aria-describedby", DescribedBy).WithRest(output.Attributes));
    }

    internal static TagBuilder BuildLegend(string text, string? classes, bool isHeading)
    {
        object content = isHeading ? Markup.Element("h1", "govuk-fieldset__heading", text) : text;
        return Markup.Element("legend", Markup.Join("govuk-fieldset__legend", classes), content);
    }
}

/// <summary>
/// A message that stands above the page's own. After a redirect TempData["Notice"] does it by itself.
/// </summary>
[HtmlTargetElement("govuk-notification-banner")]
public sealed class NotificationBannerTagHelper : TagHelper
{
    private const string DefaultTitleId = "govuk-notification-banner-title";

    /// <summary>"success" or null.</summary>
    public string? Kind { get; set; }

    public string? Title { get; set; }

    public string TitleId { get; set; } = DefaultTitleId;

    public string? Class { get; set; }

    public string? Role { get; set; }

    /// <summary>One sentence; what stands inside the tag is for more.</summary>
    public string? Text { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var isSuccess = Kind == "success";
        IHtmlContent inside = Text is null
            ? await output.GetChildContentAsync()
            : Markup.Element("p", "govuk-notification-banner__heading", Text);
        var title = Markup.Element("h2", "govuk-notification-banner__title",
            Title ?? (isSuccess ? "Success" : "Important"))
            .With("id", TitleId);
        output.Become(Markup.Element("div",
                Markup.Join("govuk-notification-banner", isSuccess ? "govuk-notification-banner--success" : null,
                    Class),
                Markup.Element("div", "govuk-notification-banner__header", title),
                Markup.Element("div", "govuk-notification-banner__content", inside))
            .With("role", Role ?? (isSuccess ? "alert" : "region"))
            .With("aria-labelledby", TitleId)
            .With("data-module", "govuk-notification-banner")
            .WithRest(output.Attributes));
    }
}
