using Postbag.Casework.Inbox.Imap;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>Which folders are taken in unless the office says otherwise: all, but not what the office itself wrote
/// (drafts, sent) and what it or its provider threw away (trash, junk). People file letters where they like, so a
/// folder we know nothing about counts.</summary>
internal static class FolderChoice
{
    private static readonly string[] LeftOutMarks = ["\\drafts", "\\sent", "\\trash", "\\junk"];

    /// <summary>For servers that don't say what a folder is for (RFC 6154): the names the usual programs
    /// give.</summary>
    private static readonly string[] LeftOutNames =
    [
        "drafts", "sent", "sent items", "sent mail", "sent messages", "trash", "deleted items", "deleted messages",
        "bin", "junk", "junk e-mail", "junk email", "spam", "outbox", "templates",
    ];

    /// <summary>The folders that hold messages, each once, and whether it is taken in.</summary>
    public static IReadOnlyDictionary<ImapFolder, bool> Of(IReadOnlyList<ImapFolder> folders)
    {
        var saysWhatFor = folders.Any(folder => LeftOutMarks.Any(folder.Marks.Contains));
        return folders.Where(folder => folder.CanBeOpened).DistinctBy(folder => folder.Name).ToDictionary(
            folder => folder, folder => !IsLeftOut(folder, saysWhatFor));
    }

    private static bool IsLeftOut(ImapFolder folder, bool saysWhatFor) =>
        LeftOutMarks.Any(folder.Marks.Contains)
        || (!saysWhatFor && LeftOutNames.Contains(folder.Name.Split('.', '/')[^1], StringComparer.OrdinalIgnoreCase));
}
