using Postbag.Mime;

namespace Postbag.Casework.Inbox.Maildirs;

/// <summary>A message in a Maildir.</summary>
/// <param name="Key">The folder within the Maildir and what never changes of the file's name.</param>
/// <param name="File">Where it is now.</param>
/// <param name="IsSeen">Whether a mail program has marked it as read.</param>
internal sealed record MaildirMessage(string Key, string File, bool IsSeen);

/// <summary>A Maildir with its subfolders (Maildir++). It is only ever read: nothing in it is moved, marked or deleted,
/// so that the programs which work with it don't notice.</summary>
internal sealed class MaildirFolder(string root)
{
    public bool IsThere => Directory.Exists(Path.Combine(root, "new")) && Directory.Exists(Path.Combine(root, "cur"));

    /// <summary>Every message there is, without opening any. What is empty is left out: there is nothing to
    /// keep.</summary>
    public IEnumerable<MaildirMessage> Messages()
    {
        foreach (var folder in Directory.EnumerateDirectories(root, ".*").Order(StringComparer.Ordinal).Prepend(root))
            foreach (var file in new MaildirReader(folder).Files())
                if (new FileInfo(file) is { Exists: true, Length: > 0 })
                    yield return MessageAt(folder, file);
    }

    /// <remarks>"1700000000.M1P2.host:2,RS": what stands before the colon never changes; the flags after it do, and the
    /// file moves from new to cur. So neither is part of the key.</remarks>
    private MaildirMessage MessageAt(string folder, string file)
    {
        var name = Path.GetFileName(file);
        var colon = name.IndexOf(':');
        var isSeen = colon >= 0 && name[colon..].StartsWith(":2,", StringComparison.Ordinal)
            && name.AsSpan(colon + 3).Contains('S');
        var below = Path.GetRelativePath(root, folder);
        var key = colon < 0 ? name : name[..colon];
        return new MaildirMessage(below == "." ? key : $"{below}/{key}", file, isSeen);
    }
}
