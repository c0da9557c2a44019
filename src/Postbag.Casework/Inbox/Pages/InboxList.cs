using Postbag.Office.Calendar;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>The list as the inbox and each message's page show it.</summary>
/// <param name="Current">The message that is open; null for none.</param>
public sealed record InboxList(
    InboxPage Page, InboxTally Tally, DateTimeOffset Now, bool UnreadOnly, long? Before, long? After,
    Id<Message>? Current)
{
    public string? NewerHref => Page.Newer && Page.Rows.Count > 0
        ? MessageLinks.List(UnreadOnly, after: Page.Rows[0].Place)
        : Page.Newer ? MessageLinks.List(UnreadOnly) : null;

    public string? OlderHref => Page.Older ? MessageLinks.List(UnreadOnly, before: Page.Rows[^1].Place) : null;

    public string HrefOf(MessageRow row) => MessageLinks.Show(row.Id, UnreadOnly, Before, After);

    /// <summary>The day a row's letter came, if it is another than that of the row before.</summary>
    public string? DayBefore(int index)
    {
        var day = DateOnly.FromDateTime(OfficeCalendar.ToLocal(Page.Rows[index].ReceivedAt).DateTime);
        if (index > 0 && DateOnly.FromDateTime(OfficeCalendar.ToLocal(Page.Rows[index - 1].ReceivedAt).DateTime) == day)
            return null;
        var today = DateOnly.FromDateTime(OfficeCalendar.ToLocal(Now).DateTime);
        return (today.DayNumber - day.DayNumber) switch
        {
            0 => "Today",
            1 => "Yesterday",
            > 1 and < 7 => day.ToString("dddd"),
            _ when day.Year == today.Year => day.ToString("dddd d MMMM"),
            _ => day.ToString("d MMMM yyyy"),
        };
    }

    public static string TimeOf(DateTimeOffset instant) => OfficeCalendar.ToLocal(instant).ToString("HH:mm");
}
