namespace Postbag.Mime;

/// <summary>What became of a message for one recipient (RFC 3464 §2.3.3).</summary>
public enum DeliveryAction
{
    /// <summary>Not stated, or not in the standard's words.</summary>
    Unknown,

    /// <summary>It was given up.</summary>
    Failed,

    /// <summary>It has not arrived yet; the server goes on trying.</summary>
    Delayed,

    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>It went to a server that sends no reports.</summary>
    Relayed,

    /// <summary>It went on to the members of a list.</summary>
    Expanded,
}

/// <summary>What became of a message for one recipient.</summary>
/// <param name="OriginalRecipient">The address as the sender wrote it; null if not stated.</param>
/// <param name="FinalRecipient">The address it was to go to in the end; null if not stated.</param>
/// <param name="Action">What happened.</param>
/// <param name="Status">The status code, such as "5.1.1" (RFC 3463); null if not stated.</param>
/// <param name="Diagnostic">What the server said, without its type, as people may read it; null if not stated.</param>
public sealed record DeliveryStatus(
    string? OriginalRecipient, string? FinalRecipient, DeliveryAction Action, string? Status, string? Diagnostic)
{
    /// <summary>True if trying again is pointless: the status begins with 5, or it failed without a status.</summary>
    public bool IsPermanent => Action == DeliveryAction.Failed && Status?.StartsWith('4') != true;
}

/// <summary>A report on the delivery of a message that was sent (RFC 3464), also one in an older form.</summary>
/// <param name="OriginalMessageId">The Message-ID of the message that is reported on, without its brackets; from the
/// part that returns it, else from the report's text, else from the report's own References. Null if nowhere.</param>
/// <param name="OriginalSubject">Its subject; null if not returned.</param>
/// <param name="EnvelopeId">The envelope id the sender gave it (RFC 3461 §4.4); null if none.</param>
/// <param name="ReportingServer">The server that reports; null if not stated.</param>
/// <param name="Recipients">What happened, in order; at most 1,000; none if it can't be read.</param>
/// <param name="IsStandard">True if it has a message/delivery-status part, false if it was read from plain
/// words.</param>
public sealed record DeliveryReport(
    string? OriginalMessageId,
    string? OriginalSubject,
    string? EnvelopeId,
    string? ReportingServer,
    IReadOnlyList<DeliveryStatus> Recipients,
    bool IsStandard);
