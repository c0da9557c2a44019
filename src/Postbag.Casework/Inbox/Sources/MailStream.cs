using System.Formats.Tar;
using System.IO.Compression;
using Postbag.Mime;

namespace Postbag.Casework.Inbox.Sources;

/// <summary>The mail in one stream of bytes, whatever form it has.</summary>
/// <param name="notes">Where it says what it left out.</param>
/// <param name="name">What the file is called in sentences.</param>
internal sealed class MailStream(ImportNotes notes, string name)
{
    /// <summary>Entries of one archive that are looked at.</summary>
    /// <remarks>An entry can take a few dozen bytes in an archive, but each is opened and named here.</remarks>
    public const int MaxEntries = 2_000_000;

    private static readonly int MaxMessageBytes = ReadOptions.Default.MaxBytes;

    /// <remarks>The framework takes a packed stream that is cut short for a whole one unless told otherwise before its
    /// first use; Postbag.csproj tells it for the command, this for other hosts.</remarks>
    static MailStream() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <param name="file">The file, from its beginning.</param>
    /// <param name="key">What the file is called in its source; empty if it is the source itself.</param>
    public IEnumerable<Incoming> Messages(CountedStream file, string key)
    {
        var head = new HeadStream(file);
        switch (head.Form)
        {
            case MailForm.Zip:
                file.Position = 0;
                return ZipMessages(file, key);
            case MailForm.Gzip:
                return GzipMessages(head, file.Length, key);
            case MailForm.Tar:
                return TarMessages(head, key);
            default:
                return PlainMessages(head, key);
        }
    }

    /// <summary>An mbox or a message; anything else is named and left out.</summary>
    private IEnumerable<Incoming> PlainMessages(HeadStream stream, string key)
    {
        switch (stream.Form)
        {
            case MailForm.Mbox:
                return MboxMessages(stream, key);
            case MailForm.Message:
                return [new Incoming(key, ReadWhole(stream))];
            case MailForm.Empty:
                notes.Skip(key.Length > 0 ? key : name, "it is empty");
                return [];
            case MailForm.Gzip or MailForm.Zip or MailForm.Tar:
                notes.Skip(key.Length > 0
                    ? key : name, "it is an archive within an archive; unpack it and import what is in it");
                return [];
            case MailForm.OtherArchive:
                notes.Skip(key.Length > 0
                    ? key : name, "it is packed in a way that can't be read here; unpack it first");
                return [];
            default:
                notes.Skip(key.Length > 0 ? key : name, "it isn't mail: no header field at its beginning");
                return [];
        }
    }

    private static IEnumerable<Incoming> MboxMessages(Stream stream, string key)
    {
        var count = 0;
        foreach (var bytes in new MboxReader(stream).Messages())
        {
            count++;
            if (bytes.Length > 0) yield return new Incoming($"{key}#{count}", bytes);
        }
    }

    private IEnumerable<Incoming> GzipMessages(HeadStream packed, long packedBytes, string key)
    {
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var guarded = new BombGuard(gzip, packedBytes);
        var head = new HeadStream(guarded);
        foreach (var message in head.Form == MailForm.Tar ? TarMessages(head, key) : PlainMessages(head, key))
            yield return message;
        // What follows the last message (a tar's padding) is read too, so that a file that was cut short is found out.
        head.CopyTo(Stream.Null);
    }

    private IEnumerable<Incoming> TarMessages(Stream stream, string key)
    {
        using var tar = new TarReader(stream, leaveOpen: true);
        var entries = 0;
        while (tar.GetNextEntry() is { } entry)
        {
            if (++entries > MaxEntries) throw new BombException($"holds more than {MaxEntries:N0} files.");
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes) continue;
            var entryKey = Within(key, CleanName(entry.Name));
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                notes.Skip(entryKey, "it is a link or a device, not a file");
            else if (entry.DataStream is null)
                notes.Skip(entryKey, "it is empty");
            else
                foreach (var message in PlainMessages(new HeadStream(entry.DataStream), entryKey)) yield return message;
        }
    }

    private IEnumerable<Incoming> ZipMessages(CountedStream file, string key)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MaxEntries) throw new BombException($"holds more than {MaxEntries:N0} files.");
        var total = zip.Entries.Sum(entry => (decimal)entry.Length);
        if (BombGuard.IsBomb(total, file.Length)) throw BombException.ForRatio();
        var budget = new BombGuard.Budget(file.Length);
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith('/')) continue;
            var entryKey = Within(key, CleanName(entry.FullName));
            if (entry.IsEncrypted)
            {
                notes.Skip(entryKey, "it is locked with a password");
                continue;
            }

            using var guarded = new BombGuard(entry.Open(), budget);
            foreach (var message in PlainMessages(new HeadStream(guarded), entryKey)) yield return message;
        }
    }

    /// <summary>A name from an archive is only ever a name: nothing is written to where it points. All the same it is
    /// kept clean, and people are told.</summary>
    private string CleanName(string entryName)
    {
        var parts = entryName.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var clean = string.Join('/', parts.Where(part => part is not ("." or "..") && !part.EndsWith(':')));
        var isOutside = parts.Contains("..") || entryName.StartsWith('/') || clean.Length == 0;
        if (isOutside)
        {
            notes.Warn(
                $"{ImportNotes.Printable(name)} calls a file {ImportNotes.Printable(entryName)}, which lies outside the "
                + $"archive; it is known here as {ImportNotes.Printable(clean)}, and nothing was written there.");
        }

        return clean.Length > 0 ? clean : "file";
    }

    private static string Within(string key, string entryName) => key.Length > 0 ? $"{key}/{entryName}" : entryName;

    private static byte[] ReadWhole(Stream stream)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        int count;
        while (bytes.Length < MaxMessageBytes && (count = stream.Read(buffer)) > 0) bytes.Write(buffer, 0, count);
        return bytes.ToArray();
    }
}
