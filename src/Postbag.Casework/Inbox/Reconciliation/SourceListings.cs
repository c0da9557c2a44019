using Postbag.Office;

namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>Every kind of source there is.</summary>
public static class SourceListings
{
    /// <summary>The kinds, for one office.</summary>
    public static IReadOnlyList<ISourceListing> Of(OpenOffice office) => [new FileListing(), new DeliveryListing(office.Engine)];

    /// <summary>What people call a source of that kind.</summary>
    public static string TitleOf(OpenOffice office, string kind) =>
        Of(office).FirstOrDefault(listing => listing.Kind == kind)?.Title ?? kind;
}
