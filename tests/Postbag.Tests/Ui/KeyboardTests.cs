using Microsoft.Playwright;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Ui;

public sealed class KeyboardTests(UiHost host) : IClassFixture<UiHost>
{
    [Fact]
    public async Task The_whole_list_is_walked_and_a_letter_opened_with_keys_alone()
    {
        await using var page = await host.OpenAsync("/_gallery/inbox");

        await page.Shown.Keyboard.PressAsync("j");
        await page.Shown.Keyboard.PressAsync("j");
        await page.Shown.Keyboard.PressAsync("k");
        var first = await page.Shown.EvaluateAsync<string>("document.activeElement.textContent");
        await page.Shown.Keyboard.PressAsync("Enter");

        first.ShouldContain("Rhian Probert");
        await page.Shown.ArriveAsync("/_gallery/letter");
        (await page.Shown.Locator("article.pb-letter").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Keys_are_not_heard_while_someone_types_or_holds_a_modifier()
    {
        await using var page = await host.OpenAsync("/_gallery/inbox");

        await page.Shown.Keyboard.PressAsync("Control+j");
        (await page.Shown.EvaluateAsync<string>("document.activeElement.tagName")).ShouldBe("BODY");
        await page.Shown.Keyboard.PressAsync("/");
        await page.Shown.Keyboard.TypeAsync("jk?gi");

        (await page.Shown.InputValueAsync("#pb-search")).ShouldBe("jk?gi");
        (await page.Shown.Locator("dialog[open]").CountAsync()).ShouldBe(0);
        page.Shown.Url.ShouldEndWith("/_gallery/inbox");
    }

    [Fact]
    public async Task Two_keys_in_a_row_go_to_a_place()
    {
        await using var page = await host.OpenAsync("/_gallery/parts");

        await page.Shown.Keyboard.PressAsync("g");
        await page.Shown.Keyboard.PressAsync("i");

        await page.Shown.ArriveAsync("/_gallery/inbox");
    }

    [Fact]
    public async Task The_question_mark_lists_every_shortcut_that_the_page_declares()
    {
        await using var page = await host.OpenAsync("/_gallery/letter");
        var declared = await page.Shown.EvaluateAsync<string[]>(
            "[...new Set([...document.querySelectorAll('[data-key]')].map(e => e.dataset.key).filter(k => k))]");

        await page.Shown.Keyboard.PressAsync("?");

        var listed = await page.Shown.Locator("dialog[open] tbody th").AllInnerTextsAsync();
        declared.ShouldContain("u");
        listed.Select(keys => keys.Replace(" then ", " ", StringComparison.Ordinal))
            .ShouldBeSubsetOf([.. declared, "j", "k", "o", "Enter", "?"]);
        foreach (var key in declared)
            listed.ShouldContain(key.Replace(" ", " then ", StringComparison.Ordinal));
    }

    // WCAG 2.1.4: shortcuts of a single character can be turned off.
    [Fact]
    public async Task Single_keys_can_be_switched_off_and_on_again()
    {
        await using var page = await host.OpenAsync("/_gallery/inbox");

        await page.Shown.Keyboard.PressAsync("?");
        await page.Shown.GetByLabel("Use single-key shortcuts").UncheckAsync();
        await page.Shown.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.Shown.ReloadAsync();
        await page.Shown.Keyboard.PressAsync("j");
        (await page.Shown.EvaluateAsync<string>("document.activeElement.tagName")).ShouldBe("BODY");

        await page.Shown.Keyboard.PressAsync("?");
        await page.Shown.GetByLabel("Use single-key shortcuts").CheckAsync();
        await page.Shown.Keyboard.PressAsync("Escape");
        await page.Shown.Keyboard.PressAsync("j");
        (await page.Shown.EvaluateAsync<string>("document.activeElement.className")).ShouldContain("pb-row__link");
    }

    [Fact]
    public async Task Errors_get_the_keyboard_and_their_links_lead_to_the_fields()
    {
        await using var page = await host.OpenAsync("/_gallery/forms?errors=true");
        (await page.Shown.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("govuk-error-summary");

        await page.Shown.GetByRole(AriaRole.Link, new() { Name = "Choose a role" }).ClickAsync();

        (await page.Shown.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("Role");
        (await page.Shown.Locator(".govuk-error-summary__list a").AllInnerTextsAsync()).ShouldBe(
            ["Enter an email address, like name@example.org", "Say why, in a few words", "Choose a role"]);
    }

    [Fact]
    public async Task A_password_is_shown_when_asked_for_and_hidden_before_it_is_sent()
    {
        await using var page = await host.OpenAsync("/_gallery/sign-in");
        await page.Shown.EvaluateAsync("document.forms[0].addEventListener('submit', event => event.preventDefault())");

        await page.Shown.FillAsync("#Password", "a long walk in May");
        await page.Shown.ClickAsync("button[aria-label='Show password']");
        (await page.Shown.GetAttributeAsync("#Password", "type")).ShouldBe("text");
        await page.Shown.EvaluateAsync("document.forms[0].requestSubmit()");

        (await page.Shown.GetAttributeAsync("#Password", "type")).ShouldBe("password");
    }

    [Fact]
    public async Task Without_scripts_the_keys_are_a_page_and_everything_else_is_there()
    {
        await using var page = await host.OpenAsync("/_gallery/letter", withScripts: false);

        (await page.Shown.Locator(".pb-letter__text").InnerTextAsync()).ShouldContain("somebody to come and look");
        (await page.Shown.Locator("[data-row]").CountAsync()).ShouldBeGreaterThan(5);
        await page.Shown.GetByRole(AriaRole.Link, new() { Name = "Keyboard shortcuts" }).Last.ClickAsync();

        await page.Shown.ArriveAsync("/keys");
        (await page.Shown.Locator("h1").InnerTextAsync()).ShouldBe("Keyboard shortcuts");
    }
}
