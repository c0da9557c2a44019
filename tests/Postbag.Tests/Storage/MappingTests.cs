using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Party;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Storage;

public sealed class MappingTests
{
    public static TheoryData<string> Sides => ["casework", "party"];

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task Every_mapped_column_is_in_the_database_with_the_same_type_and_nullability(string side)
    {
        await using var office = await OpenAsync(side);
        await using var db = office.OpenDb();
        var catalogue = await ReadCatalogueAsync(office);

        var mapped = db.Model.GetEntityTypes()
            .Where(entity => entity.GetTableName() is not null)
            .SelectMany(entity => entity.GetProperties().Select(property => Describe(entity, property, office)))
            .ToList();

        mapped.ShouldNotBeEmpty();
        mapped.Where(column => !catalogue.Contains(column)).ShouldBeEmpty();
    }

    private static string Describe(IEntityType entity, IProperty property, OpenOffice office)
    {
        var column = property.GetColumnName(StoreObjectIdentifier.Table(entity.GetTableName()!))!;
        var type = property.GetColumnType().ToLowerInvariant();
        return $"{entity.GetTableName()}.{column} {type}{(property.IsColumnNullable() ? "" : " not null")}";
    }

    private static async Task<HashSet<string>> ReadCatalogueAsync(OpenOffice office)
    {
        await using var connection = await office.Engine.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = office.Engine.Name == "sqlite"
            ? """
              SELECT t.name || '.' || c.name || ' ' || lower(c.type) || CASE WHEN c."notnull" THEN ' not null' ELSE '' END
              FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
              """
            : """
              SELECT table_name || '.' || column_name || ' ' || data_type
                || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END
              FROM information_schema.columns WHERE table_schema = current_schema()
              """;
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync()) columns.Add(reader.GetString(0));
        return columns;
    }

    private static async Task<OpenOffice> OpenAsync(string side) => await OpenOffice.OpenAsync(
        await TestPlace.NewAsync(), side == "casework" ? new CaseworkSide() : new PartySide(), TimeProvider.System,
        CancellationToken.None);
}
