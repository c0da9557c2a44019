using System.Globalization;
using System.Text.Json;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Casework.Inbox.Reconciliation;

namespace Postbag.Commands;

/// <summary>How commands print mailboxes. Secrets are never among it.</summary>
internal static class MailboxLines
{
    public static void Print(Mailbox mailbox, IReadOnlyList<TriedFolder> folders, bool asJson)
    {
        var chosen = mailbox.Folders.Where(folder => folder.IsChosen).Select(folder => folder.Name).ToHashSet();
        if (!asJson)
        {
            Console.WriteLine($"{mailbox.Name} opens.");
            foreach (var folder in folders)
                Console.WriteLine($"  {(chosen.Contains(folder.Name) ? "*" : " ")} {folder.Name}: {Count(folder)}");
            Console.WriteLine("Those with a star are fetched.");
            return;
        }

        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            WriteName(json, mailbox);
            json.WriteStartArray("folders");
            foreach (var folder in folders)
            {
                json.WriteStartObject();
                json.WriteString("name", folder.Name);
                if (folder.Messages is { } messages) json.WriteNumber("messages", messages);
                else json.WriteNull("messages");
                json.WriteBoolean("chosen", chosen.Contains(folder.Name));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public static void PrintList(
        IReadOnlyList<Mailbox> mailboxes, IReadOnlyDictionary<long, SourceReport> reports, bool asJson)
    {
        if (!asJson)
        {
            if (mailboxes.Count == 0) Console.WriteLine("There is no mailbox. Add one: postbag mailbox add.");
            foreach (var mailbox in mailboxes)
            {
                var report = reports[mailbox.Source];
                Console.WriteLine($"{mailbox.Id}  {mailbox.Name}{(mailbox.IsPaused ? ", paused" : "")}, "
                    + $"{mailbox.Folders.Count(folder => folder.IsChosen):N0} folders, {report.Sightings:N0} messages");
                if (report.Trouble is { } trouble) Console.WriteLine($"  {trouble}");
            }

            return;
        }

        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartArray();
            foreach (var mailbox in mailboxes) WriteOne(json, mailbox, reports[mailbox.Source]);
            json.WriteEndArray();
        });
    }

    private static void WriteOne(Utf8JsonWriter json, Mailbox mailbox, SourceReport report)
    {
        json.WriteStartObject();
        WriteName(json, mailbox);
        json.WriteBoolean("paused", mailbox.IsPaused);
        json.WriteString("since", mailbox.SinceOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteBoolean("usesTokens", mailbox.UsesTokens);
        JsonLines.WriteStrings(
            json, "folders", mailbox.Folders.Where(folder => folder.IsChosen).Select(folder => folder.Name));
        json.WriteNumber("sightings", report.Sightings);
        json.WriteString("contactAt", Instant(report.ContactAt));
        json.WriteString("fetchedAt", Instant(mailbox.FetchedAt));
        json.WriteString("trouble", report.Trouble);
        json.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter json, Mailbox mailbox)
    {
        json.WriteString("id", mailbox.Id.ToString());
        json.WriteString("mailbox", mailbox.Name);
        json.WriteString("host", mailbox.Host);
        json.WriteNumber("port", mailbox.Port);
        json.WriteString("security", mailbox.Security.ToString().ToLowerInvariant());
        json.WriteString("user", mailbox.UserName);
    }

    private static string? Instant(DateTimeOffset? at) =>
        at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Count(TriedFolder folder) =>
        folder.Messages is { } messages ? $"{messages:N0}" : "can't be opened";
}
