using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Ui;

/// <summary>Every page of the gallery in every scheme and size. POSTBAG_PICTURES=FOLDER keeps what was seen.</summary>
public sealed class LookTests(UiHost host) : IClassFixture<UiHost>
{
    public static TheoryData<string> Paths() =>
    [
        .. Postbag.Ui.Pages.Gallery.IndexModel.Shows.Select(show => "/_gallery/" + show),
        "/_gallery/forms?errors=true", "/_gallery/parts?side=party", "/_gallery/sign-in?side=party", "/keys",
            "/error/404", "/error/500",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_page_has_no_fault_in_light_dark_and_forced_colours(string path)
    {
        await using var page = await host.OpenAsync(path);

        (await FaultsAsync(page, path, "light")).ShouldBeEmpty();
        await page.Shown.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        (await FaultsAsync(page, path, "dark")).ShouldBeEmpty();
        await page.Shown.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        (await FaultsAsync(page, path, "forced")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_page_fits_a_phone_and_twice_the_size_and_keeps_to_the_policy(string path)
    {
        await using var page = await host.OpenAsync(path);

        await page.Shown.SetViewportSizeAsync(640, 450);
        (await page.WidthAsync()).ShouldBeLessThanOrEqualTo(640);
        await page.Shown.SetViewportSizeAsync(390, 844);
        await KeepPictureAsync(page, path, "phone");
        (await page.WidthAsync()).ShouldBeLessThanOrEqualTo(390);
        page.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("menu")]
    [InlineData("keys")]
    public async Task What_opens_over_the_page_has_no_fault_either(string what)
    {
        await using var page = await host.OpenAsync("/_gallery/letter");

        if (what == "menu")
            await page.Shown.ClickAsync(".pb-person > summary");
        else
            await page.Shown.Keyboard.PressAsync("?");

        (await FaultsAsync(page, "/open-" + what, "light")).ShouldBeEmpty();
        await page.Shown.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        (await FaultsAsync(page, "/open-" + what, "dark")).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_paper_a_letter_stands_alone()
    {
        await using var page = await host.OpenAsync("/_gallery/letter");

        await page.Shown.EmulateMediaAsync(new() { Media = Media.Print });
        await KeepPictureAsync(page, "/_gallery/letter", "print");

        (await page.Shown.Locator(".pb-letter__text").IsVisibleAsync()).ShouldBeTrue();
        foreach (var part in new[] { ".pb-nav", ".pb-search", ".pb-panes__list", ".pb-toolbar" })
            (await page.Shown.Locator(part).First.IsVisibleAsync()).ShouldBeFalse(part);
    }

    private static async Task<IEnumerable<string>> FaultsAsync(OpenPage page, string path, string look)
    {
        await KeepPictureAsync(page, path, look);
        // A letter's sandboxed frame runs no script, not even axe's, which would wait for it for ever: checked by hand,
        // then taken away.
        (await page.Shown.Locator("iframe:not([title]), iframe:not([sandbox])").CountAsync()).ShouldBe(0);
        await page.Shown.EvaluateAsync("document.querySelectorAll('iframe').forEach(frame => frame.remove())");
        var options = new AxeRunOptions();
        // In forced colours the reader's own palette paints, which the page's computed colours don't tell.
        if (look == "forced")
            options.Rules = new Dictionary<string, RuleOptions> { ["color-contrast"] = new() { Enabled = false } };
        var found = await page.Shown.RunAxe(options);
        return found.Violations.Select(fault =>
            $"{look}: {fault.Impact} {fault.Id}: {string.Join(" | ", fault.Nodes.Select(node => node.Html))}");
    }

    private static async Task KeepPictureAsync(OpenPage page, string path, string look)
    {
        if (Environment.GetEnvironmentVariable("POSTBAG_PICTURES") is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        var name = path.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-');
        await page.Shown.EvaluateAsync("document.fonts.ready");
        await page.Shown.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{look}.png"), FullPage = true });
    }
}
