using Microsoft.Playwright;
using Postbag.Casework;
using Postbag.Casework.Workbench;
using Postbag.Demo;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Workbench;

/// <summary>The morning: what came overnight is imported, sorted, and worked through until nothing is left. The letters
/// are the demo office's, the steps the program's own. The clock goes: what is parked until tomorrow must not be due
/// today.</summary>
public sealed class MorningInTheBrowserTests(OfficeBrowser browser) : IClassFixture<OfficeBrowser>
{
    private const int Overnight = 300;

    private const string Left = ".pb-panes__head .pb-title .pb-muted";

    /// <summary>Looked at one by one; the rest of the post is dealt with a pile at a time.</summary>
    private static readonly Pile[] OneByOne = [Pile.Urgent, Pile.Replies, Pile.Agencies, Pile.Cases];

    [Fact]
    public async Task Three_hundred_letters_are_worked_to_none_with_the_keyboard_alone()
    {
        await using var side = await ReceivedAsync(Overnight);
        await using var open = await browser.OpenAsync(side, PostLinks.Bench, Role.Caseworker);
        var page = open.Shown;
        await page.LoadedAsync();
        await SaysAsync(page, ".pb-lead", $"every one of the {Overnight} that came in");

        await page.Keyboard.PressAsync("j");
        var campaigns = await page.Locator(".pb-campaign").CountAsync();
        for (var left = campaigns; left > 0; left--)
        {
            // Plain copies need no reading: the campaign's answer is theirs.
            await page.Locator(".pb-campaign [data-row]").Nth(left - 1).FocusAsync();
            await page.Keyboard.PressAsync("p");
            await SaysAsync(page, "[role=status]", "done.");
            await page.LoadedAsync();
        }

        foreach (var pile in Piles.All)
        {
            if (await page.Locator($"#pile-{Piles.KeyOf(pile)}").CountAsync() == 0) continue;
            await page.Keyboard.PressAsync($"{((int)pile + 1) % 10}");
            await SaysAsync(page, "h1", pile.Say());
            await page.LoadedAsync();
            if (OneByOne.Contains(pile)) await ReadThroughAsync(page);
            else await DealWithAllAsync(page);
            await page.Keyboard.PressAsync("b");
            await SaysAsync(page, "h1", "Post");
            await page.LoadedAsync();
        }

        await SaysAsync(page, "main", "Everything is dealt with");
        var tally = await TallyAsync(side);
        (tally.AllWaiting, tally.Unsorted, tally.Parked + tally.Handled).ShouldBe((0, 0, Overnight));
        tally.Parked.ShouldBeGreaterThan(0);

        await page.Keyboard.PressAsync("z");
        await SaysAsync(page, "[role=status]", "Taken back for");
        (await TallyAsync(side)).AllWaiting.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Without_scripts_the_morning_is_worked_to_none_with_links_and_buttons()
    {
        await using var side = await ReceivedAsync(Overnight);
        await using var open = await browser.OpenAsync(side, PostLinks.Bench, Role.Caseworker, withScripts: false);
        var page = open.Shown;

        while (await page.Locator(".pb-pile__title a:first-child").CountAsync() > 0)
        {
            await page.Locator(".pb-pile__title a:first-child").First.ClickAsync();
            // The first is read, the others are dealt with at once.
            await page.Locator(".pb-row__link").First.ClickAsync();
            await page.Locator(".pb-act-bar button[value=answered]").ClickAsync();
            await SaysAsync(page, "[role=status]", "1 letter answered.");
            await page.LoadedAsync();
            if (await page.Locator(".pb-row").CountAsync() > 0)
            {
                await page.Locator(".pb-bulk summary").ClickAsync();
                await page.Locator("#all-yes").CheckAsync();
                await page.Locator(".pb-bulk button[value=done]").ClickAsync();
            }

            await SaysAsync(page, "p.pb-empty", "Nothing is left here");
            await page.GetByRole(AriaRole.Link, new() { Name = "All the post" }).ClickAsync();
            await page.ArriveAsync(PostLinks.Bench);
        }

        await SaysAsync(page, "main", "Everything is dealt with");
        (await TallyAsync(side)).Handled.ShouldBe(Overnight);
    }

    [Fact]
    public async Task Two_people_on_one_letter_see_each_other_and_who_is_slower_is_told()
    {
        await using var side = await ServedSide.StartAsync(new CaseworkSide(), TimeProvider.System);
        await side.ReceiveAsync(
            Enumerable.Range(1, 3)
            .Select(i => Letters.Plain(
            $"Matter {i}", $"On matter {i}: the gate by the mill is broken.", id: $"two-{i}")));
        await side.SortAsync();
        var letters = PostLinks.List(new PostFilter(PostView.Waiting, Pile.Letters));
        await using var first = await browser.OpenAsync(side, letters, Role.Caseworker);
        await first.Shown.Locator(".pb-row__link").First.ClickAsync();
        await first.Shown.LoadedAsync();
        var address = first.Shown.Url;
        await using var second = await browser.OpenAsync(side, address, Role.OfficeManager);

        await SaysAsync(second.Shown, ".pb-company", "Caseworker 1 has this letter open too.");
        await SaysAsync(first.Shown, ".pb-company", "Office manager 2 has this letter open too.");

        await second.Shown.LoadedAsync();
        await second.Shown.Keyboard.PressAsync("a");
        await SaysAsync(first.Shown, ".pb-company", "Office manager 2 answered it while you had it open.");
        await first.Shown.Keyboard.PressAsync("r");
        await SaysAsync(first.Shown, "[role=status]",
            "Office manager 2 answered it while you had it open. Nothing was changed: look again.");
        await SaysAsync(first.Shown, ".pb-standing", "Answered");
        (await TallyAsync(side)).Handled.ShouldBe(1);
    }

    private async Task<ServedSide> ReceivedAsync(int letters)
    {
        var side = await ServedSide.StartAsync(new CaseworkSide(), TimeProvider.System);
        // The whole morning of an office: campaigns, pleas, agencies, machines, and what nobody can read.
        var overnight = DemoMailbox.Letters(new DemoOptions()).TakeLast(letters).Select(letter => letter.Raw.ToArray());
        await side.ImportAsync(Letters.File("overnight.mbox", Letters.Mbox(overnight)));
        await side.SortAsync();
        return side;
    }

    /// <summary>Letter after letter, each with another act, until the list is empty.</summary>
    private static async Task ReadThroughAsync(IPage page)
    {
        var keys = new[] { "c", "a", "d", "l 7", "r", "l 1" };
        var left = int.Parse(await page.Locator(Left).InnerTextAsync());
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".pb-act-bar")).ToBeVisibleAsync();
        for (; left > 0; left--)
        {
            await Assertions.Expect(page.Locator(Left)).ToHaveTextAsync($"{left}");
            await page.LoadedAsync();
            foreach (var key in keys[left % keys.Length].Split(' ')) await page.Keyboard.PressAsync(key);
        }

        await SaysAsync(page, "p.pb-empty", "Nothing is left here");
        await page.LoadedAsync();
    }

    private static async Task DealWithAllAsync(IPage page)
    {
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("*");
        await Assertions.Expect(page.Locator("#all-yes")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("D");
        await SaysAsync(page, "p.pb-empty", "Nothing is left here");
        await page.LoadedAsync();
    }

    private static async Task<PostTally> TallyAsync(ServedSide side)
    {
        await using var db = (CaseworkDb)side.Office.OpenDb();
        return await new PostQueries(db).TallyAsync(CancellationToken.None);
    }

    private static Task SaysAsync(IPage page, string where, string what) =>
        Assertions.Expect(page.Locator(where).First).ToContainTextAsync(what);
}
