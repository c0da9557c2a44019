namespace Postbag.Casework.Inbox.Sources;

/// <summary>A path someone wants imported, and the mail in it: an mbox, a Maildir, a folder, a message, an archive.
/// What it is is told by what it holds, never by its name.</summary>
/// <remarks>Mail is read as a stream, one message in memory at a time, however large the file. Nothing is unpacked to
/// disk.</remarks>
internal sealed class MailSource(string path, ImportNotes notes, Action<long> advance)
{
    /// <summary>What the source is called in the ledger.</summary>
    public string Name => Path.GetFullPath(path);

    /// <summary>Why nothing can come of the path, before anything is begun; null if it may.</summary>
    public static string? WhyNot(string path)
    {
        if (Directory.Exists(path)) return null;
        if (!File.Exists(path)) return $"There is no file or folder {ImportNotes.Printable(path)}.";
        try
        {
            using var file = File.OpenRead(path);
            return file.CanSeek && file.Length == 0 ? $"{ImportNotes.Printable(path)} is empty." : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{ImportNotes.Printable(path)} can't be read: {failure.Message}";
        }
    }

    /// <summary>How many bytes there are to go through, for a progress bar.</summary>
    public static long CountBytes(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles("*", MailFolder.EveryFile).Sum(file => file.Length)
        : new FileInfo(path).Length;

    public IEnumerable<Incoming> Messages() =>
        Directory.Exists(path) ? new MailFolder(path, this).Messages() : FileMessages(path, "");

    /// <summary>The messages of one file. Whatever is wrong with it is noted, and the next file goes on.</summary>
    /// <param name="file">Where it is.</param>
    /// <param name="key">What it is called in the source; empty if it is the source.</param>
    /// <param name="isSeen">Whether its folder says that it has been read.</param>
    internal IEnumerable<Incoming> FileMessages(string file, string key, bool isSeen = false) =>
        Guarded(ImportNotes.Printable(key.Length > 0 ? key : path), OpenAndRead(file, key, isSeen));

    internal void Skip(string name, string why) => notes.Skip(name, why);

    private IEnumerable<Incoming> OpenAndRead(string file, string key, bool isSeen)
    {
        using var opened = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        using var counted = new CountedStream(opened, advance);
        foreach (var message in new MailStream(notes, key.Length > 0 ? key : path).Messages(counted, key))
            yield return isSeen ? message with { IsSeen = true } : message;
    }

    /// <summary>What was read before something went wrong is kept; the sentence says what to do about the
    /// rest.</summary>
    private IEnumerable<Incoming> Guarded(string name, IEnumerable<Incoming> messages)
    {
        using var walk = messages.GetEnumerator();
        var taken = 0L;
        while (true)
        {
            bool isThere;
            try
            {
                isThere = walk.MoveNext();
            }
            catch (Exception failure) when (Explain(failure, name, taken) is { } sentence)
            {
                notes.Fail(sentence);
                yield break;
            }

            if (!isThere) yield break;
            taken++;
            yield return walk.Current;
        }
    }

    private static string? Explain(Exception failure, string name, long taken)
    {
        var soFar = taken switch
        {
            0 => "Nothing was taken from it.",
            1 => "The message before that was taken; import the whole file again when you have it.",
            _ => $"The {taken:N0} messages before that were taken; import the whole file again when you have it.",
        };
        return failure switch
        {
            BombException => $"{name} {failure.Message} {soFar}",
            InvalidDataException or EndOfStreamException or FormatException =>
                $"{name} is cut short or damaged. {soFar}",
            IOException or UnauthorizedAccessException => $"{name} can't be read: {failure.Message} {soFar}",
            _ => null,
        };
    }
}
