using Postbag.Casework.Inbox;
using Postbag.Casework.People;
using Postbag.Casework.People.Moving;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>What people do on the people's pages, without scripts: each act can be taken back.</summary>
public sealed class PeoplePagesTests(TestOffice office) : IClassFixture<TestOffice>, IAsyncLifetime
{
    private Visitor caseworker = null!;

    private ServedSide Side => office.Casework;

    public async ValueTask InitializeAsync()
    {
        caseworker = await Side.AsAsync(Role.Caseworker);
        if ((await Side.People.ListAsync(null, 1, default)).Total > 0) return;
        foreach (var (n, address) in new[] { (1, "hazel@example.org"), (2, "hp@example.net") })
        {
            await Side.ReceiveAsync([Letters.Plain(
                $"Bins {n}", "Dear Ms Prys\n\nThe bins again. As your constituent I ask you to do something.\n\nYours sincerely\nHazel Pemble\n14 Corve Row\nMarchbury\nZZ1 1BH",
                $"Hazel Pemble <{address}>")]);
            await Side.LinkAsync();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_letters_page_says_who_wrote_it_with_the_grade_and_why()
    {
        var page = await caseworker.GetAsync(MessageLinks.Show((await Side.MessageAsync("Bins 1")).Id));

        var writer = page.Document.QuerySelector(".pb-writer")!.TextContent;
        writer.ShouldContain("Hazel Pemble");
        writer.ShouldContain("Likely a constituent");
        writer.ShouldContain("They say they are a constituent.");
    }

    [Fact]
    public async Task An_offered_letter_is_accepted_shows_on_the_persons_page_and_undo_gives_it_back()
    {
        var letter = (await Side.MessageAsync("Bins 2")).Id;
        var hazel = await Side.PersonAsync("Hazel Pemble");

        await caseworker.PostAsync(
            MessageLinks.Show(letter), new { person = hazel.Id.ToString() }, PeopleLinks.Writer(letter, "Theirs"));
        (await caseworker.GetAsync(PeopleLinks.Show(hazel.Id))).Document.QuerySelectorAll(".pb-row").Length.ShouldBe(2);
        await caseworker.PostAsync(PeopleLinks.Show(hazel.Id), null, PeopleLinks.Act(hazel.Id, "Undo"));

        var page = await caseworker.GetAsync(PeopleLinks.Show(hazel.Id));
        page.Document.QuerySelectorAll(".pb-row").Length.ShouldBe(1);
        page.Text.ShouldNotContain("hp@example.net");
    }

    [Fact]
    public async Task What_is_known_is_changed_and_a_stale_form_is_refused()
    {
        var hazel = await Side.PersonAsync("Hazel Pemble");
        var stale = await caseworker.GetAsync(PeopleLinks.Edit(hazel.Id));

        await caseworker.PostAsync(
            PeopleLinks.Edit(hazel.Id), new { Languages = "Welsh", Needs = "LargePrint", Phones = "07700 900123" });
        var refused = await caseworker.SubmitAsync(stale, PeopleLinks.Edit(hazel.Id), new { Languages = "Polish" });

        refused.ShouldRefuse("Somebody else has changed this person meanwhile.");
        var page = await caseworker.GetAsync(PeopleLinks.Show(hazel.Id));
        page.Text.ShouldContain("Welsh");
        page.Text.ShouldContain("Large print");
        page.Text.ShouldContain("07700 900123");
        await caseworker.PostAsync(PeopleLinks.Show(hazel.Id), null, PeopleLinks.Act(hazel.Id, "Undo"));
        (await caseworker.GetAsync(PeopleLinks.Show(hazel.Id))).Text.ShouldNotContain("Welsh");
    }

    [Fact]
    public async Task A_volunteer_sees_people_and_changes_nothing()
    {
        var volunteer = await Side.AsAsync(Role.Volunteer);
        var hazel = await Side.PersonAsync("Hazel Pemble");

        var page = await volunteer.GetAsync(PeopleLinks.Show(hazel.Id));

        page.Title.ShouldBe("Hazel Pemble");
        page.Document.QuerySelectorAll("main form").Length.ShouldBe(0);
        (await volunteer.GetAsync(PeopleLinks.Edit(hazel.Id))).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_file_of_cards_is_shown_before_anybody_is_taken()
    {
        var manager = await office.Casework.AsAsync(Role.OfficeManager);
        var page = await manager.GetAsync(PeopleLinks.Import);
        var cards = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Wilma Carding\r\nEMAIL:wilma@example.org\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:\r\nEND:VCARD\r\n"));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.Document.QuerySelector(
                "main input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { cards, "file", "people.vcf" },
        };

        var shown = await VisitedPage.ReadAsync(
            await manager.Http.PostAsync($"{PeopleLinks.Import}?handler=Look", form));

        shown.Document.Body!.TextContent.ShouldContain("Wilma Carding");
        shown.Document.Body!.TextContent.ShouldContain(
            "1 would be added, 0 are known already, 1 can’t be taken. Nothing has changed yet.");
        (await manager.GetAsync($"{PeopleLinks.People}?q=Carding")).Document.Body!.TextContent.ShouldNotContain(
            "Wilma Carding");
        (await manager.SubmitAsync(shown, PeopleLinks.Import, action: "handler=Import")).Location.ShouldBe(
            PeopleLinks.People);
        (await manager.GetAsync($"{PeopleLinks.People}?q=Carding")).Document.Body!.TextContent.ShouldContain(
            "Wilma Carding");
    }

    [Fact]
    public async Task Two_who_were_made_one_are_parted_again_where_it_was_done()
    {
        var import = new ImportPeople(Side.Office.Engine, new AuditTrail(TimeProvider.System), TimeProvider.System);
        ImportedPerson Of(int row, string name) =>
            new(row, []) { Name = name, Phones = ["01632 960777"], Address = "9 Mill Street", Postcode = "ZZ2 8NH" };
        await import.RunAsync(
            [Of(1, "Gwendoline Tregarth"), Of(2, "G Tregarth")], Actor.Command, null, CancellationToken.None);
        var pair = (await caseworker.GetAsync(PeopleLinks.Duplicates)).Document.QuerySelectorAll(".pb-pair a")
            .Single(link => link.TextContent.Contains("Tregarth"));
        var compare = pair.GetAttribute("href")!;
        (await caseworker.GetAsync(compare)).Text.ShouldNotContain("Languages");

        (await caseworker.PostAsync(compare, null, compare)).Location.ShouldBe(PeopleLinks.Duplicates);
        var after = await caseworker.GetAsync(PeopleLinks.Duplicates);
        after.Document.QuerySelectorAll(".pb-pair a").ShouldNotContain(link => link.TextContent.Contains("Tregarth"));
        await caseworker.SubmitAsync(after, PeopleLinks.Duplicates, null, "Undo");

        (await caseworker.GetAsync(PeopleLinks.Duplicates)).Document.QuerySelectorAll(".pb-pair a")
            .ShouldContain(link => link.TextContent.Contains("Tregarth"));
    }
}
