using System.Data.Common;
using Postbag.Mime;

namespace Postbag.Casework.Inbox.Search;

/// <summary>Shows where the words stand in what was found. The index holds no text, so it is read from the kept bytes,
/// on all cores.</summary>
internal static class HitTexts
{
    /// <summary>So much of a message nothing can be made of is looked through.</summary>
    private const int MaxUnreadableBytes = 1 << 18;

    public static async Task<List<LoadedHit>> AddSnippetsAsync(
        DbConnection connection, NumberList list, List<LoadedHit> hits, SearchNode tree,
        CancellationToken cancellationToken)
    {
        if (hits.Count == 0) return hits;
        await using var command = connection.Command(
            $"SELECT number, packing, content, size_bytes FROM raw_message WHERE {list.In("number", "@numbers")}",
            ("@numbers", list.Value(hits.Select(hit => hit.Number))));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var working = new Dictionary<long, Task<IReadOnlyList<SnippetPart>>>(hits.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (packing, content, size) =
                ((int)reader.GetInt64(1), reader.GetFieldValue<byte[]>(2), reader.GetInt64(3));
            working[reader.GetInt64(0)] = Task.Run(
                () => Snippets.Of(TextOf(RawPacking.Unpack(packing, content, size)), tree), cancellationToken);
        }

        var done = new List<LoadedHit>(hits.Count);
        foreach (var hit in hits)
        {
            var snippet = working.TryGetValue(hit.Number, out var work) ? await work : [];
            done.Add(hit with { Hit = hit.Hit with { Snippet = snippet } });
        }

        return done;
    }

    private static string TextOf(byte[]? bytes)
    {
        if (bytes is null) return "";
        var message = MimeMessage.Read(bytes);
        return message.Header.Count > 0
            ? message.Letter.Text
            : System.Text.Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, MaxUnreadableBytes)));
    }
}
