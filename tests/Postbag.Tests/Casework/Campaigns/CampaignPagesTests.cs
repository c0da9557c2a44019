using System.Net;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Inbox;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Campaigns;

/// <summary>What people do on the campaign's pages, without scripts: each act can be taken back.</summary>
public sealed class CampaignPagesTests(TestOffice office) : IClassFixture<TestOffice>, IAsyncLifetime
{
    private const string OtherStory =
        "I run the hedgehog hospital behind the chapel and last week alone we took in nine of them, all hurt on the new "
        + "estate road, and we cannot pay the vet any longer.";

    private Visitor caseworker = null!;
    private Campaign campaign = null!;

    private ServedSide Side => office.Casework;

    public async ValueTask InitializeAsync()
    {
        caseworker = await Side.AsAsync(Role.Caseworker);
        if ((await Side.CampaignsAsync()).Count == 0)
        {
            await Side.ReceiveAsync([
                .. Enumerable.Range(1, 9).Select(CampaignLetters.Plain), CampaignLetters.WithStory(20),
                CampaignLetters.WithStory(21, OtherStory)]);
            await Side.GroupAsync();
        }

        campaign = (await Side.CampaignsAsync())[0];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_list_says_how_many_people_wrote_and_how_many_letters_wait()
    {
        var page = await caseworker.GetAsync(CampaignLinks.Campaigns);

        var row = page.Document.QuerySelector(".pb-campaign")!.TextContent;
        row.ShouldContain("11 people");
        row.ShouldContain("to read");
    }

    [Fact]
    public async Task Own_words_stand_there_alone_longest_first()
    {
        var page = await caseworker.GetAsync(CampaignLinks.Show(campaign.Id));

        var texts = page.Document.QuerySelectorAll(".pb-own-letter__text").Select(text => text.TextContent).ToList();
        texts.Count.ShouldBe(2);
        texts.ShouldAllBe(text => !text.Contains("thirteen centimetres"));
        page.Document.QuerySelector(".pb-variants")!.TextContent.ShouldContain("thirteen centimetres");
    }

    [Fact]
    public async Task Letters_that_speak_of_a_need_stand_first_however_short()
    {
        var last = (await Side.CampaignLettersAsync(campaign, CampaignShow.ToRead))[^1];
        await Side.Office.Engine.WriteAsync(
            (writer, token) => writer.ExecuteAsync(
                "INSERT INTO post_need (message, position, need, reason, words) VALUES (@message, 0, 'hunger', 'No food', 'no food')",
                token, ("@message", last.Number)),
            CancellationToken.None);

        var first = (await caseworker.GetAsync(CampaignLinks.Show(campaign.Id))).Document.QuerySelector(
            ".pb-own-letter")!;

        first.TextContent.ShouldContain(last.OwnText[..40]);
        first.TextContent.ShouldContain("Urgent");
        await Side.Office.Engine.WriteAsync(
            (writer, token) => writer.ExecuteAsync(
                "DELETE FROM post_need WHERE message = @message", token, ("@message", last.Number)),
            CancellationToken.None);
    }

    [Theory]
    [InlineData("Accept", CampaignShow.Accepted)]
    [InlineData("Case", CampaignShow.Cases)]
    public async Task What_is_dealt_with_leaves_the_list_and_undo_brings_it_back(string act, CampaignShow to)
    {
        var letter = (await Side.CampaignLettersAsync(campaign, CampaignShow.ToRead))[0];

        await DoAsync(act, ("message", $"{letter.Number}"));
        (await Side.CampaignLettersAsync(campaign, to)).Select(l => l.Number).ShouldContain(letter.Number);
        (await Side.CampaignLettersAsync(campaign, CampaignShow.ToRead)).Select(l => l.Number)
            .ShouldNotContain(letter.Number);

        await DoAsync("Undo");
        (await Side.CampaignLettersAsync(campaign, CampaignShow.ToRead)).Select(l => l.Number)
            .ShouldContain(letter.Number);
    }

    [Fact]
    public async Task A_letter_that_was_taken_out_stays_out_until_that_is_taken_back()
    {
        var letter = (await Side.CampaignLettersAsync(campaign, CampaignShow.ToRead))
            .Single(l => l.OwnText.Contains("vet"));

        await DoAsync("Out", ("message", $"{letter.Number}"));
        await Side.GroupAsync();
        (await Side.CampaignsAsync())[0].Letters.ShouldBe(10);
        await Side.GroupAsync();
        (await Side.CampaignLettersAsync(campaign, CampaignShow.ToRead)).Select(l => l.Number)
            .ShouldNotContain(letter.Number);

        await DoAsync("Undo");
        await Side.GroupAsync();
        (await Side.CampaignsAsync())[0].Letters.ShouldBe(11);
        (await Side.CampaignLettersAsync(campaign, CampaignShow.ToRead)).Select(l => l.Number)
            .ShouldContain(letter.Number);
    }

    [Fact]
    public async Task Letters_split_off_are_a_campaign_until_that_is_taken_back()
    {
        var letters = await Side.CampaignLettersAsync(campaign, CampaignShow.ToRead);

        await DoAsync("Split", [.. letters.Select(letter => ("chosen", $"{letter.Number}"))]);
        await Side.GroupAsync();
        var campaigns = await Side.CampaignsAsync();
        campaigns.Select(c => c.Letters).ShouldBe([9, 2]);

        await DoAsync("Undo");
        await Side.GroupAsync();
        (await Side.CampaignsAsync()).Select(c => c.Letters).ShouldBe([11]);
    }

    [Fact]
    public async Task Plain_copies_can_be_split_off_too()
    {
        var copies = (await Side.CampaignLettersAsync(campaign, CampaignShow.Copies)).Take(3).ToList();

        await DoAsync("Split", [.. copies.Select(letter => ("chosen", $"{letter.Number}"))]);
        await Side.GroupAsync();
        (await Side.CampaignsAsync()).Select(c => c.Letters).ShouldBe([8, 3]);

        await DoAsync("Undo");
        await Side.GroupAsync();
        (await Side.CampaignsAsync()).Select(c => c.Letters).ShouldBe([11]);
    }

    [Fact]
    public async Task Plain_copies_are_marked_read_together_and_unread_again()
    {
        var before = await UnreadAsync();

        await DoAsync("Copies");
        (await UnreadAsync()).ShouldBe(before - 9);

        await DoAsync("Undo");
        (await UnreadAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_the_office_says_about_it_is_kept_and_a_stale_form_is_told()
    {
        var edit = CampaignLinks.Edit(campaign.Id);
        var stale = await caseworker.GetAsync(edit);

        (await caseworker.PostAsync(
            edit, new { Name = "Hedgehog highways", Ask = "Gaps in fences", Status = "InHand" }))
            .ShouldLeadTo(CampaignLinks.Show(campaign.Id));
        (await caseworker.GetAsync(CampaignLinks.Show(campaign.Id))).Title.ShouldBe("Hedgehog highways");
        (await caseworker.SubmitAsync(stale, edit, new { Name = "Something else" }))
            .ShouldRefuse("Somebody else has changed");

        await DoAsync("Undo");
        (await caseworker.GetAsync(CampaignLinks.Show(campaign.Id))).Title.ShouldBe(
            "Please support the Hedgehog Highways Bill");
    }

    [Fact]
    public async Task A_letters_page_lights_its_writers_own_words_and_shows_the_whole_on_demand()
    {
        var letter = (await Side.CampaignLettersAsync(campaign, CampaignShow.ToRead))
            .Single(l => l.OwnText.Contains("wheelchair"));
        var href = MessageLinks.Show(letter.Message);

        var page = await caseworker.GetAsync(href);
        page.Document.QuerySelector(".pb-own")!.TextContent.ShouldContain("wheelchair");
        page.Document.QuerySelector(".pb-template")!.TextContent.ShouldContain("Hedgehog Highways Bill");
        (await caseworker.GetAsync(href + "?whole=true")).Document.QuerySelector(".pb-own").ShouldBeNull();
    }

    [Fact]
    public async Task A_volunteer_reads_and_decides_nothing()
    {
        var volunteer = await Side.AsAsync(Role.Volunteer);

        var page = await volunteer.GetAsync(CampaignLinks.Show(campaign.Id));
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelectorAll("main button").Length.ShouldBe(0);
        var refused = await volunteer.PostWithoutTokenAsync(
            CampaignLinks.Act(campaign.Id, "Accept"), new { message = 1 });
        refused.Status.ShouldNotBe(HttpStatusCode.OK);
    }

    private async Task<long> UnreadAsync()
    {
        await using var connection = await Side.Office.Engine.OpenReaderAsync(CancellationToken.None);
        return (await connection.NumberAsync("SELECT unread FROM inbox_tally", CancellationToken.None))!.Value;
    }

    /// <summary>Presses a button of the campaign's page, with the page's own token.</summary>
    private async Task DoAsync(string act, params (string Name, string Value)[] values)
    {
        var page = await caseworker.GetAsync(CampaignLinks.Show(campaign.Id));
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var answer = await caseworker.Http.PostAsync(
            CampaignLinks.Act(campaign.Id, act),
            new FormUrlEncodedContent(
                [KeyValuePair.Create("__RequestVerificationToken", token),
                .. values.Select(v => KeyValuePair.Create(v.Name, v.Value))]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
