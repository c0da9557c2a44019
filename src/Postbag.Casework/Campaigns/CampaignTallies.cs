using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Grouping;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>What the pages read of a campaign as a whole: its counts, its suggested name, the text its letters
/// share.</summary>
internal sealed class CampaignTallies(Engine engine, CampaignTables tables)
{
    /// <summary>Own words are worked out anew when a campaign has grown by a quarter: its template is known better
    /// then.</summary>
    private const double Growth = 1.25;

    /// <summary>Campaigns counted in one transaction: one sync for so many, and nobody waits long behind
    /// them.</summary>
    private const int AtOnce = 50;

    private readonly NumberList list = NumberList.Of(engine);

    /// <summary>Whether letters wait to be grouped, corrections to be followed, or campaigns to be counted.</summary>
    public async Task<bool> IsAnythingDueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        return await connection.NumberAsync(
            """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM message WHERE group_state = 0 AND state <> 0)
              OR EXISTS (SELECT 1 FROM grouping_wish) OR EXISTS (SELECT 1 FROM campaign WHERE is_stale) THEN 1 ELSE 0 END
            """,
            cancellationToken) == 1;
    }

    /// <summary>The campaigns that look different since they were last counted.</summary>
    public async Task<IReadOnlyList<int>> TouchedAsync(
        IReadOnlyList<(long Message, Decision Now, int? Before)> changed, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var stale = await connection.NumbersAsync("SELECT number FROM campaign WHERE is_stale", cancellationToken);
        return stale.Select(number => (int)number)
            .Concat(changed.Select(change => change.Now.Campaign).OfType<int>())
            .Concat(changed.Select(change => change.Before).OfType<int>()).Distinct().Order().ToList();
    }

    /// <summary>Those of the campaigns that are known better now than when their letters' own words were worked out:
    /// that is to be done anew.</summary>
    public async Task<IReadOnlySet<int>> GrownAsync(IReadOnlyList<int> campaigns, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            $"""
            SELECT c.number, c.counted, (SELECT count(*) FROM campaign_letter l WHERE l.campaign = c.number)
            FROM campaign c WHERE {list.In("c.number", "@campaigns")}
            """,
            ("@campaigns", list.Value(campaigns.Select(campaign => (long)campaign))));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var grown = new HashSet<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (counted, count) = (reader.GetInt64(1), reader.GetInt64(2));
            if (count >= counted * Growth || count <= counted / Growth) grown.Add((int)reader.GetInt64(0));
        }

        return grown;
    }

    /// <summary>The letters of such campaigns, and those that are like them, in which there may be own words.</summary>
    public async Task<IReadOnlyList<long>> WithOwnWordsAsync(
        IReadOnlySet<int> campaigns, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var numbers = list.Value(campaigns.Select(campaign => (long)campaign));
        return await connection.NumbersAsync(
            $"""
            SELECT message FROM campaign_letter
            WHERE {list.In("campaign", "@campaigns")} AND (own_words > 0 OR own_text <> '')
            UNION SELECT message FROM campaign_letter WHERE {list.In("like_campaign", "@campaigns")}
            """,
            cancellationToken, ("@campaigns", numbers));
    }

    /// <summary>Counts campaigns anew; those that have grown get their suggested names and the text all their letters
    /// share anew as well.</summary>
    public async Task TallyAsync(
        IReadOnlyList<int> campaigns, IReadOnlySet<int> grown, GroupingDesk desk, LetterIntake intake,
        CancellationToken cancellationToken)
    {
        foreach (var some in (await WithTheirMainsAsync(campaigns, cancellationToken)).Chunk(AtOnce))
        {
            var tallies = new List<Tally>(some.Length);
            foreach (var number in some)
            {
                var (template, subject) = grown.Contains(number)
                    ? await ExampleAsync(number, desk, intake, cancellationToken) : ("", "");
                tallies.Add(new Tally(number, grown.Contains(number), template, subject));
            }

            await engine.WriteAsync(
                async (connection, token) =>
                {
                    foreach (var tally in tallies) await WriteAsync(connection, tally, desk, token);
                },
                cancellationToken);
        }
    }

    private async Task WriteAsync(
        DbConnection connection, Tally tally, GroupingDesk desk, CancellationToken cancellationToken)
    {
        var folded = desk.StandingFor(tally.Campaign) is { } stands && stands != tally.Campaign ? stands : (int?)null;
        if (folded is { } into)
            await HandOverAsync(connection, tally.Campaign, into, desk.FamilyOf(into), cancellationToken);
        await connection.ExecuteAsync(
            """
            UPDATE campaign SET is_stale = @no, counted = CASE WHEN @grown THEN t.counted ELSE campaign.counted END,
              letters = t.letters, copies = t.copies, people = t.people, to_read = t.to_read, first_at = t.first_at,
              last_at = t.last_at, suggested_name = CASE WHEN @subject = '' THEN suggested_name ELSE @subject END,
              template = CASE WHEN @template = '' THEN template ELSE @template END, folded_into = @folded
            FROM (
              SELECT count(*) AS letters, count(DISTINCT l.person) AS people,
                coalesce(sum(CASE WHEN l.campaign = @number THEN 1 ELSE 0 END), 0) AS counted,
                coalesce(sum(CASE WHEN l.own_text = '' THEN 1 ELSE 0 END), 0) AS copies,
                coalesce(sum(CASE WHEN l.own_text <> '' AND l.handling = 0 THEN 1 ELSE 0 END), 0) AS to_read,
                min(m.received_at) AS first_at, max(m.received_at) AS last_at
              FROM campaign_letter l JOIN message m ON m.number = l.message
              WHERE l.campaign = @number
                OR l.campaign IN (SELECT number FROM campaign WHERE joined_to = @number)) t
            WHERE campaign.number = @number
            """,
            cancellationToken, ("@no", false), ("@grown", tally.IsGrown), ("@number", tally.Campaign),
            ("@subject", tally.Subject), ("@template", tally.Template), ("@folded", folded));
    }

    /// <summary>What the office said of a campaign goes on with the one it turned out to be part of.</summary>
    private async Task HandOverAsync(
        DbConnection connection, int from, int into, int family, CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(connection, into, family, cancellationToken);
        await connection.ExecuteAsync(
            """
            UPDATE campaign SET name = old.name, ask = old.ask, stance = old.stance, status = old.status, notes = old.notes,
              owner = old.owner
            FROM campaign old
            WHERE campaign.number = @into AND old.number = @from AND old.folded_into IS NULL AND old.version > 0
              AND campaign.version = 0
            """,
            cancellationToken, ("@into", into), ("@from", from));
    }

    private async Task<IReadOnlyList<int>> WithTheirMainsAsync(
        IReadOnlyList<int> campaigns, CancellationToken cancellationToken)
    {
        if (campaigns.Count == 0) return [];
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var mains = await connection.NumbersAsync(
            $"SELECT joined_to FROM campaign WHERE joined_to IS NOT NULL AND {list.In("number", "@campaigns")}",
            cancellationToken, ("@campaigns", list.Value(campaigns.Select(campaign => (long)campaign))));
        return campaigns.Concat(mains.Select(main => (int)main)).Distinct().Order().ToList();
    }

    /// <summary>The template's text, as the letter has it that has most of it and least besides, and the subject most
    /// letters bear.</summary>
    private async Task<(string Template, string Subject)> ExampleAsync(
        int campaign, GroupingDesk desk, LetterIntake intake, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var example = await connection.NumberAsync(
            """
            SELECT message FROM campaign_letter WHERE campaign = @campaign
            ORDER BY share_of_template DESC, own_words, letter LIMIT 1
            """,
            cancellationToken, ("@campaign", campaign));
        if (example is not { } number) return ("", "");
        var letter = (await intake.TheseAsync([number], cancellationToken))[0];
        var template = CampaignText.Paragraphs(
            letter.Text, OwnWords.WithEnds(letter.Text, desk.Spans(letter).Template));
        await using var command = connection.Command(
            """
            SELECT m.subject FROM campaign_letter l JOIN message m ON m.number = l.message
            WHERE l.campaign = @campaign AND m.subject <> '' GROUP BY m.subject ORDER BY count(*) DESC, m.subject LIMIT 1
            """,
            ("@campaign", campaign));
        return (template, CampaignText.Title(await command.ExecuteScalarAsync(cancellationToken) as string, template));
    }

    /// <param name="Template">Empty if it stays as it is; so is the subject.</param>
    private readonly record struct Tally(int Campaign, bool IsGrown, string Template, string Subject);
}
