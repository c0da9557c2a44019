using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Grouping;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>What the pages read of a campaign as a whole: its counts, its suggested name, the text its letters share.</summary>
internal sealed class CampaignTallies(Engine engine, CampaignTables tables)
{
    /// <summary>Own words are worked out anew when a campaign has grown by a quarter: its template is known better then.</summary>
    private const double Growth = 1.25;

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

    /// <summary>The letters whose own words have to be worked out anew, because their campaign is known better now.</summary>
    public async Task<IReadOnlyList<long>> StaleAsync(IReadOnlyList<int> campaigns, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var letters = new List<long>();
        foreach (var campaign in campaigns)
        {
            var count = await connection.NumberAsync(
                "SELECT count(*) FROM campaign_letter WHERE campaign = @campaign", cancellationToken, ("@campaign", campaign)) ?? 0;
            var counted = await connection.NumberAsync(
                "SELECT counted FROM campaign WHERE number = @campaign", cancellationToken, ("@campaign", campaign)) ?? 0;
            if (count < counted * Growth && count > counted / Growth) continue;
            letters.AddRange(await connection.NumbersAsync(
                """
                SELECT message FROM campaign_letter WHERE campaign = @campaign AND (own_words > 0 OR own_text <> '')
                UNION SELECT message FROM campaign_letter WHERE like_campaign = @campaign
                """,
                cancellationToken, ("@campaign", campaign)));
        }

        return letters;
    }

    /// <summary>Counts campaigns anew, with their suggested names and the text all their letters share.</summary>
    public async Task TallyAsync(
        IReadOnlyList<int> campaigns, GroupingDesk desk, LetterIntake intake, CancellationToken cancellationToken)
    {
        foreach (var number in await WithTheirMainsAsync(campaigns, cancellationToken))
        {
            var standing = desk.StandingFor(number);
            var (template, subject) = await ExampleAsync(number, desk, intake, cancellationToken);
            var folded = standing is { } stands && stands != number ? stands : (int?)null;
            await engine.WriteAsync(
                async (connection, token) =>
                {
                    if (folded is { } into) await HandOverAsync(connection, number, into, desk.FamilyOf(into), token);
                    await connection.ExecuteAsync(
                        """
                        UPDATE campaign SET is_stale = @no, counted = t.letters, letters = t.letters, copies = t.copies,
                          people = t.people, to_read = t.to_read, first_at = t.first_at, last_at = t.last_at,
                          suggested_name = CASE WHEN @subject = '' THEN suggested_name ELSE @subject END,
                          template = CASE WHEN @template = '' THEN template ELSE @template END,
                          folded_into = @folded
                        FROM (
                          SELECT count(*) AS letters, count(DISTINCT l.person) AS people,
                            coalesce(sum(CASE WHEN l.own_text = '' THEN 1 ELSE 0 END), 0) AS copies,
                            coalesce(sum(CASE WHEN l.own_text <> '' AND l.handling = 0 THEN 1 ELSE 0 END), 0) AS to_read,
                            min(m.received_at) AS first_at, max(m.received_at) AS last_at
                          FROM campaign_letter l JOIN message m ON m.number = l.message
                          WHERE l.campaign = @number
                            OR l.campaign IN (SELECT number FROM campaign WHERE joined_to = @number)) t
                        WHERE campaign.number = @number
                        """,
                        token, ("@no", false), ("@number", number), ("@subject", subject), ("@template", template),
                        ("@folded", folded));
                },
                cancellationToken);
        }
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
        var template = CampaignText.Paragraphs(letter.Text, OwnWords.WithEnds(letter.Text, desk.Spans(letter).Template));
        await using var command = connection.Command(
            """
            SELECT m.subject FROM campaign_letter l JOIN message m ON m.number = l.message
            WHERE l.campaign = @campaign AND m.subject <> '' GROUP BY m.subject ORDER BY count(*) DESC, m.subject LIMIT 1
            """,
            ("@campaign", campaign));
        return (template, CampaignText.Title(await command.ExecuteScalarAsync(cancellationToken) as string, template));
    }
}
