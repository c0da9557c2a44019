using Postbag.Casework;
using Postbag.Casework.Campaigns;
using Postbag.Grouping;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Campaigns;

/// <summary>Letters that came in are grouped, and each decision is kept with its reasons.</summary>
public sealed class GroupLettersTests : IAsyncLifetime
{
    private LedgerOffice office = null!;

    public async ValueTask InitializeAsync() => office = await LedgerOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Three_people_make_a_campaign_and_two_do_not()
    {
        await ReceiveAsync(CampaignLetters.Plain(1), CampaignLetters.Plain(2));
        (await CampaignsAsync()).ShouldBeEmpty();

        await ReceiveAsync(CampaignLetters.Plain(3));

        var campaign = (await CampaignsAsync()).ShouldHaveSingleItem();
        (campaign.Letters, campaign.People, campaign.ToRead).ShouldBe((3, 3, 0));
        campaign.SuggestedName.ShouldBe("Please support the Hedgehog Highways Bill");
        campaign.Template.ShouldStartWith("I am writing to ask you");
        campaign.Template.ShouldContain("condition of planning permission");
        campaign.Template.ShouldNotContain("Pritchard");
    }

    [Fact]
    public async Task One_person_who_writes_often_is_one_person()
    {
        await ReceiveAsync([.. Enumerable.Range(0, 5).Select(n => CampaignLetters.Of(1, CampaignLetters.Body + new string('\n', n)))]);

        (await CampaignsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_someone_added_is_kept_with_its_place_in_the_text()
    {
        await ReceiveAsync([.. Enumerable.Range(1, 6).Select(CampaignLetters.Plain), CampaignLetters.WithStory(7)]);

        var campaign = (await CampaignsAsync()).ShouldHaveSingleItem();
        (campaign.Letters, campaign.ToRead).ShouldBe((7, 1));
        await using var db = (CaseworkDb)office.Office.OpenDb();
        var (rows, total) = await new CampaignQueries(db).LettersAsync([campaign.Number], CampaignShow.ToRead, 1, Token);
        total.ShouldBe(1);
        rows[0].OwnText.ShouldContain("waiting for a wheelchair");
        rows[0].OwnText.ShouldNotContain("Hedgehog");
        rows[0].State.ShouldBe(LetterState.Member);
        var letter = await new CampaignQueries(db).OfMessageAsync(rows[0].Number, Token);
        var (own, template) = OwnWords.Read(letter!.Value.Letter.OwnSpans);
        own.ShouldNotBeEmpty();
        template.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_machines_sent_is_in_no_campaign()
    {
        await ReceiveAsync([.. Enumerable.Range(1, 4).Select(n => Letters.Plain(
            "Automatic reply", CampaignLetters.Body, $"person{n}@example.org", id: $"auto-{n}").InsertHeader("Auto-Submitted: auto-replied"))]);

        (await CampaignsAsync()).ShouldBeEmpty();
        (await office.NumberAsync("SELECT count(*) FROM message WHERE group_state = 0")).ShouldBe(0);
    }

    [Fact]
    public async Task A_site_that_sends_for_many_people_counts_them_by_where_answers_go()
    {
        await ReceiveAsync([.. Enumerable.Range(1, 3).Select(n => Letters.Plain(
            "Hedgehogs", CampaignLetters.Body, "Write To Them All <sender@example.com>", id: $"site-{n}")
            .InsertHeader($"Reply-To: person{n}@example.org"))]);

        (await CampaignsAsync()).ShouldHaveSingleItem().People.ShouldBe(3);
    }

    [Fact]
    public async Task A_process_that_begins_anew_goes_on_as_if_it_had_never_stopped()
    {
        byte[][] letters = [.. Enumerable.Range(1, 40).Select(n => n % 5 == 0 ? CampaignLetters.WithStory(n, $"{CampaignLetters.Story} ({n})") : CampaignLetters.Plain(n))];
        await ReceiveAsync(letters[..20]);
        await office.KeepGroupingAsync();
        await ReceiveAsync(letters[20..30]);
        var fromSnapshot = await office.GroupingBytesAsync();
        await office.ExecuteAsync("DELETE FROM grouping_snapshot");
        var fromFirstStep = await office.GroupingBytesAsync();

        fromSnapshot.ShouldBe(fromFirstStep);
    }

    [Fact]
    public async Task Two_processes_that_group_at_once_decide_each_letter_once()
    {
        await office.ReceiveAsync([.. Enumerable.Range(1, 40).Select(CampaignLetters.Plain)]);
        await using var other = await office.OpenAgainAsync();

        await Task.WhenAll(Task.Run(() => GroupAsync(office)), Task.Run(() => GroupAsync(other)));

        (await office.NumberAsync("SELECT count(*) FROM campaign_letter")).ShouldBe(40);
        (await office.NumberAsync("SELECT position FROM grouping_head")).ShouldBe(await office.NumberAsync("SELECT count(*) FROM grouping_step"));
        (await office.GroupingBytesAsync()).ShouldBe(await other.GroupingBytesAsync());
        (await CampaignsAsync()).ShouldHaveSingleItem().Letters.ShouldBe(40);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task ReceiveAsync(params byte[][] letters)
    {
        await office.ReceiveAsync(letters);
        await GroupAsync(office);
    }

    private static Task GroupAsync(LedgerOffice office) => new GroupLetters(office.Engine, office.Clock).RunAsync(null, Token);

    private async Task<IReadOnlyList<Campaign>> CampaignsAsync()
    {
        await using var db = (CaseworkDb)office.Office.OpenDb();
        return await new CampaignQueries(db).ListAsync(closed: false, Token);
    }
}
