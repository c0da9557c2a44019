using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Inbox;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench;

/// <summary>A line of the workbench.</summary>
public sealed record PostRow(
    long Number, Id<Message> Id, long Place, bool IsUnread, MessageState State, string SenderName, string SenderAddress,
    string Subject, string Snippet, DateTimeOffset ReceivedAt, int Attachments, PostItem Item)
{
    public string Sender => SenderName.Length > 0 ? SenderName : SenderAddress.Length > 0 ? SenderAddress : "No sender";

    public string Title => Subject.Length > 0 ? Subject : "No subject";
}

/// <summary>A campaign folded to one line: how many of its letters wait.</summary>
public sealed record FoldedCampaign(Campaign Campaign, long Waiting, long ToRead);

/// <summary>How many items there are of each kind. They add up to all that came in.</summary>
public sealed record PostTally(IReadOnlyDictionary<Pile, long> Waiting, long Parked, long Handled, long Unsorted)
{
    public long AllWaiting => Waiting.Values.Sum();

    public long All => AllWaiting + Parked + Handled + Unsorted;
}

/// <summary>What the workbench asks. Each is answered from one index, at any size.</summary>
public sealed class PostQueries(CaseworkDb db)
{
    public const int PageSize = 50;

    /// <summary>More campaigns than this in one list nobody looks through.</summary>
    private const int MostCampaigns = 200;

    public async Task<PostTally> TallyAsync(CancellationToken cancellationToken)
    {
        var slots = await SlotsAsync(cancellationToken);
        var messages = await db.Database.SqlQuery<long>($"""SELECT messages AS "Value" FROM inbox_tally""")
            .SingleAsync(cancellationToken);
        return new PostTally(
            Piles.All.ToDictionary(pile => pile, pile => slots.GetValueOrDefault((int)pile)),
            slots.GetValueOrDefault(PostTables.ParkedSlot), slots.GetValueOrDefault(PostTables.HandledSlot),
            Math.Max(0, messages - slots.Values.Sum()));
    }

    /// <summary>A page of a list: the newest first, but what is urgent and what was parked the oldest first.</summary>
    /// <param name="before">The place behind which the page begins; null for the first.</param>
    public async Task<(IReadOnlyList<PostRow> Rows, bool More)> PageAsync(
        PostFilter filter, Id<StaffMember> me, long? before, CancellationToken cancellationToken, int size = PageSize)
    {
        var items = Filtered(filter, me);
        var oldestFirst = IsOldestFirst(filter);
        if (before is { } place)
            items = oldestFirst ? items.Where(i => i.Place > place) : items.Where(i => i.Place < place);
        items = oldestFirst ? items.OrderBy(i => i.Place) : items.OrderByDescending(i => i.Place);
        var rows = await RowsAsync(items.Take(size + 1), oldestFirst, cancellationToken);
        return (rows.Take(size).ToList(), rows.Count > size);
    }

    /// <summary>The item that comes after another in a list, or the list's first if none does; null if there is no
    /// other.</summary>
    public async Task<Id<Message>?> NextAsync(
        PostFilter filter, Id<StaffMember> me, long place, CancellationToken cancellationToken)
    {
        // A place is one message's.
        var items = Filtered(filter, me).Where(i => i.Place != place);
        var behind = IsOldestFirst(filter)
            ? items.Where(i => i.Place > place).OrderBy(i => i.Place)
            : items.Where(i => i.Place < place).OrderByDescending(i => i.Place);
        var all = IsOldestFirst(filter) ? items.OrderBy(i => i.Place) : items.OrderByDescending(i => i.Place);
        foreach (var some in new[] { behind, all })
        {
            var next = await some.Take(1)
                .Join(db.Messages, i => i.Item.Message, m => m.Number, (i, m) => (Guid?)m.Id.Value)
                .ToListAsync(cancellationToken);
            if (next.Count > 0) return new Id<Message>(next[0]!.Value);
        }

        return null;
    }

    /// <summary>How long a list is. A pile, what is parked and what is handled have been counted already.</summary>
    public async Task<long> CountAsync(PostFilter filter, Id<StaffMember> me, CancellationToken cancellationToken)
    {
        var slots = filter switch
        {
            { Campaign: not null } or { Label: not null } => null,
            { Pile: { } pile } => new[] { (int)pile },
            { View: PostView.Parked } => [PostTables.ParkedSlot],
            { View: PostView.Handled } => [PostTables.HandledSlot],
            { View: PostView.Waiting } => [.. Piles.All.Select(pile => (int)pile)],
            _ => null,
        };
        if (slots is null) return await Filtered(filter, me).LongCountAsync(cancellationToken);
        var counted = await SlotsAsync(cancellationToken);
        return slots.Sum(slot => counted.GetValueOrDefault(slot));
    }

    /// <summary>All that match, for an act on all of them.</summary>
    public async Task<IReadOnlyList<long>> NumbersAsync(
        PostFilter filter, Id<StaffMember> me, CancellationToken cancellationToken) =>
        await Filtered(filter, me).Select(i => i.Item.Message).Take(PostActs.MostItems).ToListAsync(cancellationToken);

    /// <summary>Null if the message isn't on the workbench yet.</summary>
    public Task<PostItem?> FindAsync(long message, CancellationToken cancellationToken) =>
        db.PostItems.AsNoTracking().SingleOrDefaultAsync(i => i.Message == message, cancellationToken);

    /// <summary>The campaigns with waiting letters, the one with most to read first.</summary>
    public async Task<IReadOnlyList<FoldedCampaign>> CampaignsAsync(CancellationToken cancellationToken)
    {
        var waiting = await db.Database.SqlQuery<Slot>(
            $"""
             SELECT campaign AS "Number", waiting AS "Items" FROM post_fold WHERE waiting > 0
             ORDER BY waiting DESC, campaign LIMIT {MostCampaigns}
             """).ToListAsync(cancellationToken);
        var numbers = waiting.Select(g => g.Number).ToList();
        var campaigns = await db.Campaigns.AsNoTracking().Where(c => numbers.Contains(c.Number))
            .ToListAsync(cancellationToken);
        return waiting.Join(campaigns, g => g.Number, c => c.Number, (g, c) => new FoldedCampaign(c, g.Items, c.ToRead))
            .OrderByDescending(f => f.ToRead).ThenByDescending(f => f.Waiting).ToList();
    }

    /// <summary>Those who may read the post, by name.</summary>
    public async Task<IReadOnlyList<(Id<StaffMember> Id, string Name)>> ColleaguesAsync(
        CancellationToken cancellationToken) =>
        [
            .. (await db.Staff.AsNoTracking().Where(member => member.SuspendedAt == null)
                .ToListAsync(cancellationToken))
                .Where(member => Permissions.Allow(member.Role, Permission.ReadPost))
                .OrderBy(member => member.Name, StringComparer.CurrentCulture)
                .Select(member => (member.StaffId, member.Name)),
        ];

    /// <summary>What rules found in a message, with its words, the gravest first.</summary>
    public async Task<IReadOnlyList<FoundNeed>> NeedsAsync(long message, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<FoundNeed>(
            $"""SELECT need AS "Need", reason AS "Reason", words AS "Words" FROM post_need WHERE message = {message} ORDER BY position""")
            .ToListAsync(cancellationToken);

    /// <summary>The letters of campaigns in which rules found a need.</summary>
    public async Task<IReadOnlySet<long>> UrgentOfCampaignsAsync(
        IReadOnlyList<int> campaigns, CancellationToken cancellationToken)
    {
        var list = NumberList.Of(db.Engine);
        await using var connection = await db.Engine.OpenReaderAsync(cancellationToken);
        return (await connection.NumbersAsync(
            $"""
            SELECT DISTINCT n.message FROM post_need n JOIN campaign_letter l ON l.message = n.message
            WHERE {list.In("l.campaign", "@campaigns")} OR {list.In("l.like_campaign", "@campaigns")}
            """,
            cancellationToken, ("@campaigns", list.Value(campaigns.Select(campaign => (long)campaign))))).ToHashSet();
    }

    /// <summary>The waiting letters of a campaign in which nothing is the writer's own.</summary>
    public async Task<IReadOnlyList<long>> CopiesAsync(int campaign, CancellationToken cancellationToken) =>
        await db.PostItems.AsNoTracking()
            .Where(i => i.State == PostState.Waiting && i.Pile == Pile.Campaigns && i.Campaign == campaign)
            .Join(db.CampaignLetters.Where(l => l.OwnText == ""), i => i.Message, l => l.Message, (i, _) => i.Message)
            .ToListAsync(cancellationToken);

    private async Task<Dictionary<int, long>> SlotsAsync(CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<Slot>($"""SELECT slot AS "Number", items AS "Items" FROM post_tally""")
            .ToListAsync(cancellationToken)).ToDictionary(slot => slot.Number, slot => slot.Items);

    private static bool IsOldestFirst(PostFilter filter) =>
        filter.Pile == Pile.Urgent || filter.View == PostView.Parked;

    private IQueryable<Placed> Filtered(PostFilter filter, Id<StaffMember> me)
    {
        var items = Standing(filter, me);
        // Those with a label are walked through in the labels' order: most lists are long, and most labels rare.
        return filter.Label is { } about
            ? db.PostLabels.AsNoTracking().Where(l => l.Axis == about.Axis && l.Label == about.Label)
                .Join(items, l => l.Message, i => i.Message, (l, i) => new Placed { Item = i, Place = l.Place })
            : items.Select(i => new Placed { Item = i, Place = i.Place });
    }

    private IQueryable<PostItem> Standing(PostFilter filter, Id<StaffMember> me)
    {
        var items = db.PostItems.AsNoTracking();
        if (filter.Pile is { } pile)
        {
            items = items.Where(i => i.State == PostState.Waiting && i.Pile == pile);
            return filter.Campaign is { } campaign ? items.Where(i => i.Campaign == campaign) : items;
        }

        return filter.View switch
        {
            PostView.Mine => items.Where(i => i.State == PostState.Waiting && i.Owner == me),
            PostView.Parked => items.Where(i => i.State == PostState.Parked),
            PostView.Flagged => items.Where(i => i.IsFlagged),
            PostView.Handled => items.Where(i => i.State == PostState.Handled),
            _ => items.Where(i => i.State == PostState.Waiting),
        };
    }

    private async Task<List<PostRow>> RowsAsync(
        IQueryable<Placed> items, bool oldestFirst, CancellationToken cancellationToken)
    {
        var rows = await items.Join(
            db.Messages, i => i.Item.Message, m => m.Number, (i, m) => new PostRow(
                m.Number, m.Id, i.Place, m.IsUnread, m.State, m.SenderName, m.SenderAddress, m.Subject, m.Snippet,
                m.ReceivedAt, m.Attachments, i.Item)).ToListAsync(cancellationToken);
        // A join doesn't promise the order of what was joined.
        return oldestFirst ? [.. rows.OrderBy(row => row.Place)] : [.. rows.OrderByDescending(row => row.Place)];
    }

    /// <summary>An item with the place by which its list is ordered.</summary>
    private sealed class Placed
    {
        public required PostItem Item { get; init; }

        public required long Place { get; init; }
    }

    private sealed record Slot(int Number, long Items);
}
