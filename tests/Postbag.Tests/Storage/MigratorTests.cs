using System.Data.Common;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Party;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Storage;

public sealed class MigratorTests
{
    [Fact]
    public async Task A_new_office_gets_every_script_once()
    {
        await using var office = await OpenAsync(await TestPlace.NewAsync());

        var again = await Migrator.MigrateAsync(
            office.Engine, office.Side.Schemas, TimeProvider.System, CancellationToken.None);

        again.ShouldBe(0);
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused_and_left_alone()
    {
        var place = await TestPlace.NewAsync();
        await using (var office = await OpenAsync(place))
        {
            await ExecuteAsync(office, $"""
                INSERT INTO schema_script (set_name, number, name, checksum, applied_at)
                VALUES ('office', 99, 'from-the-future', '{new string('0', 64)}', 0)
                """);
        }

        var refusal = await Should.ThrowAsync<CannotException>(() => OpenAsync(place));

        refusal.Message.ShouldContain("newer Postbag");
    }

    [Fact]
    public async Task A_script_changed_after_it_was_applied_is_refused()
    {
        var place = await TestPlace.NewAsync();
        await using (var office = await OpenAsync(place))
            await ExecuteAsync(
                office, $"UPDATE schema_script SET checksum = '{new string('f', 64)}' WHERE set_name = 'office' AND number = 1");

        var refusal = await Should.ThrowAsync<CannotException>(() => OpenAsync(place));

        refusal.Message.ShouldContain("office 0001 differs");
    }

    [Fact]
    public async Task A_place_with_a_casework_office_is_refused_to_the_party_side()
    {
        var arguments = await TestPlace.NewArgumentsAsync();
        await using (await OpenAsync(await TestPlace.FindAsync(arguments)))
        {
        }

        var refusal = await Should.ThrowAsync<CannotException>(async () => await OpenOffice.OpenAsync(
            await TestPlace.FindAsync(arguments), new PartySide(), TimeProvider.System, CancellationToken.None));

        refusal.Message.ShouldContain("casework");
    }

    [Theory]
    [InlineData("office")]
    [InlineData("casework")]
    [InlineData("party")]
    public void Every_script_is_there_for_both_engines_under_the_same_name(string set)
    {
        var schema = set switch
        {
            "office" => OfficeDb.OfficeSchema,
            "casework" => CaseworkDb.CaseworkSchema,
            _ => PartyDb.PartySchema,
        };

        schema.ScriptsFor("sqlite").Select(s => s.Name).ShouldBe(schema.ScriptsFor("postgres").Select(s => s.Name));
    }

    private static Task<OpenOffice> OpenAsync(OfficeLocation place) =>
        OpenOffice.OpenAsync(place, new CaseworkSide(), TimeProvider.System, CancellationToken.None);

    private static Task ExecuteAsync(OpenOffice office, string sql) => office.Engine.WriteAsync(
        async (connection, token) =>
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(token);
        },
        CancellationToken.None);
}
