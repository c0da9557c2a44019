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

    public static object[] ValuesOf(IndexedMessage message)
    {
        var words = message.Words;
        var marks = $"{words.Names} §all{(message.IsAttached ? " §attached" : "")}{(message.IsUnreadable ? " §unreadable" : "")}";
        return
        [
            message.Place, words.Own, words.Subject, words.Sender, words.Recipients, words.Rest, marks, words.Documents,
        ];
    }

    public override async Task<long> CountAsync(
        DbConnection connection, SearchNode tree, CancellationToken cancellationToken)
    {
        var query = new SqliteSearchSql(tree);
        return await connection.NumberAsync(
            $"SELECT count(*) FROM {query.From} WHERE {query.Where}", cancellationToken, query.Values) ?? 0;
    }

    public override async Task<List<long>> FindAsync(
        DbConnection connection, SearchNode tree, long? before, int limit, CancellationToken cancellationToken)
    {
        var query = new SqliteSearchSql(tree);
        await using var command = connection.Command(
            $"""
             SELECT {query.Place} FROM {query.From} WHERE {query.Where} AND {query.Place} < @before
             ORDER BY {query.Place} DESC LIMIT @limit
             """,
            [.. query.Values, ("@before", before ?? long.MaxValue), ("@limit", limit)]);
        return await ReadPlacesAsync(command, cancellationToken);
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

    public override Task TidyAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("PRAGMA optimize", cancellationToken);
}
