using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary>One error beside something that isn't a field of ours.</summary>
[HtmlTargetElement("govuk-error-message")]
public sealed class ErrorMessageTagHelper : TagHelper
{
    public string? Id { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.Become(Build(inside, Id).WithRest(output.Attributes));
    }

    internal static TagBuilder Build(object content, string? id) =>
        Markup.Element("p", "govuk-error-message", Markup.Hidden("Error:"), " ", content).With("id", id);
}

/// <summary>
/// <c>&lt;govuk-error-summary /&gt;</c>: every error in ModelState, linked to its field; nothing when there is none.
/// The script moves focus to it. Put it first in the page, before the h1.
/// </summary>
[HtmlTargetElement("govuk-error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    public string Title { get; set; } = "There is a problem";

    public string? Description { get; set; }

    /// <summary>Shown instead of ModelState's; the address may be null.</summary>
    public IReadOnlyList<(string Text, string? Href)>? Errors { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext? ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = Errors ?? FromModelState();
        if (errors.Count == 0 && Description is null)
        {
            output.SuppressOutput();
            return;
        }

        var body = Markup.Element("div", "govuk-error-summary__body", Description is null ? null
            : Markup.Element("p", null, Description));
        if (errors.Count > 0)
        {
            var list = Markup.Element("ul", "govuk-list govuk-error-summary__list");
            foreach (var (text, href) in errors)
                list.Add(Markup.Element("li", null, href is null ? text
                    : Markup.Element("a", null, text).With("href", href)));
            body.Add(list);
        }

        var alert = Markup.Element("div", null, Markup.Element("h2", "govuk-error-summary__title", Title), body)
            .With("role", "alert");
        output.Become(Markup.Element("div", "govuk-error-summary", alert)
            .With("data-module", "govuk-error-summary")
            .WithRest(output.Attributes));
    }

    /// <summary>An exception's own text is for the log, not for a person.</summary>
    internal static string TextOf(ModelError error) =>
        string.IsNullOrEmpty(error.ErrorMessage) ? "Enter something that can be read here" : error.ErrorMessage;

    private List<(string Text, string? Href)> FromModelState()
    {
        if (ViewContext is null)
            return [];

        // ModelState has an order of its own; people read errors in the order of the fields, which the model declares.
        return [.. ViewContext.ModelState
            .Where(entry => entry.Value?.Errors.Count > 0)
            .OrderBy(entry => PlaceOf(entry.Key, ViewContext.ViewData.ModelMetadata))
            .SelectMany(entry => entry.Value!.Errors.Select(error =>
                (TextOf(error), entry.Key.Length == 0 ? null : "#" + FieldTagHelper.IdOf(entry.Key))))];
    }

    private static int PlaceOf(string key, ModelMetadata model)
    {
        var place = 0;
        foreach (var name in key.Split('.'))
        {
            var index = model.Properties.ToList().FindIndex(property => property.PropertyName == name);
            place = place * 1000 + index + 1;
            if (index < 0)
                break;
            model = model.Properties[index];
        }

        return place;
    }
}
