namespace Postbag.Mime;

/// <summary>What a mail program did with a message for its user (RFC 8098).</summary>
/// <param name="OriginalMessageId">The Message-ID of the message, without its brackets; null if not stated.</param>
/// <param name="FinalRecipient">Whose mail program it is; null if not stated.</param>
/// <param name="Disposition">What was done: "displayed", "deleted", "dispatched", "processed", in lower case; "" if not
/// stated.</param>
/// <param name="IsAutomatic">True if the program sent this without asking its user.</param>
public sealed record DispositionReport(
    string? OriginalMessageId, string? FinalRecipient, string Disposition, bool IsAutomatic)
{
    internal static DispositionReport? Read(MimeMessage message)
    {
        foreach (var part in MessageKinds.OwnParts(message))
        {
            if (part.MediaType is not (
                "message/disposition-notification" or "message/global-disposition-notification")) continue;
            var group = ReportFields.Read(part.DecodeText()).FirstOrDefault() ?? [];
            var (mode, type) = SplitDisposition(group.GetValueOrDefault("Disposition") ?? "");
            return new(
                group.GetValueOrDefault("Original-Message-ID")?.Trim().Trim('<', '>'),
                ReportFields.Address(group, "Final-Recipient"),
                type,
                mode.Contains("MDN-sent-automatically", StringComparison.OrdinalIgnoreCase));
        }
        return null;
    }

    /// <summary>"manual-action/MDN-sent-manually; displayed/error".</summary>
    private static (string Mode, string Type) SplitDisposition(string disposition)
    {
        var semicolon = disposition.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 0) return ("", disposition.Trim().ToLowerInvariant());
        return (disposition[..semicolon], disposition[(semicolon + 1)..].Split('/')[0].Trim().ToLowerInvariant());
    }
}
