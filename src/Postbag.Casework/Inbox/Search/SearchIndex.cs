using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Search;

/// <summary>The index of words, asked in each engine's own language.</summary>
internal abstract class SearchIndex
{
    public static SearchIndex Of(Engine engine) => engine is PostgresEngine ? new PostgresSearchIndex() : new SqliteSearchIndex();

    /// <summary>How many messages a query finds.</summary>
    public abstract Task<long> CountAsync(
        DbConnection connection, SearchQuery query, CancellationToken cancellationToken);

    /// <summary>The places of the newest messages that a query finds, newest first.</summary>
    /// <param name="connection">For reading.</param>
    /// <param name="query">One that looks for something.</param>
    /// <param name="before">Only places lower than this; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<List<long>> FindAsync(
        DbConnection connection, SearchQuery query, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>What is wrong with the index, in sentences: messages it lacks, words of messages that are not there.</summary>
    public abstract Task<List<string>> CheckAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Puts the index in order after very many messages came in at once, so that the next search needn't.</summary>
    public abstract Task TidyAsync(DbConnection connection, CancellationToken cancellationToken);

    protected static async Task<List<long>> ReadPlacesAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var places = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) places.Add(reader.GetInt64(0));
        return places;
    }
}
