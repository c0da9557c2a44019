using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Grouping;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>What the pages read of the grouping: letters with their decisions, campaigns with their counts.</summary>
internal sealed class CampaignTables(Engine engine, TimeProvider clock)
{
    /// <summary>Own words are worked out anew when a campaign has grown by a quarter: its template is known better then.</summary>
    private const double Growth = 1.25;

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
                [("@letter", letter.Number), ("@person", letter.Letter.Person), .. Values(letter.Letter.Number, decision, letter.Own)]);
        }

        await connection.ExecuteAsync(
            $"UPDATE message SET group_state = 1 WHERE number IN ({GroupingDesk.Join(looked.Select(l => l.Number))})",
            cancellationToken);
    }

    /// <summary>Writes anew what has changed for letters that are kept, within the engine's write.</summary>
    public async Task UpdateAsync(
        DbConnection connection, IReadOnlyList<GroupedLetter> letters, GroupingDesk desk, CancellationToken cancellationToken)
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
        DbConnection connection, GroupingStep step, int campaign, GroupingDesk desk, CancellationToken cancellationToken)
    {
        await EnsureAsync(connection, campaign, desk.FamilyOf(campaign), cancellationToken);
        await connection.ExecuteAsync(
            $"UPDATE campaign_letter SET campaign = @campaign WHERE message IN ({step.Content})", cancellationToken,
            ("@campaign", campaign));
        // Kept with the act, so that it can be taken back.
        await connection.ExecuteAsync(
            "UPDATE campaign_act SET before = @made WHERE kind = @kind AND before = '' AND campaign = @from", cancellationToken,
            ("@made", campaign.ToString(CultureInfo.InvariantCulture)), ("@kind", (int)CampaignActKind.Split),
            ("@from", step.Campaign));
    }

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
        var stale = await NumbersAsync(connection, "SELECT number FROM campaign WHERE is_stale", cancellationToken);
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
            letters.AddRange(await NumbersAsync(
                connection,
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
        await EnsureAsync(connection, into, family, cancellationToken);
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
        var list = string.Join(',', campaigns);
        var mains = await NumbersAsync(
            connection, $"SELECT joined_to FROM campaign WHERE joined_to IS NOT NULL AND number IN ({list})", cancellationToken);
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
        var template = CampaignText.Paragraphs(letter.Text, OwnWords.WithEnds(letter.Text, desk.TemplateSpans(letter)));
        await using var command = connection.Command(
            """
            SELECT m.subject FROM campaign_letter l JOIN message m ON m.number = l.message
            WHERE l.campaign = @campaign AND m.subject <> '' GROUP BY m.subject ORDER BY count(*) DESC, m.subject LIMIT 1
            """,
            ("@campaign", campaign));
        return (template, CampaignText.Title(await command.ExecuteScalarAsync(cancellationToken) as string, template));
    }

    private async Task EnsureAsync(
        DbConnection connection, IEnumerable<GroupedLetter> letters, GroupingDesk desk, CancellationToken cancellationToken)
    {
        foreach (var campaign in letters.SelectMany(letter => new[] { letter.Decision.Campaign, letter.Decision.Like })
            .OfType<int>().Distinct().Order())
            await EnsureAsync(connection, campaign, desk.FamilyOf(campaign), cancellationToken);
    }

    private Task<int> EnsureAsync(DbConnection connection, int number, int family, CancellationToken cancellationToken) =>
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

    private static async Task<List<long>> NumbersAsync(
        DbConnection connection, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        await using var command = connection.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var numbers = new List<long>();
        while (await reader.ReadAsync(cancellationToken)) numbers.Add(reader.GetInt64(0));
        return numbers;
    }
}
