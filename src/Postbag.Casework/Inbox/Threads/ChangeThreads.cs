using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Threads;

/// <summary>What a person did to a conversation.</summary>
public enum ThreadActKind
{
    Joined = 0,
    Split = 1,
    KeptApart = 2,
    Undone = 3,
}

/// <summary>What people do to conversations: join two, split one, say that two don't belong together, undo. Each is
/// kept with who and when, audited, and holds against whatever comes in later.</summary>
public sealed class ChangeThreads(Engine engine, AuditTrail audit, TimeProvider clock)
{
    private readonly LedgerTables places = LedgerTables.Of(engine);

    /// <summary>Joins a message's conversation to another's.</summary>
    /// <returns>Why not, in a sentence; null if it is done.</returns>
    public Task<string?> JoinAsync(Message message, Message other, Actor by, CancellationToken cancellationToken) =>
        WriteAsync(
            async (store, token) =>
            {
                var (from, to) = (await store.ThreadAsync(message.Number, token),
                    await store.ThreadAsync(other.Number, token));
                if (from is null || to is null) return "One of the letters is still being read. Try again in a moment.";
                if (from == to) return "They are one conversation already.";
                var before = await store.StateAsync(message.Number, other.Number, token);
                var act = await store.AddActAsync(
                    ThreadActKind.Joined, by, message.Number, other.Number, before, null, token);
                await store.DecideBetweenAsync(from.Value, to.Value, 2, 1, token);
                await store.DecideAsync(message.Number, other.Number, 3, 1, token);
                await store.MoveAsync(act, [.. (await store.MembersAsync(from.Value, token))], to.Value, token);
                await RecordAsync(store, InboxActs.ThreadJoined, by, message, act, token);
                return null;
            },
            cancellationToken);

    /// <summary>Makes a message and those that answer it a conversation of their own.</summary>
    /// <returns>Why not, in a sentence; null if it is done.</returns>
    public Task<string?> SplitAsync(Message message, Actor by, CancellationToken cancellationToken) => WriteAsync(
        async (store, token) =>
        {
            if (await store.ThreadAsync(message.Number, token) is not { } thread)
                return "The letter is still being read. Try again in a moment.";
            var members = await store.MembersAsync(thread, token);
            var parents = await store.ParentsAsync(thread, token);
            var moving = ThreadBranch.Of(message.Number, parents);
            var staying = members.Where(number => !moving.Contains(number)).ToList();
            if (staying.Count == 0)
            {
                return members.Count == 1
                    ? "The letter stands alone already."
                    : "All the others answer this letter. Open the one that is about something else, and split there.";
            }

            var other = parents.TryGetValue(message.Number, out var parent) && staying.Contains(parent)
                ? parent : staying[0];
            var before = await store.StateAsync(message.Number, other, token);
            var act = await store.AddActAsync(ThreadActKind.Split, by, message.Number, other, before, null, token);
            await store.MoveAsync(act, [.. members.Where(moving.Contains)], -act, token);
            await store.DecideAsync(message.Number, other, 3, 2, token);
            await RecordAsync(store, InboxActs.ThreadSplit, by, message, act, token);
            return null;
        },
        cancellationToken);

    /// <summary>Says that a suggestion is wrong; it isn't made again, and the two are never joined by
    /// themselves.</summary>
    public Task<string?> KeepApartAsync(
        Message message, Message other, Actor by, CancellationToken cancellationToken) =>
        WriteAsync(
            async (store, token) =>
            {
                var before = await store.StateAsync(message.Number, other.Number, token);
                if (message.Number == other.Number || before == 2) return null;
                // Of two that are together already, the suggestion was to split them.
                var isTogether = await store.ThreadAsync(message.Number, token) == await store.ThreadAsync(
                    other.Number, token);
                var act = await store.AddActAsync(
                    ThreadActKind.KeptApart, by, message.Number, other.Number, before, null, token);
                await store.DecideAsync(message.Number, other.Number, 3, isTogether ? 1 : 2, token);
                await RecordAsync(store, InboxActs.ThreadKept, by, message, act, token);
                return null;
            },
            cancellationToken);

    /// <summary>Takes back what somebody did. Letters that came in since stay with those they answer.</summary>
    /// <param name="message">The message at whose page it is asked for.</param>
    /// <param name="act">Which act.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why not, in a sentence; null if it is done.</returns>
    public Task<string?> UndoAsync(
        Message message, long act, Actor by, CancellationToken cancellationToken) => WriteAsync(
        async (store, token) =>
        {
            if (await store.FindActAsync(act, token) is not { } done || done.Kind == ThreadActKind.Undone)
                return "There is nothing to undo.";
            if (done.IsUndone) return "Somebody has undone it already.";
            var undo = await store.AddActAsync(ThreadActKind.Undone, by, done.Message, done.Other, null, act, token);
            var here = (await store.ThreadAsync(done.Message, token))!.Value;
            var there = (await store.ThreadAsync(done.Other, token))!.Value;
            if (done.Kind == ThreadActKind.Joined && here == there)
            {
                var moved = await store.MovedAsync(act, token);
                var branch = ThreadBranch.Of(moved, await store.ParentsAsync(here, token));
                await store.MoveAsync(
                    undo, [.. (await store.MembersAsync(here, token)).Where(branch.Contains)], -undo, token);
                await store.DecideBetweenAsync(-undo, there, 1, 2, token);
            }
            else if (done.Kind == ThreadActKind.Split && here != there)
                await store.MoveAsync(undo, await store.MembersAsync(here, token), there, token);

            await store.DecideAsync(done.Message, done.Other, 3, done.StateBefore ?? 3, token);
            await RecordAsync(store, InboxActs.ThreadUndone, by, message, undo, token);
            return null;
        },
        cancellationToken);

    private Task<string?> WriteAsync(
        Func<ThreadStore, CancellationToken, Task<string?>> work, CancellationToken cancellationToken) =>
            engine.WriteAsync(
        async (connection, token) =>
        {
            await places.LockAsync(connection, token);
            return await work(new ThreadStore(engine, connection, clock), token);
        },
        cancellationToken);

    private Task RecordAsync(
        ThreadStore store, AuditAct what, Actor by, Message message, long act, CancellationToken cancellationToken) =>
        audit.RecordAsync(
            engine, store.Connection, AuditFact.About(what, by, message.Id) with { Details = [("act", $"{act}")] },
            cancellationToken);
}

/// <summary>A message and whatever answers it.</summary>
internal static class ThreadBranch
{
    public static HashSet<long> Of(long root, IReadOnlyDictionary<long, long> parents) => Of([root], parents);

    /// <param name="roots">Where it begins.</param>
    /// <param name="parents">Whom each message answers.</param>
    public static HashSet<long> Of(IReadOnlyCollection<long> roots, IReadOnlyDictionary<long, long> parents)
    {
        var answers = parents.ToLookup(pair => pair.Value, pair => pair.Key);
        var branch = new HashSet<long>(roots);
        var waiting = new Queue<long>(roots);
        while (waiting.TryDequeue(out var number))
            foreach (var answer in answers[number])
                if (branch.Add(answer))
                    waiting.Enqueue(answer);
        return branch;
    }
}
