using System.Data.Common;
using System.Diagnostics;
using Postbag.Casework.Inbox;

namespace Postbag.Casework.Workbench;

public sealed partial class SortPost
{
    // What is urgent stays so, and what lies under "Replies to us" too.
    private const string OtherCampaign =
        """
        SELECT p.message FROM post_item p LEFT JOIN campaign_letter l ON l.message = p.message
        WHERE p.state = 0 AND p.act IS NULL AND p.pile IN (2, 3, 4, 5, 6, 7) AND coalesce(l.campaign, -1) <> coalesce(p.campaign, -1)
        """;

    private const string OtherHandling =
        """
        SELECT p.message FROM post_item p JOIN campaign_letter l ON l.message = p.message
        WHERE p.act IS NULL AND ((p.state = 0 AND p.campaign IS NOT NULL AND l.handling <> 0) OR (p.state = 2 AND l.handling = 0))
        """;

    /// <summary>A campaign is often known by its hundredth letter: those before it move to it then. And what was dealt
    /// with on the campaign's page is dealt with here. The database itself notes what changed.</summary>
    private async Task FollowCampaignsAsync(CancellationToken cancellationToken)
    {
        while (await NextChangesAsync(cancellationToken) is { Count: > 0 } changes)
        {
            IReadOnlyList<long> messages = [.. changes.Select(change => change.Message).Distinct()];
            foreach (var numbers in (await AskAsync(OtherCampaign, messages, cancellationToken)).Chunk(BatchItems))
            {
                var start = Stopwatch.GetTimestamp();
                await SortAgainAsync(numbers, cancellationToken);
                await tide.LetPassAsync(start, cancellationToken);
            }

            if (await AskAsync(OtherHandling, messages, cancellationToken) is { Count: > 0 } dealtWith)
                await FollowHandlingAsync(dealtWith, cancellationToken);
            await engine.WriteAsync(
                (connection, token) => connection.ExecuteAsync(
                    $"DELETE FROM post_again WHERE {list.In("number", "@numbers")}", token,
                    ("@numbers", list.Value(changes.Select(change => change.Number)))),
                cancellationToken);
        }
    }

    /// <summary>Changes of letters that are on the workbench: the others are sorted as they then are.</summary>
    private async Task<IReadOnlyList<(long Number, long Message)>> NextChangesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            "SELECT a.number, a.message FROM post_again a JOIN post_item p ON p.message = a.message ORDER BY a.number LIMIT 1000");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var changes = new List<(long, long)>();
        while (await reader.ReadAsync(cancellationToken)) changes.Add((reader.GetInt64(0), reader.GetInt64(1)));
        return changes;
    }

    private async Task<IReadOnlyList<long>> AskAsync(
        string sql, IReadOnlyList<long> messages, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        return await connection.NumbersAsync(
            $"{sql} AND {list.In("p.message", "@messages")}", cancellationToken, ("@messages", list.Value(messages)));
    }

    private async Task SortAgainAsync(IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        // All of them must be looked at, however long they are.
        var batch = await LoadAsync(
            $"{Facts} WHERE {list.In("m.number", "@numbers")}", long.MaxValue, cancellationToken,
            ("@numbers", list.Value(numbers)));
        await engine.WriteAsync(
            async (connection, token) =>
            {
                await PostTables.TakeAsync(connection, token);
                var standing = (await tables.ReadAsync(connection, [.. batch.Select(item => item.Message)], token))
                    .Where(item => item is { State: PostState.Waiting, Act: null } && item.Pile != Pile.Urgent)
                    .ToDictionary(item => item.Message);
                var moves = new List<(PostBefore Was, PostBefore Now)>();
                foreach (var item in batch)
                {
                    if (!standing.TryGetValue(item.Message, out var was)) continue;
                    await connection.ExecuteAsync(
                        "UPDATE post_item SET why = @why, campaign = @campaign WHERE message = @message", token,
                        ("@why", item.Why), ("@campaign", item.Campaign), ("@message", item.Message));
                    moves.Add((was, was with { Pile = item.Pile }));
                }

                await tables.WriteAsync(connection, moves, clock.GetUtcNow(), token);
            },
            cancellationToken);
    }

    private Task FollowHandlingAsync(
        IReadOnlyList<long> numbers, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            await PostTables.TakeAsync(connection, token);
            async Task<HashSet<long>> HandledAsAsync(int handling) => [.. await connection.NumbersAsync(
                $"SELECT message FROM campaign_letter WHERE handling = @handling AND {list.In("message", "@numbers")}",
                token, ("@handling", handling), ("@numbers", list.Value(numbers)))];
            var (accepted, cases) = (await HandledAsAsync(1), await HandledAsAsync(2));
            var items = (await tables.ReadAsync(connection, numbers, token)).Where(item => item.Act is null);
            await tables.WriteAsync(
                connection,
                [
                    .. items.Select(was => (was,
                        cases.Contains(was.Message) ? was with { State = PostState.Handled, Outcome = Outcome.Case }
                        : accepted.Contains(was.Message) ? was
                            with { State = PostState.Handled, Outcome = Outcome.WithCampaign }
                        : was with { State = PostState.Waiting, Outcome = Outcome.None })),
                ],
                clock.GetUtcNow(), token);
        },
        cancellationToken);
}
