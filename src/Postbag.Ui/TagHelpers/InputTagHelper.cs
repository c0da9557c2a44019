using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary><c>&lt;govuk-input asp-for="Email" label="…" hint="…" /&gt;</c>: one line of text.</summary>
[HtmlTargetElement("govuk-input", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class InputTagHelper : FieldTagHelper
{
    public string Type { get; set; } = "text";

    public string? Value { get; set; }

    public string? Prefix { get; set; }

    public string? Suffix { get; set; }

    protected override Task FillAsync(Field field, TagHelperContext context, TagHelperOutput output)
    {
        var input = Build(this, field.IsWrong, field.DescribedBy, FieldValue(Value), output.Attributes);

        field.Group.Add(BuildLabel()).Add(field.Hint).Add(field.Error);
        if (Prefix is null && Suffix is null)
            field.Group.Add(input);
        else
            field.Group.Add(Markup.Element("div", "govuk-input__wrapper", Affix(Prefix, "prefix"), input,
                Affix(Suffix, "suffix")));
        return Task.CompletedTask;
    }

    private static TagBuilder Build(
        InputTagHelper input, bool isWrong, string? describedBy, string? value, TagHelperAttributeList rest) =>
        Markup.Element("input", Markup.Join("govuk-input", input.Class, isWrong ? "govuk-input--error" : null))
            .With("id", input.FieldId)
            .With("name", input.FieldName)
            .With("type", input.Type)
            .With("value", string.IsNullOrEmpty(value) ? null : value)
            .With("aria-describedby", describedBy)
            .Flag("disabled", input.Disabled)
            .WithRest(rest)
            .Empty();

    private static TagBuilder? Affix(string? text, string which) =>
        text is null ? null : Markup.Element("div", $"govuk-input__{which}", text).With("aria-hidden", "true");
}

/// <summary>
/// <c>&lt;govuk-password-input asp-for="Password" label="Password" /&gt;</c>, with a button that shows it.
/// </summary>
[HtmlTargetElement("govuk-password-input", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PasswordInputTagHelper : FieldTagHelper
{
    public string Autocomplete { get; set; } = "current-password";

    protected override Task FillAsync(Field field, TagHelperContext context, TagHelperOutput output)
    {
        // The value is never written back: a password doesn't belong in a page.
        var input = Markup.Element("input", Markup.Join(
                "govuk-input", "govuk-password-input__input", "govuk-js-password-input-input", Class,
                field.IsWrong ? "govuk-input--error" : null))
            .With("id", FieldId)
            .With("name", FieldName)
            .With("type", "password")
            .With("spellcheck", "false")
            .With("autocapitalize", "none")
            .With("autocomplete", Autocomplete)
            .With("aria-describedby", field.DescribedBy)
            .Flag("disabled", Disabled)
            .WithRest(output.Attributes)
            .Empty();
        var button = Markup.Element("button",
                "govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle",
                    "Show")
            .With("type", "button")
            .With("data-module", "govuk-button")
            .With("aria-controls", FieldId)
            .With("aria-label", "Show password")
            .Flag("hidden", true);

        field.Group.AddCssClass("govuk-password-input");
        field.Group.With("data-module", "govuk-password-input")
            .Add(BuildLabel()).Add(field.Hint).Add(field.Error)
            .Add(Markup.Element("div", "govuk-input__wrapper govuk-password-input__wrapper", input, button));
        return Task.CompletedTask;
    }
}
