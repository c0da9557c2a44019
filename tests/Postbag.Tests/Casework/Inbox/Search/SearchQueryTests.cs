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
    [InlineData("damp -ceiling", "damp ! ceiling")]
    [InlineData("damp -\"the ceiling\"", "damp ! [the ceiling]")]
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
    [InlineData("damp --wall", "damp ! wall")]
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

        query.Wanted.Count.ShouldBeLessThanOrEqualTo(SearchQuery.MaxTerms);
    }

    private static string Say(SearchQuery query) =>
        string.Join(" & ", query.Wanted.Select(either => either.Count == 1 ? Say(either[0]) : $"({string.Join(" | ", either.Select(Say))})"))
        + string.Concat(query.Unwanted.Select(term => $" ! {Say(term)}"));

    private static string Say(SearchTerm term)
    {
        var words = string.Join(' ', term.Words) + (term.IsPrefix ? "*" : "");
        return term.Words.Count == 1 ? words : $"[{words}]";
    }
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
        var find = new FindMessages(post.Office.Engine);

        var first = await find.RunAsync("rhian OR mari", null, 2, CancellationToken.None);
        var second = await find.RunAsync("rhian OR mari", first.Hits[^1].Place, 2, CancellationToken.None);

        all.Hits.Select(hit => hit.ReceivedAt).ShouldBeInOrder(SortDirection.Descending);
        first.Hits.Concat(second.Hits).Select(hit => hit.Place).ShouldBe(all.Hits.Take(4).Select(hit => hit.Place));
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
                Letters.Plain("1 Damp", "The council's housing: the wall is wet.", date: "Mon, 1 Jun 2026 09:30:00 +0100"),
                Letters.Plain("2 Noise", "From the caffè beyond the wall.", date: "Tue, 2 Jun 2026 09:30:00 +0100"),
                Letters.Plain("3 Bins", "Subject to the council, our house's bins stay full.", date: "Wed, 3 Jun 2026 09:30:00 +0100"),
                Letters.Plain(
                    "4 Lleithder", "Damp again in Llŷn, 東京都.", "Mari Prys <mari@example.com>", date: "Wed, 3 Jun 2026 09:31:00 +0100"),
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
