using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary><c>&lt;govuk-textarea asp-for="Note" label="…" rows="8" /&gt;</c>: several lines of text.</summary>
[HtmlTargetElement("govuk-textarea", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TextareaTagHelper : FieldTagHelper
{
    public int Rows { get; set; } = 5;

    public string? Value { get; set; }

    protected override Task FillAsync(Field field, TagHelperContext context, TagHelperOutput output)
    {
        var area = Markup.Element("textarea",
                Markup.Join("govuk-textarea", field.IsWrong ? "govuk-textarea--error" : null, Class), FieldValue(Value))
            .With("id", FieldId)
            .With("name", FieldName)
            .With("rows", Rows.ToString(CultureInfo.InvariantCulture))
            .With("aria-describedby", field.DescribedBy)
            .Flag("disabled", Disabled)
            .WithRest(output.Attributes);

        field.Group.Add(BuildLabel()).Add(field.Hint).Add(field.Error).Add(area);
        return Task.CompletedTask;
    }
}
