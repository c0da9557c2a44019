using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Shouldly;

namespace Postbag.Tests.Support;

/// <summary>How a page looks to those who work in it: light, dark, in their own colours, on a phone.
/// POSTBAG_PICTURES=FOLDER keeps what was seen.</summary>
internal static class PageLooks
{
    private static readonly string[] Looks = ["light", "dark", "forced"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Asks axe within the page itself: its own library for Playwright sends the whole of it and opens a page
    /// besides, each time, which took most of these tests' time.</summary>
    private const string Faults =
        """
        async look => {
          // In forced colours the reader's own palette paints, which the page's computed colours don't tell.
          const rules = look === 'forced' ? { 'color-contrast': { enabled: false } } : {};
          const found = await axe.run(document, { resultTypes: ['violations'], rules });
          return found.violations.map(fault =>
            `${look}: ${fault.impact} ${fault.id}: ${fault.nodes.map(node => node.html).join(' | ')}`);
        }
        """;

    /// <summary>Nothing off a phone, and no fault that axe finds in any look. The page is 1,280 wide and light
    /// afterwards.</summary>
    /// <param name="picture">What its pictures are called.</param>
    public static async Task ShouldLookRightAsync(this IPage page, string picture)
    {
        foreach (var look in Looks)
        {
            await page.ShowAsAsync(look);
            await page.KeepPictureAsync($"{picture}.{look}");
        }

        await page.ShowAsAsync("light");
        await page.SetViewportSizeAsync(390, 844);
        await page.KeepPictureAsync($"{picture}.phone", isWhole: true);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, picture);
        await page.SetViewportSizeAsync(1280, 900);
        foreach (var look in Looks)
        {
            await page.ShowAsAsync(look);
            (await page.FaultsAsync(look)).ShouldBeEmpty(picture);
        }

        await page.ShowAsAsync("light");
    }

    /// <param name="look">"light", "dark" or "forced".</param>
    public static Task ShowAsAsync(this IPage page, string look) => page.EmulateMediaAsync(new()
    {
        ColorScheme = look == "dark" ? ColorScheme.Dark : ColorScheme.Light,
        ForcedColors = look == "forced" ? ForcedColors.Active : ForcedColors.None,
    });

    /// <summary>What axe finds, a line each.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(this IPage page, string look)
    {
        // A letter's sandboxed frame runs no script, not even axe's, which would wait for it for ever: checked by hand,
        // then taken away.
        (await page.Locator("iframe:not([title]), iframe:not([sandbox])").CountAsync()).ShouldBe(0);
        await page.EvaluateAsync("document.querySelectorAll('iframe').forEach(frame => frame.remove())");
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(Faults, look);
    }

    /// <param name="isWhole">With what stands below the window too.</param>
    public static async Task KeepPictureAsync(this IPage page, string name, bool isWhole = false)
    {
        if (Environment.GetEnvironmentVariable("POSTBAG_PICTURES") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        var file = name.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-');
        await page.EvaluateAsync("document.fonts.ready");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{file}.png"), FullPage = isWhole });
    }
}
