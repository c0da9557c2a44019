using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Office.Jobs;

/// <summary>What a runner has taken.</summary>
/// <param name="Attempt">1 for the first.</param>
internal sealed record TakenJob(Id<Job> Id, string Kind, string Payload, int Attempt);

/// <summary>Work that is to be waiting, or done already by somebody.</summary>
/// <param name="DueAt">When it is to begin.</param>
internal sealed record ExpectedJob(JobKind Kind, DateTimeOffset DueAt)
{
    /// <summary>What it is told, as JSON.</summary>
    public string Payload { get; init; } = "{}";

    /// <summary>Of jobs with the same one, one waits or runs.</summary>
    public string OnceKey { get; init; } = Kind.Key;
}

/// <summary>The runner's statements: each is one transaction and asks whether the lease still holds.</summary>
internal static partial class JobTable
{
    /// <summary>Takes the job that is due longest, or whose runner hasn't been heard of; null if there is
    /// none.</summary>
    public static async Task<TakenJob?> TakeAsync(
        Engine engine, Id<JobRunner> runner, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (!await IsAnyDueAsync(engine, now, cancellationToken)) return null;
        return await engine.WriteAsync(
            async (connection, token) =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = engine.Name == "sqlite" ? TakeOnSqlite : TakeOnPostgres;
                Add(command, "@now", Instants.ToMicroseconds(now));
                Add(command, "@until", Instants.ToMicroseconds(now + lease));
                Add(command, "@runner", engine.IdValue(runner.Value));
                await using var reader = await command.ExecuteReaderAsync(token);
                return await reader.ReadAsync(token)
                    ? new TakenJob(
                        new Id<Job>(engine.ReadId(reader, 0)), reader.GetString(1), reader.GetString(2),
                        reader.GetInt32(3))
                    : null;
            },
            cancellationToken);
    }

    /// <summary>Keeps the lease and says how far it is. Null if the lease is lost; else whether someone asked to
    /// cancel.</summary>
    public static Task<bool?> RenewAsync(
        Engine engine, Id<Job> job, Id<JobRunner> runner, DateTimeOffset until, JobProgress progress,
        CancellationToken cancellationToken) => engine.WriteAsync<bool?>(
        async (connection, token) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                UPDATE job SET lease_until = @until, done = @done, total = @total, note = @note
                WHERE id = @id AND runner = @runner RETURNING cancel_asked
                """;
            Add(command, "@until", Instants.ToMicroseconds(until));
            Add(command, "@done", progress.Done);
            Add(command, "@total", progress.Total);
            Add(command, "@note", progress.Note);
            Add(command, "@id", engine.IdValue(job.Value));
            Add(command, "@runner", engine.IdValue(runner.Value));
            await using var reader = await command.ExecuteReaderAsync(token);
            return await reader.ReadAsync(token) ? reader.GetBoolean(0) : null;
        },
        cancellationToken);

    /// <summary>Ends the job, or puts it back to wait. False if the lease was lost.</summary>
    public static Task<bool> LetGoAsync(
        Engine engine, Id<Job> job, Id<JobRunner> runner, JobEnd end, JobProgress progress, DateTimeOffset now,
        CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                UPDATE job SET state = @state, runner = NULL, lease_until = NULL, outcome = @outcome, due_at = @due,
                  done = @done, total = @total, note = @note, attempts = attempts - @back, finished_at = @finished
                WHERE id = @id AND runner = @runner
                """;
            var isOver = end.State != JobState.Waiting;
            Add(command, "@state", end.State.ToString().ToLowerInvariant());
            Add(command, "@outcome", end.Outcome);
            Add(command, "@due", Instants.ToMicroseconds(end.DueAt ?? now));
            Add(command, "@done", progress.Done);
            Add(command, "@total", progress.Total);
            Add(command, "@note", isOver ? null : progress.Note);
            Add(command, "@back", end.DidNotCount ? 1 : 0);
            Add(command, "@finished", isOver ? Instants.ToMicroseconds(now) : null);
            Add(command, "@id", engine.IdValue(job.Value));
            Add(command, "@runner", engine.IdValue(runner.Value));
            return await command.ExecuteNonQueryAsync(token) == 1;
        },
        cancellationToken);

    /// <summary>Sees to it that the work is waiting, unless it runs.</summary>
    public static Task ExpectAsync(
        Engine engine, ExpectedJob job, DateTimeOffset now, Id<Job> id,
        CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                INSERT INTO job (id, kind, payload, once_key, state, asked_at, due_at)
                VALUES (@id, @kind, @payload, @once, 'waiting', @now, @due)
                ON CONFLICT DO NOTHING
                """;
            Add(command, "@id", engine.IdValue(id.Value));
            Add(command, "@kind", job.Kind.Key);
            Add(command, "@payload", job.Payload);
            Add(command, "@once", job.OnceKey);
            Add(command, "@now", Instants.ToMicroseconds(now));
            Add(command, "@due", Instants.ToMicroseconds(job.DueAt));
            await command.ExecuteNonQueryAsync(token);
        },
        cancellationToken);

    /// <summary>Makes recurring work due now that waits for its time.</summary>
    public static Task HastenAsync(
        Engine engine, JobKind kind, DateTimeOffset now, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                "UPDATE job SET due_at = @now WHERE once_key = @kind AND state = 'waiting' AND due_at > @now";
            Add(command, "@kind", kind.Key);
            Add(command, "@now", Instants.ToMicroseconds(now));
            await command.ExecuteNonQueryAsync(token);
        },
        cancellationToken);

    /// <remarks>A read, so that an idle office takes no lock every few seconds.</remarks>
    private static async Task<bool> IsAnyDueAsync(
        Engine engine, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT count(*) FROM (
              SELECT 1 FROM job WHERE state = 'waiting' AND due_at <= @now
              UNION ALL
              SELECT 1 FROM job WHERE state = 'running' AND lease_until <= @now
              LIMIT 1) AS due
            """;
        Add(command, "@now", Instants.ToMicroseconds(now));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken)) > 0;
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}

/// <summary>How far a job is.</summary>
/// <param name="Total">Null while nobody knows.</param>
/// <param name="Note">Words of the program's and counts; no personal text.</param>
public sealed record JobProgress(long Done, long? Total, string? Note);

/// <param name="Outcome">A sentence.</param>
/// <param name="DueAt">When it is tried again, if it waits.</param>
/// <param name="DidNotCount">Whether the attempt is forgotten, because the program stopped and not the work.</param>
internal sealed record JobEnd(JobState State, string? Outcome, DateTimeOffset? DueAt = null, bool DidNotCount = false);
