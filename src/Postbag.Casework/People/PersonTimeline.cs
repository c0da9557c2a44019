using Postbag.Casework.Inbox;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>Something of a person's, on their page.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">In a word: "Message", "Campaign".</param>
/// <param name="Title">What.</param>
/// <param name="Text">A line of it; empty if there is none.</param>
/// <param name="Href">Its own page.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Kind, string Title, string Text, string Href);

/// <summary>What a slice has of a person: each that has something registers one, and so stands on the person's page. It
/// gives only what the reader may see; what is closed to them isn't counted either.</summary>
/// <param name="Find">By the numbers of a person and of whoever was joined to them; the newest first.</param>
public sealed record PersonTimeline(
    string Heading,
    Func<Engine, IReadOnlyList<long>, CurrentPerson, CancellationToken, Task<IReadOnlyList<TimelineEntry>>> Find)
{
    /// <summary>More of one kind than this nobody scrolls through.</summary>
    public const int Most = 200;

    public static PersonTimeline OfMessages { get; } = new("Messages", MessagesAsync);

    private static async Task<IReadOnlyList<TimelineEntry>> MessagesAsync(
        Engine engine, IReadOnlyList<long> people, CurrentPerson reader, CancellationToken cancellationToken)
    {
        if (!reader.May(Postbag.Office.Security.Permission.ReadPost)) return [];
        var list = NumberList.Of(engine);
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            $"""
            SELECT m.id, m.received_at, m.subject, m.snippet FROM message_person l JOIN message m ON m.number = l.message
            WHERE l.state IN (1, 2) AND {list.In("l.person", "@people")} ORDER BY m.received_at DESC, m.number DESC LIMIT @limit
            """,
            ("@people", list.Value(people)), ("@limit", Most));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<TimelineEntry>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var id = new Id<Message>(engine.ReadId(rows, 0));
            entries.Add(new TimelineEntry(
                Instants.FromMicroseconds(rows.GetInt64(1)), "Message", rows.GetString(2) is { Length: > 0 } subject
                    ? subject : "No subject",
                rows.GetString(3), MessageLinks.Show(id)));
        }

        return entries;
    }
}
