namespace Postbag.Mime;

/// <summary>Reads delivery reports, standard ones and those in plain words.</summary>
internal static class DeliveryReports
{
    public static DeliveryReport? Read(MimeMessage message)
    {
        foreach (var part in MessageKinds.OwnParts(message))
        {
            if (part.MediaType is "message/delivery-status" or "message/global-delivery-status")
            {
                return ReadStandard(message, part);
            }
        }
        return BounceShapes.Find(message) is null ? null : ReadPlain(message);
    }

    private static DeliveryReport ReadStandard(MimeMessage message, MimePart part)
    {
        var groups = ReportFields.Read(part.DecodeText());
        var recipients = new List<DeliveryStatus>();
        Dictionary<string, string>? about = null;
        foreach (var group in groups)
        {
            if (group.ContainsKey("Final-Recipient") || group.ContainsKey("Original-Recipient")
                || group.ContainsKey("Action"))
            {
                recipients.Add(StatusOf(group));
            }
            // Some programs leave out the blank line between what is said of the message and of the first recipient.
            about ??= group;
        }
        if (recipients.Count == 0)
        {
            message.Root.Context.Defects.Add(DefectKind.BadReport, part.BodyOffset, "nobody is named in it");
        }
        var (id, subject) = Returned(message);
        return new(
            id ?? IdInText(message) ?? ReferencedId(message),
            subject,
            about?.GetValueOrDefault("Original-Envelope-Id"),
            about is null ? null : ReportFields.WithoutType(about, "Reporting-MTA"),
            recipients,
            IsStandard: true);
    }

    private static DeliveryStatus StatusOf(Dictionary<string, string> group) => new(
        ReportFields.Address(group, "Original-Recipient"),
        ReportFields.Address(group, "Final-Recipient"),
        group.GetValueOrDefault("Action")?.Split(' ', '(')[0].ToUpperInvariant() switch
        {
            "FAILED" => DeliveryAction.Failed,
            "DELAYED" => DeliveryAction.Delayed,
            "DELIVERED" => DeliveryAction.Delivered,
            "RELAYED" => DeliveryAction.Relayed,
            "EXPANDED" => DeliveryAction.Expanded,
            _ => DeliveryAction.Unknown,
        },
        group.GetValueOrDefault("Status")?.Split(' ', '(')[0],
        ReportFields.WithoutType(group, "Diagnostic-Code"));

    private static DeliveryReport ReadPlain(MimeMessage message)
    {
        var text = BounceShapes.TextOf(message);
        var (id, subject) = Returned(message);
        var recipients = BounceShapes.Recipients(message, text);
        return new(id ?? IdInText(message) ?? ReferencedId(message), subject, null, null, recipients,
            IsStandard: false);
    }

    /// <summary>What the part that returns the message, or its header only, says of it.</summary>
    private static (string? Id, string? Subject) Returned(MimeMessage message)
    {
        foreach (var part in MessageKinds.OwnParts(message))
        {
            if (part.Message is { } returned) return (returned.MessageId, returned.Subject);
            if (part.MediaType is not (
                "text/rfc822-headers" or "message/rfc822-headers" or "message/global-headers")) continue;
            var header = MimeMessage.Read(part.Decode());
            return (header.MessageId, header.Subject);
        }
        return (null, null);
    }

    /// <summary>The Message-ID that the text quotes with the header of the returned message.</summary>
    private static string? IdInText(MimeMessage message)
    {
        var text = BounceShapes.TextOf(message).AsSpan();
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].Trim().TrimStart("> ");
            if (!line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)) continue;
            var open = line.IndexOf('<');
            var close = line.IndexOf('>');
            if (open > 0 && close > open + 1) return line[(open + 1)..close].ToString();
        }
        return null;
    }

    private static string? ReferencedId(MimeMessage message) =>
        message.InReplyTo.Count > 0 ? message.InReplyTo[0]
        : message.References.Count > 0 ? message.References[^1]
        : null;
}
