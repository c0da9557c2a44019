using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Casework.Inbox.Reconciliation;

namespace Postbag.Tests.Support;

public sealed partial class ServedSide
{
    /// <summary>Counts what came in against its sources, as the server's job would.</summary>
    public ReconcileSources Counting => new(
        Office, Services.GetRequiredService<MailboxDoor>(), Services.GetRequiredService<TimeProvider>());
}
