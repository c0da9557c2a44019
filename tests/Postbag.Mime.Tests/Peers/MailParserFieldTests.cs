using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Postbag.Mime.Tests;

/// <summary>432 fields, one at a time, with what another reader makes of them.</summary>
public sealed class SharedFixturesFieldTests
{
    private readonly Differences differences = new("mail-parser/");

    [Fact]
    public void Addresses_are_read_as_a_peer_reads_them() => Run("address", (name, field, expected) =>
    {
        var actual = Addresses.Parse(field, 0, new DefectList())
            .Select(m => $"{m.Group}|{m.Name}|{m.Address}");
        differences.Compare(name, "mailboxes", string.Join('\n', Mailboxes(expected)), string.Join('\n', actual));
    });

    [Fact]
    public void Parameters_are_read_as_a_peer_reads_them() => Run("content_type", (name, field, expected) =>
    {
        var actual = Parameters.Parse(field, 0, new DefectList());
        var value = expected is null ? "" : $"{expected["c_type"]}/{expected["c_subtype"]}".TrimEnd('/');
        differences.Compare(name, "value", value, actual.Value.StartsWith('/') ? "" : actual.Value.TrimEnd('/'));
        if (expected is null)
            return;
        // A language is an attribute of its own there.
        var attributes = (expected["attributes"]?.AsArray() ?? [])
            .Select(a => $"{a![0]}={a[1]}").Order(StringComparer.Ordinal);
        var parameters = actual.All
            .SelectMany(p => p.Language is null ? [$"{p.Name}={p.Value}"]
                : new[] { $"{p.Name}={p.Value}", $"{p.Name}-language={p.Language}" })
            .Order(StringComparer.Ordinal);
        differences.Compare(name, "parameters", string.Join('\n', attributes), string.Join('\n', parameters));
    });

    [Fact]
    public void Dates_are_read_as_a_peer_reads_them() => Run("date", (name, field, expected) =>
        differences.Compare(name, "date", Date(expected), Date(Dates.Parse(field, 0, new DefectList()))));

    [Fact]
    public void Message_ids_are_read_as_a_peer_reads_them() => Run("id", (name, field, expected) =>
        differences.Compare(name, "ids", string.Join('\n', (expected?.AsArray() ?? []).Select(i => $"{i}")),
            string.Join('\n', MessageIds.Parse(field, 0, new DefectList()))));

    [Fact]
    public void Lists_of_words_are_read_as_a_peer_reads_them() => Run("list", (name, field, expected) =>
        differences.Compare(name, "words", string.Join('\n', (expected?.AsArray() ?? []).Select(i => $"{i}")),
            string.Join('\n', ListFields.Words(field, 0, new DefectList()))));

    [Fact]
    public void Text_is_read_as_a_peer_reads_it() => Run("unstructured", (name, field, expected) =>
        differences.Compare(name, "text", $"{expected}", EncodedWords.Decode(field, 0, new DefectList())));

    [Fact]
    public void Trace_fields_are_read_as_a_peer_reads_them() => Run("received", (name, field, expected) =>
    {
        var actual = Received.Parse(field, 0, new DefectList());
        differences.Compare(name, "date", Date(expected!["date"]), Date(actual.Date));
        differences.Compare(name, "from", Host(expected["from"]), actual.From);
        differences.Compare(name, "by", Host(expected["by"]), actual.By);
        differences.Compare(name, "fromIp", $"{expected["from_ip"]}", $"{actual.FromIp}");
        differences.Compare(name, "for", $"{expected["for_"]}", $"{actual.For}");
        differences.Compare(name, "id", $"{expected["id"]}", $"{actual.Id}");
    });

    private void Run(string file, Action<string, byte[], JsonNode?> compare)
    {
        var cases = JsonNode.Parse(SharedFixtures.Open("mail-parser.tar.gz")[$"mail-parser/{file}.json"])!.AsArray();
        for (var i = 0; i < cases.Count; i++)
            compare($"{file}#{i}", OneField($"{cases[i]!["header"]}"), cases[i]!["expected"]);
        differences.ShouldAllBeListed($"{file}#");
    }

    /// <summary>The value without the next field: there, the reader finds the field's end while it parses.</summary>
    private static byte[] OneField(string header)
    {
        for (var i = 0; i < header.Length - 1; i++)
        {
            if (header[i] == '\n' && i > 0 && header[i + 1] is not (' ' or '\t'))
                return Encoding.UTF8.GetBytes(header[..i]);
        }

        return Encoding.UTF8.GetBytes(header);
    }

    private static IEnumerable<string> Mailboxes(JsonNode? expected)
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

    private static string? Host(JsonNode? host) => host is null ? null : $"{host["Name"] ?? host["IpAddr"]}";

    private static string? Date(JsonNode? date) => date is null
        ? null
        : $"{(int)date["year"]!:D4}-{(int)date["month"]!:D2}-{(int)date["day"]!:D2} {(int)date["hour"]!:D2}:"
            + $"{(int)date["minute"]!:D2}:{(int)date["second"]!:D2} "
            + (Zone(date) is var minutes && minutes < 0 ? "-" : "+") + TimeSpan.FromMinutes(Math.Abs(minutes)).ToString("hhmm");

    private static int Zone(JsonNode date) =>
        ((bool)date["tz_before_gmt"]! ? -1 : 1) * (((int)date["tz_hour"]! * 60) + (int)date["tz_minute"]!);

    private static string? Date(DateTimeOffset? date) => date is not { } d
        ? null
        : $"{d:yyyy-MM-dd HH:mm:ss} {(d.Offset < TimeSpan.Zero ? "-" : "+")}{d.Offset.Duration():hhmm}";
}
