namespace Postbag.Mime;

/// <summary>What a message is, and how that is known.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">What it was told by, for people to read: the field or the part, in a few words of
/// English.</param>
public sealed record KindFinding(MessageKind Kind, string Reason);

/// <summary>Tells letters from what programs send.</summary>
/// <remarks>
/// <para>A letter taken for a bounce, an automatic reply or a newsletter would be overlooked, so each of these needs a
/// standard's own sign, or two signs of other kinds; what is doubtful is personal.</para>
/// <para>In this order: receipts and delivery reports (RFC 8098, RFC 3464), bounces of older form, automatic replies
/// (RFC 3834), calendar messages (RFC 6047), lists (RFC 2919, 2369), letters. "Auto-Submitted: auto-generated" alone
/// proves nothing: contact forms on websites send constituents' letters with it. Nor does X-Auto-Response-Suppress,
/// which asks others not to answer.</para>
/// <para>Reads the header, the parts' types and, for bounces and calendars, the beginning of the text: linear,
/// bounded.</para>
/// </remarks>
public static class MessageKinds
{
    /// <summary>Finds out what a message is.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Its kind with the reason; <see cref="MessageKind.Personal"/> if nothing speaks against it.</returns>
    public static KindFinding Find(MimeMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Report(message)
            ?? BounceShapes.Find(message)
            ?? AutoReplies.Find(message)
            ?? Calendars.Find(message)
            ?? MailingLists.Find(message)
            ?? new(MessageKind.Personal, "nothing shows that a program or a list sent it");
    }

    internal static MessageKind Of(MimeMessage message) => Find(message).Kind;

    /// <summary>The message's own parts, not those of messages inside it; the root first.</summary>
    internal static IEnumerable<MimePart> OwnParts(MimeMessage message)
    {
        var waiting = new Stack<MimePart>();
        waiting.Push(message.Root);
        while (waiting.TryPop(out var part))
        {
            yield return part;
            for (var i = part.Children.Count - 1; i >= 0; i--) waiting.Push(part.Children[i]);
        }
    }

    private static KindFinding? Report(MimeMessage message)
    {
        // Only what the report itself holds: somebody may attach a report to a letter.
        if (message.Root.IsMultipart && message.Root.MediaType != "multipart/report") return null;
        foreach (var part in OwnParts(message))
        {
            if (part.MediaType is "message/disposition-notification" or "message/global-disposition-notification")
            {
                return new(MessageKind.Receipt, "a disposition notification (RFC 8098)");
            }
            if (part.MediaType is not ("message/delivery-status" or "message/global-delivery-status")) continue;
            return message.DeliveryReport is { Recipients.Count: > 0 } report
                && report.Recipients.All(
                    recipient => recipient.Action is DeliveryAction.Delivered or DeliveryAction.Relayed
                    or DeliveryAction.Expanded)
                ? new(MessageKind.Receipt, "a report of successful delivery (RFC 3464)")
                : new(MessageKind.Bounce, "a delivery report (RFC 3464)");
        }
        return null;
    }
}
