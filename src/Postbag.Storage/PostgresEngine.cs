using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Postbag.Storage;

/// <summary>An office as one PostgreSQL schema with a role of its own, which can see no other office's
/// schema.</summary>
public sealed class PostgresEngine : Engine
{
    /// <summary>Connections one office may hold in one process; a host has hundreds of offices.</summary>
    private const int MaxPoolSize = 20;

    /// <summary>Statements a session keeps prepared, of those that are asked for again and again.</summary>
    private const int MaxPrepared = 100;

    private readonly NpgsqlDataSource source;
    private readonly string connectionString;

    /// <param name="connectionString">The host's connection; its user is a member of the office's role.</param>
    /// <param name="schema">The office's schema.</param>
    public PostgresEngine(string connectionString, string schema)
    {
        Schema = schema;
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // As start-up options they are the session's defaults, so a pooled connection comes back to them.
            Options = $"-c role={RoleOf(connectionString, schema)} -c search_path={schema}",
            MaxPoolSize = MaxPoolSize,
            ApplicationName = "postbag",
        };
        // Behind a pooler that hands a session from one to another a host says "Max Auto Prepare=0". (ContainsKey is
        // true of every setting there is.)
        if (!settings.ShouldSerialize("Max Auto Prepare")) settings.MaxAutoPrepare = MaxPrepared;
        this.connectionString = settings.ToString();
        source = NpgsqlDataSource.Create(settings);
    }

    public string Schema { get; }

    public override string Name => "postgres";

    public override async ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) =>
        await source.OpenConnectionAsync(cancellationToken);

    public override async Task<T> WriteAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    public override Task WriteUnsyncedAsync(
        Func<DbConnection, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(
            async (connection, token) =>
            {
                await using (var unsynced = connection.CreateCommand())
                {
                    unsynced.CommandText = "SET LOCAL synchronous_commit = off";
                    await unsynced.ExecuteNonQueryAsync(token);
                }

                await work(connection, token);
            },
            cancellationToken);

    public override async Task ActAsync(
        DbContext db, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await work(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>By pg_dump in its custom format, which must be on the PATH: PostgreSQL has no other whole
    /// backup.</remarks>
    public override async Task BackUpAsync(string file, CancellationToken cancellationToken) =>
        await PostgresTools.DumpAsync(connectionString, Schema, file, cancellationToken);

    public override async Task<string?> FindFaultInBackupAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await PostgresTools.ReadBackAsync(file, cancellationToken);
            return null;
        }
        catch (PostgresToolException failure)
        {
            return failure.Message;
        }
    }

    public override object IdValue(Guid id) => id;

    public override Guid ReadId(DbDataReader reader, int column) => reader.GetGuid(column);

    public override string? Explain(Exception exception) => exception.GetBaseException() switch
    {
        PostgresToolException failure => failure.Message,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "The database server's disk is full.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification }
            => "The database server refused the user name or password.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "The database server has no such database.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } failure =>
            $"The database server refused: {failure.MessageText}.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "The database server is a read-only standby.",
        System.Net.Sockets.SocketException => "The database server can't be reached.",
        NpgsqlException => "The database server can't be reached, or it closed the connection.",
        _ => null,
    };

    public override bool IsFull(Exception exception) =>
        exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    public override void MapId<T>(ModelConfigurationBuilder conventions) =>
        conventions.Properties<Id<T>>().HaveConversion<IdAsUuid<T>>();

    public override async ValueTask DisposeAsync() => await source.DisposeAsync();

    internal override void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(source);

    internal override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        // PostgreSQL has uuids of its own
    }

    internal override async Task LockSchemaAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT pg_advisory_xact_lock(hashtextextended('postbag-schema:' || current_schema(), 0))";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal override async Task<bool> HasTableAsync(
        DbConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1",
            (NpgsqlConnection)connection);
        command.Parameters.AddWithValue(table);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! > 0;
    }

    /// <summary>Makes the office's role and schema, if they aren't there. The user must be allowed to make
    /// roles.</summary>
    /// <param name="name">As <see cref="IsSchemaName"/> allows; the caller has asked.</param>
    public static async Task CreateSchemaAsync(
        string connectionString, string name, CancellationToken cancellationToken)
    {
        if (!IsSchemaName(name)) throw new ArgumentException("Not a schema's name.", nameof(name));
        var role = RoleOf(connectionString, name);
        await using var source = NpgsqlDataSource.Create(connectionString);
        // Two processes may make the same office at once: the second waits, and finds it made.
        await using var command = source.CreateCommand(
            $"""
            SELECT pg_advisory_xact_lock(hashtextextended('postbag-role:{role}', 0));
            DO $$ BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
                CREATE ROLE "{role}" NOLOGIN;
              END IF;
              IF NOT pg_has_role('{role}', 'member') THEN GRANT "{role}" TO CURRENT_USER; END IF;
            END $$;
            CREATE SCHEMA IF NOT EXISTS {name} AUTHORIZATION "{role}";
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The office schemas of a database: those that hold Postbag's table of schema scripts.</summary>
    public static async Task<IReadOnlyList<string>> ListSchemasAsync(
        string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            "SELECT schemaname FROM pg_tables WHERE tablename = 'schema_script' ORDER BY schemaname");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>The office's role: roles belong to the whole server, so the database's name is part of theirs, or the
    /// offices of two databases would share one.</summary>
    /// <exception cref="ArgumentException">The database's name has other characters than letters, digits, "_", "-", or
    /// the role's would be longer than the 63 characters PostgreSQL keeps.</exception>
    internal static string RoleOf(string connectionString, string schema)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var role = $"{schema}@{settings.Database ?? settings.Username}";
        return role.Length <= 63 && role.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '@')
            ? role
            : throw new ArgumentException(
                $"The role {role} can't be made: use at most 63 letters, digits, \"_\" and \"-\" for database and office.");
    }

    /// <summary>Lower-case letters, digits and underscores, a letter first, at most 63: so it never needs
    /// quoting.</summary>
    public static bool IsSchemaName(string name) =>
        name.Length is > 0 and <= 63 && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
