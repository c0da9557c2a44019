using Microsoft.Playwright;
using Postbag.Casework.Workbench;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Workbench;

/// <summary>The workbench as people have it before them.</summary>
public sealed class PostInTheBrowserTests(OfficeBrowser browser) : IClassFixture<OfficeBrowser>, IAsyncLifetime
{
    private static readonly PostFilter Letters = new(PostView.Waiting, Pile.Letters);

    private ServedSide Side => browser.Office.Casework;

    public async ValueTask InitializeAsync()
    {
        await Side.ReceiveAsync([
            .. Enumerable.Range(1, 14).Select(i => Support.Letters.Plain(
                $"Matter {i} of the mill", $"On matter {i}: the gate by the mill is broken and nobody mends it.",
                $"Writer {i} <writer{i}@example.org>", id: $"bench-{i}")),
            .. Enumerable.Range(1, 4).Select(CampaignLetters.Plain), CampaignLetters.WithStory(9),
            Support.Letters.Plain(
                "Your enquiry", "We have looked into this.", "Casework Team <casework@district.gov.uk>",
                id: "bench-agency"),
            Support.Letters.Plain("Out of office", "I am away.", id: "bench-auto")
                .InsertHeader("Auto-Submitted: auto-replied")]);
        await Side.SortAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("post")]
    [InlineData("pile")]
    [InlineData("letter")]
    [InlineData("numbers")]
    [InlineData("note")]
    [InlineData("safeguarding")]
    [InlineData("needs")]
    public async Task A_page_has_no_fault_and_fits_a_phone(string name)
    {
        await using var open = await browser.OpenAsync(Side, await PathAsync(name), Role.OfficeManager);
        await open.Shown.ShouldLookRightAsync($"post-{name}");
    }

    [Fact]
    public async Task A_pile_is_worked_to_its_end_with_the_keyboard_alone()
    {
        await using var open = await browser.OpenAsync(Side, PostLinks.List(Letters), Role.Caseworker);
        var page = open.Shown;
        await page.LoadedAsync();
        var waiting = await page.Locator(".pb-row").CountAsync();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".pb-act-bar")).ToBeVisibleAsync();
        var keys = new[] { "a", "d", "c", "r", "l 1", "l 7" };
        for (var left = waiting; left > 0; left--)
        {
            await Assertions.Expect(page.Locator(".pb-panes__head .pb-title .pb-muted"))
                .ToHaveTextAsync(left.ToString());
            await page.LoadedAsync();
            foreach (var key in keys[left % keys.Length].Split(' ')) await page.Keyboard.PressAsync(key);
        }

        await Assertions.Expect(page.GetByText("Nothing is left here").First).ToBeVisibleAsync();
        await page.LoadedAsync();
        // And the last one back.
        await page.Keyboard.PressAsync("b");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Post");
        await page.LoadedAsync();
        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("Taken back for 1 letter");
    }

    private async Task<string> PathAsync(string name)
    {
        if (name is "numbers" or "safeguarding" or "note" or "needs") return $"{PostLinks.Bench}/{name}";
        if (name == "post") return PostLinks.Bench;
        if (name == "pile") return PostLinks.List(Letters);
        var visitor = await Side.AsAsync(Role.OfficeManager);
        return (await visitor.GetAsync(PostLinks.List(Letters))).Document.QuerySelector(".pb-row__link")!.GetAttribute(
            "href")!;
    }
}
