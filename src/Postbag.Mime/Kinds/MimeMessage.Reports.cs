namespace Postbag.Mime;

/// <content>What programs report.</content>
public sealed partial class MimeMessage
{
    private DeliveryReport? deliveryReport;
    private bool deliveryReportIsRead;

    /// <summary>Which message was not delivered, to whom and why (RFC 3464, and older forms); null if this is no bounce
    /// or delivery report.</summary>
    public DeliveryReport? DeliveryReport
    {
        get
        {
            if (deliveryReportIsRead) return deliveryReport;
            deliveryReportIsRead = true;
            return deliveryReport = DeliveryReports.Read(this);
        }
    }

    /// <summary>Which message was displayed or deleted (RFC 8098); null if this is no such notification.</summary>
    public DispositionReport? DispositionReport => DispositionReport.Read(this);

    /// <summary>By what <see cref="Kind"/> was told, in a few words of English for people to read.</summary>
    public string KindReason => MessageKinds.Find(this).Reason;
}
