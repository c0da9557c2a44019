using Postbag.Mime;

namespace Postbag.Casework.Inbox.Sources;

/// <summary>A folder of mail: a Maildir with its subfolders (Maildir++), or files of any kind in folders of any
/// depth.</summary>
internal sealed class MailFolder(string root, MailSource source)
{
    /// <summary>Links are not followed: they could lead in a circle, or out of what was meant.</summary>
    public static readonly EnumerationOptions EveryFile = new()
    {
        RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true,
    };

    private static readonly EnumerationOptions Here = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true,
    };

    public IEnumerable<Incoming> Messages()
    {
        // A list, not recursion: how deep folders nest is not ours to decide.
        var waiting = new Stack<string>([root]);
        while (waiting.TryPop(out var folder))
        {
            var isMaildir = IsMaildir(folder);
            foreach (var message in isMaildir ? MaildirMessages(folder) : FileMessages(folder)) yield return message;
            foreach (var below in Directory.EnumerateDirectories(folder, "*", Here)
                .OrderDescending(StringComparer.Ordinal))
                if (!isMaildir || Path.GetFileName(below) is not ("cur" or "new" or "tmp"))
                    waiting.Push(below);
        }
    }

    private static bool IsMaildir(string folder) =>
        Directory.Exists(Path.Combine(folder, "cur")) && Directory.Exists(Path.Combine(folder, "new"));

    private IEnumerable<Incoming> MaildirMessages(string folder)
    {
        foreach (var file in new MaildirReader(folder).Files())
        {
            // "1700000000.M1P2.host:2,RS": what stands before the colon never changes, the flags after it do, and the
            // file moves from new to cur. So neither is part of the key.
            var name = Path.GetFileName(file);
            var colon = name.IndexOf(':');
            var isSeen = colon >= 0 && name[colon..].StartsWith(":2,", StringComparison.Ordinal)
                && name.AsSpan(colon + 3).Contains('S');
            var key = Path.Combine(KeyOf(folder), colon < 0 ? name : name[..colon]);
            foreach (var message in source.FileMessages(file, key, isSeen)) yield return message;
        }
    }

    private IEnumerable<Incoming> FileMessages(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", Here).Order(StringComparer.Ordinal))
        {
            if (new FileInfo(file).Length == 0) source.Skip(KeyOf(file), "it is empty");
            else
                foreach (var message in source.FileMessages(file, KeyOf(file))) yield return message;
        }
    }

    private string KeyOf(string below)
    {
        var key = Path.GetRelativePath(root, below).Replace('\\', '/');
        return key == "." ? "" : key;
    }
}
