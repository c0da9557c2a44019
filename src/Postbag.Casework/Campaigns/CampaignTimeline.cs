using Postbag.Casework.Inbox;
using Postbag.Casework.People;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>The campaigns that a person has written for, on their page.</summary>
internal static class CampaignTimeline
{
    public static PersonTimeline OfPerson { get; } = new("Campaigns", FindAsync);

    private static async Task<IReadOnlyList<TimelineEntry>> FindAsync(
        Engine engine, IReadOnlyList<long> people, CurrentPerson reader, CancellationToken cancellationToken)
    {
        if (!reader.May(Permission.ReadPost)) return [];
        var list = NumberList.Of(engine);
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            $"""
            SELECT c.id, c.name, c.suggested_name, c.letters, max(m.received_at) AS last_at
            FROM message_person p JOIN campaign_letter l ON l.message = p.message JOIN message m ON m.number = l.message
            JOIN campaign o ON o.number = l.campaign JOIN campaign c ON c.number = coalesce(o.folded_into, o.joined_to, o.number)
            WHERE p.state IN (1, 2) AND {list.In("p.person", "@people")}
            GROUP BY c.id, c.name, c.suggested_name, c.letters ORDER BY last_at DESC LIMIT @limit
            """,
            ("@people", list.Value(people)), ("@limit", PersonTimeline.Most));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<TimelineEntry>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var (name, suggested) = (rows.GetString(1), rows.GetString(2));
            entries.Add(new TimelineEntry(
                Instants.FromMicroseconds(rows.GetInt64(4)), "Campaign",
                name.Length > 0 ? name : suggested.Length > 0 ? suggested : "A campaign without a name",
                $"{rows.GetValue(3)} letters", CampaignLinks.Show(new Id<Campaign>(engine.ReadId(rows, 0)))));
        }

        return entries;
    }
}
