using System.Data.Common;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Postbag.Storage;

namespace Postbag.Office.Audit;

/// <summary>Writes the office's one chain. Whoever writes takes the head's row first and keeps it until the transaction
/// ends, so the chain has no gaps and no forks, however many write; an act that is undone leaves nothing.</summary>
/// <remarks>Record last in an act: from then on everyone else who records has to wait for its commit.</remarks>
public sealed class AuditTrail(TimeProvider clock)
{
    /// <summary>Longer details would be somebody's text.</summary>
    private const int MaxDetails = 1000;

    /// <summary>Records within <see cref="EngineDbContext.ActAsync"/>, in its transaction; on its own, in one of its
    /// own.</summary>
    public Task RecordAsync(OfficeDb db, AuditFact fact, CancellationToken cancellationToken) => db.ActAsync(
        token => RecordAsync(db.Engine, db.Database.GetDbConnection(), fact, token), cancellationToken);

    /// <summary>Records something that changes nothing, such as that a closed case was read.</summary>
    public Task RecordAsync(Engine engine, AuditFact fact, CancellationToken cancellationToken) => engine.WriteAsync(
        (connection, token) => RecordAsync(engine, connection, fact, token), cancellationToken);

    /// <summary>Records within
    /// <see cref="Engine.WriteAsync(Func{DbConnection, CancellationToken, Task}, CancellationToken)"/>.</summary>
    public async Task RecordAsync(
        Engine engine, DbConnection connection, AuditFact fact, CancellationToken cancellationToken)
    {
        var (sequence, previous) = await TakeHeadAsync(connection, cancellationToken);
        var entry = new AuditEntry
        {
            Sequence = sequence,
            At = clock.GetUtcNow(),
            StaffId = fact.By.StaffId,
            Via = fact.By.Via,
            Act = fact.Act.Key,
            SubjectKind = fact.SubjectKind,
            SubjectId = fact.SubjectId,
            Details = DetailsOf(fact),
            PreviousHash = previous,
            Hash = [],
        };
        await InsertAsync(engine, connection, entry, entry.ComputeHash(), cancellationToken);
    }

    /// <remarks>The update locks the row on PostgreSQL; on SQLite whoever writes is alone anyway. One SQL for
    /// both.</remarks>
    private static async Task<(long Sequence, byte[] Hash)> TakeHeadAsync(
        DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE audit_head SET sequence = sequence + 1 RETURNING sequence, hash";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            throw new InvalidOperationException("The audit trail has lost its head.");
        return (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    private static async Task InsertAsync(
        Engine engine, DbConnection connection, AuditEntry entry, byte[] hash, CancellationToken cancellationToken)
    {
        await using var insert = connection.CreateCommand();
        insert.CommandText =
            """
            INSERT INTO audit_entry
              (sequence, at, staff_id, via, act, subject_kind, subject_id, details, previous_hash, hash)
            VALUES (@sequence, @at, @staff, @via, @act, @kind, @subject, @details, @previous, @hash)
            """;
        Add(insert, "@sequence", entry.Sequence);
        Add(insert, "@at", Instants.ToMicroseconds(entry.At));
        Add(insert, "@staff", entry.StaffId is { } staff ? engine.IdValue(staff.Value) : null);
        Add(insert, "@via", entry.Via);
        Add(insert, "@act", entry.Act);
        Add(insert, "@kind", entry.SubjectKind);
        Add(insert, "@subject", entry.SubjectId is { } subject ? engine.IdValue(subject) : null);
        Add(insert, "@details", entry.Details);
        Add(insert, "@previous", entry.PreviousHash);
        Add(insert, "@hash", hash);
        await insert.ExecuteNonQueryAsync(cancellationToken);

        await using var head = connection.CreateCommand();
        head.CommandText = "UPDATE audit_head SET hash = @hash";
        Add(head, "@hash", hash);
        await head.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string? DetailsOf(AuditFact fact)
    {
        if (fact.Details.Count == 0) return null;
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fact.Details) json.WriteString(name, value);
            json.WriteEndObject();
        }

        return text.Length <= MaxDetails
            ? Encoding.UTF8.GetString(text.ToArray())
            : throw new ArgumentException("The details are too long for the audit trail.", nameof(fact));
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
