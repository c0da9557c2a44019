using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework.Elsewhere;
using Postbag.Casework.Inbox;
using Postbag.Demo;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Elsewhere;

/// <summary>Somebody else's constituent is told, politely, who the right person is; nothing is sent or passed
/// on.</summary>
public sealed class ElsewhereTests(TestOffice office) : IClassFixture<TestOffice>, IAsyncLifetime
{
    private static readonly DemoStreet Away = DemoPlaces.StreetsElsewhere[0];

    private ServedSide Side => office.Casework;

    public async ValueTask InitializeAsync()
    {
        if (Side.Places.Index is not null) return;
        await Side.ImportPlacesAsync();
        await Side.ReceiveAsync([
            Letters.Plain(
                "From elsewhere", $"Dear Ms Thackwray\n\nPlease help with the damp in my flat.\n\nYours sincerely\nHazel Pemble\n3 {Away.Name}\n{Away.Town}\n{Away.Postcode}",
                "Hazel Pemble <hazel@example.org>"),
            Letters.Plain(
                "From here", $"Dear Ms Thackwray\n\nPlease help with the damp in my flat.\n\nYours sincerely\nOwen Marl\n3 {DemoPlaces.Streets[0].Name}\nMarchbury\n{DemoPlaces.Streets[0].Postcode}",
                "Owen Marl <owen@example.net>"),
        ]);
        await Side.LinkWithPlacesAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task One_act_drafts_an_answer_that_names_the_right_constituency_and_who_represents_it()
    {
        var letter = await Side.MessageAsync("From elsewhere");
        var visitor = await Side.AsAsync(Role.Caseworker);

        using (var scope = Side.NewScope())
            if (await scope.ServiceProvider.GetRequiredService<ElsewhereAnswers>()
                .FindAsync(letter.Number, CancellationToken.None) is not null)
                await scope.ServiceProvider.GetRequiredService<ElsewhereAnswers>()
                    .TakeBackAsync(letter, Actor.Command, CancellationToken.None);

        var drafted = await visitor.PostAsync(MessageLinks.Show(letter.Id), action: "/casework/elsewhere/");
        var page = await visitor.GetAsync(drafted.Location!);

        var text = page.Document.QuerySelector("textarea")!.TextContent;
        text.ShouldContain("Dear Hazel Pemble");
        text.ShouldContain($"Your postcode, {Away.Postcode}, is in the constituency of Harbury Sands.");
        text.ShouldContain("You are represented by Aled Fenwick MP (aled.fenwick@example.org, 01632 960101).");
        text.ShouldContain("We have not passed your message on");
        text.ShouldContain($"your home is in {DemoStaff.Constituency} after all");
        page.Document.Body!.TextContent.ShouldContain("Kept until");
        page.Document.QuerySelector("a[href^='mailto:hazel%40example.org?subject=Re%3A%20From%20elsewhere&body=']")
            .ShouldNotBeNull();
        (await visitor.GetAsync(MessageLinks.Show(letter.Id))).Document.Body!.TextContent.ShouldContain(
            "the letter is kept until");
    }

    [Fact]
    public async Task The_draft_can_be_changed_and_taken_back_and_drafting_again_leaves_it_alone()
    {
        var letter = await Side.MessageAsync("From elsewhere");
        var visitor = await Side.AsAsync(Role.Caseworker);
        var show = ElsewhereLinks.Show(letter.Id);
        await DraftAsync(letter);

        (await visitor.PostAsync(show, new { Written = "My own words." })).Location.ShouldBe(show);
        (await visitor.PostAsync(show, new { Written = " " })).Document.Body!.TextContent.ShouldContain(
            "Enter what is written.");
        (await visitor.GetAsync(show)).Document.QuerySelector("textarea")!.TextContent.Trim().ShouldBe("My own words.");
        await DraftAsync(letter);
        (await visitor.GetAsync(show)).Document.QuerySelector("textarea")!.TextContent.Trim().ShouldBe("My own words.");

        using (var scope = Side.NewScope())
            await scope.ServiceProvider.GetRequiredService<ElsewhereAnswers>()
                .TakeBackAsync(letter, Actor.Command, CancellationToken.None);

        (await visitor.GetAsync(show)).Location.ShouldBe(MessageLinks.Show(letter.Id));
        (await visitor.GetAsync(MessageLinks.Show(letter.Id))).Document.QuerySelector(
            "form[action^='/casework/elsewhere/']").ShouldNotBeNull();
    }

    private async Task DraftAsync(Message letter)
    {
        using var scope = Side.NewScope();
        var writer = await Side.People.OfMessageAsync(letter.Number, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<ElsewhereAnswers>()
            .DraftAsync(letter, writer, Actor.Command, CancellationToken.None);
    }

    [Fact]
    public async Task A_constituents_letter_offers_no_such_answer_and_a_volunteer_drafts_none()
    {
        var (ours, theirs) = (await Side.MessageAsync("From here"), await Side.MessageAsync("From elsewhere"));

        var page = await (await Side.AsAsync(Role.Caseworker)).GetAsync(MessageLinks.Show(ours.Id));
        var volunteer = await Side.AsAsync(Role.Volunteer);

        page.Document.QuerySelector("form[action^='/casework/elsewhere/']").ShouldBeNull();
        (await volunteer.GetAsync(MessageLinks.Show(theirs.Id))).Document.QuerySelector(
            "form[action^='/casework/elsewhere/']").ShouldBeNull();
        (await volunteer.GetAsync(ElsewhereLinks.Show(theirs.Id))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_office_writes_its_own_words_and_a_field_that_is_none_is_refused()
    {
        var visitor = await Side.AsAsync(Role.OfficeManager);

        var refused = await visitor.PostAsync(ElsewhereLinks.Words, new { Written = "Dear {nmae}", KeepDays = 30 });
        var saved = await visitor.PostAsync(
            ElsewhereLinks.Words, new { Written = "Dear {name}, ask {who}", KeepDays = 14 });

        refused.Document.Body!.TextContent.ShouldContain("There is no field {nmae}.");
        saved.Location.ShouldBe(ElsewhereLinks.Words);
        var page = await visitor.GetAsync(ElsewhereLinks.Words);
        page.Document.QuerySelector("textarea")!.TextContent.Trim().ShouldBe("Dear {name}, ask {who}");
        await visitor.PostAsync(ElsewhereLinks.Words, new { Written = ElsewhereWords.Usual.Content, KeepDays = 30 });
    }
}
