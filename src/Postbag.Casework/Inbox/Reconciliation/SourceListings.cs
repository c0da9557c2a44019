using Postbag.Casework.Inbox.Maildirs;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>Every kind of source there is.</summary>
public static class SourceListings
{
    /// <summary>The kinds, for one office.</summary>
    /// <param name="office">The office.</param>
    /// <param name="door">The way into its mailboxes; null where nothing is to be listed, only named.</param>
    public static IReadOnlyList<ISourceListing> Of(OpenOffice office, MailboxDoor? door) =>
        [
            new FileListing(), new DeliveryListing(office.Engine), new MaildirListing(),
            new MailboxListing(office, door),
            new DeliveryListing(office.Engine, DeliveryListing.NoteKind, "Phone and counter"),
        ];

    /// <summary>What people call a source of that kind.</summary>
    public static string TitleOf(OpenOffice office, string kind) =>
        Of(office, null).FirstOrDefault(listing => listing.Kind == kind)?.Title ?? kind;
}
