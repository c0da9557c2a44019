using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Search;

/// <summary>The index of words, asked in each engine's own language. What a query means is the same on both: a test
/// compares them with the words themselves.</summary>
internal abstract class SearchIndex
{
    public static SearchIndex Of(Engine engine) =>
        engine is PostgresEngine ? new PostgresSearchIndex() : new SqliteSearchIndex();

    /// <summary>How many messages a query finds; exact.</summary>
    public async Task<long> CountAsync(DbConnection connection, SearchNode tree, CancellationToken cancellationToken) =>
        tree.Conjuncts() switch
        {
            // Counted already, as the rows are.
            [SearchUnread] => await connection.NumberAsync("SELECT unread FROM inbox_tally", cancellationToken) ?? 0,
            [SearchNot { Part: SearchUnread }] =>
                await connection.NumberAsync("SELECT messages - unread FROM inbox_tally", cancellationToken) ?? 0,
            _ => await CountRowsAsync(connection, tree, cancellationToken),
        };

    /// <summary>How many messages a query finds, by finding them.</summary>
    protected abstract Task<long> CountRowsAsync(
        DbConnection connection, SearchNode tree, CancellationToken cancellationToken);

    /// <summary>The places of the newest messages that a query finds, newest first.</summary>
    /// <param name="connection">For reading.</param>
    /// <param name="tree">What is looked for.</param>
    /// <param name="before">Only places lower than this; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<List<long>> FindAsync(
        DbConnection connection, SearchNode tree, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Puts the words of messages into the index, in place of those that are there.</summary>
    public abstract Task ReplaceAsync(
        DbConnection connection, IReadOnlyList<IndexedMessage> messages, CancellationToken cancellationToken);

    /// <summary>What is wrong with the index, in sentences: messages it lacks, words of messages that are not
    /// there.</summary>
    public abstract Task<List<string>> CheckAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Puts the index in order after very many messages came in at once, so that the next search
    /// needn't.</summary>
    public abstract Task TidyAsync(DbConnection connection, CancellationToken cancellationToken);

    protected static async Task<List<long>> ReadPlacesAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var places = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) places.Add(reader.GetInt64(0));
        return places;
    }

    protected static async Task<List<string>> ComplainAsync(
        DbConnection connection, string lacking, string strange, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        if (await connection.NumberAsync(lacking, cancellationToken) is > 0 and var lack)
            wrong.Add($"The search index lacks {lack:N0} messages.");
        if (await connection.NumberAsync(strange, cancellationToken) is > 0 and var more)
            wrong.Add($"The search index holds {more:N0} messages that are not in the inbox.");
        return wrong;
    }
}

/// <summary>A message's row in the index.</summary>
/// <param name="Place">Its key.</param>
/// <param name="Words">What it says.</param>
/// <param name="IsAttached">Whether something is attached.</param>
/// <param name="IsUnreadable">Whether it can only be shown as it came.</param>
internal readonly record struct IndexedMessage(long Place, SearchWords Words, bool IsAttached, bool IsUnreadable);
