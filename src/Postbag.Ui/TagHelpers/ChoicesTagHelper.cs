using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Postbag.Ui.TagHelpers;

/// <summary>
/// <c>&lt;govuk-radios asp-for="Role" label="Role"&gt;&lt;govuk-choice value="volunteer" label="Volunteer" /&gt;…</c>,
/// and <c>&lt;govuk-checkboxes …&gt;</c> in the same way. With a label the choices stand in a fieldset with that
/// legend.
/// </summary>
[HtmlTargetElement("govuk-radios")]
[HtmlTargetElement("govuk-checkboxes")]
public sealed class ChoicesTagHelper : FieldTagHelper
{
    /// <summary>Choices from the model, after those written inside the tag.</summary>
    [HtmlAttributeName("asp-items")]
    public IEnumerable<SelectListItem> Items { get; set; } = [];

    /// <summary>What is chosen, where no model says it.</summary>
    public IReadOnlyList<string>? Values { get; set; }

    protected override async Task FillAsync(Field field, TagHelperContext context, TagHelperOutput output)
    {
        var kind = context.TagName == "govuk-radios" ? "radios" : "checkboxes";
        var choices = new List<Choice>();
        context.Items[typeof(Choice)] = choices;
        await output.GetChildContentAsync();
        choices.AddRange(Items.Select(item =>
            new Choice(item.Value, item.Text, null, item.Selected, item.Disabled, null, null)));

        var list = Markup.Element("div", Markup.Join($"govuk-{kind}", Class))
            .With("data-module", $"govuk-{kind}")
            .WithRest(output.Attributes);
        var chosen = Chosen();
        for (var index = 0; index < choices.Count; index++)
            AddChoice(list, kind, choices[index], index, chosen, Label is null ? field.DescribedBy : null);

        if (Label is null)
        {
            field.Group.Add(field.Hint).Add(field.Error).Add(list);
            return;
        }

        field.Group.Add(Markup.Element("fieldset", "govuk-fieldset",
                FieldsetTagHelper.BuildLegend(Label, LabelClass, IsHeading), field.Hint, field.Error, list)
            .With("aria-describedby", field.DescribedBy));
    }

    // The first control carries the bare id, so that the error summary's link lands on it.
    private void AddChoice(TagBuilder list, string kind, Choice choice, int index, HashSet<string>? chosen,
        string? describedBy)
    {
        if (choice.Divider is not null)
        {
            list.Add(Markup.Element("div", $"govuk-{kind}__divider", choice.Divider));
            return;
        }

        var id = index == 0 ? FieldId : FieldId + "-" + (index + 1).ToString(CultureInfo.InvariantCulture);
        var isChosen = choice.IsChosen || chosen?.Contains(choice.Value ?? "") == true;
        var hint = choice.Hint is null ? null
            : Markup.Element("div", $"govuk-hint govuk-{kind}__hint", choice.Hint).With("id", id + "-item-hint");
        // Radios are described by the group alone; a checkbox without a fieldset has nothing else to be described by.
        var isDescribedBy = Markup.Join(kind == "checkboxes" ? describedBy : null, hint is null ? null
            : id + "-item-hint");

        var input = Markup.Element("input", $"govuk-{kind}__input")
            .With("id", id)
            .With("name", FieldName)
            .With("type", kind == "radios" ? "radio" : "checkbox")
            .With("value", choice.Value)
            .Flag("checked", isChosen)
            .Flag("disabled", choice.IsDisabled || Disabled)
            .With("data-aria-controls", choice.Conditional is null ? null : "conditional-" + id)
            .With("aria-describedby", isDescribedBy)
            .Empty();
        var label = Markup.Element("label", $"govuk-label govuk-{kind}__label", choice.Label).With("for", id);
        list.Add(Markup.Element("div", $"govuk-{kind}__item", input, label, hint));
        if (choice.Conditional is not null)
        {
            var hidden = isChosen ? null : $"govuk-{kind}__conditional--hidden";
            list.Add(Markup.Element("div", Markup.Join($"govuk-{kind}__conditional", hidden), choice.Conditional)
                .With("id", "conditional-" + id));
        }
    }

    private HashSet<string>? Chosen()
    {
        if (Values is not null)
            return [.. Values];
        if (ViewContext?.ModelState.TryGetValue(FieldName, out var entry) == true && entry.RawValue is not null)
            return entry.RawValue is string[] several ? [.. several] : [entry.RawValue.ToString() ?? ""];
        return For?.Model switch
        {
            null => null,
            string one => [one],
            IEnumerable several => [.. several.Cast<object>().Select(value => Text(value) ?? "")],
            var one => [Text(one) ?? ""],
        };
    }
}

internal sealed record Choice(
    string? Value, string? Label, string? Hint, bool IsChosen, bool IsDisabled, IHtmlContent? Conditional,
        string? Divider);

/// <summary>One choice. What stands inside it is shown only while it is chosen.</summary>
[HtmlTargetElement("govuk-choice", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChoiceTagHelper : TagHelper
{
    public string? Value { get; set; }

    public string? Label { get; set; }

    public string? Hint { get; set; }

    public bool Chosen { get; set; }

    public bool Disabled { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        ((List<Choice>)context.Items[typeof(Choice)]).Add(new Choice(
            Value, Label, Hint, Chosen, Disabled, inside.IsEmptyOrWhiteSpace ? null : inside, null));
        output.SuppressOutput();
    }
}

/// <summary>A word between choices: <c>&lt;govuk-choice-divider&gt;or&lt;/govuk-choice-divider&gt;</c>.</summary>
[HtmlTargetElement("govuk-choice-divider")]
public sealed class ChoiceDividerTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        ((List<Choice>)context.Items[typeof(Choice)]).Add(
            new Choice(null, null, null, false, false, null, inside.GetContent().Trim()));
        output.SuppressOutput();
    }
}
