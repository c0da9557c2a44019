namespace Postbag.Mime;

/// <summary>Invitations and what follows from them (RFC 6047 §2.4).</summary>
internal static class Calendars
{
    /// <summary>How many UTF-16 units of a calendar are searched for its METHOD, which stands among its first
    /// lines.</summary>
    private const int LongestSearch = 4096;

    public static KindFinding? Find(MimeMessage message)
    {
        foreach (var part in MessageKinds.OwnParts(message))
        {
            // An event's file attached to a letter is an attachment.
            if (part.MediaType != "text/calendar" || part.IsAttachment) continue;
            var method = (part.Parameter("method") ?? MethodIn(part.DecodeText())).Trim().ToUpperInvariant();
            if (method is "REQUEST" or "REPLY" or "CANCEL" or "COUNTER" or "DECLINECOUNTER" or "REFRESH" or "ADD")
            {
                return new(MessageKind.Calendar, $"text/calendar with METHOD {method} (RFC 6047)");
            }
        }
        return null;
    }

    private static string MethodIn(string calendar)
    {
        foreach (var line in calendar.AsSpan(0, Math.Min(calendar.Length, LongestSearch)).EnumerateLines())
        {
            if (line.StartsWith("METHOD:", StringComparison.OrdinalIgnoreCase)) return line[7..].ToString();
            if (line.StartsWith("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase)) break;
        }
        return "";
    }
}
