using System.Text;
using System.Xml;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Peers;

/// <summary>80 whole messages with what another reader makes of them: its stream of events as XML, once with each body
/// as it stands in the message and once with each body decoded into a file of its own.</summary>
public sealed class Mime4jMessageTests
{
    private readonly Differences differences = new("mime4j/");
    private SortedDictionary<string, byte[]> files = [];

    [Fact]
    public void Whole_messages_are_read_as_a_peer_reads_them()
    {
        files = SharedFixtures.Open("mime4j.tar.gz");
        var messages = files.Keys.Where(path => path.StartsWith("mime4j/core/", StringComparison.Ordinal)
            && path.EndsWith(".msg", StringComparison.Ordinal)).ToList();

        foreach (var path in messages)
        {
            var stem = path[..^".msg".Length];
            var name = stem["mime4j/".Length..];
            var root = MimeMessage.Read(files[path]).Root;
            ComparePart(name, "", Xml(files[$"{stem}.xml"]), root, stem);
            ComparePart(name, "", Xml(files[$"{stem}_decoded.xml"]), root, stem);
        }

        messages.Count.ShouldBe(80);
        differences.ShouldAllBeListed();
    }

    /// <summary>Two of the files hold control characters, which XML forbids.</summary>
    private static XElement Xml(byte[] bytes)
    {
        var text = string.Concat(
            Encoding.UTF8.GetString(bytes).Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));
        using var reader = XmlReader.Create(new StringReader(text));
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private void ComparePart(string name, string place, XElement expected, MimePart part, string stem)
    {
        differences.Compare(name, $"{place}header", Header(expected), Header(part));
        var content = expected.Elements().Single(element => element.Name != "header");
        differences.Compare(name, $"{place}tree", Tree(content), Tree(part));
        if (!string.Equals(Tree(content), Tree(part), StringComparison.Ordinal))
            return;

        switch (content.Name.LocalName)
        {
            case "multipart":
                CompareMultipart(name, place, content, part, stem);
                break;
            case "message":
                ComparePart(name, $"{place}message/", content, part.Message!.Root, stem);
                break;
            case "body":
                differences.Compare(name, $"{place}raw", Text(content), Text(part.Raw.Span));
                break;
            default:
                var body = $"{stem[..(stem.LastIndexOf('/') + 1)]}{content.Attribute("name")!.Value}";
                CompareDecoded(name, place, files[body], part);
                break;
        }
    }

    private void CompareMultipart(string name, string place, XElement expected, MimePart part, string stem)
    {
        differences.Compare(
            name, $"{place}preamble", Text(expected.Element("preamble")), Text(part.Preamble.Span));
        differences.Compare(
            name, $"{place}epilogue", Text(expected.Element("epilogue")), Text(part.Epilogue.Span));
        var number = 0;
        foreach (var child in expected.Elements("body-part"))
        {
            ComparePart(name, $"{place}{number + 1}/", child, part.Children[number], stem);
            number++;
        }
    }

    /// <summary>Line ends of decoded text are the peer's own.</summary>
    private void CompareDecoded(string name, string place, byte[] expected, MimePart part)
    {
        var isText = part.IsText;
        differences.Compare(
            name, $"{place}bytes", isText ? Text(expected) : Convert.ToHexString(expected),
            isText ? Text(part.Decode()) : Convert.ToHexString(part.Decode()));
    }

    private static string Tree(XElement content) => content.Name.LocalName switch
    {
        "multipart" => $"multipart({string.Join(' ', content.Elements("body-part").Select(Inner))})",
        "message" => $"message({Inner(content)})",
        _ => "body",
    };

    private static string Inner(XElement entity) => Tree(entity.Elements().Single(element => element.Name != "header"));

    private static string Tree(MimePart part) =>
        part.IsMultipart ? $"multipart({string.Join(' ', part.Children.Select(Tree))})"
        : part.Message is { } message ? $"message({Tree(message.Root)})"
        : "body";

    private static string Header(XElement entity) =>
        string.Join('\n', entity.Element("header")!.Elements("field").Select(field => Text(field).Trim()));

    private static string Header(MimePart part) => string.Join(
        '\n', part.Header.Select(field => $"{field.Name}:{Text(field.RawValue.Span)}".Trim()));

    /// <summary>The peer's text begins on a line of its own.</summary>
    private static string Text(XElement? element) =>
        element is null ? "" : Trimmed(element.Value.ReplaceLineEndings("\n"));

    private static string Text(ReadOnlySpan<byte> bytes) =>
        Trimmed(Encoding.Latin1.GetString(bytes).ReplaceLineEndings("\n"));

    private static string Trimmed(string text) => text.Trim('\n');
}
