namespace Postbag.Casework.Inbox.Threads;

/// <summary>A message on the board.</summary>
internal sealed record ThreadPiece(long Number, long ReceivedAt, long Sender, IReadOnlyList<long> People);

/// <summary>The threads in question, laid out to be joined. No store, no clock.</summary>
/// <remarks>
/// A message joins the thread of one it refers to if its sender was a party to it: they wrote or were sent the message
/// referred to, or a message of that thread that was received earlier. Anybody can quote a reference or a subject, so
/// whoever wasn't a party is only suggested: a stranger is never put into somebody's conversation.
/// Threads only grow by this, and a larger thread has more parties, not fewer; so in whatever order messages are laid
/// out, the same threads come of it. What people put apart stays apart.
/// </remarks>
internal sealed class ThreadBoard
{
    private readonly Dictionary<long, ThreadPiece> pieces = [];
    private readonly Dictionary<long, Group> groupOf = [];
    private readonly List<(long One, long Other)> apart = [];

    /// <summary>The threads that others were joined to: the number that stays, and those that went.</summary>
    public IEnumerable<(long Thread, IReadOnlyList<long> Former)> Joined =>
        groupOf.Values.Distinct().Where(group => group.Former.Count > 1)
            .Select(group => (group.Thread,
                (IReadOnlyList<long>)[.. group.Former.Where(former => former != group.Thread)]));

    public bool Has(long number) => pieces.ContainsKey(number);

    public long ThreadOf(long number) => groupOf[number].Thread;

    /// <summary>Every number a thread has gone by.</summary>
    public IReadOnlyList<long> FormerOf(long number) => [.. groupOf[number].Former];

    public bool AreJoined(long one, long other) => groupOf[one] == groupOf[other];

    /// <summary>Whether somebody was a party to a message's thread before an instant.</summary>
    public bool WasParty(long person, long number, long before) =>
        groupOf[number].FirstSeen.TryGetValue(person, out var first) && first < before;

    /// <summary>Adds a thread as it is, whole: one that is kept, or a new message alone.</summary>
    public void AddThread(long thread, IEnumerable<ThreadPiece> members)
    {
        Group? group = null;
        foreach (var piece in members)
        {
            if (!pieces.TryAdd(piece.Number, piece)) continue;
            group = Add(piece, thread, group);
        }
    }

    public void KeepApart(long one, long other) => apart.Add((one, other));

    /// <summary>Joins the threads of a message and of one it refers to, if its sender was a party.</summary>
    /// <returns>Whether they are one thread now.</returns>
    public bool TryJoin(long child, long parent)
    {
        if (AreJoined(child, parent)) return true;
        var (answer, letter) = (pieces[child], pieces[parent]);
        if (answer.Sender == 0) return false;
        if (!letter.People.Contains(answer.Sender) && !WasParty(answer.Sender, parent, answer.ReceivedAt)) return false;
        return TryUnite(child, parent);
    }

    /// <summary>Joins the threads of two messages of one sender.</summary>
    public bool TryJoinSameSender(long one, long other) =>
        AreJoined(one, other)
        || (pieces[one].Sender != 0 && pieces[one].Sender == pieces[other].Sender && TryUnite(one, other));

    /// <summary>Which of several that bear one id is meant: the first that was received. A later one may be a
    /// stranger's.</summary>
    public long First(IEnumerable<long> numbers) => numbers.MinBy(number => (pieces[number].ReceivedAt, number));

    private Group Add(ThreadPiece piece, long thread, Group? group)
    {
        group ??= new Group(thread);
        group.Members.Add(piece.Number);
        foreach (var person in piece.People) group.See(person, piece.ReceivedAt);
        groupOf[piece.Number] = group;
        return group;
    }

    private bool TryUnite(long one, long other)
    {
        var (small, large) = (groupOf[one], groupOf[other]);
        if (apart.Exists(pair => pieces.ContainsKey(pair.One) && pieces.ContainsKey(pair.Other)
            && ((groupOf[pair.One] == small && groupOf[pair.Other] == large)
                || (groupOf[pair.One] == large && groupOf[pair.Other] == small))))
            return false;
        if (small.Members.Count > large.Members.Count) (small, large) = (large, small);
        large.Take(small);
        foreach (var number in small.Members) groupOf[number] = large;
        return true;
    }

    private sealed class Group(long thread)
    {
        public long Thread { get; private set; } = thread;

        public List<long> Members { get; } = [];

        public HashSet<long> Former { get; } = [thread];

        /// <summary>When each party first wrote or was sent something here.</summary>
        public Dictionary<long, long> FirstSeen { get; } = [];

        public void See(long person, long at)
        {
            if (!FirstSeen.TryGetValue(person, out var first) || at < first) FirstSeen[person] = at;
        }

        public void Take(Group other)
        {
            Members.AddRange(other.Members);
            Former.UnionWith(other.Former);
            Thread = Math.Min(Thread, other.Thread);
            foreach (var (person, at) in other.FirstSeen) See(person, at);
        }
    }
}
