using Microsoft.Data.Sqlite;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Storage;

public sealed class SqliteStatementTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SqliteStatementTests() => connection.Open();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void What_a_statement_is_given_is_what_stands_there()
    {
        Do("CREATE TABLE note (id INTEGER PRIMARY KEY, content ANY) STRICT");
        using var add = SqliteStatement.Of(
            connection, "INSERT INTO note (content) VALUES ($1) RETURNING typeof(content)", 1);
        using var read = SqliteStatement.Of(connection, "SELECT content FROM note ORDER BY id DESC LIMIT 1", 0);
        (object? Given, string Kind, object? Read)[] values =
        [
            (null, "null", null), (DBNull.Value, "null", null), (long.MinValue, "integer", long.MinValue),
            (7, "integer", 7L),
            (true, "integer", 1L), (false, "integer", 0L), (0.5, "real", 0.5), ("", "text", ""), ("ŵ 🙂", "text", "ŵ 🙂"),
            (new string('é', 100_000), "text", new string('é', 100_000)),
            (Array.Empty<byte>(), "blob", Array.Empty<byte>()),
            (new byte[] { 0, 255 }, "blob", new byte[] { 0, 255 }),
        ];

        foreach (var (given, kind, expected) in values)
        {
            add.Ask(given).ShouldBe(kind);
            read.Ask().ShouldBe(expected);
        }
    }

    [Fact]
    public void Values_go_where_their_names_stand_and_not_where_they_come_first()
    {
        Do("CREATE TABLE note (id INTEGER PRIMARY KEY, content TEXT); INSERT INTO note VALUES (1, 'one'), (2, 'two')");
        using var change = SqliteStatement.Of(connection, "UPDATE note SET content = $2 WHERE id = $1", 2);

        change.Run(2, "second").ShouldBe(1);
        change.Run(3, "third").ShouldBe(0);

        using var read = SqliteStatement.Of(connection, "SELECT group_concat(content) FROM note", 0);
        read.Ask().ShouldBe("one,second");
    }

    [Fact]
    public void A_statement_that_is_refused_says_why_and_can_be_run_again()
    {
        Do("CREATE TABLE note (content TEXT NOT NULL)");
        using var add = SqliteStatement.Of(connection, "INSERT INTO note (content) VALUES ($1)", 1);

        Should.Throw<SqliteException>(() => add.Run([null])).Message.ShouldContain("NOT NULL");

        add.Run("content").ShouldBe(1);
    }

    [Fact]
    public async Task The_writer_keeps_what_it_is_asked_for_again_and_only_for_values_that_fit()
    {
        var place = await TestPlace.NewAsync();
        await using var office =
            await OpenOffice.OpenAsync(place, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
        Assert.SkipUnless(office.Engine.Name == "sqlite", "PostgreSQL's driver keeps its own.");
        const string Sql = "SELECT @one + 2 * @two";

        await office.Engine.WriteAsync(
            (writer, _) =>
            {
                var keeps = (IKeepsStatements)writer;
                keeps.Find(Sql, [("@one", 1), ("@two", 2)]).ShouldBeNull();
                keeps.Find(Sql, [("@one", 1), ("@two", 2)])!.Ask([("@one", 1), ("@two", 2)]).ShouldBe(5L);
                keeps.Find(Sql, [("@two", 1), ("@one", 2)]).ShouldBeNull();
                keeps.Find(Sql, [("@one", 1)]).ShouldBeNull();
                keeps.Find(Sql, [("@one", 1), ("@two", Guid.Empty)]).ShouldBeNull();
                var kept = SqliteStatement.Of(writer, "SELECT $1", 1);
                kept.Dispose();
                kept.Ask("still there").ShouldBe("still there");
                SqliteStatement.Of(writer, "SELECT $1", 1).ShouldBeSameAs(kept);
                return Task.CompletedTask;
            },
            CancellationToken.None);
    }

    private void Do(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
