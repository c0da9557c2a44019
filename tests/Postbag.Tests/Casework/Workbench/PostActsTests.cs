using Microsoft.EntityFrameworkCore;
using Postbag.Casework;
using Postbag.Casework.Campaigns;
using Postbag.Casework.People;
using Postbag.Casework.Workbench;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Workbench;

/// <summary>What is done with the post can be taken back, and the counts add up to all that came in whatever is
/// done.</summary>
public sealed class PostActsTests : IAsyncLifetime
{
    private LedgerOffice office = null!;
    private Actor caseworker = null!;
    private Actor colleague = null!;

    public async ValueTask InitializeAsync()
    {
        office = await LedgerOffice.OpenAsync();
        caseworker = await office.AddPersonAsync("Non Beddoe");
        colleague = await office.AddPersonAsync("Siwan Gethin");
        await office.ReceiveAsync(
            Enumerable.Range(1, 12)
            .Select(i => Letters.Plain($"Letter {i}", $"About matter number {i} in our street.", id: $"post-{i}")));
        await SortAsync();
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Everything_that_came_in_lies_in_one_pile()
    {
        var tally = await TallyAsync();

        tally.AllWaiting.ShouldBe(12);
        tally.Unsorted.ShouldBe(0);
        tally.All.ShouldBe(12);
        (await office.NumberAsync("SELECT count(*) FROM message WHERE sort_state = 0")).ShouldBe(0);
    }

    [Theory]
    [InlineData(PostActKind.Case, 11, 0, 1)]
    [InlineData(PostActKind.NoAnswerNeeded, 11, 0, 1)]
    [InlineData(PostActKind.Parked, 11, 1, 0)]
    [InlineData(PostActKind.HandedOver, 12, 0, 0)]
    [InlineData(PostActKind.Flagged, 12, 0, 0)]
    [InlineData(PostActKind.Moved, 12, 0, 0)]
    public async Task An_act_moves_the_counts_and_its_undo_moves_them_back(
        PostActKind kind, long waiting, long parked, long handled)
    {
        var before = await StateAsync();
        (await RunAsync([3], kind)).ShouldBe(1);

        var tally = await TallyAsync();
        (tally.AllWaiting, tally.Parked, tally.Handled).ShouldBe((waiting, parked, handled));
        await CountsAreTrueAsync();

        (await UndoAsync(caseworker)).ShouldBe(new TakenBack(kind, 1, 0));
        (await StateAsync()).ShouldBe(before);
        await CountsAreTrueAsync();
    }

    [Fact]
    public async Task An_act_on_all_is_one_act_and_is_taken_back_as_one()
    {
        (await RunAsync(Enumerable.Range(1, 12).Select(i => (long)i), PostActKind.Answered)).ShouldBe(12);
        (await TallyAsync()).Handled.ShouldBe(12);

        (await UndoAsync(caseworker))!.Items.ShouldBe(12);
        (await TallyAsync()).AllWaiting.ShouldBe(12);
        (await UndoAsync(caseworker)).ShouldBeNull();
    }

    [Fact]
    public async Task An_undo_leaves_what_somebody_else_has_done_since()
    {
        await RunAsync([1, 2], PostActKind.Answered);
        await Acts().RunAsync([2], new PostAct(PostActKind.PutBack), colleague, CancellationToken.None);

        (await UndoAsync(caseworker)).ShouldBe(new TakenBack(PostActKind.Answered, 1, 1));
        (await TallyAsync()).AllWaiting.ShouldBe(12);
        // Each takes back their own.
        (await UndoAsync(colleague)).ShouldBe(new TakenBack(PostActKind.PutBack, 1, 0));
        (await TallyAsync()).Handled.ShouldBe(1);
        await CountsAreTrueAsync();
    }

    [Fact]
    public async Task Who_has_a_letter_open_that_a_colleague_has_dealt_with_is_told_and_changes_nothing()
    {
        await Acts().RunAsync([5], new PostAct(PostActKind.Answered, Seen: 0), colleague, CancellationToken.None);
        var standing = await office.NumberAsync("SELECT act FROM post_item WHERE message = 5");

        var refused = await Should.ThrowAsync<Refused>(() => Acts().RunAsync(
            [5], new PostAct(PostActKind.NotOurs, Seen: 0), caseworker, CancellationToken.None));
        refused.Message.ShouldBe("Siwan Gethin answered it while you had it open. Nothing was changed: look again.");
        (await new PostCompany(office.Engine, office.Clock)
            .SayAsync(5, caseworker.StaffId!.Value, 0, CancellationToken.None))
            .ShouldBe("Siwan Gethin answered it while you had it open.");
        (await office.NumberAsync("SELECT outcome FROM post_item WHERE message = 5")).ShouldBe((long)Outcome.Answered);

        // Whoever has looked again may, and nobody is in their own way.
        (await Acts().RunAsync(
            [5], new PostAct(PostActKind.NotOurs, Seen: standing), caseworker, CancellationToken.None)).ShouldBe(1);
        (await Acts().RunAsync(
            [5], new PostAct(PostActKind.Answered, Seen: standing), caseworker, CancellationToken.None)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_parked_comes_back_on_its_day()
    {
        var clock = StoppedClock.OnMonday();
        await RunAsync([4], PostActKind.Parked, clock.GetUtcNow().AddDays(3));

        await new SortPost(office.Engine, clock).WakeAsync(CancellationToken.None);
        (await TallyAsync()).Parked.ShouldBe(1);
        clock.Advance(TimeSpan.FromDays(4));
        await new SortPost(office.Engine, clock).WakeAsync(CancellationToken.None);
        (await TallyAsync()).Parked.ShouldBe(0);
        await CountsAreTrueAsync();
    }

    [Fact]
    public async Task Letters_move_to_the_campaign_when_it_becomes_known_and_follow_what_is_done_there()
    {
        await office.ReceiveAsync(CampaignLetters.Plain(1));
        await SortAsync();
        (await TallyAsync()).Waiting[Pile.Campaigns].ShouldBe(0);

        await office.ReceiveAsync([CampaignLetters.Plain(2), CampaignLetters.Plain(3), CampaignLetters.WithStory(4)]);
        await SortAsync();
        (await TallyAsync()).Waiting[Pile.Campaigns].ShouldBe(4);
        await CountsAreTrueAsync();

        await office.ExecuteAsync("UPDATE campaign_letter SET handling = 2 WHERE own_text <> ''");
        await SortAsync();
        (await TallyAsync()).Handled.ShouldBe(1);
        (await office.NumberAsync("SELECT outcome FROM post_item WHERE state = 2")).ShouldBe((long)Outcome.Case);
        await office.ExecuteAsync("UPDATE campaign_letter SET handling = 0");
        await SortAsync();
        (await TallyAsync()).Handled.ShouldBe(0);
        await CountsAreTrueAsync();
        // Nothing is left to be looked at again.
        (await office.NumberAsync("SELECT count(*) FROM post_again")).ShouldBe(0);
    }

    [Fact]
    public async Task A_letter_whose_act_is_taken_back_follows_what_became_of_its_campaign_meanwhile()
    {
        await office.ReceiveAsync(CampaignLetters.Plain(1));
        await SortAsync();
        var letter = await office.NumberAsync("SELECT max(message) FROM post_item");
        await RunAsync([letter], PostActKind.Answered);

        await office.ReceiveAsync([CampaignLetters.Plain(2), CampaignLetters.Plain(3), CampaignLetters.WithStory(4)]);
        await SortAsync();
        (await TallyAsync()).Waiting[Pile.Campaigns].ShouldBe(3);

        await UndoAsync(caseworker);
        await SortAsync();
        (await TallyAsync()).Waiting[Pile.Campaigns].ShouldBe(4);
        await CountsAreTrueAsync();
    }

    [Fact]
    public async Task A_need_raises_a_letter_with_its_words_and_a_campaigns_own_words_raise_nobody()
    {
        const string Hunger =
            "We have not eaten since Tuesday and my children are hungry. Please tell me where we can get food today.";
        await office.ReceiveAsync([
            Letters.Plain("Help", Hunger, id: "hunger"),
            .. Enumerable.Range(1, 4).Select(i => CampaignLetters.Of(i, CampaignLetters.Body)),
            CampaignLetters.WithStory(5, Hunger)]);
        await SortAsync();

        (await office.NumberAsync("SELECT count(*) FROM post_item WHERE pile = 0")).ShouldBe(2);
        (await office.NumberAsync("SELECT count(*) FROM post_item WHERE pile = 0 AND campaign IS NOT NULL"))
            .ShouldBe(1);
        (await office.NumberAsync("SELECT count(*) FROM post_need WHERE need = 'food' AND words <> ''")).ShouldBe(2);
    }

    [Fact]
    public async Task Sorting_by_two_at_once_counts_nothing_twice()
    {
        await office.ReceiveAsync(
            Enumerable.Range(20, 60)
            .Select(i => Letters.Plain($"Letter {i}", $"On another matter, number {i}.", id: $"post-{i}")));
        await new GroupLetters(office.Engine, office.Clock).RunAsync(null, CancellationToken.None);
        await new LinkWriters(office.Engine, office.Clock, null).RunAsync(null, CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => new SortPost(office.Engine, office.Clock).RunAsync(null, CancellationToken.None)));

        (await TallyAsync()).AllWaiting.ShouldBe(72);
        await CountsAreTrueAsync();
    }

    [Fact]
    public async Task Acts_of_several_people_at_once_leave_true_counts()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            var by = i % 2 == 0 ? caseworker : colleague;
            if (i % 5 == 4) await Acts().UndoAsync(by, CancellationToken.None);
            else
            {
                await Acts().RunAsync(
                    [1 + i % 12, 1 + (i * 7 % 12)], new PostAct((PostActKind)(i % 4)), by, CancellationToken.None);
            }
        })));

        await CountsAreTrueAsync();
    }

    [Fact]
    public async Task A_wrong_wish_is_refused_with_a_sentence()
    {
        (await Should.ThrowAsync<Refused>(() => RunAsync([], PostActKind.Case))).Message.ShouldBe(
            "Choose a letter first.");
        (await Should.ThrowAsync<Refused>(() => RunAsync([1], PostActKind.Parked, office.Clock.GetUtcNow()))).Message
            .ShouldStartWith("Choose a day after today");
    }

    private Task SortAsync() => LetterRoad.FollowAsync(office.Engine, null, office.Clock, CancellationToken.None);

    private PostActs Acts() => new(office.Engine, new AuditTrail(office.Clock), office.Clock);

    private Task<int> RunAsync(IEnumerable<long> messages, PostActKind kind, DateTimeOffset? until = null) =>
        Acts().RunAsync(
            [.. messages],
            new PostAct(kind, until ?? office.Clock.GetUtcNow().AddDays(1), colleague.StaffId, Pile.Invitations),
            caseworker, CancellationToken.None);

    private Task<TakenBack?> UndoAsync(Actor by) => Acts().UndoAsync(by, CancellationToken.None);

    private async Task<PostTally> TallyAsync()
    {
        await using var db = (CaseworkDb)office.Office.OpenDb();
        return await new PostQueries(db).TallyAsync(CancellationToken.None);
    }

    private async Task<List<(long, Pile, PostState, Outcome, Id<StaffMember>?, bool)>> StateAsync()
    {
        await using var db = (CaseworkDb)office.Office.OpenDb();
        return [.. (await db.PostItems.AsNoTracking().OrderBy(i => i.Message).ToListAsync())
            .Select(i => (i.Message, i.Pile, i.State, i.Outcome, i.Owner, i.IsFlagged))];
    }

    private async Task CountsAreTrueAsync()
    {
        (await office.NumberAsync(WrongCounts)).ShouldBe(0);
        (await office.NumberAsync(WrongFolds)).ShouldBe(0);
    }

    private const string WrongFolds =
        """
        SELECT count(*) FROM (
          SELECT campaign, count(*) AS items FROM post_item WHERE state = 0 AND pile = 5 AND campaign IS NOT NULL GROUP BY 1) c
        FULL JOIN (SELECT campaign, waiting FROM post_fold WHERE waiting > 0) f ON f.campaign = c.campaign
        WHERE coalesce(c.items, 0) <> coalesce(f.waiting, 0)
        """;

    private const string WrongCounts =
        """
        SELECT count(*) FROM (
          SELECT CASE state WHEN 0 THEN pile WHEN 1 THEN 100 ELSE 200 END AS slot, count(*) AS items FROM post_item GROUP BY 1) c
        FULL JOIN (SELECT slot, items FROM post_tally WHERE items > 0) t ON t.slot = c.slot
        WHERE coalesce(c.items, 0) <> coalesce(t.items, 0)
        """;
}
