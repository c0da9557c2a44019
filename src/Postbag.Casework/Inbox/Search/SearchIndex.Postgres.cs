using System.Data.Common;
using System.Text;

namespace Postbag.Casework.Inbox.Search;

/// <summary>A GIN index of words without their positions finds the candidates; phrases are then compared with the text.</summary>
/// <remarks>PostgreSQL's own phrases lose count after position 16,383 and after 256 occurrences of a word, and would
/// then answer otherwise than SQLite.</remarks>
internal sealed class PostgresSearchIndex : SearchIndex
{
    private const string WordsOf = "array_to_tsvector(array_remove(string_to_array(words, ' '), '|'))";

    public override async Task<long> CountAsync(
        DbConnection connection, SearchQuery query, CancellationToken cancellationToken)
    {
        var (condition, values) = Condition(query);
        return await connection.NumberAsync(
            $"SELECT count(*) FROM message_words WHERE {condition}", cancellationToken, values) ?? 0;
    }

    public override async Task<List<long>> FindAsync(
        DbConnection connection, SearchQuery query, long? before, int limit, CancellationToken cancellationToken)
    {
        var (condition, values) = Condition(query);
        await using var command = connection.Command(
            $"SELECT place FROM message_words WHERE {condition} AND place < @before ORDER BY place DESC LIMIT @limit",
            [.. values, ("@before", before ?? long.MaxValue), ("@limit", limit)]);
        return await ReadPlacesAsync(command, cancellationToken);
    }

    public override async Task<List<string>> CheckAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        var lacking = await connection.NumberAsync(
            """
            SELECT count(*) FROM message m
            WHERE m.place IS NOT NULL AND NOT EXISTS (SELECT 1 FROM message_words w WHERE w.place = m.place)
            """,
            cancellationToken) ?? 0;
        if (lacking > 0) wrong.Add($"The search index lacks {lacking:N0} messages.");
        var strange = await connection.NumberAsync(
            "SELECT count(*) FROM message_words w WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.place = w.place)",
            cancellationToken) ?? 0;
        if (strange > 0) wrong.Add($"The search index holds {strange:N0} messages that are not in the inbox.");
        return wrong;
    }

    /// <remarks>GIN keeps what came last in a heap that every search has to go through, and the planner knows nothing of
    /// new rows until it is told.</remarks>
    public override Task TidyAsync(DbConnection connection, CancellationToken cancellationToken) => connection.ExecuteAsync(
        "SELECT gin_clean_pending_list('message_words_found'); ANALYZE message, message_words", cancellationToken);

    private static (string Sql, (string, object?)[] Values) Condition(SearchQuery query)
    {
        var sql = new StringBuilder($"{WordsOf} @@ @query::tsquery");
        var values = new List<(string, object?)> { ("@query", Candidates(query)) };
        foreach (var either in query.Wanted.Where(either => either.Any(term => term.Words.Count > 1)))
            sql.Append($" AND ({string.Join(" OR ", either.Select(term => Compare(term, values)))})");
        foreach (var term in query.Unwanted.Where(term => term.Words.Count > 1))
            sql.Append($" AND NOT {Compare(term, values)}");
        return (sql.ToString(), values.ToArray());
    }

    private static string Candidates(SearchQuery query)
    {
        var wanted = query.Wanted.Select(either => $"({string.Join(" | ", either.Select(AllWords))})");
        var unwanted = query.Unwanted.Where(term => term.Words.Count == 1).Select(term => $"!{AllWords(term)}");
        return string.Join(" & ", [.. wanted, .. unwanted]);
    }

    private static string AllWords(SearchTerm term)
    {
        var words = term.Words.Select((word, i) =>
            $"'{word}'{(term.IsPrefix && i == term.Words.Count - 1 ? ":*" : "")}");
        return $"({string.Join(" & ", words)})";
    }

    /// <summary>Words hold letters and digits only, so none of them is LIKE's own language.</summary>
    private static string Compare(SearchTerm term, List<(string, object?)> values)
    {
        var name = $"@phrase{values.Count}";
        values.Add((name, $"% {string.Join(' ', term.Words)}{(term.IsPrefix ? "%" : " %")}"));
        return $"(' ' || words || ' ') LIKE {name}";
    }
}
