using System.Text.Json.Nodes;

namespace Postbag.Mime.Tests.Peers;

/// <summary>A field of a whole message as a peer's corpus expects it and as this reader reads it: the expectation's own
/// shape says which grammar the field has.</summary>
internal static class MailParserFields
{
    private static readonly DefectList Ignored = new();

    public static (string? Wanted, string? Got) Values(JsonNode expected, HeaderField field)
    {
        // "Empty" is what the peer could make nothing of.
        if (expected is not JsonObject value)
            return ("", IsDate(field) ? Date(field) ?? "" : field.Value);

        var (shape, content) = value.First();
        return shape switch
        {
            "Address" => (Lines(MailParserValues.Mailboxes(content)), Lines(Mailboxes(field))),
            "DateTime" => (MailParserValues.Date(content), Date(field)),
            "ContentType" => (Content(content), Content(Parameters.Parse(field.ValueSpan, 0, Ignored))),
            "TextList" => (
                Lines(content!.AsArray().Select(id => $"{id}")), Lines(MessageIds.Parse(field.ValueSpan, 0, Ignored))),
            "Received" => (
                MailParserValues.Date(content!["date"]),
                MailParserValues.Date(Received.Parse(field.ValueSpan, 0, Ignored).Date)),
            _ => (Unfolded($"{content}"), Text(field)),
        };
    }

    private static string? Date(HeaderField field) =>
        MailParserValues.Date(Dates.Parse(field.ValueSpan, 0, Ignored));

    private static bool IsDate(HeaderField field) => field.Name.Equals("Date", StringComparison.OrdinalIgnoreCase);

    /// <summary>The links of List- fields are addresses to the peer.</summary>
    private static IEnumerable<string> Mailboxes(HeaderField field)
    {
        if (field.Name.Equals("List-Id", StringComparison.OrdinalIgnoreCase))
            return MailParserValues.Mailboxes(Addresses.Parse(field.ValueSpan, 0, Ignored));

        return field.Name.StartsWith("List-", StringComparison.OrdinalIgnoreCase)
            ? ListFields.Links(field.ValueSpan, 0, Ignored).Select(link => $"|{link.Comment}|{link.Url}")
            : MailParserValues.Mailboxes(Addresses.Parse(field.ValueSpan, 0, Ignored));
    }

    private static string Content(JsonNode? expected) =>
        Lines([MailParserValues.MediaType(expected), .. MailParserValues.Parameters(expected)]);

    private static string Content(ContentField actual) =>
        Lines([MailParserValues.MediaType(actual), .. MailParserValues.Parameters(actual)]);

    private static string Text(HeaderField field) => field.Name.ToUpperInvariant() switch
    {
        "MESSAGE-ID" or "CONTENT-ID" or "IN-REPLY-TO" or "RETURN-PATH" =>
            Lines(MessageIds.Parse(field.ValueSpan, 0, Ignored)),
        _ => field.Value,
    };

    /// <summary>The peer leaves folds in signatures of domains.</summary>
    private static string Unfolded(string text) =>
        string.Join(' ', text.Split('\r', '\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
