using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Jobs;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>What the office says about a campaign.</summary>
public sealed record CampaignWords(
    string Name, string Ask, string Stance, CampaignStatus Status, string Notes, Id<StaffMember>? Owner);

/// <summary>What people do about campaigns. Each act is kept with what was there before and can be taken back; what
/// corrects the grouping is told to it as well, and goes for later letters.</summary>
public sealed partial class CampaignActs(Engine engine, AuditTrail audit, JobQueue jobs, TimeProvider clock)
{
    private readonly NumberList list = NumberList.Of(engine);

    /// <summary>Behind the handling that was, if nobody had opened the letter.</summary>
    private const string Unread = " unread";

    /// <summary>A letter's own words were dealt with: the campaign's answer will do, or it is a case.</summary>
    public Task HandleAsync(
        Campaign campaign, long message, LetterHandling handling, Actor by, CancellationToken cancellationToken) =>
        ActAsync(
            campaign, handling == LetterHandling.Case
                ? CampaignActKind.MadeCase : CampaignActKind.Accepted, message, by,
            async (connection, token) =>
            {
                var before = await connection.NumberAsync(
                    "SELECT handling FROM campaign_letter WHERE message = @message", token, ("@message", message));
                Refused.ThrowIf(before is null ? new("This letter hasn't been looked at yet.") : null);
                var wasUnread = await connection.NumberAsync(
                    "SELECT number FROM message WHERE number = @message AND is_unread", token,
                    ("@message", message)) is not null;
                await SetHandlingAsync(connection, campaign.Number, message, (int)handling, isUnread: false, token);
                return wasUnread ? $"{Number(before!.Value)}{Unread}" : Number(before!.Value);
            },
            cancellationToken);

    /// <summary>A letter isn't of this campaign.</summary>
    public Task TakeOutAsync(Campaign campaign, long message, Actor by, CancellationToken cancellationToken) =>
        PutAsync(campaign, CampaignActKind.TakenOut, message, null, by, cancellationToken);

    /// <summary>A letter is of this campaign, whatever it says.</summary>
    public Task PutInAsync(Campaign campaign, long message, Actor by, CancellationToken cancellationToken) =>
        PutAsync(campaign, CampaignActKind.PutIn, message, campaign.Number, by, cancellationToken);

    /// <summary>Makes a campaign of its own of letters of this one, plain copies too. Later letters come to it only by
    /// words that this one hasn't.</summary>
    public Task SplitAsync(
        Campaign campaign, IReadOnlyList<long> messages, Actor by, CancellationToken cancellationToken) =>
        ActAsync(
            campaign, CampaignActKind.Split, null, by,
            async (connection, token) =>
            {
                Refused.ThrowIf(messages.Count == 0 ? new("Choose the letters that make the new campaign.") : null);
                await GroupingLog.WishAsync(
                    connection,
                    new GroupingStep(
                        GroupingAct.Split, Campaign: campaign.Number,
                        Content: NumberText.Of(messages.Distinct().Order())),
                    token);
                // The new campaign's number is written here when the grouping has made it.
                return "";
            },
            cancellationToken);

    /// <summary>Another campaign is the same as this one: its letters, and later ones like them, count here.</summary>
    public Task JoinAsync(Campaign campaign, Campaign other, Actor by, CancellationToken cancellationToken) => ActAsync(
        campaign, CampaignActKind.Joined, null, by,
        async (connection, token) =>
        {
            Refused.ThrowIf(WhyNotJoin(campaign, other));
            IReadOnlyList<long> joined =
            [
                other.Number,
                .. await connection.NumbersAsync(
                    "SELECT number FROM campaign WHERE joined_to = @other ORDER BY number", token,
                    ("@other", other.Number)),
            ];
            await connection.ExecuteAsync(
                $"UPDATE campaign SET joined_to = @number, is_stale = @yes WHERE {list.In("number", "@joined")}", token,
                ("@number", campaign.Number), ("@yes", true), ("@joined", list.Value(joined)));
            return NumberText.Of(joined);
        },
        cancellationToken);

    /// <summary>Another campaign says something else than this one, though the words are alike: it isn't suggested
    /// again.</summary>
    public Task KeepApartAsync(Campaign campaign, Campaign other, Actor by, CancellationToken cancellationToken) =>
        ActAsync(
            campaign, CampaignActKind.NotTheSame, null, by, (_, _) => Task.FromResult(Number(other.Number)),
            cancellationToken);

    public static Refusal? WhyNotJoin(Campaign campaign, Campaign other) =>
        campaign.Number == other.Number ? new("A campaign can't be joined to itself.")
        : campaign.JoinedTo is not null || other.JoinedTo is not null
        ? new("One of them has been joined to another already.")
        : null;

    /// <summary>Changes what the office says about it.</summary>
    /// <param name="version">The version the form was made from: somebody else may have been quicker.</param>
    public Task DescribeAsync(
        Campaign campaign, CampaignWords words, int version, Actor by, CancellationToken cancellationToken) => ActAsync(
        campaign, CampaignActKind.Described, null, by,
        async (connection, token) =>
        {
            await WriteWordsAsync(connection, campaign.Number, words, version, token);
            return JsonSerializer.Serialize(new CampaignWords(
                campaign.Name, campaign.Ask, campaign.Stance, campaign.Status, campaign.Notes, campaign.Owner));
        },
        cancellationToken);

    /// <summary>Marks read the letters that say nothing of their own.</summary>
    public Task ReadCopiesAsync(Campaign campaign, Actor by, CancellationToken cancellationToken) => ActAsync(
        campaign, CampaignActKind.CopiesRead, null, by,
        async (connection, token) =>
        {
            var unread = await connection.NumbersAsync(
                """
                SELECT l.message FROM campaign_letter l JOIN message m ON m.number = l.message
                WHERE m.is_unread AND l.own_text = '' AND l.campaign IN
                  (SELECT number FROM campaign WHERE number = @number OR joined_to = @number)
                ORDER BY l.message
                """,
                token, ("@number", campaign.Number));
            await MarkMessage.SetAsync(engine, connection, unread, false, token);
            return NumberText.Of(unread);
        },
        cancellationToken);

    /// <summary>Makes a standard reply known to the grouping.</summary>
    public async Task AddOwnTextAsync(string title, string text, Actor by, CancellationToken cancellationToken)
    {
        await engine.WriteAsync(
            async (connection, token) =>
            {
                await connection.ExecuteAsync(
                    "INSERT INTO own_text (title, content, added_at, staff_id) VALUES (@title, @content, @at, @staff)",
                    token, ("@title", title), ("@content", text), ("@at", Instants.ToMicroseconds(clock.GetUtcNow())),
                    ("@staff", by.StaffId is { } staff ? engine.IdValue(staff.Value) : null));
                await GroupingLog.WishAsync(connection, new GroupingStep(GroupingAct.OwnText, Content: text), token);
                await audit.RecordAsync(engine, connection, new AuditFact(CampaignAudit.OwnTextAdded, by), token);
            },
            cancellationToken);
        await jobs.HastenAsync(engine, CampaignJobs.Group, cancellationToken);
    }

    /// <summary>Takes a standard reply from the list. The grouping still knows it: it was sent, and is
    /// quoted.</summary>
    public Task RemoveOwnTextAsync(long number, Actor by, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            var removed = await connection.ExecuteAsync(
                "DELETE FROM own_text WHERE number = @number", token, ("@number", number));
            if (removed > 0) await audit.RecordAsync(
                engine, connection, new AuditFact(CampaignAudit.OwnTextRemoved, by), token);
        },
        cancellationToken);

    private Task PutAsync(
        Campaign campaign, CampaignActKind kind, long message, int? to, Actor by,
        CancellationToken cancellationToken) =>
        ActAsync(
            campaign, kind, message, by,
            async (connection, token) =>
            {
                var before = await connection.NumberAsync(
                    "SELECT campaign FROM campaign_letter WHERE message = @message", token, ("@message", message));
                await PlaceAsync(connection, message, to, isChosen: true, token);
                await GroupingLog.WishAsync(connection, new GroupingStep(GroupingAct.Put, message, to), token);
                return before is { } number ? Number(number) : "";
            },
            cancellationToken);

    /// <summary>At once for whoever looks; the grouping says the same as soon as it has been told.</summary>
    private static async Task PlaceAsync(
        DbConnection connection, long message, int? campaign, bool isChosen, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            """
            UPDATE campaign SET is_stale = @yes
            WHERE number = @campaign OR number = (SELECT campaign FROM campaign_letter WHERE message = @message)
            """,
            cancellationToken, ("@yes", true), ("@campaign", campaign ?? -1), ("@message", message));
        await connection.ExecuteAsync(
            "UPDATE campaign_letter SET campaign = @campaign, is_chosen = @chosen WHERE message = @message",
            cancellationToken, ("@campaign", campaign), ("@chosen", isChosen), ("@message", message));
    }

    private async Task SetHandlingAsync(
        DbConnection connection, int campaign, long message, int handling, bool isUnread,
        CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            "UPDATE campaign_letter SET handling = @handling WHERE message = @message", cancellationToken,
            ("@handling", handling), ("@message", message));
        // The count on the page is right at once.
        await connection.ExecuteAsync(
            """
            UPDATE campaign SET to_read = (
              SELECT count(*) FROM campaign_letter l WHERE l.own_text <> '' AND l.handling = 0 AND l.campaign IN
                (SELECT number FROM campaign WHERE number = @number OR joined_to = @number))
            WHERE number = @number
            """,
            cancellationToken, ("@number", campaign));
        await MarkMessage.SetAsync(engine, connection, [message], isUnread, cancellationToken);
    }

    private async Task WriteWordsAsync(
        DbConnection connection, int campaign, CampaignWords words, int? version, CancellationToken cancellationToken)
    {
        var changed = await connection.ExecuteAsync(
            """
            UPDATE campaign SET name = @name, ask = @ask, stance = @stance, status = @status, notes = @notes,
              owner = @owner, version = version + 1
            WHERE number = @number AND (version = @version OR @any)
            """,
            cancellationToken, ("@name", words.Name), ("@ask", words.Ask), ("@stance", words.Stance),
            ("@status", (int)words.Status), ("@notes", words.Notes),
            ("@owner", words.Owner is { } owner ? engine.IdValue(owner.Value) : null), ("@number", campaign),
            ("@version", version ?? 0), ("@any", version is null));
        Refused.ThrowIf(changed == 0
            ? new("Somebody else has changed this campaign meanwhile. Look at what they wrote, and save yours again.")
            : null);
    }

    private async Task ActAsync(
        Campaign campaign, CampaignActKind kind, long? message, Actor by,
        Func<DbConnection, CancellationToken, Task<string>> work, CancellationToken cancellationToken)
    {
        await engine.WriteAsync(
            async (connection, token) =>
            {
                var before = await work(connection, token);
                await connection.ExecuteAsync(
                    """
                    INSERT INTO campaign_act (campaign, kind, message, before, staff_id, at)
                    VALUES (@campaign, @kind, @message, @before, @staff, @at)
                    """,
                    token, ("@campaign", campaign.Number), ("@kind", (int)kind), ("@message", message),
                    ("@before", before), ("@staff", by.StaffId is { } staff ? engine.IdValue(staff.Value) : null),
                    ("@at", Instants.ToMicroseconds(clock.GetUtcNow())));
                await audit.RecordAsync(
                    engine, connection, AuditFact.About(CampaignAudit.Of(kind), by, campaign.Id), token);
            },
            cancellationToken);
        await jobs.HastenAsync(engine, CampaignJobs.Group, cancellationToken);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
