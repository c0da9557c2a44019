using System.Net;
using Postbag.Casework.Inbox;
using Postbag.Office.Staff;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox;

public sealed class InboxPagesTests(InboxPagesTests.Post post) : IClassFixture<InboxPagesTests.Post>
{
    private ServedSide Casework => post.Office.Casework;

    [Fact]
    public async Task The_inbox_lists_the_newest_letter_first_and_pages_follow_each_other()
    {
        var visitor = await Casework.AsAsync(Role.Caseworker);

        var first = await visitor.GetAsync(MessageLinks.Inbox);
        var second = await visitor.GetAsync(LinkNamed(first, "Older"));
        var back = await visitor.GetAsync(LinkNamed(second, "Newer"));

        var subjects = Subjects(first).Concat(Subjects(second)).ToList();
        Subjects(first).Count.ShouldBe(InboxQueries.PageSize);
        subjects.Distinct().Count().ShouldBe(subjects.Count);
        subjects[..3].ShouldBe(["No subject", "Photographs", "My letter"]);
        subjects.ShouldContain("Letter 0");
        (back.Location ?? MessageLinks.Inbox).ShouldBe(MessageLinks.Inbox);
    }

    [Fact]
    public async Task Opening_a_letter_marks_it_read_and_one_button_hands_it_on_unread()
    {
        var visitor = await Casework.AsAsync(Role.Volunteer);
        var message = await Casework.MessageAsync("Letter 3");
        message.IsUnread.ShouldBeTrue();

        await visitor.GetAsync(MessageLinks.Show(message.Id));
        (await Casework.MessageAsync("Letter 3")).IsUnread.ShouldBeFalse();

        (await visitor.PostAsync(MessageLinks.Show(message.Id), action: "/mark")).ShouldLeadTo(MessageLinks.Inbox);
        (await Casework.MessageAsync("Letter 3")).IsUnread.ShouldBeTrue();
        (await new CheckLedger(Casework.Office.Engine).RunAsync(null, CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_letters_own_words_stand_plainly_and_the_rest_is_folded()
    {
        var page = await ShowAsync("The mould");

        page.Title.ShouldBe("The mould");
        page.Document.QuerySelector(".pb-letter__text")!.TextContent.ShouldContain("my son coughs all night");
        page.Document.QuerySelectorAll(".pb-letter details").Select(folded => folded.TextContent)
            .ShouldContain(text => text.Contains("Has the council been?"));
    }

    [Fact]
    public async Task A_letter_in_HTML_is_shown_in_a_frame_with_a_policy_of_its_own()
    {
        var page = await ShowAsync("Photographs");
        var frame = page.Document.QuerySelector("iframe")!;
        var visitor = await Casework.AsAsync(Role.Caseworker);
        var letter = await visitor.GetAsync(frame.GetAttribute("src")!);

        frame.GetAttribute("sandbox").ShouldBe("allow-popups allow-popups-to-escape-sandbox");
        var policy = letter.Answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;");
        policy.ShouldContain("sandbox");
        policy.ShouldNotContain("script");
        letter.Text.ShouldNotContain("fetch(");
        letter.Text.ShouldContain("class=\"blurred\"");
        letter.Text.ShouldContain("Picture: Logo of the landlord");
        page.Document.QuerySelectorAll(".pb-veil").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Pictures_are_shown_and_fetched_only_when_somebody_asks()
    {
        var visitor = await Casework.AsAsync(Role.Caseworker);
        var page = await ShowAsync("Photographs");

        var own = await visitor.GetAsync(LinkNamed(page, "Show it"));
        var all = await visitor.GetAsync(LinkNamed(page, "Fetch it"));
        var ownLetter = await visitor.GetAsync(own.Document.QuerySelector("iframe")!.GetAttribute("src")!);
        var allLetter = await visitor.GetAsync(all.Document.QuerySelector("iframe")!.GetAttribute("src")!);

        ownLetter.Text.ShouldNotContain("class=\"blurred\"");
        ownLetter.Text.ShouldNotContain("remote.png");
        allLetter.Text.ShouldContain("remote.png");
        allLetter.Answer.Headers.GetValues("Content-Security-Policy").Single()
            .ShouldContain("img-src data: https: http:");
    }

    [Fact]
    public async Task An_attachment_is_saved_and_never_opened()
    {
        var visitor = await Casework.AsAsync(Role.Caseworker);
        var message = await Casework.MessageAsync("My letter");

        var answer = await visitor.Http.GetAsync(MessageLinks.Attachment(message.Id, 1));

        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/octet-stream");
        answer.Content.Headers.ContentDisposition!.ToString().ShouldStartWith("attachment;");
        answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("evil.html");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<script>");
        (await visitor.Http.GetAsync(MessageLinks.Attachment(message.Id, 2))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound);
        (await AuditedAsync("message.attachment-taken")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_original_comes_as_it_was_and_taking_it_is_recorded()
    {
        var visitor = await Casework.AsAsync(Role.Caseworker);
        var message = await Casework.MessageAsync("The mould");
        var before = await AuditedAsync("message.original-taken");

        var answer = await visitor.Http.GetAsync(MessageLinks.Original(message.Id));

        (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBe((int)message.SizeBytes);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await AuditedAsync("message.original-taken")).ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_message_nothing_could_be_made_of_is_shown_as_it_came_with_the_reason()
    {
        var visitor = await Casework.AsAsync(Role.Caseworker);
        var row = (await visitor.GetAsync(MessageLinks.Inbox)).Document.QuerySelectorAll(".pb-row")
            .Single(item => item.TextContent.Contains("neither a header"));

        var page = await visitor.GetAsync(row.QuerySelector("a")!.GetAttribute("href")!);

        page.Document.QuerySelector("pre.pb-raw")!.TextContent.ShouldContain("neither a header");
        page.Text.ShouldContain("can only be shown as it came");
        page.Text.ShouldContain("there is no header field");
    }

    [Theory]
    [InlineData(Role.Representative, true, true)]
    [InlineData(Role.OfficeManager, true, true)]
    [InlineData(Role.Caseworker, true, true)]
    [InlineData(Role.Volunteer, true, false)]
    [InlineData(Role.Auditor, false, false)]
    public async Task Each_role_gets_as_far_as_the_table_says(Role role, bool reads, bool takes)
    {
        var visitor = await Casework.AsAsync(role);
        var message = await Casework.MessageAsync("My letter");

        foreach (var url in new[]
            { MessageLinks.Inbox, MessageLinks.Show(message.Id), MessageLinks.Source(message.Id),
                MessageLinks.Html(message.Id, null), MessageLinks.Find("mould") })
            (await visitor.Http.GetAsync(url)).StatusCode.ShouldBe(
                reads ? HttpStatusCode.OK : HttpStatusCode.Forbidden, url);
        foreach (var url in new[] { MessageLinks.Original(message.Id), MessageLinks.Attachment(message.Id, 1) })
            (await visitor.Http.GetAsync(url)).StatusCode.ShouldBe(
                takes ? HttpStatusCode.OK : HttpStatusCode.Forbidden, url);
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_sees_anything()
    {
        using var visitor = Casework.NewVisitor();
        var message = await Casework.MessageAsync("My letter");

        foreach (var url in new[]
            { MessageLinks.Inbox, MessageLinks.Show(message.Id), MessageLinks.Html(message.Id, null),
                MessageLinks.Original(message.Id), MessageLinks.Find("mould") })
            (await visitor.GetAsync(url)).Headers.Location!.ToString().ShouldContain("/sign-in");
    }

    [Fact]
    public async Task A_message_that_is_not_there_is_not_found()
    {
        var visitor = await Casework.AsAsync(Role.Caseworker);

        (await visitor.GetAsync(MessageLinks.Show(Id<Message>.New(post.Office.Clock)))).Status.ShouldBe(
            HttpStatusCode.NotFound);
        (await visitor.GetAsync(MessageLinks.Inbox + "/nonsense")).Status.ShouldNotBe(
            HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task Searching_shows_what_was_found_and_keeps_the_query()
    {
        var visitor = await Casework.AsAsync(Role.Caseworker);

        var page = await visitor.GetAsync(MessageLinks.Find("\"coughs all\""));
        var many = await visitor.GetAsync(MessageLinks.Find("number"));
        var next = await visitor.GetAsync(LinkNamed(many, "Older"));

        page.Document.QuerySelectorAll(".pb-row mark").Select(found => found.TextContent).ShouldBe(["coughs", "all"]);
        page.Document.QuerySelector("#pb-search")!.GetAttribute("value").ShouldBe("\"coughs all\"");
        many.Text.ShouldContain("60 letters");
        next.Document.QuerySelectorAll(".pb-row").Length.ShouldBe(25);
        next.Document.QuerySelector("#pb-search")!.GetAttribute("value").ShouldBe("number");
    }

    private async Task<VisitedPage> ShowAsync(string subject)
    {
        var visitor = await Casework.AsAsync(Role.Caseworker);
        return await visitor.GetAsync(MessageLinks.Show((await Casework.MessageAsync(subject)).Id));
    }

    private async Task<long> AuditedAsync(string act)
    {
        await using var connection = await Casework.Office.Engine.OpenReaderAsync(CancellationToken.None);
        return await connection.NumberAsync(
            "SELECT count(*) FROM audit_entry WHERE act = @act", CancellationToken.None, ("@act", act)) ?? 0;
    }

    private static List<string> Subjects(VisitedPage page) =>
        page.Document.QuerySelectorAll(".pb-row__subject").Select(subject => subject.TextContent).ToList();

    private static string LinkNamed(VisitedPage page, string name) =>
        page.Document.QuerySelectorAll("a")
            .First(link => link.TextContent.Trim().StartsWith(name, StringComparison.Ordinal))
            .GetAttribute("href")!;

    public sealed class Post : IAsyncLifetime
    {
        public TestOffice Office { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Office.InitializeAsync();
            await Office.Casework.ReceiveAsync(
            [
                .. Enumerable.Range(0, 60).Select(n => Letters.Plain(
                    $"Letter {n}", $"This is number {n}.", date: $"Mon, 1 Jun 2026 09:{n:00}:00 +0100")),
                Letters.Plain("The mould", OddLetters.Reply, date: "Tue, 9 Jun 2026 10:00:00 +0100"),
                OddLetters.WithAttachment("My letter", "ev\u202Eil.html", "<script>alert(1)</script>"),
                OddLetters.Hostile("Photographs", "https://pictures.example.test/"),
                "\nneither a header\nnor anything like one\n"u8.ToArray(),
            ]);
        }

        public ValueTask DisposeAsync() => Office.DisposeAsync();
    }
}
