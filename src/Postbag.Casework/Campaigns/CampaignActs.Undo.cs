using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <content>Taking acts back, the last one first.</content>
public sealed partial class CampaignActs
{
    /// <summary>Takes back the last act on a campaign that hasn't been taken back.</summary>
    /// <returns>What was taken back; null if there is nothing to take back.</returns>
    public async Task<CampaignActKind?> UndoAsync(Campaign campaign, Actor by, CancellationToken cancellationToken)
    {
        var undone = await engine.WriteAsync(
            async (connection, token) =>
            {
                if (await LastAsync(connection, campaign.Number, token) is not { } last) return (CampaignActKind?)null;
                await TakeBackAsync(connection, campaign, last, token);
                await connection.ExecuteAsync(
                    "UPDATE campaign_act SET undone_at = @at WHERE number = @number", token,
                    ("@at", Instants.ToMicroseconds(clock.GetUtcNow())), ("@number", last.Number));
                await audit.RecordAsync(
                    engine, connection,
                    AuditFact.About(CampaignAudit.Undone, by, campaign.Id)
                        with { Details = [("what", last.Kind.ToString())] },
                    token);
                return last.Kind;
            },
            cancellationToken);
        await jobs.HastenAsync(engine, CampaignJobs.Group, cancellationToken);
        return undone;
    }

    private async Task TakeBackAsync(
        DbConnection connection, Campaign campaign, Act last, CancellationToken cancellationToken)
    {
        switch (last.Kind)
        {
            case CampaignActKind.Accepted or CampaignActKind.MadeCase:
                await SetHandlingAsync(
                    connection, campaign.Number, last.Message!.Value,
                    Whole(last.Before.Replace(Unread, "", StringComparison.Ordinal))!.Value,
                    isUnread: last.Before.EndsWith(Unread, StringComparison.Ordinal), cancellationToken);
                break;
            case CampaignActKind.TakenOut or CampaignActKind.PutIn:
                await PutBackAsync(connection, last.Message!.Value, Whole(last.Before), cancellationToken);
                break;
            case CampaignActKind.Split:
                Refused.ThrowIf(last.Before.Length == 0
                    ? new("The new campaign is still being made. Take it back in a moment.") : null);
                await GroupingLog.WishAsync(
                    connection, new GroupingStep(
                        GroupingAct.Same, Campaign: campaign.Number, Other: Whole(last.Before)),
                    cancellationToken);
                break;
            case CampaignActKind.Joined:
                var numbers = NumberText.Read(last.Before);
                // Those that had been joined to the other one before stay with it.
                await connection.ExecuteAsync(
                    $"""
                    UPDATE campaign SET joined_to = CASE WHEN number = @other THEN NULL ELSE @other END
                    WHERE {list.In("number", "@numbers")}
                    """,
                    cancellationToken, ("@other", (int)numbers[0]), ("@numbers", list.Value(numbers)));
                await connection.ExecuteAsync(
                    $"UPDATE campaign SET is_stale = @yes WHERE {list.In("number", "@numbers")}", cancellationToken,
                    ("@yes", true), ("@numbers", list.Value([campaign.Number, .. numbers])));
                break;
            case CampaignActKind.Described:
                var words = JsonSerializer.Deserialize<CampaignWords>(last.Before)!;
                await WriteWordsAsync(connection, campaign.Number, words, null, cancellationToken);
                break;
            case CampaignActKind.CopiesRead:
                await MarkMessage.SetAsync(engine, connection, NumberText.Read(last.Before), true, cancellationToken);
                break;
        }
    }

    private static async Task PutBackAsync(
        DbConnection connection, long message, int? campaign, CancellationToken cancellationToken)
    {
        await PlaceAsync(connection, message, campaign, isChosen: false, cancellationToken);
        await GroupingLog.WishAsync(
            connection, new GroupingStep(GroupingAct.Put, message, campaign), cancellationToken);
        // From now on it is judged like any other again.
        await GroupingLog.WishAsync(connection, new GroupingStep(GroupingAct.LetGo, message), cancellationToken);
    }

    private static async Task<Act?> LastAsync(
        DbConnection connection, int campaign, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT number, kind, message, before FROM campaign_act
            WHERE campaign = @campaign AND undone_at IS NULL ORDER BY number DESC LIMIT 1
            """,
            ("@campaign", campaign));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new Act(
            reader.GetInt64(0), (CampaignActKind)Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture),
            reader.IsDBNull(2) ? null : reader.GetInt64(2), reader.GetString(3));
    }

    private static int? Whole(string before) =>
        before.Length == 0 ? null : int.Parse(before, CultureInfo.InvariantCulture);

    private sealed record Act(long Number, CampaignActKind Kind, long? Message, string Before);
}
