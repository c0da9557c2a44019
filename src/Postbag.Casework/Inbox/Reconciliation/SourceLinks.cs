namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>The addresses of the pages about sources.</summary>
public static class SourceLinks
{
    public const string Index = "/casework/sources";
}
