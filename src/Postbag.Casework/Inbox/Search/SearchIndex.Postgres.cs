using System.Data.Common;

namespace Postbag.Casework.Inbox.Search;

/// <summary>A GIN index of words without their positions, over the words themselves.</summary>
internal sealed class PostgresSearchIndex : SearchIndex
{
    protected override async Task<long> CountRowsAsync(
        DbConnection connection, SearchNode tree, CancellationToken cancellationToken)
    {
        var query = new PostgresSearchSql(tree);
        return await connection.NumberAsync(
            $"SELECT count(*) FROM {query.From} WHERE {query.Where}", cancellationToken, query.Values) ?? 0;
    }

    public override async Task<List<long>> FindAsync(
        DbConnection connection, SearchNode tree, long? before, int limit, CancellationToken cancellationToken)
    {
        var query = new PostgresSearchSql(tree);
        await using var command = connection.Command(
            $"""
             SELECT w.place FROM {query.From} WHERE {query.Where} AND w.place < @before
             ORDER BY w.place DESC LIMIT @limit
             """,
            [.. query.Values, ("@before", before ?? long.MaxValue), ("@limit", limit)]);
        return await ReadPlacesAsync(command, cancellationToken);
    }

    public override async Task ReplaceAsync(
        DbConnection connection, IReadOnlyList<IndexedMessage> messages, CancellationToken cancellationToken)
    {
        string[] Column(Func<SearchWords, string> value) => [.. messages.Select(message => value(message.Words))];

        await connection.ExecuteAsync(
            """
            INSERT INTO message_words (place, own, subject, sender, recipients, rest, names, documents)
            SELECT * FROM unnest(@place, @own, @subject, @sender, @recipients, @rest, @names, @documents)
            ON CONFLICT (place) DO UPDATE SET own = excluded.own, subject = excluded.subject, sender = excluded.sender,
              recipients = excluded.recipients, rest = excluded.rest, names = excluded.names,
              documents = excluded.documents
            """,
            cancellationToken, ("@place", messages.Select(message => message.Place).ToArray()),
            ("@own", Column(words => words.Own)), ("@subject", Column(words => words.Subject)),
            ("@sender", Column(words => words.Sender)), ("@recipients", Column(words => words.Recipients)),
            ("@rest", Column(words => words.Rest)), ("@names", Column(words => words.Names)),
            ("@documents", Column(words => words.Documents)));
    }

    public override Task<List<string>> CheckAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ComplainAsync(
            connection,
            """
            SELECT count(*) FROM message m WHERE m.place IS NOT NULL AND m.search_step <> 0
              AND NOT EXISTS (SELECT 1 FROM message_words w WHERE w.place = m.place)
            """,
            "SELECT count(*) FROM message_words w WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.place = w.place)",
            cancellationToken);

    /// <remarks>GIN keeps what came last in a heap that every search has to go through, and the planner knows nothing
    /// of new rows until it is told.</remarks>
    public override Task TidyAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "SELECT gin_clean_pending_list('message_words_found'); ANALYZE message, message_words", cancellationToken);
}
