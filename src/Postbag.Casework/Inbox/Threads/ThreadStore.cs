using System.Data.Common;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Threads;

/// <summary>What was done.</summary>
internal sealed record DoneAct(ThreadActKind Kind, long Message, long Other, int? StateBefore, bool IsUndone);

/// <summary>The statements of <see cref="ChangeThreads"/>, each within its transaction.</summary>
internal sealed class ThreadStore(Engine engine, DbConnection connection, TimeProvider clock)
{
    private readonly NumberList list = NumberList.Of(engine);

    public DbConnection Connection => connection;

    public Task<long?> ThreadAsync(long message, CancellationToken cancellationToken) => connection.NumberAsync(
        "SELECT thread FROM thread_message WHERE message = @message", cancellationToken, ("@message", message));

    /// <summary>In the order in which they were received.</summary>
    public Task<List<long>> MembersAsync(long thread, CancellationToken cancellationToken) => connection.NumbersAsync(
        "SELECT message FROM thread_message WHERE thread = @thread ORDER BY received_at, message", cancellationToken,
        ("@thread", thread));

    public Task<List<long>> MovedAsync(long act, CancellationToken cancellationToken) => connection.NumbersAsync(
        "SELECT message FROM thread_move WHERE act = @act", cancellationToken, ("@act", act));

    /// <summary>Of each message that answers another of its thread: which.</summary>
    public async Task<Dictionary<long, long>> ParentsAsync(long thread, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT t.message, min(p.message) FROM thread_message t
            JOIN thread_key k ON k.hash = t.parent AND k.role = 0
            JOIN thread_message p ON p.message = k.message AND p.thread = t.thread
            WHERE t.thread = @thread AND p.message <> t.message GROUP BY t.message
            """,
            ("@thread", thread));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var parents = new Dictionary<long, long>();
        while (await reader.ReadAsync(cancellationToken)) parents[reader.GetInt64(0)] = reader.GetInt64(1);
        return parents;
    }

    public async Task<int?> StateAsync(long message, long other, CancellationToken cancellationToken) =>
        (int?)await connection.NumberAsync(
            "SELECT state FROM thread_suggestion WHERE message = @message AND other = @other", cancellationToken,
            ("@message", message), ("@other", other));

    /// <param name="message">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="reason">For a pair that nobody has suggested.</param>
    /// <param name="state">What is decided.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task DecideAsync(long message, long other, int reason, int state, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            INSERT INTO thread_suggestion (message, other, reason, state) VALUES (@message, @other, @reason, @state)
            ON CONFLICT (message, other) DO UPDATE SET state = excluded.state
            """,
            cancellationToken, ("@message", message), ("@other", other), ("@reason", reason), ("@state", state));

    /// <summary>Changes every decision between two threads.</summary>
    public Task DecideBetweenAsync(long one, long other, int from, int to, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            UPDATE thread_suggestion SET state = @to WHERE state = @from
              AND (message IN (SELECT message FROM thread_message WHERE thread = @one)
                AND other IN (SELECT message FROM thread_message WHERE thread = @other)
              OR message IN (SELECT message FROM thread_message WHERE thread = @other)
                AND other IN (SELECT message FROM thread_message WHERE thread = @one))
            """,
            cancellationToken, ("@to", to), ("@from", from), ("@one", one), ("@other", other));

    public async Task<long> AddActAsync(
        ThreadActKind kind, Actor by, long message, long other, int? stateBefore, long? undoes,
        CancellationToken cancellationToken) => (await connection.NumberAsync(
        """
        INSERT INTO thread_act (at, staff_id, kind, message, other, state_from, undoes)
        VALUES (@at, @staff, @kind, @message, @other, @state, @undoes) RETURNING number
        """,
        cancellationToken, ("@at", Instants.ToMicroseconds(clock.GetUtcNow())),
        ("@staff", by.StaffId is { } staff ? engine.IdValue(staff.Value) : null), ("@kind", (int)kind),
        ("@message", message), ("@other", other), ("@state", stateBefore), ("@undoes", undoes)))!.Value;

    public async Task<DoneAct?> FindActAsync(long act, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT a.kind, a.message, a.other, a.state_from, u.number FROM thread_act a
            LEFT JOIN thread_act u ON u.undoes = a.number WHERE a.number = @act
            """,
            ("@act", act));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new DoneAct(
            (ThreadActKind)reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2),
            reader.IsDBNull(3) ? null : reader.GetInt32(3), !reader.IsDBNull(4));
    }

    public async Task MoveAsync(long act, IReadOnlyList<long> messages, long to, CancellationToken cancellationToken)
    {
        var numbers = list.Value(messages);
        await connection.ExecuteAsync(
            $"""
             INSERT INTO thread_move (act, message, from_thread, to_thread)
             SELECT @act, message, thread, @to FROM thread_message WHERE {list.In("message", "@numbers")}
             """,
            cancellationToken, ("@act", act), ("@to", to), ("@numbers", numbers));
        await connection.ExecuteAsync(
            $"UPDATE thread_message SET thread = @to WHERE {list.In("message", "@numbers")}", cancellationToken,
            ("@to", to), ("@numbers", numbers));
    }
}
