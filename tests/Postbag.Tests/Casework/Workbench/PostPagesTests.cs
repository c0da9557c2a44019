using System.Net;
using Postbag.Casework.Inbox;
using Postbag.Casework.Workbench;
using Postbag.Casework.Workbench.Labels;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Workbench;

/// <summary>The workbench without scripts: every act is a form, and leads to the next letter.</summary>
public sealed class PostPagesTests(TestOffice office) : IClassFixture<TestOffice>, IAsyncLifetime
{
    private static readonly PostFilter Letters = new(PostView.Waiting, Pile.Letters);
    private Visitor caseworker = null!;

    private ServedSide Side => office.Casework;

    public async ValueTask InitializeAsync()
    {
        caseworker = await Side.AsAsync(Role.Caseworker);
        if ((await caseworker.GetAsync(PostLinks.Bench)).Document.QuerySelector(".pb-row") is not null) return;
        await Side.ReceiveAsync([
            .. Enumerable.Range(1, 9)
            .Select(i => Support.Letters.Plain(
            $"Matter {i}", $"On matter {i}: the gate by the mill is broken.", id: $"bench-{i}")),
            .. Enumerable.Range(1, 4).Select(CampaignLetters.Plain),
            Support.Letters.Plain(
                "Your enquiry", "We have looked into this.", "Casework Team <casework@district.gov.uk>",
                id: "bench-agency"),
            Support.Letters.Plain("Out of office", "I am away.", id: "bench-auto")
                .InsertHeader("Auto-Submitted: auto-replied")]);
        await Side.SortAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_page_shows_the_post_in_groups_whose_counts_add_up()
    {
        var page = await caseworker.GetAsync(PostLinks.Bench);

        var titles = page.Document.QuerySelectorAll(".pb-pile__title > a:first-child")
            .Select(title => title.TextContent).ToList();
        titles.ShouldContain(title => title.StartsWith("From agencies"));
        titles.ShouldContain(title => title.StartsWith("Automatic"));
        page.Document.QuerySelectorAll(".pb-campaign").Length.ShouldBe(1);
        var counted = page.Document.QuerySelectorAll(".pb-pile__title .pb-muted")
            .Sum(count => int.Parse(count.TextContent));
        page.Document.QuerySelector(".pb-lead")!.TextContent.ShouldStartWith($"{counted} letters wait");
        page.Document.QuerySelector(".pb-lead")!.TextContent.ShouldContain("every one of the 15 that came in");
    }

    [Fact]
    public async Task An_act_leads_to_the_next_letter_of_the_list_and_can_be_taken_back()
    {
        var rows = await RowsAsync();
        var opened = await caseworker.GetAsync(rows[0]);
        opened.Document.QuerySelector(".pb-standing")!.TextContent.ShouldContain("Nothing marks it");

        var answer = await ActAsync(rows[0], "answered");
        answer.Location.ShouldBe(rows[1]);
        (await RowsAsync()).ShouldNotContain(rows[0]);

        await ActAsync(rows[1], "undo");
        (await RowsAsync()).ShouldBe(rows);
    }

    [Fact]
    public async Task All_of_a_list_can_be_parked_at_once_and_taken_back()
    {
        var list = PostLinks.List(Letters);
        var rows = await RowsAsync();

        (await caseworker.PostAsync(list, new { Act = "later-7", All = "true" }, action: PostLinks.Act))
            .ShouldLeadTo(list);
        (await RowsAsync()).ShouldBeEmpty();
        (await caseworker.GetAsync(PostLinks.List(new PostFilter(PostView.Parked)))).Document.QuerySelectorAll(
            ".pb-row").Length.ShouldBe(rows.Count);

        await caseworker.PostAsync(PostLinks.Bench, new { Act = "undo" }, action: PostLinks.Act);
        (await RowsAsync()).ShouldBe(rows);
    }

    [Fact]
    public async Task What_was_said_of_a_letter_narrows_a_list_to_it_and_undo_takes_it_out_again()
    {
        var rows = await RowsAsync();
        var waters = PostLinks.List(Letters with { Label = new LabelChoice("issue", "Water") });
        await caseworker.PostAsync(
            rows[1], new Dictionary<string, string> { ["Labels[issue]"] = "Water" }, PostLinks.Label);

        var list = (await caseworker.GetAsync(waters)).Document;
        list.QuerySelectorAll(".pb-row__link").Length.ShouldBe(1);
        list.QuerySelector("h1")!.TextContent.ShouldStartWith("Other letters: Water");
        (await caseworker.GetAsync(PostLinks.Bench)).Document.QuerySelector(
            ".pb-narrow a[href='/casework/post?list=waiting&label=issue%3AWater']").ShouldNotBeNull();
        (await caseworker.GetAsync(
            PostLinks.List(Letters with { Label = new LabelChoice("issue", "Schools") }))).Document.QuerySelectorAll(
            ".pb-row").ShouldBeEmpty();

        await ActAsync(list.QuerySelector(".pb-row__link")!.GetAttribute("href")!, "undo");
        (await caseworker.GetAsync(waters)).Document.QuerySelectorAll(".pb-row").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_is_kept_under_a_name_for_oneself_or_the_office_and_its_removal_is_taken_back()
    {
        var list = PostLinks.List(Letters with { Label = new LabelChoice("urgency", "this week") });
        var manager = await Side.AsAsync(Role.OfficeManager);
        await KeepAsync(list, "Mine for Monday", false);
        await KeepAsync(PostLinks.List(new PostFilter(PostView.Parked)), "Everybody’s parked", true);

        (await ViewsAsync(caseworker)).ShouldBe(["Everybody’s parked", "Mine for Monday"]);
        (await ViewsAsync(manager)).ShouldBe(["Everybody’s parked"]);
        (await caseworker.FollowAsync(await KeepAsync(PostLinks.List(Letters), "mine for monday", false))).Text
            .ShouldContain("already");
        (await caseworker.FollowAsync(await KeepAsync(PostLinks.List(Letters), " ", false))).Text.ShouldContain(
            "Give the list a name.");

        var parked = PostLinks.List(new PostFilter(PostView.Parked));
        var removed = await caseworker.FollowAsync(
            await caseworker.PostAsync(parked, new { Act = "remove" }, PostLinks.Views));
        (await ViewsAsync(manager)).ShouldBeEmpty();
        await caseworker.SubmitAsync(removed, parked, new { Act = "put-back" }, PostLinks.Views);
        (await ViewsAsync(manager)).ShouldBe(["Everybody’s parked"]);
    }

    [Fact]
    public async Task Two_people_with_one_letter_open_see_each_other()
    {
        var rows = await RowsAsync();
        await caseworker.GetAsync(rows[2]);
        var manager = await Side.AsAsync(Role.OfficeManager);

        (await manager.GetAsync(rows[2])).Document.QuerySelector(".pb-panes__reading")!.TextContent.ShouldContain(
            "has this letter open too");
        (await manager.GetAsync(rows[3])).Document.QuerySelector(".pb-panes__reading")!.TextContent.ShouldNotContain(
            "open too");
    }

    [Fact]
    public async Task The_plain_copies_of_a_campaign_are_left_to_its_answer_by_one_act()
    {
        var page = await caseworker.GetAsync(PostLinks.Bench);
        var campaign = page.Document.QuerySelector(".pb-campaign input[name=Campaign]")!.GetAttribute("value")!;

        await caseworker.PostAsync(PostLinks.Bench, new { Act = "copies", Campaign = campaign }, action: PostLinks.Act);
        (await caseworker.GetAsync(PostLinks.Bench)).Document.QuerySelectorAll(".pb-campaign").ShouldBeEmpty();
        await caseworker.PostAsync(PostLinks.Bench, new { Act = "undo" }, action: PostLinks.Act);
        (await caseworker.GetAsync(PostLinks.Bench)).Document.QuerySelectorAll(".pb-campaign").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Only_who_manages_the_office_sees_what_each_person_opened()
    {
        await caseworker.GetAsync((await RowsAsync())[0]);
        var manager = await Side.AsAsync(Role.OfficeManager);

        (await manager.GetAsync(PostLinks.Numbers)).Document.Body!.TextContent.ShouldContain("Today, by person");
        (await caseworker.GetAsync(PostLinks.Numbers)).Document.Body!.TextContent.ShouldNotContain("Today, by person");
        (await caseworker.GetAsync(PostLinks.Help)).Document.Body!.TextContent.ShouldContain("116 123");
    }

    [Fact]
    public async Task A_nonsensical_address_is_the_whole_post_and_a_nonsensical_act_changes_nothing()
    {
        foreach (var path in new[] { "?pile=nonsense", "?pile=3", "?list=9", "?pile=letters&before=-5",
            "?list=handled&campaign=7" })
            (await caseworker.GetAsync(PostLinks.Bench + path)).Status.ShouldBe(HttpStatusCode.OK);
        var rows = await RowsAsync();
        await ActAsync(rows[0], "burn");
        (await RowsAsync()).ShouldBe(rows);
    }

    private Task<VisitedPage> KeepAsync(string list, string name, bool isOffices) => isOffices
        ? caseworker.PostAsync(list, new { Act = "keep", Name = name, Offices = "true" }, PostLinks.Views)
        : caseworker.PostAsync(list, new { Act = "keep", Name = name }, PostLinks.Views);

    private static async Task<List<string>> ViewsAsync(Visitor visitor) =>
        [.. (await visitor.GetAsync(PostLinks.Bench)).Document.QuerySelectorAll("[aria-label='Kept lists'] a")
            .Select(view => view.TextContent)];

    /// <summary>Presses a button beside the letter.</summary>
    private Task<VisitedPage> ActAsync(string letter, string act) =>
        caseworker.PostAsync(letter, new { Act = act, Open = letter[..letter.IndexOf('?')].Split('/')[^1] });

    private async Task<List<string>> RowsAsync() =>
        [.. (await caseworker.GetAsync(PostLinks.List(Letters))).Document.QuerySelectorAll(".pb-row__link")
            .Select(row => row.GetAttribute("href")!)];
}
