using Postbag.Casework.Inbox;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Threads;

/// <summary>In whatever order letters arrive, the same conversations come of them.</summary>
public sealed class ThreadOrderTests(ThreadOrderTests.Desk desk) : IClassFixture<ThreadOrderTests.Desk>
{
    private static readonly string[] People = ["rhian", "mari", "office", "council", "evil"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_order_of_arrival_changes_no_thread(int seed)
    {
        var dice = new Random(seed);
        var post = Invent(dice);
        string? expected = null;
        for (var turn = 0; turn < 4; turn++)
        {
            var domain = $"s{seed}t{turn}.example";
            var order = turn == 0
                ? post : turn == 1 ? post.AsEnumerable().Reverse().ToList() : [.. post.OrderBy(_ => dice.Next())];
            for (var i = 0; i < order.Count;)
            {
                var batch = order.Skip(i).Take(turn == 3 ? 1 : dice.Next(1, 5)).ToList();
                await desk.Office.ReceiveAsync(batch.Select(letter => letter.Bytes(domain)));
                i += batch.Count;
            }

            var found = await SayAsync(domain);
            (expected ??= found).ShouldBe(found, $"turn {turn}");
        }

        (await desk.Office.CheckAsync()).Problems.ShouldBeEmpty();
    }

    private static List<Post> Invent(Random dice)
    {
        var post = new List<Post>();
        for (var n = 0; n < 14; n++)
        {
            var from = People[dice.Next(People.Length)];
            var to = string.Join(
                ' ', People.Where(person => person != from).OrderBy(_ => dice.Next()).Take(dice.Next(1, 3)));
            var parent = post.Count > 0 && dice.Next(4) > 0 ? post[dice.Next(post.Count)] : null;
            var references = parent is null
                ? [] : dice.Next(3) == 0 ? [] : parent.References.Append(parent.Name).ToArray();
            post.Add(new Post($"m{n}", from, to, Hour: n, InReplyTo: parent?.Name, References: references));
        }

        // Some never come: what answers them has to do without.
        return [.. post.Where(_ => dice.Next(6) > 0)];
    }

    /// <summary>Each thread by its letters' names, and what is suggested.</summary>
    private async Task<string> SayAsync(string domain)
    {
        await using var connection = await desk.Office.Engine.OpenReaderAsync(CancellationToken.None);
        async Task<List<(string, string)>> PairsAsync(string sql)
        {
            await using var command = connection.Command(sql, ("@domain", $"%@{domain}"));
            await using var reader = await command.ExecuteReaderAsync();
            var pairs = new List<(string, string)>();
            while (await reader.ReadAsync()) pairs.Add((reader.GetValue(0).ToString()!, reader.GetString(1)));
            return pairs;
        }

        var threads = await PairsAsync(
            "SELECT t.thread, m.message_id FROM thread_message t JOIN message m ON m.number = t.message WHERE m.message_id LIKE @domain");
        var suggestions = await PairsAsync(
            """
            SELECT m.message_id, o.message_id FROM thread_suggestion s JOIN message m ON m.number = s.message
            JOIN message o ON o.number = s.other WHERE m.message_id LIKE @domain AND s.state = 0
            """);
        var said = threads.GroupBy(pair => pair.Item1)
            .Select(thread => string.Join(
                '+', thread.Select(pair => pair.Item2.Split('@')[0]).Order(StringComparer.Ordinal)))
            .Concat(suggestions.Select(pair => $"{pair.Item1.Split('@')[0]}?{pair.Item2.Split('@')[0]}"));
        return string.Join(' ', said.Order(StringComparer.Ordinal));
    }

    public sealed class Desk : IAsyncLifetime
    {
        public LedgerOffice Office { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Office = await LedgerOffice.OpenAsync();

        public ValueTask DisposeAsync() => Office.DisposeAsync();
    }
}
