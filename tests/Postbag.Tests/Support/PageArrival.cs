using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Postbag.Tests.Support;

/// <summary>Waiting for a page by looking at it again and again: waiting for Playwright's events of a navigation misses
/// those that are over already, on a busy machine about once in fifty times.</summary>
internal static class PageArrival
{
    /// <summary>Waits until the page has another address and its scripts have run: keys are heard from then
    /// on.</summary>
    /// <param name="path">A pattern of the address's end.</param>
    public static async Task ArriveAsync(this IPage page, string path)
    {
        await Assertions.Expect(page).ToHaveURLAsync(
            new Regex(path + "$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.LoadedAsync();
    }

    /// <summary>Waits until the page that is shown is there with everything it asked for.</summary>
    public static async Task LoadedAsync(this IPage page)
    {
        using var limit = new CancellationTokenSource(OfficeBrowser.Patience);
        while (!await IsLoadedAsync(page)) await Task.Delay(20, limit.Token);
    }

    private static async Task<bool> IsLoadedAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<bool>("document.readyState === 'complete'");
        }
        catch (PlaywrightException)
        {
            // It is just being left for another.
            return false;
        }
    }
}
