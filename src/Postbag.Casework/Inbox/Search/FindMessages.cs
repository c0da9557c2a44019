using System.Data.Common;
using Postbag.Mime;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Search;

/// <summary>A message that was found.</summary>
public sealed record SearchHit(
    Id<Message> Id, long Place, DateTimeOffset ReceivedAt, string SenderName, string SenderAddress, string Subject,
    bool IsUnread, int Attachments, IReadOnlyList<SnippetPart> Snippet);

/// <summary>What a search found.</summary>
/// <param name="Total">How many messages in all; exact.</param>
/// <param name="Hits">One page of them, newest first.</param>
/// <param name="Problem">Why nothing was looked for, in a sentence; null if something was.</param>
public sealed record SearchResult(long Total, IReadOnlyList<SearchHit> Hits, string? Problem = null);

/// <summary>Looks for messages. The same query finds the same on either engine.</summary>
public sealed class FindMessages(Engine engine)
{
    private readonly SearchIndex index = SearchIndex.Of(engine);

    /// <param name="text">As it was typed; see docs/commands.md for the language. Nothing that can be typed is an error.</param>
    /// <param name="before">Only messages before this place: the last one of the page before; null for the first page.</param>
    /// <param name="limit">Hits on the page; 1 to 200.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SearchResult> RunAsync(string? text, long? before, int limit, CancellationToken cancellationToken)
    {
        var query = SearchQuery.Parse(text);
        if (query.WhyNot is { } why) return new SearchResult(0, [], why);
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var total = await index.CountAsync(connection, query, cancellationToken);
        if (total == 0) return new SearchResult(0, []);
        var places = await index.FindAsync(connection, query, before, Math.Clamp(limit, 1, 200), cancellationToken);
        var hits = new List<SearchHit>(places.Count);
        foreach (var place in places)
            if (await LoadAsync(connection, place, query, cancellationToken) is { } hit)
                hits.Add(hit);
        return new SearchResult(total, hits);
    }

    /// <summary>The index holds no text, so what is shown of a hit is read from its bytes.</summary>
    private async Task<SearchHit?> LoadAsync(
        DbConnection connection, long place, SearchQuery query, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT m.id, m.received_at, m.sender_name, m.sender_address, m.subject, m.is_unread, m.attachments,
              r.packing, r.content, r.size_bytes
            FROM message m JOIN raw_message r ON r.number = m.number WHERE m.place = @place
            """,
            ("@place", place));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        var bytes = RawPacking.Unpack(
            (int)reader.GetInt64(7), reader.GetFieldValue<byte[]>(8), reader.GetInt64(9));
        return new SearchHit(
            new Id<Message>(engine.ReadId(reader, 0)), place, Instants.FromMicroseconds(reader.GetInt64(1)),
            reader.GetString(2), reader.GetString(3), reader.GetString(4),
            Convert.ToBoolean(reader.GetValue(5), System.Globalization.CultureInfo.InvariantCulture),
            (int)reader.GetInt64(6), Snippets.Of(TextOf(bytes), query));
    }

    private static string TextOf(byte[]? bytes)
    {
        if (bytes is null) return "";
        var message = MimeMessage.Read(bytes);
        return message.Header.Count > 0
            ? message.Letter.Text
            : System.Text.Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 1 << 18)));
    }
}
