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
        await ReceiveAsync([.. Enumerable.Range(0, 5)
            .Select(n => CampaignLetters.Of(1, CampaignLetters.Body + new string('\n', n)))]);

        (await CampaignsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_someone_added_is_kept_with_its_place_in_the_text()
    {
        await ReceiveAsync([.. Enumerable.Range(1, 6).Select(CampaignLetters.Plain), CampaignLetters.WithStory(7)]);

        var campaign = (await CampaignsAsync()).ShouldHaveSingleItem();
        (campaign.Letters, campaign.ToRead).ShouldBe((7, 1));
        await using var db = (CaseworkDb)office.Office.OpenDb();
        var rows = await new CampaignQueries(db)
            .LettersAsync([campaign.Number], CampaignShow.ToRead, new HashSet<long>(), 1, Token);
        rows.Count.ShouldBe(1);
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
            "Automatic reply", CampaignLetters.Body, $"person{n}@example.org", id: $"auto-{n}")
                .InsertHeader("Auto-Submitted: auto-replied"))]);

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
        byte[][] letters = [.. Enumerable.Range(1, 40)
            .Select(n => n % 5 == 0
            ? CampaignLetters.WithStory(n, $"{CampaignLetters.Story} ({n})") : CampaignLetters.Plain(n))];
        await ReceiveAsync(letters[..20]);
        await office.KeepGroupingAsync();
        await ReceiveAsync(letters[20..30]);
        var fromSnapshot = await office.GroupingBytesAsync();
        await office.ExecuteAsync("DELETE FROM grouping_snapshot");
        var fromFirstStep = await office.GroupingBytesAsync();

        fromSnapshot.ShouldBe(fromFirstStep);
    }

    [Fact]
    public async Task Plain_copies_that_were_split_off_are_split_off_in_every_replay()
    {
        await ReceiveAsync([.. Enumerable.Range(1, 20).Select(CampaignLetters.Plain)]);
        var campaign = (await CampaignsAsync()).ShouldHaveSingleItem();
        await office.ExecuteAsync(
            $"INSERT INTO grouping_wish (act, campaign, content) VALUES (6, {campaign.Number}, '18,19,20')");
        await GroupAsync(office);
        await ReceiveAsync(CampaignLetters.Plain(21));
        var asItIs = await office.GroupingBytesAsync();
        await office.ExecuteAsync("DELETE FROM grouping_snapshot");
        await using var other = await office.OpenAgainAsync();

        (await CampaignsAsync()).Select(c => c.Letters).Order().ShouldBe([3, 18]);
        (await other.GroupingBytesAsync()).ShouldBe(asItIs);
    }

    [Fact]
    public async Task Two_processes_that_group_at_once_decide_each_letter_once()
    {
        await office.ReceiveAsync([.. Enumerable.Range(1, 40).Select(CampaignLetters.Plain)]);
        await using var other = await office.OpenAgainAsync();

        await Task.WhenAll(Task.Run(() => GroupAsync(office)), Task.Run(() => GroupAsync(other)));

        (await office.NumberAsync("SELECT count(*) FROM campaign_letter")).ShouldBe(40);
        (await office.NumberAsync("SELECT position FROM grouping_head"))
            .ShouldBe(await office.NumberAsync("SELECT count(*) FROM grouping_step"));
        (await office.GroupingBytesAsync()).ShouldBe(await other.GroupingBytesAsync());
        (await CampaignsAsync()).ShouldHaveSingleItem().Letters.ShouldBe(40);
    }

    [Fact]
    public async Task Letters_that_quote_our_standard_reply_are_no_campaign_by_that()
    {
        const string reply = "Thank you for writing to me about the hedgehogs of our towns. I have asked the minister what the "
            + "department will do about solid fences, and I will write to you again as soon as I have had an answer.";
        await office.ExecuteAsync($"INSERT INTO grouping_wish (act, content) VALUES (3, '{reply}')");
        string[] answers =
        [
            "That is not good enough, as nothing has changed on our estate since you wrote in the spring of last year.",
            "I am grateful and shall wait to hear, although my neighbour says that the minister never answers anybody.",
            "What about the lorries, though? You did not say a word about them, and they were the reason for my letter.",
        ];

        await ReceiveAsync([.. answers.Select(
            (answer, n) => CampaignLetters.Of(n, $"{answer}\n\nYou wrote: {reply}"))]);

        (await CampaignsAsync()).ShouldBeEmpty();
        (await office.NumberAsync($"SELECT count(*) FROM campaign_letter WHERE state = {(int)LetterState.Reply}"))
            .ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_order_of_arrival_does_not_change_whose_words_are_buried(int seed)
    {
        byte[][] letters = [.. Enumerable.Range(1, 12).Select(CampaignLetters.Plain),
            .. CampaignLetters.Stories.Select((story, n) => CampaignLetters.WithStory(20 + n, story))];
        new Random(seed).Shuffle(letters);

        foreach (var some in letters.Chunk(5)) await ReceiveAsync(some);

        var campaign = (await CampaignsAsync()).ShouldHaveSingleItem();
        (campaign.Letters, campaign.Copies, campaign.ToRead).ShouldBe((18, 12, 6));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task ReceiveAsync(params byte[][] letters)
    {
        await office.ReceiveAsync(letters);
        await GroupAsync(office);
    }

    private static Task<long> GroupAsync(LedgerOffice office) =>
        new GroupLetters(office.Engine, office.Clock).RunAsync(null, Token);

    private async Task<IReadOnlyList<Campaign>> CampaignsAsync()
    {
        await using var db = (CaseworkDb)office.Office.OpenDb();
        return await new CampaignQueries(db).ListAsync(closed: false, Token);
    }
}
