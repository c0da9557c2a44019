using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Threads;

/// <summary>Puts messages that were just read into their threads, in the transaction that records them. Parents that
/// come late find the answers that were there before them.</summary>
internal sealed class JoinThreads(Engine engine)
{
    /// <summary>Messages of one id, or that refer to one id, that are looked at: a newsletter that ten thousand answer
    /// is no conversation.</summary>
    private const int MaxPerKey = 1000;

    private readonly ThreadTables tables = ThreadTables.Of(engine);
    private readonly NumberList list = NumberList.Of(engine);

    /// <param name="connection">The transaction's. The caller sees to it that nobody else joins threads
    /// meanwhile.</param>
    /// <param name="entries">Messages that aren't in any thread yet.</param>
    /// <param name="cancellationToken">Stops it; the transaction is then undone.</param>
    public async Task RunAsync(
        DbConnection connection, IReadOnlyList<ThreadEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;
        await tables.AddKeysAsync(connection, entries, cancellationToken);
        var links = await FindLinksAsync(connection, entries, cancellationToken);
        var board = new ThreadBoard();
        foreach (var entry in entries)
        {
            board.AddThread(entry.Number, [new ThreadPiece(
                entry.Number, entry.ReceivedAt, entry.Facts.Sender, entry.Facts.People)]);
        }

        await LoadAsync(connection, board, links.Messages.Where(number => !board.Has(number)), cancellationToken);
        foreach (var (one, other) in links.SameSender)
            if (board.Has(one) && board.Has(other))
                board.TryJoinSameSender(one, other);
        var (open, waiting) = await JoinAllAsync(connection, board, links.Answers(board), cancellationToken);
        await tables.AddMessagesAsync(
            connection, [.. entries.Select(entry => (entry, board.ThreadOf(entry.Number)))], cancellationToken);
        var added = entries.Select(entry => entry.Number).ToHashSet();
        await KeepJoinedAsync(connection, board, added, waiting, cancellationToken);
        foreach (var (child, parent) in open.Except(waiting).Distinct())
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO thread_suggestion (message, other, reason, state) VALUES (@child, @parent, 0, 0)
                ON CONFLICT DO NOTHING
                """,
                cancellationToken, ("@child", child), ("@parent", parent));
        }
    }

    /// <summary>As <see cref="RunAsync"/>, but passes over messages that have a thread.</summary>
    public async Task RunMissingAsync(
        DbConnection connection, IReadOnlyList<ThreadEntry> entries, CancellationToken cancellationToken)
    {
        var there = (await connection.NumbersAsync(
            $"SELECT message FROM thread_message WHERE {list.In("message", "@numbers")}", cancellationToken,
            ("@numbers", list.Value(entries.Select(entry => entry.Number))))).ToHashSet();
        await RunAsync(connection, [.. entries.Where(entry => !there.Contains(entry.Number))], cancellationToken);
    }

    /// <summary>Joins until nothing joins any more: whoever becomes a party may have been waiting outside.</summary>
    /// <returns>The answers that stay outside, and those that waited there before.</returns>
    private async Task<(List<(long Child, long Parent)> Open, List<(long Child, long Parent)> Waiting)> JoinAllAsync(
        DbConnection connection, ThreadBoard board, IReadOnlyList<(long Child, long Parent)> answers,
        CancellationToken cancellationToken)
    {
        var open = answers.ToList();
        var waiting = new List<(long Child, long Parent)>();
        var asked = new HashSet<long>();
        while (true)
        {
            for (var before = -1; before != open.Count;)
            {
                before = open.Count;
                open.RemoveAll(pair => board.TryJoin(pair.Child, pair.Parent));
            }

            var grown = board.Joined.SelectMany(joined => joined.Former.Append(joined.Thread)).Where(asked.Add)
                .ToList();
            if (grown.Count == 0) return (open, waiting);
            var more = await WaitingAsync(connection, grown, cancellationToken);
            await LoadAsync(
                connection, board, more.Select(pair => pair.Child).Where(number => !board.Has(number)),
                cancellationToken);
            waiting.AddRange(more);
            open.AddRange(more.Except(open).ToList());
        }
    }

    private async Task<Links> FindLinksAsync(
        DbConnection connection, IReadOnlyList<ThreadEntry> entries, CancellationToken cancellationToken)
    {
        var links = new Links(entries);
        var ids = entries.Select(entry => entry.Facts.Id).OfType<long>().Distinct().ToList();
        var references = entries.SelectMany(entry => entry.Facts.References).Distinct().ToList();
        var answers = entries.Select(entry => entry.Facts.Answer).OfType<long>().Distinct().ToList();
        var wanted = new (List<long> Hashes, ThreadKey Role, string Sql)[]
        {
            ([.. ids.Union(references)], ThreadKey.Bears, "SELECT hash, message FROM thread_key WHERE role = 0 AND "),
            (ids, ThreadKey.RefersTo, "SELECT hash, message FROM thread_key WHERE role = 1 AND "),
            (answers, ThreadKey.Answers, $"SELECT hash, min(message) FROM thread_key WHERE role = 2 AND NOT {list.In("message", "@added")} AND "),
        };
        foreach (var (hashes, role, sql) in wanted.Where(wanted => wanted.Hashes.Count > 0))
        {
            await using var command = connection.Command(
                sql + list.In("hash", "@hashes") + (role == ThreadKey.Answers ? " GROUP BY hash" : ""),
                role == ThreadKey.Answers
                    ? [("@hashes", list.Value(hashes)), ("@added", list.Value(entries.Select(entry => entry.Number)))]
                    : [("@hashes", list.Value(hashes))]);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) links.Add(role, reader.GetInt64(0), reader.GetInt64(1));
        }

        return links;
    }

    private async Task LoadAsync(
        DbConnection connection, ThreadBoard board, IEnumerable<long> numbers, CancellationToken cancellationToken)
    {
        var wanted = numbers.Distinct().ToList();
        if (wanted.Count == 0) return;
        var members = new List<(long Thread, ThreadPiece Piece)>();
        await using (var command = connection.Command(
            $"""
             SELECT t.thread, t.message, t.received_at, t.sender, t.people FROM thread_message t
             WHERE t.thread IN (SELECT w.thread FROM thread_message w WHERE {list.In("w.message", "@numbers")})
             """,
            ("@numbers", list.Value(wanted))))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                members.Add((reader.GetInt64(0), new ThreadPiece(
                    reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3),
                    ThreadTables.Unpack(reader.GetFieldValue<byte[]>(4)))));
            }
        }

        var threads = members.ToLookup(member => member.Thread, member => member.Piece);
        foreach (var thread in threads) board.AddThread(thread.Key, thread);
        await using var apart = connection.Command(
            $"""
             SELECT s.message, s.other FROM thread_suggestion s JOIN thread_message t ON t.message = s.message
             WHERE s.state = 2 AND {list.In("t.thread", "@threads")}
             UNION
             SELECT s.message, s.other FROM thread_suggestion s JOIN thread_message t ON t.message = s.other
             WHERE s.state = 2 AND {list.In("t.thread", "@threads")}
             """,
            ("@threads", list.Value(threads.Select(thread => thread.Key))));
        await using var pairs = await apart.ExecuteReaderAsync(cancellationToken);
        while (await pairs.ReadAsync(cancellationToken)) board.KeepApart(pairs.GetInt64(0), pairs.GetInt64(1));
    }

    /// <summary>Answers of people who weren't a party to these threads when they were read.</summary>
    private async Task<List<(long Child, long Parent)>> WaitingAsync(
        DbConnection connection, IReadOnlyList<long> threads, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            $"""
             SELECT s.message, s.other FROM thread_suggestion s JOIN thread_message t ON t.message = s.other
             WHERE s.state = 0 AND s.reason = 0 AND {list.In("t.thread", "@threads")} LIMIT {MaxPerKey}
             """,
            ("@threads", list.Value(threads)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var waiting = new List<(long, long)>();
        while (await reader.ReadAsync(cancellationToken)) waiting.Add((reader.GetInt64(0), reader.GetInt64(1)));
        return waiting;
    }

    private async Task KeepJoinedAsync(
        DbConnection connection, ThreadBoard board, HashSet<long> added, List<(long Child, long Parent)> waiting,
        CancellationToken cancellationToken)
    {
        foreach (var (thread, former) in board.Joined)
        {
            var kept = former.Where(number => !added.Contains(number)).ToList();
            if (kept.Count == 0) continue;
            await connection.ExecuteAsync(
                $"UPDATE thread_message SET thread = @thread WHERE {list.In("thread", "@former")}", cancellationToken,
                ("@thread", thread), ("@former", list.Value(kept)));
        }

        // Whoever is in is no longer suggested.
        foreach (var (child, parent) in waiting.Where(pair => board.AreJoined(pair.Child, pair.Parent)))
        {
            await connection.ExecuteAsync(
                "DELETE FROM thread_suggestion WHERE message = @child AND other = @parent AND state = 0",
                cancellationToken, ("@child", child), ("@parent", parent));
        }
    }

    /// <summary>What the keys say of who answers whom.</summary>
    private sealed class Links(IReadOnlyList<ThreadEntry> entries)
    {
        private readonly Dictionary<long, List<long>> bearers = [];
        private readonly Dictionary<long, List<long>> referrers = [];
        private readonly Dictionary<long, long> firstAnswers = [];

        /// <summary>The first of this batch that answers a letter.</summary>
        private readonly Dictionary<long, long> firstAdded = entries.Where(entry => entry.Facts.Answer is not null)
            .GroupBy(entry => entry.Facts.Answer!.Value, entry => entry.Number)
            .ToDictionary(alike => alike.Key, alike => alike.First());

        public IEnumerable<long> Messages =>
            bearers.Values.Concat(referrers.Values).SelectMany(numbers => numbers).Concat(firstAnswers.Values);

        /// <summary>Copies under one id, and several answers to one letter: each with one that was there before, which
        /// are one thread already, and with one that came with it.</summary>
        public IEnumerable<(long One, long Other)> SameSender => entries.SelectMany(entry =>
            (entry.Facts.Id is { } id ? bearers.GetValueOrDefault(id, []) : [])
            .Concat(entry.Facts.Answer is { } answer ? AnswersLike(answer) : [])
            .Where(other => other != entry.Number).Select(other => (entry.Number, other)));

        public void Add(ThreadKey role, long hash, long message)
        {
            if (role == ThreadKey.Answers)
            {
                firstAnswers[hash] = message;
                return;
            }

            var keys = role == ThreadKey.Bears ? bearers : referrers;
            if (!keys.TryGetValue(hash, out var numbers)) keys[hash] = numbers = [];
            if (numbers.Count < MaxPerKey) numbers.Add(message);
        }

        private IEnumerable<long> AnswersLike(long answer)
        {
            if (firstAnswers.TryGetValue(answer, out var before)) yield return before;
            yield return firstAdded[answer];
        }

        public List<(long Child, long Parent)> Answers(ThreadBoard board)
        {
            var answers = new List<(long Child, long Parent)>();
            foreach (var entry in entries)
            {
                foreach (var reference in entry.Facts.References)
                    if (bearers.TryGetValue(reference, out var parents))
                        answers.Add((entry.Number, board.First(parents)));
                if (entry.Facts.Id is not { } id || !bearers.TryGetValue(id, out var same)
                    || board.First(same) != entry.Number)
                    continue;
                answers.AddRange(referrers.GetValueOrDefault(id, []).Where(child => child != entry.Number)
                    .Select(child => (child, entry.Number)));
            }

            return [.. answers.Where(pair => pair.Child != pair.Parent).Distinct()];
        }
    }
}
