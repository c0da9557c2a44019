using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary><c>&lt;govuk-select asp-for="Role" label="Role" asp-items="Model.Roles" /&gt;</c>.</summary>
[HtmlTargetElement("govuk-select", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SelectTagHelper : FieldTagHelper
{
    [HtmlAttributeName("asp-items")]
    public IEnumerable<SelectListItem> Items { get; set; } = [];

    public string? Value { get; set; }

    protected override Task FillAsync(Field field, TagHelperContext context, TagHelperOutput output)
    {
        var chosen = FieldValue(Value);
        var select = Markup.Element("select",
                Markup.Join("govuk-select", Class, field.IsWrong ? "govuk-select--error" : null))
            .With("id", FieldId)
            .With("name", FieldName)
            .With("aria-describedby", field.DescribedBy)
            .Flag("disabled", Disabled)
            .WithRest(output.Attributes);
        foreach (var item in Items)
        {
            select.Add(Markup.Element("option", null, item.Text)
                .With("value", item.Value)
                .Flag("selected", chosen is null ? item.Selected
                    : string.Equals(item.Value ?? item.Text, chosen, StringComparison.Ordinal))
                .Flag("disabled", item.Disabled));
        }

        field.Group.Add(BuildLabel()).Add(field.Hint).Add(field.Error).Add(select);
        return Task.CompletedTask;
    }
}
