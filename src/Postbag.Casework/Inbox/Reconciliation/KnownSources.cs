using System.Data.Common;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>The sources of an office, and how each is: what pages and commands show, and where whoever reads a source
/// says how it went.</summary>
public sealed class KnownSources(Engine engine, TimeProvider clock)
{
    /// <summary>How many missing messages of a source are kept by name; all are counted.</summary>
    public const int MaxMissing = 1000;

    /// <summary>Every source, in the order in which they were first named.</summary>
    public async Task<IReadOnlyList<Source>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command("SELECT number, kind, name FROM source ORDER BY number");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sources = new List<Source>();
        while (await reader.ReadAsync(cancellationToken))
            sources.Add(new Source(reader.GetInt64(0), reader.GetString(1), reader.GetString(2)));
        return sources;
    }

    /// <summary>Every source and how it is.</summary>
    public async Task<IReadOnlyList<SourceReport>> ReportAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var missing = await ReadMissingAsync(connection, cancellationToken);
        await using var command = connection.Command(
            """
            SELECT s.number, s.kind, s.name, coalesce(seen.sightings, 0), seen.last_at, t.contact_at, t.trouble,
              t.reconciled_at, t.there, t.here, t.missing, t.note, coalesce(gone.messages, 0)
            FROM source s
            LEFT JOIN source_status t ON t.source = s.number
            LEFT JOIN (SELECT source, count(*) AS sightings, max(seen_at) AS last_at FROM sighting GROUP BY source) seen
              ON seen.source = s.number
            LEFT JOIN (
              SELECT g.source, count(DISTINCT g.message) AS messages FROM sighting g
              WHERE g.gone_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM sighting o WHERE o.message = g.message AND o.source = g.source AND o.gone_at IS NULL)
              GROUP BY g.source
            ) gone ON gone.source = s.number
            ORDER BY s.number
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var reports = new List<SourceReport>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var source = new Source(reader.GetInt64(0), reader.GetString(1), reader.GetString(2));
            var last = InstantOf(reader, 7) is { } at
                ? new Reconciled(
                    at, reader.IsDBNull(8) ? null : reader.GetInt64(8), reader.GetInt64(9), reader.GetInt64(10),
                    [.. missing[source.Number]], TextOf(reader, 11))
                : null;
            reports.Add(new SourceReport(
                source, reader.GetInt64(3), InstantOf(reader, 4), InstantOf(reader, 5), TextOf(reader, 6), last,
                reader.GetInt64(12)));
        }

        return reports;
    }

    /// <summary>Notes that a source was reached, and all was well.</summary>
    public Task NoteContactAsync(long source, CancellationToken cancellationToken) => engine.WriteAsync(
        (connection, token) => connection.ExecuteAsync(
            """
            INSERT INTO source_status (source, contact_at) VALUES (@source, @now)
            ON CONFLICT (source) DO UPDATE SET contact_at = excluded.contact_at, trouble = NULL
            """,
            token, ("@source", source), ("@now", Instants.ToMicroseconds(clock.GetUtcNow()))),
        cancellationToken);

    /// <summary>Notes why a source can't be reached or read.</summary>
    /// <param name="source">Its number.</param>
    /// <param name="trouble">A sentence for people; nothing of a letter's, and no password.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task NoteTroubleAsync(long source, string trouble, CancellationToken cancellationToken) => engine.WriteAsync(
        (connection, token) => connection.ExecuteAsync(
            """
            INSERT INTO source_status (source, trouble) VALUES (@source, @trouble)
            ON CONFLICT (source) DO UPDATE SET trouble = excluded.trouble
            """,
            token, ("@source", source), ("@trouble", trouble)),
        cancellationToken);

    /// <summary>Keeps what a reconciliation counted, in place of what the one before did.</summary>
    internal Task NoteReconciledAsync(long source, Reconciled result, CancellationToken cancellationToken) =>
        engine.WriteAsync(
            async (connection, token) =>
            {
                await connection.ExecuteAsync(
                    """
                    INSERT INTO source_status (source, reconciled_at, there, here, missing, note)
                    VALUES (@source, @at, @there, @here, @missing, @note)
                    ON CONFLICT (source) DO UPDATE SET reconciled_at = excluded.reconciled_at, there = excluded.there,
                      here = excluded.here, missing = excluded.missing, note = excluded.note
                    """,
                    token, ("@source", source), ("@at", Instants.ToMicroseconds(result.At)),
                    ("@there", result.There), ("@here", result.Here), ("@missing", result.MissingCount),
                    ("@note", result.Note));
                await connection.ExecuteAsync(
                    "DELETE FROM source_missing WHERE source = @source", token, ("@source", source));
                for (var i = 0; i < result.Missing.Count; i++)
                {
                    await connection.ExecuteAsync(
                        """
                        INSERT INTO source_missing (source, position, source_key, why)
                        VALUES (@source, @position, @key, @why)
                        """,
                        token, ("@source", source), ("@position", i),
                        ("@key", result.Missing[i].Key), ("@why", result.Missing[i].Why));
                }
            },
            cancellationToken);

    private static async Task<ILookup<long, Missing>> ReadMissingAsync(
        DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            "SELECT source, source_key, why FROM source_missing ORDER BY source, position");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(long Source, Missing Missing)>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add((reader.GetInt64(0), new Missing(reader.GetString(1), reader.GetString(2))));
        return rows.ToLookup(row => row.Source, row => row.Missing);
    }

    private static DateTimeOffset? InstantOf(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : Instants.FromMicroseconds(reader.GetInt64(column));

    private static string? TextOf(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
