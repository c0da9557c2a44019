using System.Text;
using Postbag.Mime;

namespace Postbag.Casework.Inbox;

/// <summary>When a message was received, by its own header: the date of the topmost Received field, which the last
/// server wrote (RFC 5321 §4.4); else the Date its writer states.</summary>
internal static class ReceivedDate
{
    /// <summary>Nothing was received before mail existed, or after it was stored: then the header is wrong.</summary>
    private static readonly DateTimeOffset Earliest = new(1971, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Of(MimeMessage message, DateTimeOffset storedAt) =>
        Plausible(TopmostReceived(message), storedAt) ?? Plausible(message.Date, storedAt) ?? storedAt;

    private static DateTimeOffset? Plausible(DateTimeOffset? date, DateTimeOffset storedAt) =>
        date >= Earliest && date <= storedAt ? date : null;

    private static DateTimeOffset? TopmostReceived(MimeMessage message)
    {
        if (message.Header.First("Received")?.Value is not { } value) return null;
        var semicolon = value.LastIndexOf(';');
        if (semicolon < 0) return null;
        // The date has the form of a Date field, so it is read as one.
        return MimeMessage.Read(
            Encoding.ASCII.GetBytes($"Date: {value[(semicolon + 1)..].ReplaceLineEndings(" ")}\n\n"))
            .Date;
    }
}
