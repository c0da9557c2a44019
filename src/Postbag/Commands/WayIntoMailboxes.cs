using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Office.Security;
using Postbag.Settings;

namespace Postbag.Commands;

/// <summary>The way into mailboxes for a command: by the settings of whoever runs it, with the office's own
/// keys.</summary>
internal sealed class WayIntoMailboxes : IDisposable
{
    private readonly OfficeKeyRings rings = MailboxHosting.KeyRings(TimeProvider.System);

    /// <param name="folder">The data folder, in which settings may stand; null without one.</param>
    public WayIntoMailboxes(string? folder)
    {
        // Whoever sits at the server's command line is the host.
        var settings = PostbagSettings.Read(folder, new Dictionary<string, string?>());
        Door = MailboxHosting.DoorFor(settings.ReachFor(offices: 1), rings, TimeProvider.System);
    }

    public MailboxDoor Door { get; }

    public void Dispose() => rings.Dispose();
}
