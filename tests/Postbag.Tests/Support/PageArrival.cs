using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Postbag.Tests.Support;

internal static class PageArrival
{
    /// <summary>Waits until the page has another address and its scripts have run: keys are heard from then on.</summary>
    /// <remarks>By looking again and again: waiting for the navigation itself misses one that is over already.</remarks>
    /// <param name="path">A pattern of the address's end.</param>
    public static async Task ArriveAsync(this IPage page, string path)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(path + "$", RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 30_000 });
        await page.WaitForLoadStateAsync(LoadState.Load);
    }
}
