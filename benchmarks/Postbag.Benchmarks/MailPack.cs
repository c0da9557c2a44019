using System.Globalization;

namespace Postbag.Benchmarks;

/// <summary>Messages back to back in one file, and "offset length" a line in another: what every reader in the
/// comparison is given, so that none of them is measured reading files.</summary>
internal sealed class MailPack
{
    private MailPack(IReadOnlyList<ReadOnlyMemory<byte>> messages, long bytes) => (Messages, Bytes) = (messages, bytes);

    public IReadOnlyList<ReadOnlyMemory<byte>> Messages { get; }

    public long Bytes { get; }

    public static MailPack Open(string pack, string index)
    {
        var bytes = File.ReadAllBytes(pack);
        var messages = new List<ReadOnlyMemory<byte>>();
        foreach (var line in File.ReadLines(index))
        {
            var space = line.IndexOf(' ');
            var offset = int.Parse(line.AsSpan(0, space), CultureInfo.InvariantCulture);
            var length = int.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture);
            messages.Add(bytes.AsMemory(offset, length));
        }

        return new MailPack(messages, messages.Sum(message => (long)message.Length));
    }
}
