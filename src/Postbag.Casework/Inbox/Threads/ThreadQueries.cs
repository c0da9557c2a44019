using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Threads;

/// <summary>A letter of a conversation.</summary>
public sealed record ThreadLetter(
    long Number, Id<Message> Id, string SenderName, string SenderAddress, string Subject, string Snippet,
    DateTimeOffset ReceivedAt, bool IsUnread)
{
    public string Sender => SenderName.Length > 0 ? SenderName : SenderAddress.Length > 0 ? SenderAddress : "No sender";

    public string Title => Subject.Length > 0 ? Subject : "No subject";
}

/// <summary>Why something is suggested.</summary>
public enum SuggestionReason
{
    /// <summary>A letter refers to a conversation its sender wasn't a party to.</summary>
    Stranger = 0,

    /// <summary>The same person wrote about the same before.</summary>
    SameMatter = 1,

    /// <summary>An answer has another subject than what it answers.</summary>
    ChangedSubject = 2,
}

/// <summary>What may be done to a conversation; a person decides.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Message">The letter it is about.</param>
/// <param name="Other">The letter it may belong with, or no longer belong with.</param>
public sealed record ThreadSuggestion(SuggestionReason Reason, ThreadLetter Message, ThreadLetter Other);

/// <summary>What somebody did.</summary>
/// <param name="Number">Of the act.</param>
/// <param name="By">Null for nobody of the staff.</param>
public sealed record ThreadEvent(
    long Number, DateTimeOffset At, Guid? By, ThreadActKind Kind, ThreadActKind? Undid, bool IsUndone);

/// <summary>A conversation as a letter's page shows it.</summary>
/// <param name="Count">How many letters it has.</param>
/// <param name="Letters">In the order in which they were received; the last ones if there are too many.</param>
public sealed record ThreadView(
    long Count, IReadOnlyList<ThreadLetter> Letters, IReadOnlyList<ThreadSuggestion> Suggestions,
    IReadOnlyList<ThreadEvent> History);

/// <summary>What a letter's page asks about its conversation.</summary>
public sealed class ThreadQueries(Engine engine)
{
    private const int MaxLetters = 100;
    private const int MaxSuggestions = 5;

    /// <summary>After so long the same subject says nothing.</summary>
    private static readonly TimeSpan SameMatterWithin = TimeSpan.FromDays(90);

    private readonly NumberList list = NumberList.Of(engine);

    public async Task<ThreadView> ShowAsync(Message message, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var thread = await connection.NumberAsync(
            "SELECT thread FROM thread_message WHERE message = @number", cancellationToken,
            ("@number", message.Number));
        if (thread is null) return new ThreadView(1, [], [], []);
        var count = await connection.NumberAsync(
            "SELECT count(*) FROM thread_message WHERE thread = @thread", cancellationToken, ("@thread", thread)) ?? 0;
        var letters = await LettersAsync(
            connection, $"t.thread = @thread ORDER BY m.place DESC LIMIT {MaxLetters}", cancellationToken,
            ("@thread", thread));
        letters.Reverse();
        var pairs = await WaitingAsync(connection, thread.Value, cancellationToken);
        pairs.AddRange(await SameMatterAsync(connection, message, thread.Value, cancellationToken));
        pairs.AddRange(await ChangedSubjectAsync(connection, message, cancellationToken));
        return new ThreadView(
            count, letters, await SayAsync(connection, pairs, cancellationToken),
            await HistoryAsync(connection, thread.Value, cancellationToken));
    }

    private async Task<List<ThreadSuggestion>> SayAsync(
        DbConnection connection, List<(SuggestionReason Reason, long Message, long Other)> pairs,
        CancellationToken cancellationToken)
    {
        if (pairs.Count == 0) return [];
        var letters = (await LettersAsync(
            connection, list.In("m.number", "@numbers"), cancellationToken,
            ("@numbers", list.Value(pairs.SelectMany(pair => new[] { pair.Message, pair.Other }).Distinct()))))
            .ToDictionary(letter => letter.Number);
        return [.. pairs.Where(pair => letters.ContainsKey(pair.Message) && letters.ContainsKey(pair.Other))
            .DistinctBy(pair => (pair.Message, pair.Other)).Take(MaxSuggestions)
            .Select(pair => new ThreadSuggestion(pair.Reason, letters[pair.Message], letters[pair.Other]))];
    }

    private static Task<List<(SuggestionReason, long, long)>> WaitingAsync(
        DbConnection connection, long thread, CancellationToken cancellationToken) => PairsAsync(
        connection, SuggestionReason.Stranger,
        $"""
         SELECT s.message, s.other FROM thread_suggestion s JOIN thread_message t ON t.message = s.message
         WHERE t.thread = @thread AND s.state = 0 AND s.reason = 0
         UNION SELECT s.message, s.other FROM thread_suggestion s JOIN thread_message t ON t.message = s.other
         WHERE t.thread = @thread AND s.state = 0 AND s.reason = 0
         ORDER BY 1 DESC LIMIT {MaxSuggestions}
         """,
        cancellationToken, ("@thread", thread));

    private static async Task<List<(SuggestionReason, long, long)>> SameMatterAsync(
        DbConnection connection, Message message, long thread, CancellationToken cancellationToken)
    {
        long? matter = null;
        await using (var command = connection.Command(
            "SELECT subject, sender FROM thread_message WHERE message = @number", ("@number", message.Number)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (await reader.ReadAsync(cancellationToken))
                matter = ThreadFacts.MatterOf(reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.GetInt64(1));
        }

        // What programs send every day has the same subject every day.
        if (matter is null || message.Kind != Mime.MessageKind.Personal) return [];
        var at = Instants.ToMicroseconds(message.ReceivedAt);
        var within = (long)SameMatterWithin.TotalMicroseconds;
        return await PairsAsync(
            connection, SuggestionReason.SameMatter,
            """
            SELECT @number, t.message FROM thread_key k JOIN thread_message t ON t.message = k.message
            WHERE k.hash = @matter AND k.role = 3 AND t.thread <> @thread AND t.received_at BETWEEN @from AND @until
              AND NOT EXISTS (SELECT 1 FROM thread_suggestion s
                JOIN thread_message a ON a.message = s.message JOIN thread_message b ON b.message = s.other
                WHERE s.state = 2 AND ((a.thread = @thread AND b.thread = t.thread)
                  OR (a.thread = t.thread AND b.thread = @thread)))
            ORDER BY t.received_at DESC, t.message DESC LIMIT 1
            """,
            cancellationToken, ("@number", message.Number), ("@matter", matter), ("@thread", thread),
            ("@from", at - within), ("@until", at + within));
    }

    private static Task<List<(SuggestionReason, long, long)>> ChangedSubjectAsync(
        DbConnection connection, Message message, CancellationToken cancellationToken) => PairsAsync(
        connection, SuggestionReason.ChangedSubject,
        """
        SELECT t.message, p.message FROM thread_message t
        JOIN thread_key k ON k.hash = t.parent AND k.role = 0
        JOIN thread_message p ON p.message = k.message AND p.thread = t.thread AND p.message <> t.message
        WHERE t.message = @number AND t.subject <> p.subject
          AND NOT EXISTS (SELECT 1 FROM thread_suggestion s WHERE s.message = t.message AND s.other = p.message AND s.state IN (1, 2))
        ORDER BY p.received_at, p.message LIMIT 1
        """,
        cancellationToken, ("@number", message.Number));

    private static async Task<List<(SuggestionReason, long, long)>> PairsAsync(
        DbConnection connection, SuggestionReason reason, string sql, CancellationToken cancellationToken,
        params (string Name, object? Value)[] values)
    {
        await using var command = connection.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pairs = new List<(SuggestionReason, long, long)>();
        while (await reader.ReadAsync(cancellationToken)) pairs.Add((reason, reader.GetInt64(0), reader.GetInt64(1)));
        return pairs;
    }

    private async Task<List<ThreadLetter>> LettersAsync(
        DbConnection connection, string condition, CancellationToken cancellationToken,
        params (string Name, object? Value)[] values)
    {
        await using var command = connection.Command(
            $"""
             SELECT m.number, m.id, m.sender_name, m.sender_address, m.subject, m.snippet, m.received_at, m.is_unread
             FROM message m JOIN thread_message t ON t.message = m.number WHERE {condition}
             """,
            values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var letters = new List<ThreadLetter>();
        while (await reader.ReadAsync(cancellationToken))
        {
            letters.Add(new ThreadLetter(
                reader.GetInt64(0), new Id<Message>(engine.ReadId(reader, 1)), reader.GetString(2), reader.GetString(3),
                reader.GetString(4), reader.GetString(5), Instants.FromMicroseconds(reader.GetInt64(6)),
                reader.GetBoolean(7)));
        }

        return letters;
    }

    /// <summary>The last first.</summary>
    private async Task<List<ThreadEvent>> HistoryAsync(
        DbConnection connection, long thread, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT a.number, a.at, a.staff_id, a.kind, d.kind, u.number FROM thread_act a
            LEFT JOIN thread_act d ON d.number = a.undoes LEFT JOIN thread_act u ON u.undoes = a.number
            WHERE a.number IN (
              SELECT x.number FROM thread_act x JOIN thread_message t ON t.message = x.message WHERE t.thread = @thread
              UNION SELECT x.number FROM thread_act x JOIN thread_message t ON t.message = x.other WHERE t.thread = @thread)
            ORDER BY a.number DESC LIMIT 50
            """,
            ("@thread", thread));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var events = new List<ThreadEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(new ThreadEvent(
                reader.GetInt64(0), Instants.FromMicroseconds(reader.GetInt64(1)),
                reader.IsDBNull(2) ? null : engine.ReadId(reader, 2), (ThreadActKind)reader.GetInt32(3),
                reader.IsDBNull(4) ? null : (ThreadActKind)reader.GetInt32(4), !reader.IsDBNull(5)));
        }

        return events;
    }
}
