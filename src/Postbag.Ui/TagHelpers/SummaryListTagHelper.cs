using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary>
/// Facts, one a row: <c>&lt;govuk-summary-list&gt;&lt;govuk-summary-row key="Role" action-href="…" action-text="Change"
/// action-hidden="role"&gt;Caseworker&lt;/govuk-summary-row&gt;…</c>.
/// </summary>
[HtmlTargetElement("govuk-summary-list")]
public sealed class SummaryListTagHelper : TagHelper
{
    public string? Class { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var rows = new List<SummaryRow>();
        context.Items[typeof(SummaryRow)] = rows;
        await output.GetChildContentAsync();

        // govuk-frontend reserves the third column in rows without an action only if another row has one.
        var anyAction = rows.Any(row => row.Action is not null);
        var list = Markup.Element("dl", Markup.Join("govuk-summary-list", Class));
        foreach (var row in rows)
        {
            list.Add(Markup.Element("div",
                Markup.Join("govuk-summary-list__row", anyAction && row.Action is null
                    ? "govuk-summary-list__row--no-actions" : null),
                Markup.Element("dt", "govuk-summary-list__key", row.Key),
                Markup.Element("dd", "govuk-summary-list__value", row.Value),
                row.Action is null ? null : Markup.Element("dd", "govuk-summary-list__actions", row.Action)));
        }

        output.Become(list.WithRest(output.Attributes));
    }
}

internal sealed record SummaryRow(string Key, IHtmlContent Value, TagBuilder? Action);

[HtmlTargetElement("govuk-summary-row", ParentTag = "govuk-summary-list")]
public sealed class SummaryRowTagHelper : TagHelper
{
    public string Key { get; set; } = "";

    public string? ActionHref { get; set; }

    public string ActionText { get; set; } = "Change";

    /// <summary>What is changed, for those who hear links one by one.</summary>
    public string? ActionHidden { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        var action = ActionHref is null ? null
            : Markup.Element("a", "govuk-link", ActionText, ActionHidden is null ? null
                : Markup.Hidden(" " + ActionHidden))
                .With("href", ActionHref);
        ((List<SummaryRow>)context.Items[typeof(SummaryRow)]).Add(new SummaryRow(Key, inside, action));
        output.SuppressOutput();
    }
}
