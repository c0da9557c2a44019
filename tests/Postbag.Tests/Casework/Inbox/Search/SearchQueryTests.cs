using Postbag.Casework.Inbox.Search;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Search;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("damp wall", "damp & wall")]
    [InlineData("\"damp wall\"", "[damp wall]")]
    [InlineData("“damp wall”", "[damp wall]")]
    [InlineData("hous*", "hous*")]
    [InlineData("\"damp wal\"*", "[damp wal*]")]
    [InlineData("damp -ceiling", "damp & !ceiling")]
    [InlineData("damp -\"the ceiling\"", "damp & ![the ceiling]")]
    [InlineData("bus OR train late", "(bus | train) & late")]
    [InlineData("a OR b OR c", "(a | b | c)")]
    [InlineData("OR", "or")]
    [InlineData("OR damp OR", "or & damp & or")]
    [InlineData("bus OR OR train", "bus & (or | train)")]
    [InlineData("don't", "[don t]")]
    [InlineData("Café ÇA straße", "cafe & ca & strasse")]
    [InlineData("ca\u0301fe\u0301", "cafe")]
    [InlineData("ｄａｍｐ 𝐝𝐚𝐦𝐩 ﬁre", "damp & damp & fire")]
    [InlineData("\"unfinished phrase", "[unfinished phrase]")]
    [InlineData("東京都", "[東 京 都]")]
    [InlineData("rhian@example.org", "[rhian example org]")]
    [InlineData("one\"two three\"four", "one & [two three] & four")]
    [InlineData("damp - wall", "damp & wall")]
    [InlineData("damp --wall", "damp & !wall")]
    public void Queries_are_understood(string typed, string meaning) => Say(SearchQuery.Parse(typed)).ShouldBe(meaning);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"\"")]
    [InlineData("*")]
    [InlineData("- * \" ( ) & | ! : ^ ~")]
    public void A_query_without_words_asks_for_one(string? typed) =>
        SearchQuery.Parse(typed).WhyNot.ShouldBe("Enter a word to look for.");

    [Fact]
    public void A_query_that_only_forbids_asks_for_more() =>
        SearchQuery.Parse("-damp").WhyNot.ShouldBe("Enter at least one word to look for, besides those to leave out.");

    [Fact]
    public void A_query_of_a_whole_page_is_cut()
    {
        var query = SearchQuery.Parse(string.Join(' ', Enumerable.Range(0, 10_000).Select(n => $"w{n}")));

        query.Tree.Leaves().Count().ShouldBe(SearchQuery.MaxTerms);
    }

    [Theory]
    [InlineData("from:\"Ann Example\"", "Sender: [ann example]")]
    [InlineData("From: ann*", "Sender: ann*")]
    [InlineData("to:office@example.com -subject:damp", "Recipients: [office example com] & !Subject: damp")]
    [InlineData("own:damp attachment:plan", "Own: damp & Names, Documents: plan")]
    [InlineData("subject:(damp OR \"the wall\") own:late", "(Subject: damp | Subject: [the wall]) & Own: late")]
    [InlineData("(bus OR train) -(late early)", "(bus | train) & !(late & early)")]
    [InlineData("bus OR -train", "(bus | !train)")]
    [InlineData("((damp", "damp")]
    [InlineData("damp) wall(s)", "damp & [wall s]")]
    [InlineData("(Grenfell(London) fire)", "[grenfell london] & fire")]
    [InlineData("http://example.org", "[http example org]")]
    [InlineData("re:damp", "[re damp]")]
    [InlineData("from:", "from")]
    [InlineData("is:unread has:attachment -is:unreadable", "unread & attached & !unreadable")]
    [InlineData("IS:READ", "!unread")]
    [InlineData("before:3/11/2026", "..2026-11-03T00:00")]
    [InlineData("after:2026-07-01", "2026-07-01T23:00..")]
    [InlineData("since:1.7.26", "2026-06-30T23:00..")]
    [InlineData("on:29/3/2026", "2026-03-29T00:00..2026-03-29T23:00")]
    [InlineData("on:25/10/2026", "2026-10-24T23:00..2026-10-26T00:00")]
    [InlineData("on:2026-11 OR on:2024", "(2026-11-01T00:00..2026-12-01T00:00 | 2024-01-01T00:00..2025-01-01T00:00)")]
    [InlineData("on:\"3rd November 2026\"", "2026-11-03T00:00..2026-11-04T00:00")]
    [InlineData("on:\"Sept 2026\"", "2026-08-31T23:00..2026-09-30T23:00")]
    public void Filters_and_brackets_are_understood(string typed, string meaning) =>
        Say(SearchQuery.Parse(typed)).ShouldBe(meaning);

    [Theory]
    [InlineData("damp before:soon",
        "“before:” takes a date: before:3/11/2026, before:2026-11-03, before:11/2026 or before:2026.")]
    [InlineData("on:31/2/2026", "“on:” takes a date: on:3/11/2026, on:2026-11-03, on:11/2026 or on:2026.")]
    [InlineData("is:nice", "“is:” takes one of three words: is:unread, is:read or is:unreadable.")]
    [InlineData("has:legs", "“has:” takes one word: has:attachment.")]
    public void A_filter_that_makes_no_sense_is_answered_with_a_sentence(string typed, string sentence) =>
        SearchQuery.Parse(typed).WhyNot.ShouldBe(sentence);

    [Fact]
    public void Ten_thousand_brackets_are_no_harm() =>
        Say(SearchQuery.Parse(new string('(', 10_000) + "damp")).ShouldBe("");

    private static string Say(SearchQuery query) =>
        query.WhyNot is null ? string.Join(" & ", query.Tree.Conjuncts().Select(Say)) : "";

    private static string Say(SearchNode node) => node switch
    {
        SearchTerm term => (term.In == SearchFields.All ? "" : $"{term.In}: ")
            + (term.Folded.Count == 1 ? Joined(term) : $"[{Joined(term)}]"),
        SearchNot not => $"!{Say(not.Part)}",
        SearchAll all => $"({string.Join(" & ", all.Parts.Select(Say))})",
        SearchAny any => $"({string.Join(" | ", any.Parts.Select(Say))})",
        SearchReceived received => SearchTiers.Say(received),
        _ => node.GetType().Name["Search".Length..].ToLowerInvariant(),
    };

    private static string Joined(SearchTerm term) => string.Join(' ', term.Folded) + (term.IsPrefix ? "*" : "");
}

/// <summary>One table of queries and answers, for whichever engine the run is on: so both give the same.</summary>
public sealed class SearchingTests : IClassFixture<SearchingTests.Post>
{
    private readonly Post post;

    public SearchingTests(Post post) => this.post = post;

    [Theory]
    [InlineData("damp", "1 4")]
    [InlineData("DAMP", "1 4")]
    [InlineData("wall", "1 2")]
    [InlineData("damp wall", "1")]
    [InlineData("\"the wall\"", "1 2")]
    [InlineData("\"wall the\"", "")]
    [InlineData("\"the wall is\"", "1")]
    [InlineData("\"the wal\"*", "1 2")]
    [InlineData("\"bins subject\"", "")]
    [InlineData("hous*", "1 3")]
    [InlineData("house", "3")]
    [InlineData("wall -wet", "2")]
    [InlineData("the -\"the wall\"", "3")]
    [InlineData("damp OR bins", "1 3 4")]
    [InlineData("damp OR bins council", "1 3")]
    [InlineData("council damp OR \"no such\"", "1")]
    [InlineData("rhian", "1 2 3")]
    [InlineData("probert example", "1 2 3")]
    [InlineData("caffe", "2")]
    [InlineData("caffè", "2")]
    [InlineData("llŷn", "4")]
    [InlineData("llyn", "4")]
    [InlineData("floorplan", "5")]
    [InlineData("\"floor plan\"", "")]
    [InlineData("東京", "4")]
    [InlineData("京東", "")]
    [InlineData("needle", "6")]
    [InlineData("\"needle haystack\"", "6")]
    [InlineData("\"haystack needle\"", "")]
    [InlineData("straw", "6")]
    [InlineData("\"straw needle\"", "6")]
    [InlineData("' OR 1=1 --", "")]
    [InlineData("damp) OR (wall", "1 2 4")]
    [InlineData("subject:damp NEAR(damp wall)", "")]
    [InlineData("%", "")]
    [InlineData("damp \0 wall wet", "1")]
    [InlineData("& | ! <-> :* damp", "1 4")]
    public async Task A_query_finds_the_same_on_either_engine(string query, string expected)
    {
        var result = await post.Office.SearchAsync(query);

        var found = result.Hits.Select(hit => hit.Subject.Split(' ')[0]).Order();
        string.Join(' ', found).ShouldBe(expected);
        result.Total.ShouldBe(result.Hits.Count);
    }

    [Fact]
    public async Task The_newest_comes_first_and_pages_follow_each_other()
    {
        var all = await post.Office.SearchAsync("rhian OR mari");

        var first = await post.Office.SearchAsync("rhian OR mari", 2);
        var second = await post.Office.SearchAsync("rhian OR mari", 2, SearchSort.Newest, first.Hits[^1].Cursor);

        all.Hits.Select(hit => hit.ReceivedAt).ShouldBeInOrder(SortDirection.Descending);
        first.Hits.Concat(second.Hits).Select(hit => hit.Cursor).ShouldBe(all.Hits.Take(4).Select(hit => hit.Cursor));
        (first.Total, second.Total).ShouldBe((all.Total, all.Total));
    }

    [Fact]
    public async Task A_snippet_shows_the_words_that_were_found()
    {
        var hit = (await post.Office.SearchAsync("needle")).Hits.Single();

        hit.Snippet.Where(part => part.IsFound).Select(part => part.Text).ShouldBe(["Needle"]);
        string.Concat(hit.Snippet.Select(part => part.Text)).Length.ShouldBeLessThan(260);
    }

    public sealed class Post : IAsyncLifetime
    {
        public LedgerOffice Office { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Office = await LedgerOffice.OpenAsync();
            await Office.ReceiveAsync(
                Letters.Plain("1 Damp", "The council's housing: the wall is wet.",
                    date: "Mon, 1 Jun 2026 09:30:00 +0100"),
                Letters.Plain("2 Noise", "From the caffè beyond the wall.", date: "Tue, 2 Jun 2026 09:30:00 +0100"),
                Letters.Plain("3 Bins", "Subject to the council, our house's bins stay full.",
                    date: "Wed, 3 Jun 2026 09:30:00 +0100"),
                Letters.Plain(
                    "4 Lleithder", "Damp again in Llŷn, 東京都.", "Mari Prys <mari@example.com>",
                    date: "Wed, 3 Jun 2026 09:31:00 +0100"),
                WithAttachment(),
                Letters.Plain(
                    "6 Long", string.Concat(Enumerable.Repeat("Straw upon straw. ", 10_000)) + "Needle, haystack.",
                    "Mari Prys <mari@example.com>", date: "Thu, 4 Jun 2026 09:31:00 +0100"));
        }

        public ValueTask DisposeAsync() => Office.DisposeAsync();

        private static byte[] WithAttachment() => System.Text.Encoding.ASCII.GetBytes(
            """
            From: Mari Prys <mari@example.com>
            Subject: 5 Plan
            Date: Wed, 3 Jun 2026 10:00:00 +0100
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            See what is attached.
            --b
            Content-Type: application/pdf; name="floorplan.pdf"
            Content-Disposition: attachment; filename="floorplan.pdf"
            Content-Transfer-Encoding: base64

            JVBERg==
            --b--
            """.ReplaceLineEndings("\r\n"));
    }
}
