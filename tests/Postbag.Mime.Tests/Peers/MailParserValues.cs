using System.Text.Json.Nodes;

namespace Postbag.Mime.Tests.Peers;

/// <summary>What a peer's corpus expects of a field's value, and what this reader makes of one, as text that can be
/// compared.</summary>
internal static class MailParserValues
{
    /// <summary>One line a mailbox; a group without members is a line too.</summary>
    public static IEnumerable<string> Mailboxes(JsonNode? expected)
    {
        foreach (var group in expected?["Group"]?.AsArray() ?? [])
        {
            var members = group!["addresses"]!.AsArray();
            if (members.Count == 0)
                yield return $"{group["name"]}||";
            foreach (var member in members)
                yield return $"{group["name"]}|{member!["name"]}|{member["address"]}";
        }

        foreach (var mailbox in expected?["List"]?.AsArray() ?? [])
            yield return $"|{mailbox!["name"]}|{mailbox["address"]}";
    }

    public static IEnumerable<string> Mailboxes(IEnumerable<Mailbox> mailboxes) =>
        mailboxes.Select(mailbox => $"{mailbox.Group}|{mailbox.Name}|{mailbox.Address}");

    public static string? Host(JsonNode? host) => host is null ? null : $"{host["Name"] ?? host["IpAddr"]}";

    public static string? Date(JsonNode? date) => date is null
        ? null
        : $"{(int)date["year"]!:D4}-{(int)date["month"]!:D2}-{(int)date["day"]!:D2} {(int)date["hour"]!:D2}:"
            + $"{(int)date["minute"]!:D2}:{(int)date["second"]!:D2} "
            + (Zone(date) is var minutes && minutes < 0 ? "-" : "+")
            + TimeSpan.FromMinutes(Math.Abs(minutes)).ToString("hhmm");

    public static string? Date(DateTimeOffset? date) => date is not { } d
        ? null
        : $"{d:yyyy-MM-dd HH:mm:ss} {(d.Offset < TimeSpan.Zero ? "-" : "+")}{d.Offset.Duration():hhmm}";

    public static string MediaType(JsonNode? expected) =>
        expected is null ? "" : $"{expected["c_type"]}/{expected["c_subtype"]}".TrimEnd('/');

    public static string MediaType(ContentField actual) =>
        actual.Value.StartsWith('/') ? "" : actual.Value.TrimEnd('/');

    public static IEnumerable<string> Parameters(JsonNode? expected) =>
        (expected?["attributes"]?.AsArray() ?? [])
            .Select(a => a is JsonArray pair ? $"{pair[0]}={pair[1]}" : $"{a!["name"]}={a["value"]}")
            .Order(StringComparer.Ordinal);

    /// <summary>A language is an attribute of its own there.</summary>
    public static IEnumerable<string> Parameters(ContentField actual) => actual.All
        .SelectMany(p => p.Language is null ? [$"{p.Name}={p.Value}"]
            : new[] { $"{p.Name}={p.Value}", $"{p.Name}-language={p.Language}" })
        .Order(StringComparer.Ordinal);

    private static int Zone(JsonNode date) =>
        ((bool)date["tz_before_gmt"]! ? -1 : 1) * (((int)date["tz_hour"]! * 60) + (int)date["tz_minute"]!);
}
