using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Postbag.Casework.Inbox.Search;

/// <summary>FTS5: https://www.sqlite.org/fts5.html (read 2026-05).</summary>
internal sealed class SqliteSearchIndex : SearchIndex
{
    /// <summary>Adds a row; the words a person can't type, with which a message says what it is, stand with the names
    /// of attachments (§ is part of no word).</summary>
    public const string Insert =
        """
        INSERT INTO message_words (rowid, own, subject, sender, recipients, rest, names, documents)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    /// <summary>So many places are looked up as a set in a millisecond.</summary>
    private const int SmallSet = 5_000;

    public static object[] ValuesOf(IndexedMessage message)
    {
        var words = message.Words;
        var marks = $"{words.Names} §all{(message.IsAttached ? " §attached" : "")}{(message.IsUnreadable ? " §unreadable" : "")}";
        return
        [
            message.Place, words.Own, words.Subject, words.Sender, words.Recipients, words.Rest, marks, words.Documents,
        ];
    }

    protected override async Task<long> CountRowsAsync(
        DbConnection connection, SearchNode tree, CancellationToken cancellationToken)
    {
        var query = new SqliteSearchSql(tree, await ChooseAsync(connection, tree, int.MaxValue, cancellationToken));
        return await connection.NumberAsync(
            $"SELECT count(*) FROM {query.From} WHERE {query.Where}", cancellationToken, query.Values) ?? 0;
    }

    public override async Task<List<long>> FindAsync(
        DbConnection connection, SearchNode tree, long? before, int limit, CancellationToken cancellationToken)
    {
        // The first few of many are found sooner row by row; of few, among those few.
        var query = new SqliteSearchSql(tree, await ChooseAsync(connection, tree, SmallSet, cancellationToken));
        await using var command = connection.Command(
            $"""
             SELECT {query.Place} FROM {query.From} WHERE {query.Where} AND {query.Place} < @before
             ORDER BY {query.Place} DESC LIMIT @limit
             """,
            [.. query.Values, ("@before", before ?? long.MaxValue), ("@limit", limit)]);
        return await ReadPlacesAsync(command, cancellationToken);
    }

    /// <summary>How what is unread is told soonest: by whichever are fewer, those that are or those that
    /// aren't.</summary>
    /// <param name="connection">For reading.</param>
    /// <param name="tree">What is looked for.</param>
    /// <param name="most">How many there may be at most; where there are more, row by row.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private static async Task<UnreadBy> ChooseAsync(
        DbConnection connection, SearchNode tree, long most, CancellationToken cancellationToken)
    {
        if (!tree.Leaves().Any(leaf => leaf.Leaf is SearchUnread)) return UnreadBy.Row;
        var unread = await connection.NumberAsync("SELECT unread FROM inbox_tally", cancellationToken) ?? 0;
        var opened = await connection.NumberAsync("SELECT messages - unread FROM inbox_tally", cancellationToken) ?? 0;
        return Math.Min(unread, opened) > most ? UnreadBy.Row : unread <= opened ? UnreadBy.Unread : UnreadBy.Opened;
    }

    public override async Task ReplaceAsync(
        DbConnection connection, IReadOnlyList<IndexedMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages.OrderBy(message => message.Place))
        {
            await connection.ExecuteAsync(
                "DELETE FROM message_words WHERE rowid = @place", cancellationToken, ("@place", message.Place));
            await connection.ExecuteAsync(
                Insert, cancellationToken, [.. ValuesOf(message).Select((value, i) => ($"${i + 1}", (object?)value))]);
        }
    }

    public override async Task<List<string>> CheckAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        try
        {
            await connection.ExecuteAsync(
                "INSERT INTO message_words (message_words) VALUES ('integrity-check')", cancellationToken);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == SQLitePCL.raw.SQLITE_CORRUPT)
        {
            wrong.Add("The search index is damaged.");
        }

        wrong.AddRange(await ComplainAsync(
            connection,
            """
            SELECT count(*) FROM message m WHERE m.place IS NOT NULL AND m.search_step <> 0
              AND NOT EXISTS (SELECT 1 FROM message_words_docsize d WHERE d.id = m.place)
            """,
            """
            SELECT count(*) FROM message_words_docsize d
            WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.place = d.id)
            """,
            cancellationToken));
        return wrong;
    }

    /// <remarks>The planner is told nothing of indexes over what waits for a step: right after an import that is every
    /// message, an hour later none. Told so much, it went through all messages in search of the few that wait, for each
    /// batch anew.</remarks>
    public override async Task TidyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync("PRAGMA optimize", cancellationToken);
        if (await connection.NumberAsync(
            "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'", cancellationToken) is null) return;
        await connection.ExecuteAsync(
            """
            DELETE FROM sqlite_stat1 WHERE idx IN (SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%) WHERE %')
            """,
            cancellationToken);
        await connection.ExecuteAsync("ANALYZE sqlite_schema", cancellationToken);
    }
}
