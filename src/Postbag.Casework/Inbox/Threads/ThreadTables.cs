using System.Buffers.Binary;
using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Threads;

/// <summary>What a key in the table of links stands for.</summary>
internal enum ThreadKey
{
    /// <summary>The message bears this Message-ID.</summary>
    Bears = 0,

    /// <summary>The message refers to it.</summary>
    RefersTo = 1,

    /// <summary>See <see cref="ThreadFacts.Answer"/>.</summary>
    Answers = 2,

    /// <summary>See <see cref="ThreadFacts.Matter"/>.</summary>
    Concerns = 3,
}

/// <summary>A message as threads are made of it.</summary>
/// <param name="Number">Its number in the ledger.</param>
/// <param name="ReceivedAt">In microseconds.</param>
internal sealed record ThreadEntry(long Number, long ReceivedAt, ThreadFacts Facts)
{
    public IEnumerable<(long Hash, ThreadKey Role)> Keys()
    {
        if (Facts.Id is { } id) yield return (id, ThreadKey.Bears);
        foreach (var reference in Facts.References) yield return (reference, ThreadKey.RefersTo);
        if (Facts.Answer is { } answer) yield return (answer, ThreadKey.Answers);
        if (Facts.Matter is { } matter) yield return (matter, ThreadKey.Concerns);
    }
}

/// <summary>The rows of threads, written many at a time. For use inside the engine's writes only.</summary>
internal abstract class ThreadTables
{
    public static ThreadTables Of(Engine engine) =>
        engine is PostgresEngine ? new PostgresThreadTables() : new SqliteThreadTables();

    public abstract Task AddKeysAsync(
        DbConnection connection, IReadOnlyList<ThreadEntry> entries, CancellationToken cancellationToken);

    public abstract Task AddMessagesAsync(
        DbConnection connection, IReadOnlyList<(ThreadEntry Entry, long Thread)> entries,
        CancellationToken cancellationToken);

    /// <summary>Eight bytes a person.</summary>
    public static byte[] Pack(IReadOnlyList<long> people)
    {
        var bytes = new byte[people.Count * sizeof(long)];
        for (var i = 0; i < people.Count; i++)
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * sizeof(long)), people[i]);
        return bytes;
    }

    public static long[] Unpack(byte[] bytes)
    {
        var people = new long[bytes.Length / sizeof(long)];
        for (var i = 0; i < people.Length; i++)
            people[i] = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(i * sizeof(long)));
        return people;
    }
}
