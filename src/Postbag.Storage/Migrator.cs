using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Postbag.Storage;

/// <summary>One numbered change of a schema, in one engine's SQL.</summary>
public sealed record SchemaScript(string Set, int Number, string Name, string Sql)
{
    /// <summary>SHA-256 over the text with LF line ends, so a checkout on Windows is the same script.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

/// <summary>A set of schema scripts: those of the office, of casework or of the party side.</summary>
/// <param name="Name">What the set is called in the database: "office", "casework", "party".</param>
/// <param name="Assembly">Holds them as resources named …Schema.0001-what.sqlite.sql and …postgres.sql.</param>
public sealed partial record SchemaSet(string Name, Assembly Assembly)
{
    /// <summary>The scripts for an engine, in order. Throws if a number is missing or there twice.</summary>
    public IReadOnlyList<SchemaScript> ScriptsFor(string engine)
    {
        var scripts = Assembly.GetManifestResourceNames()
            .Select(resource => (resource, match: ScriptName().Match(resource)))
            .Where(found => found.match.Success && found.match.Groups["engine"].Value == engine)
            .Select(found => new SchemaScript(
                Name, int.Parse(found.match.Groups["number"].Value), found.match.Groups["name"].Value,
                ReadResource(found.resource)))
            .OrderBy(script => script.Number)
            .ToList();
        for (var i = 0; i < scripts.Count; i++)
            if (scripts[i].Number != i + 1)
                throw new InvalidOperationException($"Schema script {Name} {i + 1:0000} is missing or there twice.");
        return scripts;
    }

    private string ReadResource(string resource)
    {
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(
        @"\.Schema\.(?<number>\d{4})-(?<name>[a-z0-9-]+)\.(?<engine>sqlite|postgres)\.sql$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScriptName();
}

/// <summary>The database can't be used by this program, and why, in a sentence for people.</summary>
public sealed class SchemaMismatchException(string message) : Exception(message);

/// <summary>Brings an office's database up to the program's schema, each script in a transaction of its own.</summary>
public static class Migrator
{
    /// <returns>How many scripts were applied.</returns>
    /// <exception cref="SchemaMismatchException">The database is newer than the program, or a script it was made with
    /// has been changed since.</exception>
    public static async Task<int> MigrateAsync(
        Engine engine, IReadOnlyList<SchemaSet> sets, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await IsUpToDateAsync(engine, sets, cancellationToken)) return 0;
        var applied = 0;
        foreach (var script in sets.SelectMany(set => set.ScriptsFor(engine.Name)))
            if (await ApplyAsync(engine, script, clock.GetUtcNow(), cancellationToken))
                applied++;
        return applied;
    }

    /// <summary>Whether there is nothing to do: a read, so that starting a command takes no lock.</summary>
    public static async Task<bool> IsUpToDateAsync(
        Engine engine, IReadOnlyList<SchemaSet> sets, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        if (!await engine.HasTableAsync(connection, "schema_script", cancellationToken)) return false;
        var there = await ReadAppliedAsync(connection, cancellationToken);
        return sets.All(set => Compare(there, set.Name, set.ScriptsFor(engine.Name)));
    }

    private static bool Compare(
        Dictionary<(string Set, int Number), string> there, string set, IReadOnlyList<SchemaScript> ours)
    {
        var newest = there.Keys.Where(key => key.Set == set).Select(key => key.Number).DefaultIfEmpty().Max();
        if (newest > ours.Count)
        {
            throw new SchemaMismatchException(
                $"This database was made by a newer Postbag (its {set} schema is {newest}, this program knows {ours.Count}). "
                + "Use the newer program; nothing was changed.");
        }

        foreach (var script in ours)
        {
            if (there.TryGetValue((set, script.Number), out var checksum) && checksum != script.Checksum)
            {
                throw new SchemaMismatchException(
                    $"Schema script {set} {script.Number:0000} differs from the one this database was made with. "
                    + "Use the program it was made with; nothing was changed.");
            }
        }

        return newest == ours.Count;
    }

    private static async Task<bool> ApplyAsync(
        Engine engine, SchemaScript script, DateTimeOffset now, CancellationToken cancellationToken) =>
        await engine.WriteAsync(
            async (connection, token) =>
            {
                await engine.LockSchemaAsync(connection, token);
                if (await engine.HasTableAsync(connection, "schema_script", token))
                {
                    var there = await ReadAppliedAsync(connection, token);
                    if (there.ContainsKey((script.Set, script.Number))) return false;
                }

                await RunAsync(connection, script.Sql, [], token);
                await RunAsync(
                    connection,
                    """
                    INSERT INTO schema_script (set_name, number, name, checksum, applied_at)
                    VALUES (@set, @number, @name, @checksum, @at)
                    """,
                    [("@set", script.Set), ("@number", script.Number), ("@name", script.Name),
                        ("@checksum", script.Checksum), ("@at", Instants.ToMicroseconds(now))],
                    token);
                return true;
            },
            cancellationToken);

    private static async Task<Dictionary<(string Set, int Number), string>> ReadAppliedAsync(
        DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT set_name, number, checksum FROM schema_script";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var there = new Dictionary<(string, int), string>();
        while (await reader.ReadAsync(cancellationToken))
            there[(reader.GetString(0), (int)reader.GetInt64(1))] = reader.GetString(2);
        return there;
    }

    private static async Task RunAsync(
        DbConnection connection, string sql, (string Name, object Value)[] values, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
