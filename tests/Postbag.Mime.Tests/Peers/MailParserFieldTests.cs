using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Postbag.Mime.Tests.Peers;

/// <summary>432 fields, one at a time, with what another reader makes of them.</summary>
public sealed class MailParserFieldTests
{
    private readonly Differences differences = new("mail-parser/");

    [Fact]
    public void Addresses_are_read_as_a_peer_reads_them() => Run("address", (name, field, expected) =>
    {
        var actual = MailParserValues.Mailboxes(Addresses.Parse(field, 0, new DefectList()));
        differences.Compare(
            name, "mailboxes", string.Join('\n', MailParserValues.Mailboxes(expected)), string.Join('\n', actual));
    });

    [Fact]
    public void Parameters_are_read_as_a_peer_reads_them() => Run("content_type", (name, field, expected) =>
    {
        var actual = Parameters.Parse(field, 0, new DefectList());
        differences.Compare(name, "value", MailParserValues.MediaType(expected), MailParserValues.MediaType(actual));
        if (expected is null)
            return;
        differences.Compare(
            name, "parameters", string.Join('\n', MailParserValues.Parameters(expected)),
            string.Join('\n', MailParserValues.Parameters(actual)));
    });

    [Fact]
    public void Dates_are_read_as_a_peer_reads_them() => Run("date", (name, field, expected) =>
        differences.Compare(name, "date", MailParserValues.Date(expected),
            MailParserValues.Date(Dates.Parse(field, 0, new DefectList()))));

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
        differences.Compare(name, "date", MailParserValues.Date(expected!["date"]), MailParserValues.Date(actual.Date));
        differences.Compare(name, "from", MailParserValues.Host(expected["from"]), actual.From);
        differences.Compare(name, "by", MailParserValues.Host(expected["by"]), actual.By);
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
}
