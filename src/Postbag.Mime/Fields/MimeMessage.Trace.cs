namespace Postbag.Mime;

/// <content>What lists and mail servers wrote into the header.</content>
public sealed partial class MimeMessage
{
    /// <summary>The mailing list that the message came through (RFC 2919); null if none says so.</summary>
    public MailingList? MailingList => Header.First("List-Id") is { } stated
        ? ListFields.Id(stated.ValueSpan, stated.ValueOffset, context.Defects)
        : null;

    /// <summary>The hosts that the message passed, the last one first (RFC 5321 §4.4).</summary>
    public IReadOnlyList<Received> Received =>
        [.. Header.All("Received").Select(f => Mime.Received.Parse(f.ValueSpan, f.ValueOffset, context.Defects))];

    /// <summary>What hosts state of the message's authenticity, the last one first (RFC 8601): to be shown, never
    /// trusted.</summary>
    public IReadOnlyList<AuthenticationResults> AuthenticationResults =>
    [
        .. Header.All("Authentication-Results")
            .Select(f => Mime.AuthenticationResults.Parse(f.ValueSpan, f.ValueOffset, context.Defects)),
    ];

    /// <summary>The links of a List- field (RFC 2369): "List-Unsubscribe", "List-Help", "List-Post" …</summary>
    /// <param name="field">The field's name, in any case.</param>
    /// <returns>The links in the sender's order; none if there is no such field.</returns>
    public IReadOnlyList<ListLink> ListLinks(string field) => Header.First(field) is { } stated
        ? ListFields.Links(stated.ValueSpan, stated.ValueOffset, context.Defects)
        : [];
}
