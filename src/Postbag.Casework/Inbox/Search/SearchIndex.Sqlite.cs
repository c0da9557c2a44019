using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Postbag.Casework.Inbox.Search;

/// <summary>FTS5: https://www.sqlite.org/fts5.html (read 2026-05).</summary>
internal sealed class SqliteSearchIndex : SearchIndex
{
    public override async Task<long> CountAsync(
        DbConnection connection, SearchQuery query, CancellationToken cancellationToken) =>
        await connection.NumberAsync(
            "SELECT count(*) FROM message_words WHERE message_words MATCH @query", cancellationToken,
            ("@query", Expression(query))) ?? 0;

    public override async Task<List<long>> FindAsync(
        DbConnection connection, SearchQuery query, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT rowid FROM message_words WHERE message_words MATCH @query AND rowid < @before
            ORDER BY rowid DESC LIMIT @limit
            """,
            ("@query", Expression(query)), ("@before", before ?? long.MaxValue), ("@limit", limit));
        return await ReadPlacesAsync(command, cancellationToken);
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

        var lacking = await connection.NumberAsync(
            """
            SELECT count(*) FROM message m
            WHERE m.place IS NOT NULL AND NOT EXISTS (SELECT 1 FROM message_words_docsize d WHERE d.id = m.place)
            """,
            cancellationToken) ?? 0;
        if (lacking > 0) wrong.Add($"The search index lacks {lacking:N0} messages.");
        var strange = await connection.NumberAsync(
            """
            SELECT count(*) FROM message_words_docsize d
            WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.place = d.id)
            """,
            cancellationToken) ?? 0;
        if (strange > 0) wrong.Add($"The search index holds {strange:N0} messages that are not in the inbox.");
        return wrong;
    }

    public override Task TidyAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("PRAGMA optimize", cancellationToken);

    /// <summary>Every word stands in quotation marks, so nothing that was typed is ever FTS5's own language.</summary>
    private static string Expression(SearchQuery query)
    {
        var wanted = string.Join(" AND ", query.Wanted.Select(either => $"({string.Join(" OR ", either.Select(Quoted))})"));
        return query.Unwanted.Count == 0
            ? wanted
            : $"({wanted}) NOT ({string.Join(" OR ", query.Unwanted.Select(Quoted))})";
    }

    private static string Quoted(SearchTerm term) =>
        $"\"{string.Join(' ', term.Words)}\"{(term.IsPrefix ? " *" : "")}";
}
