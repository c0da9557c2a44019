using Microsoft.Playwright;
using Postbag.Tests.Support;
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

    [Fact]
    public async Task A_fault_is_found_and_named_and_contrast_not_where_readers_choose_colours()
    {
        await using var page = await host.OpenAsync("/_gallery/letter");
        await page.Shown.EvaluateAsync(
            """
            const main = document.querySelector('main');
            main.innerHTML = '<img src="data:,"><p>Hardly to be read</p>';
            main.querySelector('p').style.color = '#eee';
            """);

        var light = await page.Shown.FaultsAsync("light");
        var forced = await page.Shown.FaultsAsync("forced");

        light.ShouldContain("""light: critical image-alt: <img src="data:,">""");
        light.ShouldContain(fault => fault.StartsWith("light: serious color-contrast: ", StringComparison.Ordinal));
        forced.ShouldContain("""forced: critical image-alt: <img src="data:,">""");
        forced.ShouldNotContain(fault => fault.Contains("color-contrast", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_page_fits_a_phone_and_twice_the_size_and_keeps_to_the_policy(string path)
    {
        await using var page = await host.OpenAsync(path);

        await page.Shown.SetViewportSizeAsync(640, 450);
        (await page.WidthAsync()).ShouldBeLessThanOrEqualTo(640);
        await page.Shown.SetViewportSizeAsync(390, 844);
        await page.Shown.KeepPictureAsync($"{path}.phone", isWhole: true);
        (await page.WidthAsync()).ShouldBeLessThanOrEqualTo(390);
        page.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_header_ends_with_the_person_and_leaves_the_offices_name_its_room()
    {
        await using var page = await host.OpenAsync("/_gallery/letter");

        (await page.Shown.EvaluateAsync<double>(
            "innerWidth - document.querySelector('.pb-person > summary').getBoundingClientRect().right"))
            .ShouldBeLessThan(30);
        (await page.Shown.EvaluateAsync<bool>(
            "(name => name.scrollWidth <= name.clientWidth)(document.querySelector('.pb-office'))")).ShouldBeTrue();
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
        await page.Shown.KeepPictureAsync("/_gallery/letter.print", isWhole: true);

        (await page.Shown.Locator(".pb-letter__text").IsVisibleAsync()).ShouldBeTrue();
        foreach (var part in new[] { ".pb-nav", ".pb-search", ".pb-panes__list", ".pb-toolbar" })
            (await page.Shown.Locator(part).First.IsVisibleAsync()).ShouldBeFalse(part);
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(OpenPage page, string path, string look)
    {
        await page.Shown.KeepPictureAsync($"{path}.{look}", isWhole: true);
        return await page.Shown.FaultsAsync(look);
    }
}
