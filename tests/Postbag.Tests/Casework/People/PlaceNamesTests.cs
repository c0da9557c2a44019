using System.Net;
using Postbag.Casework.Inbox;
using Postbag.Casework.People;
using Postbag.Casework.People.Grading;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>Names of places that only the office knows.</summary>
public sealed class PlaceNamesTests(TestOffice office) : IClassFixture<TestOffice>
{
    private ServedSide Side => office.Casework;

    [Fact]
    public void A_name_is_found_however_it_is_written_and_what_is_not_on_the_list_is_unknown()
    {
        var names = PlaceNames.Read("The Vale\nPont-y-Garreg\n\nLlanfêr,\n", "Harbury Sands");

        names.StandingOf("Vale").ShouldBe(NameStanding.Ours);
        names.StandingOf("the vale").ShouldBe(NameStanding.Ours);
        names.StandingOf("Pont y garreg").ShouldBe(NameStanding.Ours);
        names.StandingOf("LLANFER").ShouldBe(NameStanding.Ours);
        names.StandingOf("Harbury Sands").ShouldBe(NameStanding.Elsewhere);
        names.StandingOf("Harbury").ShouldBe(NameStanding.Unknown);
        names.Mark.ShouldNotBe(PlaceNames.Read("The Vale", "").Mark);
    }

    [Theory]
    [InlineData("The Vale", "Vale", "The Vale stands on both lists: take it from one.")]
    [InlineData("A", "", "\"A\" has too few letters to tell a place by.")]
    [InlineData("PK\u0003\u0004", "", "is no place’s name: write one name a line.")]
    public void What_cannot_be_told_by_is_refused_in_a_sentence(string ours, string elsewhere, string says) =>
        Should.Throw<CannotException>(() => PlaceNames.Read(ours, elsewhere)).Message.ShouldContain(says);

    [Fact]
    public async Task Names_are_kept_by_the_office_manager_and_shown_again()
    {
        var manager = await Side.AsAsync(Role.OfficeManager);

        var both = await manager.PostAsync(PeopleLinks.Places, new { Ours = "The Vale", Elsewhere = "the vale" });
        await manager.PostAsync(PeopleLinks.Places, new { Ours = "The Vale\nLower Mere", Elsewhere = "Harbury Sands" });
        var shown = await manager.GetAsync(PeopleLinks.Places);

        both.Text.ShouldContain("stands on both lists");
        shown.Document.QuerySelector("#Ours")!.TextContent.Trim().Split('\n')
            .ShouldBe(["Lower Mere", "The Vale"], ignoreOrder: true);
        shown.Document.QuerySelector("#Elsewhere")!.TextContent.Trim().ShouldBe("Harbury Sands");
        await using var connection = await Side.Office.Engine.OpenReaderAsync(CancellationToken.None);
        (await connection.NumberAsync(
            "SELECT count(*) FROM audit_entry WHERE act = 'people.places'", CancellationToken.None)).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_says_they_live_in_a_place_of_the_offices_is_likely_ours_and_grades_follow_the_list()
    {
        await using var ledger = await LedgerOffice.OpenAsync();
        await ledger.ReceiveAsync(
            [Letters.Plain("Bins", "Dear Ms Prys\n\nI live in Lower Mere. The bins.\n\nYours\nHazel Pemble",
            "Hazel Pemble <hazel@example.org>", id: "1")]);
        await ledger.LinkAsync();
        var before = (await ledger.WriterAsync(1)).Grade;

        await PlaceNames.Read("Lower Mere", "")
            .KeepAsync(ledger.Engine, new AuditTrail(ledger.Clock), Actor.Command, CancellationToken.None);
        await ledger.LinkAsync();
        var ours = (await ledger.WriterAsync(1)).Grade;
        await PlaceNames.Read("", "Lower Mere")
            .KeepAsync(ledger.Engine, new AuditTrail(ledger.Clock), Actor.Command, CancellationToken.None);
        await ledger.LinkAsync();

        before.ShouldBe(Grade.Unclear);
        ours.ShouldBe(Grade.Likely);
        (await ledger.WriterAsync(1)).Grade.ShouldBe(Grade.LikelyElsewhere);
    }

    [Fact]
    public async Task Only_who_may_move_people_names_places() =>
        (await (await Side.AsAsync(Role.Caseworker)).GetAsync(PeopleLinks.Places)).Status.ShouldBe(
            HttpStatusCode.Forbidden);
}
