using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.Workbench.Labels;
using Postbag.Casework.Workbench.Raising;
using Postbag.Mime;
using Postbag.Storage;
using Postbag.Triage.Needs;

namespace Postbag.Casework.Workbench;

/// <summary>Puts what was grouped on the workbench, with needs looked for, and moves what has come into a campaign
/// since, or was dealt with there. Can be stopped anywhere and started again; two at once do no harm, only
/// work.</summary>
/// <remarks>What a person has moved, parked or handled stays as they left it, and what is urgent stays
/// urgent.</remarks>
public sealed partial class SortPost(Engine engine, TimeProvider clock)
{
    private const int BatchItems = 200;
    private const long BatchBytes = 8 << 20;

    private const string Facts =
        """
        SELECT m.number, m.place, m.received_at, m.state, m.kind, m.sender_address, m.subject, m.size_bytes, r.packing,
          CASE WHEN l.campaign IS NULL THEN r.content END, l.campaign, coalesce(nullif(c.name, ''), c.suggested_name, ''), l.own_text,
          CASE WHEN l.state = 6 OR EXISTS (
            SELECT 1 FROM thread_message t JOIN thread_message o ON o.thread = t.thread
            WHERE t.message = m.number AND o.message <> t.message AND o.received_at < t.received_at) THEN 1 ELSE 0 END,
          w.grade, coalesce(w.constituency, '')
        FROM message m JOIN raw_message r ON r.number = m.number
        LEFT JOIN campaign_letter l ON l.message = m.number
        LEFT JOIN message_writer w ON w.message = m.number
        LEFT JOIN campaign f ON f.number = l.campaign
        LEFT JOIN campaign c ON c.number = coalesce(f.joined_to, f.number)
        """;

    private readonly PostTables tables = new(engine);
    private readonly NumberList list = NumberList.Of(engine);
    private readonly OfficeLabels labels = new(engine);
    private readonly IntakeTide tide = IntakeTide.Of(engine);
    private readonly LettersAtHand hand = LettersAtHand.Of(engine);

    /// <param name="report">Told how many were sorted; null if nobody asks.</param>
    /// <param name="cancellationToken">Stops it between two batches.</param>
    /// <returns>How many came to the workbench.</returns>
    public async Task<long> RunAsync(Action<long>? report, CancellationToken cancellationToken)
    {
        long done = 0;
        var batch = await NextAsync(0, cancellationToken);
        while (batch.Count > 0)
        {
            var start = Stopwatch.GetTimestamp();
            var (sorted, last) = (batch, batch[^1].Message);
            // The next are looked at while these are written. On SQLite a question is answered before its task is
            // handed over.
            var next = Task.Run(() => NextAsync(last, cancellationToken), cancellationToken);
            // The disk isn't waited for: if the machine fails they are sorted again, unless somebody has acted on them,
            // which waits for it.
            var write = engine.WriteUnsyncedAsync(
                (connection, token) => AddAsync(connection, sorted, token), cancellationToken);
            await Task.WhenAll(write, next);
            // It is the last step.
            hand.LetGo(sorted.Select(item => item.Message));
            batch = await next;
            done += sorted.Count;
            report?.Invoke(done);
            await tide.LetPassAsync(start, cancellationToken);
            // What is behind may have been grouped since.
            if (batch.Count == 0) batch = await NextAsync(0, cancellationToken);
        }

        await FollowCampaignsAsync(cancellationToken);
        await WakeAsync(cancellationToken);
        return done;
    }

    /// <summary>What was parked until now waits again.</summary>
    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using (var reader = await engine.OpenReaderAsync(cancellationToken))
        {
            if (await reader.NumberAsync(
                "SELECT message FROM post_item WHERE state = 1 AND until <= @now LIMIT 1", cancellationToken,
                ("@now", Instants.ToMicroseconds(now))) is null) return;
        }

        await engine.WriteAsync(
            async (connection, token) =>
            {
                await PostTables.TakeAsync(connection, token);
                var due = await connection.NumbersAsync(
                    "SELECT message FROM post_item WHERE state = 1 AND until <= @now", token,
                    ("@now", Instants.ToMicroseconds(now)));
                var items = await tables.ReadAsync(connection, due, token);
                await tables.WriteAsync(
                    connection, [.. items.Select(was => (was, was with { State = PostState.Waiting, Until = null }))],
                    now, token);
            },
            cancellationToken);
    }

    private Task<IReadOnlyList<Sorted>> NextAsync(long after, CancellationToken cancellationToken) => LoadAsync(
        $"""
        {Facts} WHERE m.sort_state = 0 AND m.group_state = 1 AND m.people_state = 1 AND m.number > @after
        ORDER BY m.number LIMIT {BatchItems}
        """,
        BatchBytes, cancellationToken, ("@after", after));

    private async Task AddAsync(
        DbConnection connection, IReadOnlyList<Sorted> batch, CancellationToken cancellationToken)
    {
        await PostTables.TakeAsync(connection, cancellationToken);
        var moved = new SortedDictionary<int, long>();
        foreach (var item in batch)
        {
            var added = await connection.ExecuteAsync(
                """
                INSERT INTO post_item (message, place, came_at, pile, why, campaign, is_hard, changed_at)
                VALUES (@message, @place, @came, @pile, @why, @campaign, @hard, @now) ON CONFLICT (message) DO NOTHING
                """,
                cancellationToken, ("@message", item.Message), ("@place", item.Place), ("@came", item.CameAt),
                ("@pile", (int)item.Pile), ("@why", item.Why), ("@campaign", item.Campaign), ("@hard", item.IsHard),
                ("@now", Instants.ToMicroseconds(clock.GetUtcNow())));
            if (added == 0) continue;
            PostTables.Count(moved, (int)item.Pile, 1);
            await PostTables.AddNeedsAsync(connection, item.Message, item.Needs, cancellationToken);
        }

        await connection.ExecuteAsync(
            $"UPDATE message SET sort_state = 1 WHERE {list.In("number", "@numbers")}", cancellationToken,
            ("@numbers", list.Value(batch.Select(item => item.Message))));
        await PostTables.MoveAsync(connection, moved, cancellationToken);
    }

    /// <param name="sql">Which.</param>
    /// <param name="most">Bytes of letters that are taken at once; the rest comes next.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="values">Of the question.</param>
    private async Task<IReadOnlyList<Sorted>> LoadAsync(
        string sql, long most, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        var rows = new List<Row>();
        await using (var connection = await engine.OpenReaderAsync(cancellationToken))
        await using (var command = connection.Command(sql, values))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            long bytes = 0;
            while (bytes < most && await reader.ReadAsync(cancellationToken))
            {
                rows.Add(Row.Of(reader));
                bytes += rows[^1].Size;
            }
        }

        if (rows.Count == 0) return [];
        var texts = new string[rows.Count];
        Parallel.For(0, rows.Count, AtOnce(cancellationToken), i => texts[i] = TextOf(rows[i]));
        var kinds = await labels.KindsAsync(
            [.. rows.Select((row, i) => row.Campaign is null && row.Kind == (int)MessageKind.Personal ? texts[i] : "")],
            cancellationToken);
        var rules = await RulesOfNeed.InForceAsync(engine, cancellationToken);
        var sorted = new Sorted[rows.Count];
        Parallel.For(0, rows.Count, AtOnce(cancellationToken),
            i => sorted[i] = Sort(rows[i], texts[i], kinds[i], rules));
        return sorted;
    }

    private static ParallelOptions AtOnce(CancellationToken cancellationToken) =>
        new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };

    private static Sorted Sort(Row row, string text, ShownSuggestion? kind, NeedRules rules)
    {
        var signs = LetterSigns.Of(text, kind, rules);
        var domain = row.SenderAddress[(row.SenderAddress.LastIndexOf('@') + 1)..].ToLowerInvariant();
        var facts = new PostFacts(
            row.State == (int)MessageState.Read, (MessageKind)row.Kind, signs.Needs.Count > 0
                ? signs.Needs[0].Reason : null, domain,
            row.Subject, row.Answers, row.Campaign is null
                ? null : row.CampaignTitle.Length > 0 ? $"“{row.CampaignTitle}”" : "a campaign",
            row.Elsewhere, signs.AsksForHelp, kind);
        var (pile, why) = Sorting.Of(facts);
        return new Sorted(row.Message, row.Place, row.CameAt, pile, why, row.Campaign, signs.IsHard, signs.Needs);
    }

    /// <summary>Of a campaign's letter only what the writer added can be theirs: its template is everybody's.</summary>
    private string TextOf(Row row) =>
        row.Campaign is not null ? row.OwnText
        : row.State == (int)MessageState.Read
        ? hand.Read(row.Message, row.Packing, row.Content, row.Size)?.Letter.OwnWords ?? "" : "";

    private sealed record Sorted(
        long Message, long Place, long CameAt, Pile Pile, string Why, int? Campaign, bool IsHard,
        IReadOnlyList<FoundNeed> Needs);

    private sealed record Row(
        long Message, long Place, long CameAt, int State, int Kind, string SenderAddress, string Subject, long Size,
        int Packing, byte[] Content, int? Campaign, string CampaignTitle, string OwnText, bool Answers, Grade? Grade,
        string Constituency)
    {
        /// <summary>Whose constituent the writer seems to be; null for ours, and where it isn't clear.</summary>
        public string? Elsewhere => (Grade, Constituency) switch
        {
            (People.Grading.Grade.Elsewhere or People.Grading.Grade.LikelyElsewhere, { Length: > 0 } name) =>
                $"The writer {(Grade == People.Grading.Grade.Elsewhere ? "lives" : "seems to live")} in {name}.",
            (People.Grading.Grade.Elsewhere or People.Grading.Grade.LikelyElsewhere, _) =>
                "The writer seems to live elsewhere.",
            _ => null,
        };

        public static Row Of(DbDataReader reader)
        {
            int Whole(int column) => Convert.ToInt32(reader.GetValue(column), CultureInfo.InvariantCulture);
            return new Row(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), Whole(3), Whole(4), reader.GetString(5),
                reader.GetString(6), reader.GetInt64(7), Whole(8), reader.IsDBNull(9)
                    ? [] : reader.GetFieldValue<byte[]>(9),
                reader.IsDBNull(10) ? null
                    : Whole(10), reader.GetString(11), reader.IsDBNull(12) ? "" : reader.GetString(12),
                Whole(13) == 1, reader.IsDBNull(14) ? null : (Grade)Whole(14), reader.GetString(15));
        }
    }
}
