using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Postbag.Ui.TagHelpers;

namespace Postbag.Tests.Ui;

/// <summary>Says a fixture's options in the tag helpers' own words, as a page would.</summary>
internal static class FixturePrinter
{
    public static Task<string> ButtonAsync(Fixture fixture) => Fixtures.PrintAsync(
        new ButtonTagHelper
        {
            Class = fixture.Text("classes"),
            Href = fixture.Text("href"),
            Type = fixture.Text("type") ?? "submit",
            Name = fixture.Text("name"),
            Value = fixture.Text("value"),
            Disabled = fixture.Is("disabled"),
            PreventDoubleClick = fixture.Text("preventDoubleClick") is { } on ? bool.Parse(on) : null,
        },
        "govuk-button", fixture.Content(), Passed(fixture, "id"));

    public static Task<string> InputAsync(Fixture fixture)
    {
        var input = Field(new InputTagHelper { Value = fixture.Text("value") }, fixture);
        input.Type = fixture.Text("type") ?? "text";
        input.Prefix = fixture.Text("prefix.text");
        input.Suffix = fixture.Text("suffix.text");
        return Fixtures.PrintAsync(input, "govuk-input", null,
            Passed(fixture, "inputmode", "pattern", "spellcheck", "autocapitalize", "autocomplete"));
    }

    public static Task<string> PasswordAsync(Fixture fixture)
    {
        var input = Field(new PasswordInputTagHelper(), fixture);
        input.Autocomplete = fixture.Text("autocomplete") ?? "current-password";
        return Fixtures.PrintAsync(input, "govuk-password-input", null, Rest(fixture));
    }

    public static Task<string> TextareaAsync(Fixture fixture)
    {
        var area = Field(new TextareaTagHelper { Value = fixture.Text("value") }, fixture);
        area.Rows = int.Parse(fixture.Text("rows") ?? "5", CultureInfo.InvariantCulture);
        return Fixtures.PrintAsync(area, "govuk-textarea", null, Passed(fixture, "spellcheck", "autocomplete"));
    }

    public static Task<string> SelectAsync(Fixture fixture)
    {
        var select = Field(new SelectTagHelper { Value = fixture.Text("value") }, fixture);
        select.Items = fixture.List("items").Select(item =>
            new SelectListItem(item.Text("text"), item.Text("value"), item.Is("selected"), item.Is("disabled")));
        return Fixtures.PrintAsync(select, "govuk-select", null, Rest(fixture));
    }

    public static Task<string> ChoicesAsync(string component, Fixture fixture)
    {
        var choices = Field(new ChoicesTagHelper { Label = fixture.Text("fieldset.legend.text") }, fixture);
        choices.LabelClass = fixture.Text("fieldset.legend.classes");
        choices.IsHeading = fixture.Is("fieldset.legend.isPageHeading");
        choices.Id = fixture.Text("idPrefix");
        choices.DescribedBy = fixture.Text("fieldset.describedBy") ?? fixture.Text("describedBy");
        choices.Values = fixture.Text("value") is { } one ? [one]
            : fixture.Find("values") is { ValueKind: JsonValueKind.Array } several
                ? [.. several.EnumerateArray().Select(value => value.ToString())]
            : null;
        return Fixtures.PrintAsync(choices, "govuk-" + component, null, Rest(fixture), async context =>
        {
            foreach (var item in fixture.List("items"))
                await AddAsync(item, context);
        });
    }

    private static async Task AddAsync(Fixture item, TagHelperContext context)
    {
        var divider = item.Text("divider");
        TagHelper helper = divider is not null
            ? new ChoiceDividerTagHelper()
            : new ChoiceTagHelper
            {
                Value = item.Text("value") ?? "",
                Label = item.Text("text"),
                Hint = item.Text("hint.text"),
                Chosen = item.Is("checked"),
                Disabled = item.Is("disabled"),
            };
        var inside = divider ?? (item.Find("conditional.html") is { ValueKind: JsonValueKind.String } html
            ? html.GetString() : null);
        var output = new TagHelperOutput("govuk-choice", [], (_, _) =>
            Task.FromResult<TagHelperContent>(new DefaultTagHelperContent().SetHtmlContent(inside ?? "")));
        await helper.ProcessAsync(context, output);
    }

    public static Task<string> ErrorSummaryAsync(Fixture fixture) => Fixtures.PrintAsync(
        new ErrorSummaryTagHelper
        {
            Title = fixture.Text("titleText") ?? "",
            Description = fixture.Text("descriptionText"),
            Errors = [.. fixture.List("errorList").Select(error => (error.Text("text") ?? "", error.Text("href")))],
        },
        "govuk-error-summary", null,
            Rest(fixture, ("class", fixture.Text("classes")),
                ("data-disable-auto-focus", fixture.Text("disableAutoFocus"))));

    public static Task<string> PaginationAsync(Fixture fixture) => Fixtures.PrintAsync(
        new PaginationTagHelper
        {
            PreviousHref = fixture.Text("previous.href"),
            PreviousText = fixture.Text("previous.text"),
            PreviousLabel = fixture.Text("previous.labelText"),
            NextHref = fixture.Text("next.href"),
            NextText = fixture.Text("next.text"),
            NextLabel = fixture.Text("next.labelText"),
            Label = fixture.Text("landmarkLabel") ?? "Pagination",
            Class = fixture.Text("classes"),
        },
        "govuk-pagination", null, Rest(fixture));

    public static Task<string> BreadcrumbsAsync(Fixture fixture) => Fixtures.PrintAsync(
        new BreadcrumbsTagHelper
        {
            Items = [.. fixture.List("items").Select(item => (item.Text("text") ?? "", item.Text("href")))],
            Label = fixture.Text("labelText") ?? "Breadcrumb",
            Class = fixture.Text("classes"),
        },
        "govuk-breadcrumbs", null, Rest(fixture));

    public static Task<string> SummaryListAsync(Fixture fixture) => Fixtures.PrintAsync(
        new SummaryListTagHelper { Class = fixture.Text("classes") }, "govuk-summary-list", null, Rest(fixture),
            async context =>
        {
            foreach (var row in fixture.List("rows"))
            {
                var action = row.List("actions.items").FirstOrDefault();
                var helper = new SummaryRowTagHelper
                {
                    Key = row.Text("key.text") ?? "",
                    ActionHref = action?.Text("href"),
                    ActionText = action?.Text("text") ?? "",
                    ActionHidden = action?.Text("visuallyHiddenText"),
                };
                await helper.ProcessAsync(context, new TagHelperOutput("govuk-summary-row", [], (_, _) =>
                    Task.FromResult(new DefaultTagHelperContent()
                        .SetHtmlContent(row.Content("value.") ?? HtmlString.Empty))));
            }
        });

    /// <summary>Those whose content stands inside the tag.</summary>
    public static Task<string> PlainAsync(string component, Fixture fixture)
    {
        var classes = fixture.Text("classes");
        TagHelper helper = component switch
        {
            "error-message" => new ErrorMessageTagHelper { Id = fixture.Text("id") },
            "fieldset" => new FieldsetTagHelper
            {
                Legend = fixture.Text("legend.text"), LegendClass = fixture.Text("legend.classes"),
                IsHeading = fixture.Is("legend.isPageHeading"), Class = classes,
                    DescribedBy = fixture.Text("describedBy"),
            },
            "tag" => new TagTagHelper { Class = classes },
            "details" => new DetailsTagHelper { Summary = fixture.Text("summaryText") ?? "", Class = classes,
                Open = fixture.Is("open") },
            "inset-text" => new InsetTextTagHelper { Class = classes },
            "warning-text" => new WarningTextTagHelper { Class = classes,
                Spoken = fixture.Text("iconFallbackText") ?? "Warning" },
            "notification-banner" => new NotificationBannerTagHelper
            {
                Kind = fixture.Text("type"), Title = fixture.Text("titleText"),
                    TitleId = fixture.Text("titleId") ?? "govuk-notification-banner-title",
                Role = fixture.Text("role"), Class = classes, Text = fixture.Text("html") is null
                    ? fixture.Text("text") : null,
            },
            "back-link" => new BackLinkTagHelper { Href = fixture.Text("href") ?? "#", Class = classes },
            "skip-link" => new SkipLinkTagHelper { Href = fixture.Text("href") ?? "#content", Class = classes },
            _ => throw new ArgumentOutOfRangeException(nameof(component), component, null),
        };
        var rest = component switch
        {
            "fieldset" => Passed(fixture, "role"),
            "notification-banner" => Rest(fixture, ("data-disable-auto-focus", fixture.Text("disableAutoFocus"))),
            "error-message" => Rest(fixture),
            _ => Passed(fixture, "id"),
        };
        return Fixtures.PrintAsync(helper, "govuk-" + component, fixture.Content(), rest);
    }

    private static T Field<T>(T field, Fixture fixture)
        where T : FieldTagHelper
    {
        field.Name = fixture.Text("name");
        field.Id = fixture.Text("id");
        field.Label ??= fixture.Text("label.text");
        field.LabelClass = fixture.Text("label.classes");
        field.IsHeading = fixture.Is("label.isPageHeading");
        field.Hint = fixture.Text("hint.text");
        field.Error = fixture.Text("errorMessage.text");
        field.Class = fixture.Text("classes");
        field.GroupClass = fixture.Text("formGroup.classes");
        field.DescribedBy = fixture.Text("describedBy");
        field.Disabled = fixture.Is("disabled");
        return field;
    }

    private static JsonElement Passed(Fixture fixture, params string[] names) =>
        Rest(fixture, [.. names.Select(name => (name, fixture.Text(name)))]);

    private static JsonElement Rest(Fixture fixture, params (string Name, string? Value)[] more)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (fixture.Find("attributes") is { ValueKind: JsonValueKind.Object } given)
        {
            foreach (var attribute in given.EnumerateObject())
                attributes[attribute.Name] = attribute.Value.ToString();
        }

        foreach (var (name, value) in more.Where(pair => pair.Value is not null))
            attributes[name] = value!;
        return JsonSerializer.SerializeToElement(attributes);
    }
}
