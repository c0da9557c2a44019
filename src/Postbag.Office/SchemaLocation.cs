using Npgsql;
using Postbag.Storage;

namespace Postbag.Office;

/// <summary>A PostgreSQL schema with one office in it, called casework_NAME or party_NAME, with a role of that
/// name.</summary>
internal sealed class SchemaLocation : OfficeLocation
{
    private readonly string connectionString;

    private SchemaLocation(string connectionString, string name, string? sideKey)
    {
        this.connectionString = connectionString;
        Name = name;
        SideKey = sideKey;
    }

    public override string Name { get; }

    public override string? SideKey { get; }

    public static async Task<IReadOnlyList<OfficeLocation>> FindAsync(
        string connectionString, string? office, CancellationToken cancellationToken)
    {
        var offices = await ListAsync(connectionString, cancellationToken);
        if (office is null) return offices.Count > 0 ? offices : [new SchemaLocation(connectionString, "office", null)];
        var found = offices.Where(location => location.Name == office).ToList();
        if (found.Count > 1)
        {
            throw new CannotException(
                $"The database holds an office \"{office}\" of either side. Each side needs a database of its own.");
        }

        return found.Count == 1 ? found : [new SchemaLocation(connectionString, office, null)];
    }

    public override async Task<Engine> OpenAsync(Side side, CancellationToken cancellationToken)
    {
        var schema = $"{side.Key}_{Name}";
        if (!PostgresEngine.IsSchemaName(schema))
        {
            throw new CannotException(
                $"\"{Name}\" can't be an office's name here: use lower-case letters, digits and underscores.");
        }

        try
        {
            if (SideKey is null) await PostgresEngine.CreateSchemaAsync(connectionString, schema, cancellationToken);
            return new PostgresEngine(connectionString, schema);
        }
        catch (Exception failure) when (failure is NpgsqlException or ArgumentException)
        {
            throw new CannotException($"The office can't be made: {failure.Message}", failure);
        }
    }

    public override async Task<string> RestoreAsync(string file, CancellationToken cancellationToken)
    {
        RefuseIfTaken();
        if (!PostgresTools.IsDump(file))
            throw new CannotException($"{file} wasn't made on PostgreSQL: restore an SQLite backup with --data.");
        try
        {
            var schema = await PostgresTools.ReadSchemaNameAsync(file, cancellationToken);
            if (schema is null || Parse(schema) is not { } found)
                throw new CannotException($"{file} isn't a Postbag backup.");
            if (found.Name != Name)
                throw new CannotException(
                    $"{file} is of the office {found.Name}: restore it with --office {found.Name}.");
            await PostgresEngine.CreateSchemaAsync(connectionString, schema, cancellationToken);
            await PostgresTools.RestoreAsync(connectionString, schema, file, cancellationToken);
            return found.Side;
        }
        catch (PostgresToolException failure)
        {
            throw new CannotException(failure.Message, failure);
        }
    }

    public override string ToString()
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{settings.Host}/{settings.Database}, office {Name}";
    }

    private static (string Side, string Name)? Parse(string schema) => schema.Split('_', 2) switch
    {
        ["casework", var name] => ("casework", name),
        ["party", var name] => ("party", name),
        _ => null,
    };

    private static async Task<List<OfficeLocation>> ListAsync(
        string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            var schemas = await PostgresEngine.ListSchemasAsync(connectionString, cancellationToken);
            return [.. schemas.Select(Parse).OfType<(string Side, string Name)>()
                .Select(found => new SchemaLocation(connectionString, found.Name, found.Side))];
        }
        catch (Exception failure) when (failure is NpgsqlException or ArgumentException)
        {
            throw new CannotException($"The database can't be used: {failure.Message}", failure);
        }
    }
}
