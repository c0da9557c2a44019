using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>The addresses of the pages about mailboxes.</summary>
public static class MailboxLinks
{
    public const string Index = "/casework/mailboxes";
    public const string Add = "/casework/mailboxes/add";

    public static string Show(Id<Mailbox> id) => $"{Index}/{id}";

    public static string Remove(Id<Mailbox> id) => $"{Index}/{id}/remove";
}
