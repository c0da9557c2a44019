using Postbag.Casework.Inbox.Reconciliation;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>How the fetching of a mailbox stands; read it while it runs.</summary>
public sealed class FetchCount
{
    private long fetched;
    private long stored;
    private long wanted;

    /// <summary>Messages fetched that are safe in the ledger now.</summary>
    public long Fetched => Interlocked.Read(ref fetched);

    /// <summary>Those of them that weren't there before.</summary>
    public long Stored => Interlocked.Read(ref stored);

    /// <summary>Messages that were found to be fetched, so far.</summary>
    public long Wanted => Interlocked.Read(ref wanted);

    /// <summary>What the server lists in the chosen folders, as counted when the round was through.</summary>
    public long There { get; internal set; }

    public long Here => There - MissingCount;

    public long MissingCount { get; internal set; }

    /// <summary>Messages that were deleted there before they could be fetched, ever.</summary>
    public long Lost { get; internal set; }

    /// <summary>The first of those that are there and not here.</summary>
    public List<Missing> Missing { get; } = [];

    /// <summary>Folders that couldn't be opened, a sentence each.</summary>
    public List<string> Troubles { get; } = [];

    /// <summary>What people should know of the round; null if all is well.</summary>
    internal string? Note
    {
        get
        {
            var sentences = Troubles.ToList();
            if (Lost > 0)
            {
                sentences.Add(Lost == 1
                    ? "One message was deleted there before it could be fetched."
                    : $"{Lost:N0} messages were deleted there before they could be fetched.");
            }

            return sentences.Count == 0 ? null : string.Join(' ', sentences);
        }
    }

    /// <summary>How often the connection had to be made anew.</summary>
    public int Reconnections { get; internal set; }

    internal void Expect(int messages) => Interlocked.Add(ref wanted, messages);

    internal void Add(IReadOnlyList<Stored> answers)
    {
        Interlocked.Add(ref fetched, answers.Count);
        Interlocked.Add(ref stored, answers.Count(answer => answer.IsNew));
    }

    /// <summary>A round that is begun again, on a new connection, counts what is there anew.</summary>
    internal void BeginRound()
    {
        (There, MissingCount, Lost) = (0, 0, 0);
        Interlocked.Exchange(ref wanted, Fetched);
        Missing.Clear();
        Troubles.Clear();
    }

    internal void AddMissing(string key, string why)
    {
        MissingCount++;
        if (Missing.Count < KnownSources.MaxMissing) Missing.Add(new Missing(key, why));
    }
}
