using System.Globalization;
using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Search;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Search;

/// <summary>The index against the words themselves: hundreds of queries, on whichever engine the run is for, must find
/// exactly the letters that a plain look through all of them finds, in the order that is promised.</summary>
public sealed class SearchOracleTests(SearchOracleTests.Post post) : IClassFixture<SearchOracleTests.Post>
{
    private static readonly string[] Fields = ["from", "to", "subject", "own", "attachment"];

    private static readonly Asked.Filter[] Filters =
    [
        new("has:attachment", letter => letter.IsAttached),
        new("is:unread", letter => !letter.IsSeen),
        new("is:read", letter => letter.IsSeen),
        new("is:unreadable", letter => letter.IsUnreadable),
        Received("before:1/6/2026", null, "2026-05-31T23:00Z"),
        Received("since:2026-06-01", "2026-05-31T23:00Z", null),
        Received("after:31/5/2026", "2026-05-31T23:00Z", null),
        Received("on:\"31 May 2026\"", "2026-05-30T23:00Z", "2026-05-31T23:00Z"),
        Received("on:1.6.26", "2026-05-31T23:00Z", "2026-06-01T23:00Z"),
        Received("on:2026-03", "2026-03-01T00:00Z", "2026-03-31T23:00Z"),
        Received("after:2025", "2026-01-01T00:00Z", null),
        Received("on:2025", "2025-01-01T00:00Z", "2026-01-01T00:00Z"),
        Received("before:2/1/2025", null, "2025-01-02T00:00Z"),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Invented_queries_find_what_a_plain_look_finds(int seed)
    {
        var dice = new Random(seed);
        for (var i = 0; i < 25; i++) await CompareAsync(Invent(dice, 3));
    }

    [Fact]
    public async Task Every_filter_finds_what_a_plain_look_finds_alone_and_turned_round()
    {
        foreach (var filter in Filters)
        {
            await CompareAsync(filter);
            await CompareAsync(new Asked.Not(filter));
            await CompareAsync(new Asked.All([filter, new Asked.Word(null, "damp")]));
            await CompareAsync(new Asked.Any([filter, new Asked.Word(null, "damp")]));
        }
    }

    [Fact]
    public async Task Pages_of_the_best_follow_each_other_without_a_gap()
    {
        const string query = "damp OR wall";
        var all = await post.Office.SearchAsync(query, 200, SearchSort.Best);
        var paged = new List<SearchHit>();
        for (SearchCursor? after = null; ;)
        {
            var page = await post.Office.SearchAsync(query, 17, SearchSort.Best, after);
            page.Total.ShouldBe(all.Total);
            paged.AddRange(page.Hits);
            if (page.Hits.Count < 17 || paged.Count > 1000) break;
            after = page.Hits[^1].Cursor;
        }

        paged.Count.ShouldBe((int)all.Total);
        paged.Take(200).Select(hit => hit.Id).ShouldBe(all.Hits.Select(hit => hit.Id));
        paged.Select(hit => hit.Cursor.Tier).Distinct().ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task What_is_unread_is_found_whether_few_are_or_many()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await office.ReceiveAsync(
            Enumerable.Range(1, 9).Select(n => Letters.Plain($"Letter {n}", n % 3 == 0 ? "Mould." : "Damp.")));
        for (var opened = 0; opened <= 9; opened++)
        {
            foreach (var (query, wanted) in new[]
            {
                ("is:unread", 9 - opened), ("is:read", opened), ("damp is:read", opened - opened / 3),
                ("damp is:unread", 6 - opened + opened / 3), ("damp OR is:unread", 9 - opened / 3),
                ("-is:read mould", 3 - opened / 3),
            })
            {
                var found = await office.SearchAsync(query, 2);
                (found.Total, found.Hits.Count).ShouldBe((wanted, Math.Min(2, wanted)), $"{query}, {opened} opened");
            }

            await office.ExecuteAsync(
                """
                UPDATE message SET is_unread = CASE WHEN number = (SELECT number FROM message WHERE is_unread ORDER BY subject LIMIT 1) THEN (1 = 0) ELSE is_unread END
                """);
            await office.ExecuteAsync(
                "UPDATE inbox_tally SET unread = (SELECT count(*) FROM message WHERE is_unread), changes = changes + 1");
        }
    }

    [Fact]
    public async Task What_was_found_is_looked_for_anew_once_something_has_changed()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await office.ReceiveAsync(Letters.Plain("First", "Damp."), Letters.Plain("Second", "Damp too."));
        var memory = new SearchMemory();
        async Task<long> CountAsync(string text) =>
            (await new FindMessages(office.Engine, memory)
                .RunAsync(new SearchRequest(text), CancellationToken.None)).Total;

        (await CountAsync("damp"), await CountAsync("damp is:unread")).ShouldBe((2, 2));
        await office.ReceiveAsync(Letters.Plain("Third", "Damp as well."));
        (await CountAsync("damp"), await CountAsync("damp is:unread")).ShouldBe((3, 3));
        await new MarkMessage(office.Engine).RunAsync(1, false, CancellationToken.None);
        (await CountAsync("damp"), await CountAsync("damp is:unread")).ShouldBe((3, 2));
    }

    private async Task CompareAsync(Asked asked)
    {
        var expected = post.Made.Where(letter => asked.Finds(letter, null, false)).ToList();
        foreach (var sort in new[] { SearchSort.Newest, SearchSort.Best })
        {
            var result = await post.Office.SearchAsync(asked.Typed, 200, sort);
            if (result.Problem is not null) return;
            result.Total.ShouldBe(expected.Count, asked.Typed);
            var order = expected
                .OrderBy(letter => sort == SearchSort.Newest || asked.Finds(letter, "best", false)
                    ? 0 : asked.Finds(letter, "good", false) ? 1 : 2)
                .ThenByDescending(letter => post.PlaceOf[letter.Number]).Take(200).Select(letter => letter.Number);
            result.Hits.Select(hit => post.NumberOf[hit.Cursor.Place]).ShouldBe(order, $"{sort}: {asked.Typed}");
        }
    }

    private static Asked Invent(Random dice, int depth)
    {
        List<Asked> Some(int most) =>
            [.. Enumerable.Range(0, dice.Next(2, most + 1)).Select(_ => Invent(dice, depth - 1))];
        return (depth == 0 ? dice.Next(5) : dice.Next(12)) switch
        {
            0 or 1 => new Asked.Word(null, Post.Vocabulary[dice.Next(Post.Vocabulary.Length)]),
            2 => new Asked.Word(Fields[dice.Next(Fields.Length)], Post.Vocabulary[dice.Next(Post.Vocabulary.Length)]),
            3 => InventPhrase(dice),
            4 => Filters[dice.Next(Filters.Length)],
            5 or 6 => new Asked.Not(Invent(dice, depth - 1)),
            7 or 8 => new Asked.Any(Some(3)),
            _ => new Asked.All(Some(3)),
        };
    }

    private static Asked.Word InventPhrase(Random dice)
    {
        var words = Enumerable.Range(0, dice.Next(1, 4)).Select(_ => Post.Vocabulary[dice.Next(12)]);
        var text = string.Join(' ', words);
        var isPrefix = dice.Next(2) == 0;
        if (isPrefix) text = text[..^dice.Next(0, 2)].TrimEnd();
        return new Asked.Word(dice.Next(2) == 0 ? null : Fields[dice.Next(Fields.Length)], text, isPrefix);
    }

    private static Asked.Filter Received(string typed, string? from, string? until) => new(typed, letter =>
        (from is null || letter.SentAt >= DateTimeOffset.Parse(from, CultureInfo.InvariantCulture))
        && (until is null || letter.SentAt < DateTimeOffset.Parse(until, CultureInfo.InvariantCulture)));

    public sealed class Post : IAsyncLifetime
    {
        internal static readonly string[] Vocabulary =
        [
            "damp", "wall", "Café", "house", "housing", "the", "council", "bus", "late", "straße", "or", "a",
            "Llŷn", "東京", "rhian", "example", "probert", "plan", "42", "mouldy", "unheardof", "office",
        ];

        public LedgerOffice Office { get; private set; } = null!;

        internal List<MadeLetter> Made { get; } = [];

        internal Dictionary<int, long> PlaceOf { get; } = [];

        internal Dictionary<long, int> NumberOf { get; } = [];

        public async ValueTask InitializeAsync()
        {
            Office = await LedgerOffice.OpenAsync();
            var dice = new Random(7);
            for (var n = 0; n < 900; n++) Made.Add(Make(n, dice));
            await Office.ImportAsync(Letters.File("letters.mbox", Letters.Mbox(Made.Select(Write))));
            foreach (var (number, place, subject) in await NumbersAsync())
            {
                var made = Made.FindIndex(
                    letter => letter.Subject == subject || (subject.Length == 0 && letter.IsUnreadable));
                (PlaceOf[made], NumberOf[place]) = (place, made);
                if (Made[made].IsSeen)
                    await new MarkMessage(Office.Engine).RunAsync(number, false, CancellationToken.None);
            }

            PlaceOf.Count.ShouldBe(Made.Count);
            var report = await Office.CheckAsync();
            report.Problems.ShouldBeEmpty();
        }

        public ValueTask DisposeAsync() => Office.DisposeAsync();

        private static MadeLetter Make(int n, Random dice)
        {
            string Some(int least, int most) => string.Join(
                ' ', Enumerable.Range(0, dice.Next(least, most))
                    .Select(_ => Vocabulary[dice.Next(dice.Next(1, Vocabulary.Length + 1))]));
            // Three hundred within a minute before midnight: more than have room in it.
            var sentAt = n < 300
                ? new DateTimeOffset(2026, 5, 31, 22, 59, 0, TimeSpan.Zero)
                : new DateTimeOffset(2024, 12, 31, 22, 0, 0, TimeSpan.Zero).AddMinutes(dice.Next(0, 60 * 24 * 530));
            if (n is >= 300 and < 360)
                sentAt = new DateTimeOffset(2026, 5, 31, 22, 45, 0, TimeSpan.Zero).AddMinutes(n - 300);
            if (n == 899)
            {
                return new MadeLetter(
                    n, "", "", "", "neither damp nor header anything like wall", "", "", "",
                    StoppedClock.OnMonday().GetUtcNow(), false, true);
            }

            var isAttached = dice.Next(6) == 0;
            var sender = dice.Next(2) == 0
                ? "Rhian Probert <rhian.probert@example.org>" : "Café Wall <bus@damp.example.com>";
            return new MadeLetter(
                n, sender, dice.Next(3) == 0 ? "\"The Council\" <council@example.com>" : "office@example.com",
                $"L{n} {Some(0, 4)}".Trim(), Some(1, 12),
                dice.Next(3) == 0 ? $"On Monday, 1 June 2026, Mari Prys wrote: {Some(2, 10)}" : "",
                isAttached ? $"{Some(1, 3).Replace(' ', '-')}.csv" : "", isAttached ? Some(1, 8) : "",
                sentAt, dice.Next(3) == 0, false);
        }

        private static byte[] Write(MadeLetter letter)
        {
            if (letter.IsUnreadable) return Encoding.ASCII.GetBytes($"\n{letter.Own}\n");
            var quoted = letter.Quoted.Length == 0
                ? "" : "\n\n" + letter.Quoted.Replace(" wrote: ", " wrote:\n> ", StringComparison.Ordinal);
            static string Encoded(string text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
            var head = $"From: {letter.Sender.Replace("Café Wall", Encoded("Café Wall"), StringComparison.Ordinal)}\nTo: {letter.Recipients}\n"
                + $"Subject: {Encoded(letter.Subject)}\nDate: {letter.SentAt.ToString("ddd, d MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)}\n"
                + $"Message-ID: <made-{letter.Number}@example.org>\nMIME-Version: 1.0\n";
            const string plain = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n";
            static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) + "\n";
            var text = plain + Base64(letter.Own + quoted);
            return Encoding.ASCII.GetBytes(!letter.IsAttached
                ? head + text
                : $"{head}Content-Type: multipart/mixed; boundary=b\n\n--b\n{text}\n--b\n"
                    + "Content-Type: text/csv; charset=utf-8\nContent-Transfer-Encoding: base64\n"
                    + $"Content-Disposition: attachment;\n filename*=utf-8''{Uri.EscapeDataString(letter.FileName)}\n\n"
                    + $"{Base64(letter.FileText)}\n--b--\n");
        }

        private async Task<List<(long Number, long Place, string Subject)>> NumbersAsync()
        {
            await using var connection = await Office.Engine.OpenReaderAsync(CancellationToken.None);
            await using var command = connection.Command("SELECT number, place, subject FROM message");
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<(long, long, string)>();
            while (await reader.ReadAsync()) rows.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2)));
            return rows;
        }
    }
}
