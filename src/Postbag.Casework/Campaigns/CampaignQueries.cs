using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Inbox;
using Postbag.Grouping;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>A letter in a campaign's list.</summary>
public sealed record CampaignLetterRow(
    long Number, Id<Message> Message, string SenderName, string SenderAddress, DateTimeOffset ReceivedAt,
    string Subject, LetterState State, int OwnWords, bool ReadThisOne, string OwnText, LetterHandling Handling)
{
    public string Sender => SenderName.Length > 0 ? SenderName : SenderAddress.Length > 0 ? SenderAddress : "No sender";
}

/// <summary>Which of a campaign's letters are listed.</summary>
public enum CampaignShow
{
    /// <summary>Own words that nobody has dealt with, longest first.</summary>
    ToRead,
    Accepted,
    Cases,

    /// <summary>Letters that share its text without being of it, and those that turn its ask round.</summary>
    Like,

    /// <summary>Letters with nothing of their own.</summary>
    Copies,
}

/// <summary>A campaign to choose from a list.</summary>
/// <param name="Telling">A sentence of its letter, if another of the list has the same title; else empty.</param>
public sealed record CampaignChoice(Id<Campaign> Id, string Title, int Letters, string Telling);

/// <summary>How many letters of a campaign came on a day.</summary>
public sealed record DayOfCampaign(DateOnly Day, int Letters);

/// <summary>What the campaigns' pages and commands ask.</summary>
public sealed class CampaignQueries(CaseworkDb db)
{
    public const int PageSize = 50;

    /// <summary>More campaigns than this in one list nobody looks through.</summary>
    private const int MaxListed = 300;

    private const int MaxVariants = 12;

    /// <summary>Campaigns with letters, the latest letter first.</summary>
    public async Task<IReadOnlyList<Campaign>> ListAsync(bool closed, CancellationToken cancellationToken) =>
        await Standing().Where(c => c.Status == CampaignStatus.Closed == closed)
            .OrderByDescending(c => c.LastAt).ThenBy(c => c.Number).Take(MaxListed).ToListAsync(cancellationToken);

    public Task<int> CountAsync(bool closed, CancellationToken cancellationToken) =>
        Standing().CountAsync(c => c.Status == CampaignStatus.Closed == closed, cancellationToken);

    /// <summary>The campaign of an id, or the one it has become part of; null if there never was one.</summary>
    public async Task<Campaign?> FindAsync(Id<Campaign> id, CancellationToken cancellationToken)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        return campaign is null ? null : await MainAsync(campaign, cancellationToken);
    }

    /// <summary>How a message stands, with the campaign it counts in or is like, as people have joined them.</summary>
    public async Task<(CampaignLetter Letter, Campaign? Campaign)?> OfMessageAsync(
        long message, CancellationToken cancellationToken)
    {
        var letter = await db.CampaignLetters.AsNoTracking()
            .SingleOrDefaultAsync(l => l.Message == message, cancellationToken);
        if (letter is null) return null;
        if ((letter.Campaign ?? letter.LikeCampaign) is not { } number) return (letter, null);
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Number == number, cancellationToken);
        return (letter, await MainAsync(campaign, cancellationToken));
    }

    /// <summary>The numbers whose letters count in a campaign: its own, and those people joined to it.</summary>
    public async Task<IReadOnlyList<int>> NumbersAsync(Campaign campaign, CancellationToken cancellationToken) =>
        await db.Campaigns.AsNoTracking().Where(c => c.Number == campaign.Number || c.JoinedTo == campaign.Number)
            .Select(c => c.Number).ToListAsync(cancellationToken);

    /// <summary>Versions and opposites: campaigns that share text with this one, the largest first.</summary>
    public async Task<IReadOnlyList<Campaign>> VariantsAsync(Campaign campaign, CancellationToken cancellationToken) =>
        await Standing().Where(c => c.Family == campaign.Family && c.Number != campaign.Number)
            .OrderByDescending(c => c.Letters).ThenBy(c => c.Number).Take(MaxVariants).ToListAsync(cancellationToken);

    /// <param name="numbers">See <see cref="NumbersAsync"/>.</param>
    /// <param name="show">Which of them.</param>
    /// <param name="urgent">Letters that speak of a need: they come before all others.</param>
    /// <param name="page">1 for the first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<CampaignLetterRow>> LettersAsync(
        IReadOnlyList<int> numbers, CampaignShow show, IReadOnlySet<long> urgent, int page,
        CancellationToken cancellationToken)
    {
        var first = urgent.ToList();
        var rows = await Listed(numbers, show)
            .OrderByDescending(l => first.Contains(l.Message)).ThenByDescending(l => l.ReadThisOne)
            .ThenByDescending(l => l.OwnWords).ThenBy(l => l.Message)
            .Skip((page - 1) * PageSize).Take(PageSize)
            .Join(db.Messages.AsNoTracking(), l => l.Message, m => m.Number, (l, m) => new CampaignLetterRow(
                m.Number, m.Id, m.SenderName, m.SenderAddress, m.ReceivedAt, m.Subject, l.State, l.OwnWords,
                l.ReadThisOne, l.OwnText, l.Handling)).ToListAsync(cancellationToken);
        // A join promises no order.
        return
        [
            .. rows.OrderByDescending(r => urgent.Contains(r.Number)).ThenByDescending(r => r.ReadThisOne)
                .ThenByDescending(r => r.OwnWords).ThenBy(r => r.Number),
        ];
    }

    /// <summary>How many letters each list of a campaign has, from one look at its letters.</summary>
    public async Task<IReadOnlyDictionary<CampaignShow, int>> CountsAsync(
        IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        var kinds = await db.CampaignLetters.AsNoTracking()
            .Where(l => l.Campaign != null && numbers.Contains(l.Campaign.Value))
            .GroupBy(l => new { l.Handling, HasOwn = l.OwnText != "" })
            .Select(g => new { g.Key.Handling, g.Key.HasOwn, Letters = g.Count() }).ToListAsync(cancellationToken);
        int Sum(LetterHandling? handling, bool? own) => kinds
            .Where(k => (handling is null || k.Handling == handling) && (own is null || k.HasOwn == own))
            .Sum(k => k.Letters);
        return new Dictionary<CampaignShow, int>
        {
            [CampaignShow.ToRead] = Sum(LetterHandling.ToRead, true),
            [CampaignShow.Accepted] = Sum(LetterHandling.Accepted, true),
            [CampaignShow.Cases] = Sum(LetterHandling.Case, null), [CampaignShow.Copies] = Sum(null, false),
            [CampaignShow.Like] = await Listed(numbers, CampaignShow.Like).CountAsync(cancellationToken),
        };
    }

    /// <summary>Open campaigns by their names, to choose one from: this one's family first, then the latest letter
    /// first.</summary>
    public async Task<IReadOnlyList<CampaignChoice>> ChoicesAsync(
        Campaign campaign, CancellationToken cancellationToken)
    {
        var rows = await Standing()
            .Where(c => c.Number != campaign.Number
                && (c.Family == campaign.Family || c.Status != CampaignStatus.Closed))
            .OrderByDescending(c => c.Family == campaign.Family).ThenByDescending(c => c.LastAt).ThenBy(c => c.Number)
            .Take(MaxListed)
            .Select(c => new { c.Number, c.Id, Title = c.Name != "" ? c.Name : c.SuggestedName, c.Letters })
            .ToListAsync(cancellationToken);
        // Only of those that need it: a letter may be long.
        var alike = rows.GroupBy(row => row.Title, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .SelectMany(same => same).ToDictionary(row => row.Number, row => row.Title);
        var letters = await db.Campaigns.AsNoTracking().Where(c => alike.Keys.Contains(c.Number))
            .Select(c => new { c.Number, c.Template }).ToListAsync(cancellationToken);
        var telling = TellingApart.Of(
            [.. letters.Select(l => new TitledLetter(l.Number, alike[l.Number], l.Template))]);
        return [.. rows.Select(
            r => new CampaignChoice(r.Id, r.Title, r.Letters, telling.GetValueOrDefault(r.Number, "")))];
    }

    /// <summary>Letters a day, oldest day first; days without one are left out.</summary>
    public async Task<IReadOnlyList<DayOfCampaign>> DaysAsync(
        IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        // Instants are microseconds, so a day of the ledger's clock is a division. London's midnight is at most an hour
        // off.
        var list = NumberList.Of(db.Engine);
        await using var connection = await db.Engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            $"""
            SELECT m.received_at / 86400000000, count(*) FROM campaign_letter l JOIN message m ON m.number = l.message
            WHERE {list.In("l.campaign", "@numbers")} GROUP BY 1 ORDER BY 1
            """,
            ("@numbers", list.Value(numbers.Select(number => (long)number))));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var days = new List<DayOfCampaign>();
        while (await reader.ReadAsync(cancellationToken))
        {
            days.Add(new DayOfCampaign(
                new DateOnly(1970, 1, 1).AddDays((int)reader.GetInt64(0)), (int)reader.GetInt64(1)));
        }

        return days;
    }

    /// <summary>The last thing done about a campaign that can be taken back; null if there is none.</summary>
    public async Task<CampaignActKind?> LastActAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        await using var connection = await db.Engine.OpenReaderAsync(cancellationToken);
        var kind = await connection.NumberAsync(
            """
            SELECT kind FROM campaign_act WHERE campaign = @campaign AND undone_at IS NULL ORDER BY number DESC LIMIT 1
            """,
            cancellationToken, ("@campaign", campaign.Number));
        return (CampaignActKind?)kind;
    }

    private IQueryable<Campaign> Standing() =>
        db.Campaigns.AsNoTracking().Where(c => c.FoldedInto == null && c.JoinedTo == null && c.Letters > 0);

    private IQueryable<CampaignLetter> Listed(IReadOnlyList<int> numbers, CampaignShow show)
    {
        var all = db.CampaignLetters.AsNoTracking();
        var own = all.Where(l => l.Campaign != null && numbers.Contains(l.Campaign.Value));
        return show switch
        {
            CampaignShow.ToRead => own.Where(l => l.OwnText != "" && l.Handling == LetterHandling.ToRead),
            CampaignShow.Accepted => own.Where(l => l.OwnText != "" && l.Handling == LetterHandling.Accepted),
            CampaignShow.Cases => own.Where(l => l.Handling == LetterHandling.Case),
            CampaignShow.Copies => own.Where(l => l.OwnText == ""),
            _ => all.Where(l => l.Campaign == null && l.LikeCampaign != null && numbers.Contains(l.LikeCampaign.Value)),
        };
    }

    private async Task<Campaign> MainAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        // A fold of a joined one, and the other way round; each only ever points forward.
        while ((campaign.FoldedInto ?? campaign.JoinedTo) is { } next)
            campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Number == next, cancellationToken);
        return campaign;
    }
}
