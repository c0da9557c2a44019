using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary>
/// A labelled field with its hint and its error, bound by <c>asp-for</c> or named by hand. A base class, because Razor
/// reads attributes from inherited properties and every field has these.
/// </summary>
public abstract class FieldTagHelper : TagHelper
{
    [HtmlAttributeName("asp-for")]
    public ModelExpression? For { get; set; }

    public string? Name { get; set; }

    public string? Id { get; set; }

    public string? Label { get; set; }

    public string? LabelClass { get; set; }

    /// <summary>The label (or legend) is the page's h1.</summary>
    public bool IsHeading { get; set; }

    public string? Hint { get; set; }

    /// <summary>Said instead of what ModelState says; null leaves it to ModelState.</summary>
    public string? Error { get; set; }

    public string? Class { get; set; }

    public string? GroupClass { get; set; }

    public string? DescribedBy { get; set; }

    public bool Disabled { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext? ViewContext { get; set; }

    protected string FieldName =>
        Name
        ?? (For is null ? null : ViewContext?.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name) ?? For.Name)
        ?? "";

    /// <summary>The same as the error summary links to.</summary>
    protected string FieldId => Id ?? (For is null ? FieldName : IdOf(FieldName));

    internal static string IdOf(string modelKey) => TagBuilder.CreateSanitizedId(modelKey, "_");

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var error = Error ?? ModelError();
        var hint = Hint is null ? null : Markup.Element("div", "govuk-hint", Hint).With("id", FieldId + "-hint");
        var message = error is null ? null : ErrorMessageTagHelper.Build(error, FieldId + "-error");
        var describedBy = Markup.Join(
            DescribedBy, hint is null ? null : FieldId + "-hint", message is null ? null : FieldId + "-error");

        var group = Markup.Element("div",
            Markup.Join("govuk-form-group", error is null ? null : "govuk-form-group--error", GroupClass));
        await FillAsync(new Field(group, hint, message, describedBy), context, output);
        output.Become(group);
    }

    /// <summary>Fills the group in; most fields put label, hint and error above one control.</summary>
    protected abstract Task FillAsync(Field field, TagHelperContext context, TagHelperOutput output);

    protected IHtmlContent BuildLabel()
    {
        var label = Markup.Element("label", Markup.Join("govuk-label", LabelClass),
            Label ?? For?.Metadata.DisplayName ?? FieldName)
            .With("for", FieldId);
        return IsHeading ? Markup.Element("h1", "govuk-label-wrapper", label) : label;
    }

    /// <summary>What was typed, if it came back with an error; else what the page's model holds.</summary>
    protected string? FieldValue(string? given)
    {
        if (given is not null)
            return given;
        if (ViewContext?.ModelState.TryGetValue(FieldName, out var entry) == true
            && entry.AttemptedValue is { } attempted)
            return attempted;
        return Text(For?.Model);
    }

    // What browsers read in date fields is the invariant form, whatever the culture.
    protected static string? Text(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.CurrentCulture),
    };

    private string? ModelError()
    {
        if (ViewContext is null || FieldName.Length == 0)
            return null;
        return ViewContext.ModelState.TryGetValue(FieldName, out var entry) && entry.Errors.Count > 0
            ? ErrorSummaryTagHelper.TextOf(entry.Errors[0])
            : null;
    }

    protected sealed record Field(TagBuilder Group, TagBuilder? Hint, IHtmlContent? Error, string? DescribedBy)
    {
        public bool IsWrong => Error is not null;
    }
}
