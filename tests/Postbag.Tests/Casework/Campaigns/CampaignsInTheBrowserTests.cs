using Microsoft.Playwright;
using Postbag.Casework;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Inbox;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Campaigns;

/// <summary>The campaigns' pages as people have them before them.</summary>
public sealed class CampaignsInTheBrowserTests(OfficeBrowser browser) : IClassFixture<OfficeBrowser>, IAsyncLifetime
{
    private ServedSide Side => browser.Office.Casework;

    public async ValueTask InitializeAsync()
    {
        if ((await Side.CampaignsAsync()).Count > 0) return;
        await Side.ReceiveAsync([
            .. Enumerable.Range(1, 30).Select(CampaignLetters.Plain),
            .. CampaignLetters.Stories.Select((story, n) => CampaignLetters.WithStory(40 + n, story))]);
        await Side.GroupAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("list")]
    [InlineData("campaign")]
    [InlineData("letter")]
    [InlineData("edit")]
    [InlineData("our-texts")]
    public async Task A_page_has_no_fault_and_fits_a_phone(string name)
    {
        var campaign = (await Side.CampaignsAsync())[0];
        await using var open = await browser.OpenAsync(Side, await PathAsync(name, campaign), Role.Caseworker);
        await open.Shown.ShouldLookRightAsync($"campaigns-{name}");
    }

    [Fact]
    public async Task Own_words_are_worked_through_with_the_keyboard_alone()
    {
        var campaign = (await Side.CampaignsAsync())[0];
        await using var open = await browser.OpenAsync(Side, CampaignLinks.Campaigns, Role.Caseworker);
        var page = open.Shown;
        await page.LoadedAsync();

        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator("[data-row]:focus")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".pb-own-letter").First).ToBeVisibleAsync();
        await page.LoadedAsync();
        var waiting = await page.Locator(".pb-own-letter").CountAsync();
        var second = await page.Locator(".pb-own-letter__text").Nth(1).TextContentAsync();

        // The second letter is a case; the first is accepted; then that is taken back.
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("c");
        await ShowsAsync(page, waiting - 1, "Put with the cases");
        (await page.Locator(".pb-own-letters").TextContentAsync()).ShouldNotBeNull().ShouldNotContain(second!);
        await page.Keyboard.PressAsync("a");
        await ShowsAsync(page, waiting - 2, "Accepted");
        await page.Keyboard.PressAsync("u");
        await ShowsAsync(page, waiting - 1, "Taken back");
        (await Side.CampaignLettersAsync(campaign, CampaignShow.Cases)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_may_be_one_campaign_in_other_words_is_refused_joined_and_taken_back_with_the_keyboard_alone()
    {
        await using var side = await ServedSide.StartAsync(new CaseworkSide(), TimeProvider.System);
        await side.ReceiveAsync(SuggestedFamiliesTests.Letters);
        await side.GroupAsync();
        await using var open = await browser.OpenAsync(side, CampaignLinks.Campaigns, Role.Caseworker);
        var page = open.Shown;
        await page.ShouldLookRightAsync("campaigns-suggested");
        await page.ReloadAsync();

        await DecideAsync(page, "n", "it won’t be asked again", 0);
        await DecideAsync(page, "u", "Taken back", 1);
        await DecideAsync(page, "y", "The two are one campaign now", 0);
        (await side.CampaignsAsync()).Count.ShouldBe(2);
        await DecideAsync(page, "u", "Taken back", 1);
        (await side.CampaignsAsync()).Count.ShouldBe(3);
    }

    /// <param name="page">The list of campaigns.</param>
    /// <param name="key">For the suggestion that comes first, if it is about one.</param>
    /// <param name="notice">What is said then.</param>
    /// <param name="left">How many suggestions there are then.</param>
    private static async Task DecideAsync(IPage page, string key, string notice, int left)
    {
        await page.LoadedAsync();
        if (key != "u") await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync(key);
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync(notice);
        await Assertions.Expect(page.Locator("[aria-labelledby=other-words] li")).ToHaveCountAsync(left);
    }

    private static async Task ShowsAsync(IPage page, int letters, string notice)
    {
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync(notice);
        await Assertions.Expect(page.Locator(".pb-own-letter")).ToHaveCountAsync(letters);
        // The keys are heard once the page's script has run.
        await page.LoadedAsync();
    }

    private async Task<string> PathAsync(string name, Campaign campaign) => name switch
    {
        "list" => CampaignLinks.Campaigns,
        "campaign" => CampaignLinks.Show(campaign.Id),
        "edit" => CampaignLinks.Edit(campaign.Id),
        "our-texts" => CampaignLinks.OwnTexts,
        _ => MessageLinks.Show((await Side.CampaignLettersAsync(campaign, CampaignShow.ToRead))[0].Message),
    };
}
