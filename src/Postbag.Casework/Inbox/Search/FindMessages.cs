using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Search;

/// <summary>In which order messages are shown.</summary>
public enum SearchSort
{
    Newest,

    /// <summary>See <see cref="SearchTiers"/>.</summary>
    Best,
}

/// <summary>Where a page of hits ends and the next begins.</summary>
/// <param name="Tier">How good the last hit was; 0 when the newest come first.</param>
/// <param name="Place">Its place.</param>
public readonly record struct SearchCursor(int Tier, long Place);

/// <summary>What is looked for, and which page of it is wanted.</summary>
/// <param name="Text">As it was typed; see docs/commands.md for the language. Nothing that can be typed is an
/// error.</param>
public sealed record SearchRequest(string? Text)
{
    public const int MaxLimit = 200;

    public SearchSort Sort { get; init; }

    /// <summary>Null for the first page.</summary>
    public SearchCursor? After { get; init; }

    /// <summary>Hits on the page; 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Whether to show where the words stand; it costs reading each hit's bytes.</summary>
    public bool WithSnippets { get; init; } = true;
}

/// <summary>A message that was found.</summary>
public sealed record SearchHit(
    Id<Message> Id, SearchCursor Cursor, DateTimeOffset ReceivedAt, string SenderName, string SenderAddress,
    string Subject, bool IsUnread, int Attachments, IReadOnlyList<SnippetPart> Snippet);

/// <summary>What a search found.</summary>
/// <param name="Total">How many messages in all; exact.</param>
/// <param name="Hits">One page of them.</param>
/// <param name="Problem">Why nothing was looked for, in a sentence; null if something was.</param>
public sealed record SearchResult(long Total, IReadOnlyList<SearchHit> Hits, string? Problem = null);

/// <summary>Looks for messages. The same query finds the same on either engine.</summary>
/// <param name="engine">The office's.</param>
/// <param name="memory">What was found before, for as long as nothing has changed.</param>
public sealed class FindMessages(Engine engine, SearchMemory memory)
{
    private readonly NumberList list = NumberList.Of(engine);
    private readonly SearchIndex index = SearchIndex.Of(engine);

    public async Task<SearchResult> RunAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var query = SearchQuery.Parse(request.Text);
        if (query.WhyNot is { } why) return new SearchResult(0, [], why);
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var changes = await connection.NumberAsync("SELECT changes FROM inbox_tally", cancellationToken) ?? 0;
        var found = memory.Recall(engine, request, changes);
        if (found is null)
        {
            found = await LookAsync(connection, query.Tree, request, changes, cancellationToken);
            memory.Remember(engine, request, changes, found);
        }

        var hits = found.Places.Count == 0 ? [] : await LoadAsync(connection, found.Places, cancellationToken);
        if (request.WithSnippets)
            hits = await HitTexts.AddSnippetsAsync(connection, list, hits, query.Tree, cancellationToken);
        return new SearchResult(found.Total, [.. hits.Select(hit => hit.Hit)]);
    }

    private async Task<FoundPlaces> LookAsync(
        DbConnection connection, SearchNode tree, SearchRequest request, long changes,
        CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(request.Limit, 1, SearchRequest.MaxLimit);
        var places = new List<SearchCursor>();
        foreach (var (tier, part) in SearchTiers.Of(tree, request.Sort, request.After?.Tier ?? 0))
        {
            var before = request.After is { } after && after.Tier == tier ? after.Place : (long?)null;
            var more = await index.FindAsync(connection, part, before, limit - places.Count, cancellationToken);
            places.AddRange(more.Select(place => new SearchCursor(tier, place)));
            if (places.Count == limit) break;
        }

        // A first page that isn't full says by itself how many there are.
        if (request.After is null && places.Count < limit) return new FoundPlaces(places.Count, places);
        var total = memory.RecallTotal(engine, request, changes)
            ?? await index.CountAsync(connection, tree, cancellationToken);
        return new FoundPlaces(total, places);
    }

    private async Task<List<LoadedHit>> LoadAsync(
        DbConnection connection, IReadOnlyList<SearchCursor> found, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            $"""
             SELECT m.place, m.id, m.received_at, m.sender_name, m.sender_address, m.subject, m.is_unread,
               m.attachments, m.number FROM message m WHERE {list.In("m.place", "@places")}
             """,
            ("@places", list.Value(found.Select(cursor => cursor.Place))));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var hits = new Dictionary<long, LoadedHit>(found.Count);
        var tiers = found.ToDictionary(cursor => cursor.Place, cursor => cursor);
        while (await reader.ReadAsync(cancellationToken))
        {
            var cursor = tiers[reader.GetInt64(0)];
            hits[cursor.Place] = new LoadedHit(reader.GetInt64(8), new SearchHit(
                new Id<Message>(engine.ReadId(reader, 1)), cursor, Instants.FromMicroseconds(reader.GetInt64(2)),
                reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetBoolean(6),
                (int)reader.GetInt64(7), []));
        }

        return [.. found.Where(cursor => hits.ContainsKey(cursor.Place)).Select(cursor => hits[cursor.Place])];
    }
}

/// <param name="Number">The message's number in the ledger.</param>
internal sealed record LoadedHit(long Number, SearchHit Hit);
