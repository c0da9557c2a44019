using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

[HtmlTargetElement("govuk-skip-link")]
public sealed class SkipLinkTagHelper : TagHelper
{
    public string Href { get; set; } = "#content";

    public string? Class { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.Become(Markup.Element("a", Markup.Join("govuk-skip-link", Class), inside)
            .With("href", Href).With("data-module", "govuk-skip-link").WithRest(output.Attributes));
    }
}

/// <summary>
/// <c>&lt;govuk-back-link href="/inbox"&gt;Inbox&lt;/govuk-back-link&gt;</c>; says "Back" if nothing stands inside.
/// </summary>
[HtmlTargetElement("govuk-back-link")]
public sealed class BackLinkTagHelper : TagHelper
{
    public string Href { get; set; } = "#";

    public string? Class { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        object content = inside.IsEmptyOrWhiteSpace ? "Back" : inside;
        output.Become(Markup.Element("a", Markup.Join("govuk-back-link", Class), content).With("href", Href)
            .WithRest(output.Attributes));
    }
}

/// <summary>Where the page lies; the last one, without an address, is the page itself.</summary>
[HtmlTargetElement("govuk-breadcrumbs", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BreadcrumbsTagHelper : TagHelper
{
    public IReadOnlyList<(string Text, string? Href)> Items { get; set; } = [];

    public string Label { get; set; } = "Breadcrumb";

    public string? Class { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var list = Markup.Element("ol", "govuk-breadcrumbs__list");
        foreach (var (text, href) in Items)
        {
            list.Add(href is null
                ? Markup.Element("li", "govuk-breadcrumbs__list-item", text).With("aria-current", "page")
                : Markup.Element("li", "govuk-breadcrumbs__list-item",
                    Markup.Element("a", "govuk-breadcrumbs__link", text).With("href", href)));
        }

        output.Become(Markup.Element("nav", Markup.Join("govuk-breadcrumbs", Class), list)
            .With("aria-label", Label).WithRest(output.Attributes));
    }
}

/// <summary>
/// Pages by key, not by number: at 250,000 letters nobody wants page 4,711 and counting to it is slow.
/// <c>&lt;govuk-pagination previous-href="…" previous-text="Newer" next-href="…" next-text="Older" /&gt;</c>; prints
/// nothing when there is neither.
/// </summary>
[HtmlTargetElement("govuk-pagination", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PaginationTagHelper : TagHelper
{
    private const string Left =
        "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768"
        + "h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z";

    private const string Right =
        "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896"
        + "l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z";

    public string? PreviousHref { get; set; }

    public string? PreviousText { get; set; }

    public string? PreviousLabel { get; set; }

    public string? NextHref { get; set; }

    public string? NextText { get; set; }

    public string? NextLabel { get; set; }

    public string Label { get; set; } = "Pagination";

    public string? Class { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Razor makes an empty text of a null between quotation marks.
        (PreviousHref, NextHref) = (NullIfEmpty(PreviousHref), NullIfEmpty(NextHref));
        if (PreviousHref is null && NextHref is null)
        {
            output.SuppressOutput();
            return;
        }

        output.Become(Markup.Element("nav", Markup.Join("govuk-pagination govuk-pagination--block", Class),
                Link("prev", Left, PreviousHref, PreviousText, "Previous", PreviousLabel),
                Link("next", Right, NextHref, NextText, "Next", NextLabel))
            .With("aria-label", Label).WithRest(output.Attributes));
    }

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;

    private static TagBuilder? Link(string rel, string arrow, string? href, string? text, string word, string? label)
    {
        if (href is null)
            return null;

        var title = Markup.Element("span",
            Markup.Join("govuk-pagination__link-title", label is null ? "govuk-pagination__link-title--decorated"
                : null),
            text ?? word, text is null ? Markup.Hidden(" page") : null);
        var link = Markup.Element("a", "govuk-link govuk-pagination__link", Arrow(rel, arrow), title)
            .With("href", href).With("rel", rel);
        if (label is not null)
            link.Add(Markup.Hidden(":")).Add(Markup.Element("span", "govuk-pagination__link-label", label));
        return Markup.Element("div", $"govuk-pagination__{rel}", link);
    }

    private static HtmlString Arrow(string rel, string path) => new(
        $"<svg class=\"govuk-pagination__icon govuk-pagination__icon--{rel}\" "
        + "xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" "
        + "width=\"15\" aria-hidden=\"true\" focusable=\"false\" "
        + $"viewBox=\"0 0 15 13\"><path d=\"{path}\"></path></svg> ");
}
