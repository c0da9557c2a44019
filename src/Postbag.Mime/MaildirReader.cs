namespace Postbag.Mime;

/// <summary>Reads a Maildir: the messages in <c>cur</c> and <c>new</c>, each read from its file when its turn
/// comes.</summary>
/// <param name="folder">The folder that holds <c>cur</c> and <c>new</c>. Folders within it whose names begin with a dot
/// are Maildirs of their own and are not read.</param>
public sealed class MaildirReader(string folder)
{
    /// <summary>The files, oldest first as far as their names tell (a Maildir name begins with the time of delivery);
    /// those in <c>cur</c> before those in <c>new</c>.</summary>
    /// <returns>Full paths; none if the folder is not a Maildir.</returns>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public IEnumerable<string> Files() =>
        new[] { "cur", "new" }
            .Select(name => Path.Combine(folder, name))
            .Where(Directory.Exists)
            .SelectMany(path => Directory.EnumerateFiles(path).Order(StringComparer.Ordinal))
            .Where(path => !Path.GetFileName(path).StartsWith('.'));

    /// <summary>The messages' bytes in the order of <see cref="Files"/>, one file in memory at a time.</summary>
    /// <returns>Whole messages. A file that was moved or deleted meanwhile, as mail programs do, is left out.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Messages()
    {
        foreach (var file in Files())
        {
            byte[] bytes;
            try
            {
                bytes = File.ReadAllBytes(file);
            }
            catch (FileNotFoundException)
            {
                continue;
            }

            yield return bytes;
        }
    }
}
