using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Grouping;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>What the pages read of the grouping: letters with their decisions. <see cref="CampaignTallies"/> counts
/// them.</summary>
internal sealed class CampaignTables(Engine engine, TimeProvider clock)
{
    private readonly NumberList list = NumberList.Of(engine);

    /// <summary>Keeps the decisions on new letters, within the engine's write.</summary>
    /// <param name="looked">All messages of the batch, letters or not.</param>
    public async Task AddAsync(
        DbConnection connection, IReadOnlyList<IncomingLetter> looked, IReadOnlyList<GroupedLetter> letters,
        GroupingDesk desk, CancellationToken cancellationToken)
    {
        await EnsureAsync(connection, letters, desk, cancellationToken);
        foreach (var letter in letters)
        {
            var decision = letter.Decision;
            await connection.ExecuteAsync(
                """
                INSERT INTO campaign_letter (message, letter, person, state, campaign, like_campaign, arrival_state,
                  arrival_campaign, share_of_letter, share_of_template, own_words, read_this_one, own_spans, own_text)
                VALUES (@message, @letter, @person, @state, @campaign, @like, @state, @campaign, @ofLetter, @ofTemplate,
                  @ownWords, @readThis, @spans, @own)
                """,
                cancellationToken,
                [("@letter", letter.Number), ("@person", letter.Letter.Person),
                    .. Values(letter.Letter.Number, decision, letter.Own)]);
        }

        await connection.ExecuteAsync(
            $"UPDATE message SET group_state = 1 WHERE {list.TakenIn("@numbers")}", cancellationToken,
            ("@numbers", list.Value(looked.Select(message => message.Number))));
    }

    /// <summary>Writes anew what has changed for letters that are kept, within the engine's write.</summary>
    public async Task UpdateAsync(
        DbConnection connection, IReadOnlyList<GroupedLetter> letters, GroupingDesk desk,
        CancellationToken cancellationToken)
    {
        await EnsureAsync(connection, letters, desk, cancellationToken);
        foreach (var letter in letters)
        {
            await connection.ExecuteAsync(
                """
                UPDATE campaign_letter SET state = @state, campaign = @campaign, like_campaign = @like,
                  share_of_letter = @ofLetter, share_of_template = @ofTemplate, own_words = @ownWords,
                  read_this_one = @readThis, own_spans = @spans, own_text = @own
                WHERE message = @message
                """,
                cancellationToken, Values(letter.Letter.Number, letter.Decision, letter.Own));
        }
    }

    /// <summary>The new campaign of a split by hand, and which of its letters people chose.</summary>
    public async Task NoteSplitAsync(
        DbConnection connection, GroupingStep step, int campaign, GroupingDesk desk,
        CancellationToken cancellationToken)
    {
        await EnsureAsync(connection, campaign, desk.FamilyOf(campaign), cancellationToken);
        await connection.ExecuteAsync(
            $"UPDATE campaign_letter SET campaign = @campaign WHERE {list.In("message", "@numbers")}",
            cancellationToken, ("@campaign", campaign), ("@numbers", list.Value(NumberText.Read(step.Content!))));
        // Kept with the act, so that it can be taken back.
        await connection.ExecuteAsync(
            "UPDATE campaign_act SET before = @made WHERE kind = @kind AND before = '' AND campaign = @from",
            cancellationToken,
            ("@made", campaign.ToString(CultureInfo.InvariantCulture)), ("@kind", (int)CampaignActKind.Split),
            ("@from", step.Campaign));
    }

    private async Task EnsureAsync(
        DbConnection connection, IEnumerable<GroupedLetter> letters, GroupingDesk desk,
        CancellationToken cancellationToken)
    {
        foreach (var campaign in letters.SelectMany(letter => new[] { letter.Decision.Campaign, letter.Decision.Like })
            .OfType<int>().Distinct().Order())
            await EnsureAsync(connection, campaign, desk.FamilyOf(campaign), cancellationToken);
    }

    /// <summary>Makes a campaign's row when it is first named; from then on its counts are out of date.</summary>
    public Task<int> EnsureAsync(
        DbConnection connection, int number, int family, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            INSERT INTO campaign (number, id, family) VALUES (@number, @id, @family)
            ON CONFLICT (number) DO UPDATE SET is_stale = excluded.is_stale
            """,
            cancellationToken, ("@number", number), ("@family", family),
            ("@id", engine.IdValue(Guid.CreateVersion7(clock.GetUtcNow()))));

    private static (string Name, object? Value)[] Values(long message, Decision decision, OwnWords own) =>
    [
        ("@message", message), ("@state", (int)decision.State), ("@campaign", decision.Campaign),
        ("@like", decision.Like), ("@ofLetter", (int)Math.Round(100 * decision.ShareOfLetter)),
        ("@ofTemplate", (int)Math.Round(100 * decision.ShareOfTemplate)), ("@ownWords", decision.OwnWords),
        ("@readThis", decision.ReadThisOne), ("@spans", own.Spans), ("@own", own.Text),
    ];
}
