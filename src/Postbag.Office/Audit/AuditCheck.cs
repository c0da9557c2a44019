using System.Data.Common;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Office.Audit;

/// <summary>What checking the chain found.</summary>
/// <param name="Entries">Links that were read, up to the first broken one.</param>
/// <param name="Head">The last link's hash, 64 hexadecimal digits: keep it elsewhere to prove later that nothing was
/// rewritten.</param>
/// <param name="Broken">The first broken link; null if the chain is whole.</param>
public sealed record AuditCheckResult(long Entries, string Head, BrokenLink? Broken);

/// <param name="Sequence">Which link.</param>
/// <param name="What">What differs, in a sentence.</param>
public sealed record BrokenLink(long Sequence, string What);

/// <summary>Walks the whole chain from its first link to the head.</summary>
public static class AuditCheck
{
    private const string Query =
        """
        SELECT sequence, at, staff_id, via, act, subject_kind, subject_id, details, previous_hash, hash
        FROM audit_entry ORDER BY sequence
        """;

    public static async Task<AuditCheckResult> RunAsync(
        Engine engine, Action<long>? onProgress, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        // Others may be writing: the head before can only be behind the entries, the head after only ahead of them.
        var before = await ReadHeadAsync(connection, cancellationToken);
        var walked = await WalkAsync(engine, connection, before, onProgress, cancellationToken);
        if (walked.Broken is not null) return walked;
        if (walked.Entries < before.Sequence)
        {
            return walked with
            {
                Broken = new(
                    walked.Entries + 1,
                    $"The end was cut off: the head says {before.Sequence} entries, there are {walked.Entries}."),
            };
        }

        var after = await ReadHeadAsync(connection, cancellationToken);
        return walked.Entries <= after.Sequence
            ? walked
            : walked with
            {
                Broken = new(
                    after.Sequence + 1, $"There are {walked.Entries} entries, but the head says {after.Sequence}."),
            };
    }

    private static async Task<AuditCheckResult> WalkAsync(
        Engine engine, DbConnection connection, (long Sequence, byte[] Hash) head, Action<long>? onProgress,
        CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Query;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var previous = new byte[32];
        long sequence = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            var entry = Read(engine, reader);
            var what = WhatIsBroken(entry, sequence + 1, previous)
                ?? (entry.Sequence == head.Sequence && !Same(entry.Hash, head.Hash)
                    ? "Its hash isn't the one the head has kept." : null);
            if (what is not null)
                return new(sequence, Convert.ToHexStringLower(previous),
                    new(Math.Min(entry.Sequence, sequence + 1), what));
            (sequence, previous) = (entry.Sequence, entry.Hash);
            if (sequence % 1000 == 0) onProgress?.Invoke(sequence);
        }

        return new(sequence, Convert.ToHexStringLower(previous), null);
    }

    private static string? WhatIsBroken(AuditEntry entry, long expected, byte[] previous) =>
        entry.Sequence != expected ? $"Entry {expected} is missing; the next one there is {entry.Sequence}."
        : !Same(entry.PreviousHash, previous) ? "Its link to the entry before it differs."
        : !Same(entry.ComputeHash(), entry.Hash) ? "What it says differs from what was recorded."
        : null;

    private static bool Same(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);

    private static AuditEntry Read(Engine engine, DbDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        At = Instants.FromMicroseconds(reader.GetInt64(1)),
        StaffId = reader.IsDBNull(2) ? null : new Id<StaffMember>(engine.ReadId(reader, 2)),
        Via = reader.GetString(3),
        Act = reader.GetString(4),
        SubjectKind = reader.IsDBNull(5) ? null : reader.GetString(5),
        SubjectId = reader.IsDBNull(6) ? null : engine.ReadId(reader, 6),
        Details = reader.IsDBNull(7) ? null : reader.GetString(7),
        PreviousHash = reader.GetFieldValue<byte[]>(8),
        Hash = reader.GetFieldValue<byte[]>(9),
    };

    private static async Task<(long Sequence, byte[] Hash)> ReadHeadAsync(
        DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, hash FROM audit_head";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : (0, new byte[32]);
    }
}
