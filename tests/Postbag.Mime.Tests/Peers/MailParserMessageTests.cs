using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Peers;

/// <summary>107 whole messages, each as it is and with every line end made CRLF, with what another reader makes of
/// them: tree, fields, decoded bodies, what is text and what is attached.</summary>
public sealed class MailParserMessageTests
{
    private readonly Differences differences = new("mail-parser/");

    [Fact]
    public void Whole_messages_are_read_as_a_peer_reads_them()
    {
        var files = SharedFixtures.Open("mail-parser.tar.gz");
        var messages = files.Keys.Where(path => path.EndsWith(".eml", StringComparison.Ordinal)).ToList();

        // A difference that is listed is one in either form.
        foreach (var path in messages)
        {
            var name = path["mail-parser/".Length..^".eml".Length];
            Compare(name, files[path], files[$"mail-parser/{name}.json"]);
            Compare(name, WithCrlf(files[path]), files[$"mail-parser/{name}.crlf.json"]);
        }

        messages.Count.ShouldBe(107);
        differences.ShouldAllBeListed("eml/");
    }

    private void Compare(string name, byte[] bytes, byte[] json)
    {
        var message = MimeMessage.Read(bytes);
        CompareMessage(name, "", JsonNode.Parse(json)!, message.Root);
    }

    /// <summary>Every line end as the peer made it: a CR before the LF unless there is one.</summary>
    private static byte[] WithCrlf(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        return Encoding.Latin1.GetBytes(
            text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal));
    }

    /// <summary>Compares a message, or one within another, whose places are then prefixed.</summary>
    private void CompareMessage(string name, string prefix, JsonNode expected, MimePart root)
    {
        var expectedParts = expected["parts"]!.AsArray();
        var parts = Flat(root);
        var tree = Tree(expectedParts, 0);
        var actualTree = Tree(root);
        differences.Compare(name, $"{prefix}tree", tree, actualTree);
        if (!string.Equals(tree, actualTree, StringComparison.Ordinal))
        {
            // Without the same parts only the header can be compared.
            CompareHeader(name, $"{prefix}0", expectedParts[0]!, root);
            return;
        }

        for (var i = 0; i < parts.Count; i++)
        {
            CompareHeader(name, $"{prefix}{i}", expectedParts[i]!, parts[i]);
            CompareBody(name, $"{prefix}{i}", expectedParts[i]!["body"]!, parts[i]);
        }

        var bodies = BodyParts.Of(root);
        CompareList("text_body", bodies.TextParts);
        CompareList("html_body", bodies.HtmlParts);
        CompareList("attachments", bodies.Attachments);

        void CompareList(string list, IReadOnlyList<MimePart> actual) => differences.Compare(
            name, prefix + list,
            string.Join(' ', expected[list]!.AsArray().Select(index => (int)index!)),
            string.Join(' ', actual.Select(part => parts.ToList().IndexOf(part))));
    }

    private void CompareHeader(string name, string place, JsonNode expected, MimePart part)
    {
        var fields = expected["headers"]!.AsArray();
        var actual = part.Header.ToList();
        differences.Compare(
            name, $"{place} fields",
            string.Join(' ', fields.Select(field => NameOf(field!).ToLowerInvariant())),
            string.Join(' ', actual.Select(field => field.Name.ToLowerInvariant())));
        for (var i = 0; i < Math.Min(fields.Count, actual.Count); i++)
        {
            var (wanted, got) = MailParserFields.Values(fields[i]!["value"]!, actual[i]);
            differences.Compare(name, $"{place} {NameOf(fields[i]!).ToLowerInvariant()}", wanted, got);
        }
    }

    private static string NameOf(JsonNode field) => field["name"] switch
    {
        JsonObject other => $"{other["other"]}",
        var known => $"{known}".Replace('_', '-'),
    };

    private void CompareBody(string name, string place, JsonNode expected, MimePart part)
    {
        if (expected["Message"] is { } inner)
            CompareMessage(name, $"{place}/", inner, part.Message!.Root);
        else if ((expected["Text"] ?? expected["Html"]) is { } text)
            differences.Compare(name, $"{place} text", WithLf($"{text}"), WithLf(part.DecodeText()));
        else if ((expected["Binary"] ?? expected["InlineBinary"]) is JsonArray bytes)
            differences.Compare(
                name, $"{place} bytes", Convert.ToHexString([.. bytes.Select(value => (byte)(int)value!)]),
                Convert.ToHexString(part.Decode()));
    }

    /// <summary>The peer turns the line ends of some transfer encodings into LF; which they are is nobody's
    /// meaning.</summary>
    private static string WithLf(string text) => text.ReplaceLineEndings("\n");

    private static string Tree(JsonArray parts, int index)
    {
        var body = parts[index]!["body"]!.AsObject().First();
        return body.Key switch
        {
            "Multipart" =>
                $"multipart({string.Join(' ', body.Value!.AsArray().Select(child => Tree(parts, (int)child!)))})",
            "InlineBinary" => "binary",
            var kind => kind.ToLowerInvariant(),
        };
    }

    private static string Tree(MimePart part) =>
        part.IsMultipart && part.Children.Count > 0 ? $"multipart({string.Join(' ', part.Children.Select(Tree))})"
        : part.Message is not null ? "message"
        : part.MediaType == "text/html" ? "html"
        : part.IsText || part.IsMultipart ? "text"
        : "binary";

    private static List<MimePart> Flat(MimePart part) => [part, .. part.Children.SelectMany(Flat)];
}
