using System.Data.Common;
using System.Globalization;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Storage;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task Many_writers_at_once_each_get_their_own_answer()
    {
        await using var office = await OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => InsertAsync(office, n)));

        answers.ShouldAllBe(rows => rows == 1);
        (await CountAsync(office)).ShouldBe(200);
    }

    [Fact]
    public async Task A_write_that_fails_is_undone_alone()
    {
        await using var office = await OpenAsync();

        var writes = Enumerable.Range(0, 50).Select(async n =>
        {
            if (n != 25) return await InsertAsync(office, n);
            await Should.ThrowAsync<InvalidOperationException>(() => office.Engine.WriteAsync<int>(
                async (connection, token) =>
                {
                    await ExecuteAsync(connection, "INSERT INTO note (id) VALUES (1025)", token);
                    throw new InvalidOperationException("refused");
                },
                CancellationToken.None));
            return 0;
        });
        var answers = await Task.WhenAll(writes);

        answers.Sum().ShouldBe(49);
        (await CountAsync(office)).ShouldBe(49);
    }

    [Fact]
    public async Task A_write_that_fails_alone_leaves_nothing_and_the_next_is_kept()
    {
        await using var office = await OpenAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => office.Engine.WriteAsync<int>(
            async (connection, token) =>
            {
                await ExecuteAsync(connection, "INSERT INTO note (id) VALUES (1025)", token);
                throw new InvalidOperationException("refused");
            },
            CancellationToken.None));
        (await CountAsync(office)).ShouldBe(0);

        (await InsertAsync(office, 1)).ShouldBe(1);
        (await CountAsync(office)).ShouldBe(1);
    }

    [Fact]
    public async Task Those_who_have_much_to_write_and_those_who_wait_for_the_disk_are_each_answered()
    {
        await using var office = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => n % 3 == 0 ? InsertAsync(office, n)
            : office.Engine.WriteUnsyncedAsync(
                async (connection, token) =>
                {
                    // Longer than a transaction takes in others.
                    if (n % 5 == 0) await Task.Delay(10, token);
                    await ExecuteAsync(connection, $"INSERT INTO note (id) VALUES ({n})", token);
                },
                CancellationToken.None)));

        (await CountAsync(office)).ShouldBe(60);
    }

    [Fact]
    public async Task What_need_not_be_on_disk_waits_for_none_and_what_was_promised_does()
    {
        await using var office = await OpenAsync();
        var (unsynced, synced) = office.Engine.Name == "sqlite" ? ("1", "2") : ("off", "on");
        var setting = office.Engine.Name == "sqlite" ? "PRAGMA synchronous" : "SHOW synchronous_commit";
        var seen = new List<string>();

        Task SeeAsync(DbConnection connection, CancellationToken token) =>
            AddSettingAsync(connection, setting, seen, token);
        await office.Engine.WriteUnsyncedAsync(SeeAsync, CancellationToken.None);
        await office.Engine.WriteAsync(SeeAsync, CancellationToken.None);
        await office.Engine.WriteUnsyncedAsync(
            async (connection, token) =>
            {
                await ExecuteAsync(connection, "INSERT INTO note (id) VALUES (1)", token);
                await SeeAsync(connection, token);
            },
            CancellationToken.None);

        seen.ShouldBe([unsynced, synced, unsynced]);
        (await CountAsync(office)).ShouldBe(1);
    }

    [Fact]
    public async Task A_statement_that_is_asked_for_again_and_again_is_kept_prepared_on_PostgreSQL()
    {
        await using var office = await OpenAsync();
        Assert.SkipUnless(office.Engine.Name == "postgres", "SQLite's readers prepare anew, its writer keeps its own.");

        for (var i = 0; i < 10; i++) await CountAsync(office);

        var prepared = new List<string>();
        await office.Engine.WriteAsync(
            (connection, token) => AddSettingAsync(
                connection, "SELECT string_agg(statement, ';') FROM pg_prepared_statements", prepared, token),
            CancellationToken.None);
        prepared[0].ShouldContain("SELECT count(*) FROM note");
    }

    [Fact]
    public async Task Two_processes_that_write_the_same_office_both_get_their_turn()
    {
        var place = await TestPlace.NewAsync();
        await using var one = await OpenOffice.OpenAsync(
            place, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
        await using var other = await OpenOffice.OpenAsync(
            place, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
        await one.Engine.WriteAsync(
            (connection, token) => ExecuteAsync(connection, "CREATE TABLE note (id integer NOT NULL)", token),
            CancellationToken.None);

        await Task.WhenAll(
            Enumerable.Range(0, 300).Select(n => InsertAsync(n % 2 == 0 ? one : other, n)));

        (await CountAsync(one)).ShouldBe(300);
    }

    private static async Task<OpenOffice> OpenAsync()
    {
        var office = await OpenOffice.OpenAsync(
            await TestPlace.NewAsync(), new CaseworkSide(), TimeProvider.System, CancellationToken.None);
        await office.Engine.WriteAsync(
            (connection, token) => ExecuteAsync(connection, "CREATE TABLE note (id integer NOT NULL)", token),
            CancellationToken.None);
        return office;
    }

    private static Task<int> InsertAsync(OpenOffice office, int id) => office.Engine.WriteAsync(
        (connection, token) => ExecuteAsync(connection, $"INSERT INTO note (id) VALUES ({id})", token),
        CancellationToken.None);

    private static async Task<int> ExecuteAsync(
        DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task AddSettingAsync(
        DbConnection connection, string setting, List<string> seen, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = setting;
        seen.Add(Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture)!);
    }

    private static async Task<long> CountAsync(OpenOffice office)
    {
        await using var connection = await office.Engine.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM note";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
