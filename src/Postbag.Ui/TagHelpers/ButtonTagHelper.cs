using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary>
/// <c>&lt;govuk-button&gt;Save&lt;/govuk-button&gt;</c>; with <c>href</c> a link that looks like one. Kinds: secondary,
/// warning.
/// </summary>
[HtmlTargetElement("govuk-button")]
public sealed class ButtonTagHelper : TagHelper
{
    public string? Kind { get; set; }

    public string? Class { get; set; }

    public string? Href { get; set; }

    public string Type { get; set; } = "submit";

    public string? Name { get; set; }

    public string? Value { get; set; }

    public bool Disabled { get; set; }

    /// <summary>The script ignores a second press within a second; a double click must not act twice.</summary>
    public bool? PreventDoubleClick { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        var button = Markup.Element(Href is null ? "button" : "a",
                Markup.Join("govuk-button", Kind is null ? null : $"govuk-button--{Kind}", Class), inside)
            .With("data-module", "govuk-button");
        if (Href is not null)
            button.With("href", Href).With("role", "button").With("draggable", "false");
        else
            button.With("type", Type).With("name", Name).With("value", Value)
                .Flag("disabled", Disabled).With("aria-disabled", Disabled ? "true" : null)
                .With("data-prevent-double-click", PreventDoubleClick is { } on ? (on ? "true" : "false") : null);
        output.Become(button.WithRest(output.Attributes));
    }
}
