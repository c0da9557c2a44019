using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Search;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Search;

/// <summary>What waits for a step is found by its own index, whatever waited when the planner last looked: else each
/// batch of a large office goes through all its messages.</summary>
public sealed class PlannerTests
{
    private static readonly (string Waits, string Index)[] Steps =
    [
        ("state = 0", "message_waiting"), ("search_step <> 2", "message_searching"),
        ("group_state = 0 AND state <> 0", "message_ungrouped"),
        ("people_state = 0 AND state <> 0", "message_unmatched"),
        ("sort_state = 0 AND group_state = 1 AND people_state = 1", "message_unsorted"),
    ];

    [Fact]
    public async Task After_an_import_the_few_that_wait_are_found_among_the_many_that_do_not()
    {
        await using var office = await LedgerOffice.OpenAsync();
        Assert.SkipWhen(office.Engine is PostgresEngine, "PostgreSQL looks again by itself once a tenth has changed.");
        await office.ReceiveAsync(Letters.Plain("A matter", "On a matter."));
        await office.ExecuteAsync("ANALYZE");
        // What is known after an import of a million: everything waits for everything.
        await office.ExecuteAsync("UPDATE sqlite_stat1 SET stat = '1000000 1' WHERE tbl = 'message'");
        await office.ExecuteAsync("ANALYZE sqlite_schema");

        await office.Engine.WriteAsync(
            (writer, token) => SearchIndex.Of(office.Engine).TidyAsync(writer, token), CancellationToken.None);

        foreach (var (waits, index) in Steps)
        {
            var plan = await office.Engine.WriteAsync(
                async (writer, token) =>
                {
                    await using var command = writer.Command(
                        $"EXPLAIN QUERY PLAN SELECT number FROM message WHERE {waits} ORDER BY number LIMIT 10");
                    await using var reader = await command.ExecuteReaderAsync(token);
                    return await reader.ReadAsync(token) ? reader.GetString(3) : "";
                },
                CancellationToken.None);
            plan.ShouldContain(index);
        }
    }
}
