using Shouldly;
using Xunit;

namespace Postbag.Tests.Ui;

/// <summary>
/// Our tag helpers print what govuk-frontend prints. A fixture that asks for something we left out is not compared;
/// what is left out stands here with its reason, and the number compared is fixed, so that none drops out unseen.
/// </summary>
public sealed class FixtureTests
{
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["isStartButton"] = "start pages belong to services, not to a desk",
        ["label.html"] = "labels, hints and titles are words",
        ["fieldset.legend.html"] = "labels, hints and titles are words",
        ["legend.html"] = "labels, hints and titles are words",
        ["titleHtml"] = "labels, hints and titles are words",
        ["summaryHtml"] = "labels, hints and titles are words",
        ["descriptionHtml"] = "labels, hints and titles are words",
        ["errorList[].html"] = "labels, hints and titles are words",
        ["items[].html"] = "labels, hints and titles are words",
        ["rows[].key.html"] = "labels, hints and titles are words",
        ["prefix.html"] = "labels, hints and titles are words",
        ["suffix.html"] = "labels, hints and titles are words",
        ["errorList[].attributes"] = "inner parts take no attributes of their own",
        ["items[].attributes"] = "inner parts take no attributes of their own",
        ["items[].label.attributes"] = "inner parts take no attributes of their own",
        ["items[].label.classes"] = "inner parts take no attributes of their own",
        ["prefix.attributes"] = "inner parts take no attributes of their own",
        ["suffix.attributes"] = "inner parts take no attributes of their own",
        ["prefix.classes"] = "inner parts take no attributes of their own",
        ["suffix.classes"] = "inner parts take no attributes of their own",
        ["inputWrapper.classes"] = "inner parts take no attributes of their own",
        ["inputWrapper.attributes"] = "inner parts take no attributes of their own",
        ["fieldset.classes"] = "inner parts take no attributes of their own",
        ["fieldset.attributes"] = "inner parts take no attributes of their own",
        ["rows[].classes"] = "inner parts take no attributes of their own",
        ["rows[].key.classes"] = "inner parts take no attributes of their own",
        ["rows[].value.classes"] = "inner parts take no attributes of their own",
        ["rows[].actions.classes"] = "inner parts take no attributes of their own",
        ["rows[].actions.items[].html"] = "inner parts take no attributes of their own",
        ["rows[].actions.items[].classes"] = "inner parts take no attributes of their own",
        ["rows[].actions.items[].attributes"] = "inner parts take no attributes of their own",
        ["items[]"] = "lists hold no empty places",
        ["rows[]"] = "lists hold no empty places",
        ["items[].id"] = "a group has one name, and its ids follow from it",
        ["items[].name"] = "a group has one name, and its ids follow from it",
        ["items[].behaviour"] = "needs govuk-frontend's own script",
        ["showPasswordText"] = "one wording, in the script",
        ["hidePasswordText"] = "one wording, in the script",
        ["showPasswordAriaLabelText"] = "one wording, in the script",
        ["hidePasswordAriaLabelText"] = "one wording, in the script",
        ["passwordShownAnnouncementText"] = "one wording, in the script",
        ["passwordHiddenAnnouncementText"] = "one wording, in the script",
        ["visuallyHiddenText"] = "errors are called errors",
        ["titleHeadingLevel"] = "a banner stands directly below the page's h1",
        ["items[].number"] = "pages go by key: nobody counts 250,000 letters to find page 4,711",
        ["collapseOnMobile"] = "our crumbs are short",
        ["card.title.text"] = "pb-card frames a list",
        ["card.title.html"] = "pb-card frames a list",
        ["card.classes"] = "pb-card frames a list",
        ["card.attributes"] = "pb-card frames a list",
    };

    public static TheoryData<string, int> Components() => new()
    {
        { "button", 35 }, { "input", 38 }, { "password-input", 10 }, { "textarea", 18 }, { "select", 16 },
            { "checkboxes", 29 },
        { "radios", 33 }, { "error-message", 5 }, { "error-summary", 12 }, { "fieldset", 17 }, { "tag", 12 },
            { "details", 9 },
        { "inset-text", 6 }, { "warning-text", 8 }, { "notification-banner", 19 }, { "pagination", 5 },
            { "breadcrumbs", 9 },
        { "back-link", 7 }, { "skip-link", 9 }, { "summary-list", 6 },
    };

    [Theory]
    [MemberData(nameof(Components))]
    public async Task A_tag_helper_prints_what_govuk_frontend_prints(string component, int compared)
    {
        var differences = new List<string>();
        var count = 0;
        foreach (var fixture in Fixtures.Of(component).Where(fixture => !IsLeftOut(component, fixture)))
        {
            count++;
            var printed = Fixtures.Normal(await PrintAsync(component, fixture));
            var expected = Fixtures.Normal(fixture.Html);
            if (printed != expected)
                differences.Add($"--- {component}: {fixture.Name}\n{expected}\n+++ printed\n{printed}");
        }

        differences.ShouldBeEmpty(string.Join("\n", differences));
        count.ShouldBe(compared);
    }

    private static bool IsLeftOut(string component, Fixture fixture)
    {
        if (fixture.Given().Any(LeftOut.ContainsKey))
            return true;
        return component switch
        {
            // A password is never written into a page.
            "password-input" => fixture.Text("value") is not null,
            // Errors look alike.
            "error-message" => fixture.Text("classes") is not null,
            // Without errors nothing is printed.
            "error-summary" => !fixture.List("errorList").Any() && fixture.Text("descriptionText") is null,
            // What the model holds decides; a choice can't deny it.
            "select" or "radios" or "checkboxes" => (fixture.Text("value") ?? fixture.Text("values")) is not null
                && fixture.List("items")
                    .Any(item => item.Text("selected") == "false" || item.Text("checked") == "false"),
            // One act a row: two are a page of their own.
            "summary-list" => fixture.List("rows")
                .Any(row => row.Find("actions.items").ValueKind != default && row.List("actions.items").Count() != 1),
            _ => false,
        };
    }

    private static Task<string> PrintAsync(string component, Fixture fixture) => component switch
    {
        "button" => FixturePrinter.ButtonAsync(fixture),
        "input" => FixturePrinter.InputAsync(fixture),
        "password-input" => FixturePrinter.PasswordAsync(fixture),
        "textarea" => FixturePrinter.TextareaAsync(fixture),
        "select" => FixturePrinter.SelectAsync(fixture),
        "checkboxes" or "radios" => FixturePrinter.ChoicesAsync(component, fixture),
        "error-summary" => FixturePrinter.ErrorSummaryAsync(fixture),
        "pagination" => FixturePrinter.PaginationAsync(fixture),
        "breadcrumbs" => FixturePrinter.BreadcrumbsAsync(fixture),
        "summary-list" => FixturePrinter.SummaryListAsync(fixture),
        _ => FixturePrinter.PlainAsync(component, fixture),
    };
}
