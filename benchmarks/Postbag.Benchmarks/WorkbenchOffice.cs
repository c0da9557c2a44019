using System.Data.Common;
using System.Globalization;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Workbench;
using Postbag.Casework.Workbench.Labels;
using Postbag.Demo;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Benchmarks;

/// <summary>Fills an office with a quarter of a million letters for the workbench: five thousand of the demo office's
/// by the program's own doors – import, grouping, writers, sorting, labels – and the others by SQL, as copies of the
/// rows those steps left, each with a number, an id and a place of its own, years further back.</summary>
/// <remarks>What it leaves out: search words, thread keys and sightings of the copies, which no page of the workbench
/// reads. Two fifths wait, as after a mailbox of years was imported; one in 25 is parked; the rest is
/// handled.</remarks>
internal sealed class WorkbenchOffice(OpenOffice office)
{
    private const long MicrosecondsAMinute = 60_000_000;

    private readonly Engine engine = office.Engine;

    /// <summary>The part of a copy's row that differs from the row it is made of; n is the copy, @base the highest
    /// number copied.</summary>
    private static readonly (string Table, (string Column, string Is)[] Changes)[] Tables =
    [
        ("raw_message", [("number", "t.number + @base * n"), ("sha256", "{hash}")]),
        ("message", [
            ("number", "t.number + @base * n"), ("id", "{id}"), ("place", "t.place - @minutes * 256 * n"),
            ("received_at", "t.received_at - @microseconds * n")]),
        ("campaign_letter", [("message", "t.message + @base * n"), ("letter", "t.letter + @base * n")]),
        ("message_writer", [("message", "t.message + @base * n")]),
        ("message_person", [("message", "t.message + @base * n")]),
        ("message_evidence", [("message", "t.message + @base * n")]),
        ("message_defect", [("message", "t.message + @base * n")]),
        ("thread_message", [
            ("message", "t.message + @base * n"), ("thread", "t.thread + @base * n"),
            ("parent", "t.parent + @base * n"), ("received_at", "t.received_at - @microseconds * n")]),
        ("post_item", [
            ("message", "t.message + @base * n"), ("place", "t.place - @minutes * 256 * n"),
            ("came_at", "t.came_at - @microseconds * n")]),
        ("post_need", [("message", "t.message + @base * n")]),
    ];

    public async Task FillAsync(int messages, string folder, CancellationToken cancellationToken)
    {
        var letters = Math.Min(messages, 5_000);
        var path = Path.Combine(folder, "letters.mbox");
        await using (var file = File.Create(path)) DemoMailbox.WriteMbox(
            file, new DemoOptions { Copies = (letters + 999) / 1000 });
        await new ImportMail(engine, TimeProvider.System).RunAsync([path], new ImportCount(), cancellationToken);
        await LetterRoad.FollowAsync(engine, null, TimeProvider.System, cancellationToken);
        await LabelAsync(cancellationToken);
        var number = await AskAsync("SELECT max(number) FROM message", cancellationToken);
        var span = await AskAsync("SELECT max(place) / 256 - min(place) / 256 + 1 FROM message", cancellationToken);
        var copies = (messages + number - 1) / number - 1;
        foreach (var (table, changes) in Tables)
            await CopyAsync(table, changes, copies, number, span, cancellationToken);
        await SettleAsync(cancellationToken);
        Console.WriteLine(
            $"{await AskAsync("SELECT count(*) FROM post_item", cancellationToken):N0} letters, {number:N0} by the program's own doors; "
            + $"{await AskAsync("SELECT count(*) FROM post_item WHERE state = 0", cancellationToken):N0} wait");
    }

    /// <summary>Gives the suggestions something to have learnt from.</summary>
    private async Task LabelAsync(CancellationToken cancellationToken)
    {
        var acts = new PostActs(engine, new AuditTrail(TimeProvider.System), TimeProvider.System);
        string[] issues = ["Water", "Schools", "Energy"];
        for (var i = 1; i <= 300; i++)
        {
            await acts.LabelAsync(
                i * 7, new Dictionary<string, string> { ["issue"] = issues[i % 3],
                    [OfficeLabels.Kind] = OfficeLabels.CaseKind }, Actor.Command,
                cancellationToken);
        }
    }

    private async Task CopyAsync(
        string table, (string Column, string Is)[] changes, long copies, long number, long span,
        CancellationToken cancellationToken)
    {
        var columns = await ColumnsAsync(table, cancellationToken);
        var (id, hash) = engine is SqliteEngine
            ? ("randomblob(16)", "randomblob(32)")
            : ("gen_random_uuid()", "sha256(convert_to(t.number || '-' || n, 'UTF8'))");
        var values = columns.Select(
            column => changes.FirstOrDefault(change => change.Column == column) is { Is: { } other }
            ? other.Replace("{id}", id, StringComparison.Ordinal).Replace("{hash}", hash, StringComparison.Ordinal)
                : $"t.{column}");
        await engine.WriteAsync(
            (connection, token) => connection.ExecuteAsync(
                $"""
                WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < @copies)
                INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM k CROSS JOIN {table} t
                """,
                token, ("@copies", (int)copies), ("@base", number), ("@minutes", span),
                ("@microseconds", span * MicrosecondsAMinute)),
            cancellationToken);
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        string[] statements =
        [
            """
            INSERT INTO post_act (kind, staff_id, at, items, before, undone_at) VALUES (1, NULL, 0, 0, '[]', 0)
            """,
            // By an act, or following the campaigns would put them back.
            "UPDATE post_item SET state = 2, outcome = 2, act = (SELECT max(number) FROM post_act) WHERE message % 25 >= 11",
            "UPDATE post_item SET state = 1, until = came_at + 500000000000000 WHERE message % 25 = 10",
            "UPDATE post_item SET is_flagged = (message % 100 = 3) WHERE message % 100 = 3",
            "DELETE FROM post_tally",
            """
            INSERT INTO post_tally (slot, items)
            SELECT CASE state WHEN 0 THEN pile WHEN 1 THEN 100 ELSE 200 END AS slot, count(*) FROM post_item GROUP BY 1
            """,
            "UPDATE message SET is_unread = (message.number % 3 = 0)",
            "UPDATE inbox_tally SET messages = (SELECT count(*) FROM message), unread = (SELECT count(*) FROM message WHERE is_unread)",
        ];
        foreach (var statement in statements)
            await engine.WriteAsync(
                (connection, token) => connection.ExecuteAsync(statement, token), cancellationToken);
        // PostgreSQL does it by itself, some minutes later; SQLite's plans here need no figures.
        if (engine is not SqliteEngine)
            await engine.WriteAsync(
                (connection, token) => connection.ExecuteAsync("ANALYZE", token), cancellationToken);
    }

    private async Task<IReadOnlyList<string>> ColumnsAsync(string table, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = Command(connection, $"SELECT * FROM {table} LIMIT 0");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    private async Task<long> AskAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = Command(connection, sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
