using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Postbag.Mime;

namespace Postbag.Casework.Inbox.Threads;

/// <summary>What a message says about the conversation it belongs to. Ids, addresses and subjects are kept as numbers
/// made of them, for comparing only.</summary>
internal sealed record ThreadFacts
{
    /// <summary>References taken, the nearest and the oldest: a conversation of years has hundreds, an attack as many
    /// as it likes.</summary>
    private const int MaxReferences = 40;

    /// <summary>People taken: a letter to a whole council has dozens.</summary>
    private const int MaxPeople = 200;

    public static ThreadFacts None { get; } = new();

    /// <summary>Of the Message-ID; null if there is none. Not unique: two messages may bear the same.</summary>
    public long? Id { get; private init; }

    /// <summary>Of what it answers, the nearest first.</summary>
    public IReadOnlyList<long> References { get; private init; } = [];

    /// <summary>Of its sender's address; 0 if there is none.</summary>
    public long Sender { get; private init; }

    /// <summary>Of the addresses it comes from and goes to.</summary>
    public IReadOnlyList<long> People { get; private init; } = [];

    /// <summary>Of its subject without "Re:" and the like; null if nothing is left of it.</summary>
    public long? Subject { get; private init; }

    /// <summary>Of the nearest reference and the sender: equal if somebody answers the same letter twice.</summary>
    public long? Answer => Sender != 0 && References.Count > 0 ? Join("answer", References[0], Sender) : null;

    /// <summary>Of the subject and the sender: equal if somebody writes about the same again.</summary>
    public long? Matter => MatterOf(Subject, Sender);

    public static long? MatterOf(long? subject, long sender) =>
        subject is { } what && sender != 0 ? Join("matter", what, sender) : null;

    public static ThreadFacts Of(MimeMessage message)
    {
        var sender = message.From is [var from, ..] ? from : message.Sender is [var first, ..] ? first : null;
        var people = new[] { sender }.Concat(message.From).Concat(message.Sender).Concat(message.ReplyTo)
            .Concat(message.To).Concat(message.Cc).OfType<Mailbox>()
            .Select(mailbox => AddressOf(mailbox.Address)).Where(address => address != 0).Distinct().Take(MaxPeople);
        var subject = ThreadSubject.Of(message.Subject);
        var id = message.MessageId is { } own ? IdOf(own) : (long?)null;
        return new ThreadFacts
        {
            Id = id,
            References = ReferencesOf(message, id),
            Sender = sender is null ? 0 : AddressOf(sender.Address),
            People = [.. people],
            Subject = subject.Length > 0 ? Hash("subject", subject) : null,
        };
    }

    private static List<long> ReferencesOf(MimeMessage message, long? own)
    {
        var ids = message.InReplyTo.Take(3).Concat(message.References.Reverse()).Select(IdOf).Distinct()
            .Where(id => id != own).ToList();
        if (ids.Count > MaxReferences) ids.RemoveRange(MaxReferences - 1, ids.Count - MaxReferences);
        return ids;
    }

    private static long IdOf(string id) => Hash("id", id.Trim());

    private static long AddressOf(string address) =>
        address.Trim().Length == 0 ? 0 : Hash("address", address.Trim().ToLowerInvariant());

    private static long Join(string kind, long one, long other) =>
        Hash(kind, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{one} {other}"));

    /// <remarks>Of a strong hash, or a stranger could make an address that counts as another's.</remarks>
    private static long Hash(string kind, string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{text}"), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
