using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Workbench;
using Postbag.Casework.Workbench.Labels;
using Postbag.Office.Audit;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Workbench;

/// <summary>What people say of letters is learnt, by every process, and stays learnt.</summary>
public sealed class OfficeLabelsTests : IAsyncLifetime
{
    private const string Otters =
        "The otters of the weir keep opening the sluice, and the crayfish of the ditch have moved into the sheepwash.";

    private LedgerOffice office = null!;

    public async ValueTask InitializeAsync()
    {
        office = await LedgerOffice.OpenAsync();
        await office.ReceiveAsync([
            Letters.Plain("Otters", Otters, id: "otters"),
            Letters.Plain("Otters again", "Again the otters of the weir: the crayfish are in the sheepwash still.",
                id: "otters-2"),
            Letters.Plain("Mould",
                "There is damp and mould in our flat and my landlord will not mend the leaking roof.", id: "mould")]);
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_starting_set_suggests_from_the_first_day_and_says_by_which_words()
    {
        var issue = await IssueAsync(
            office, await NumberAsync("Mould"),
            "There is damp and mould in our flat and my landlord will not mend the leaking roof.");

        issue.Suggested.ShouldNotBeNull().Label.ShouldStartWith("Housing");
        issue.Suggested!.Words.ShouldContain("mould");
        issue.Suggested.Percent.ShouldBeNull();
        (await IssueAsync(office, await NumberAsync("Otters"), Otters)).Suggested.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_said_of_a_letter_is_suggested_for_the_next_one_like_it_in_another_process_too()
    {
        await using var other = await LedgerOffice.OpenAsync(office.Place);
        await IssueAsync(other, await NumberAsync("Otters"), Otters);

        (await DecideAsync("Otters", "issue", "Water")).ShouldBe(1);
        (await DecideAsync("Otters", "issue", "Water")).ShouldBe(0);
        (await DecideAsync("Otters", "issue", "No such issue")).ShouldBe(0);

        (await IssueAsync(office, await NumberAsync("Otters"), Otters)).Decided.ShouldBe("Water");
        foreach (var one in new[] { office, other })
            (await IssueAsync(one, 99, Otters)).Suggested.ShouldNotBeNull().Label.ShouldBe("Water");
    }

    [Fact]
    public async Task The_model_is_kept_and_a_process_that_begins_anew_says_the_same()
    {
        for (var round = 0; round < 30; round++)
        {
            await DecideAsync("Otters", "issue", round % 2 == 0 ? "Schools" : "Water");
            await DecideAsync("Otters again", "issue", round % 2 == 0 ? "Schools" : "Water");
        }

        var said = await IssueAsync(office, 99, Otters);
        (await office.NumberAsync("SELECT count(*) FROM label_model")).ShouldBe(5);
        await using var fresh = await LedgerOffice.OpenAsync(office.Place);
        (await IssueAsync(fresh, 99, Otters)).Suggested.ShouldBe(said.Suggested);
    }

    [Fact]
    public async Task What_was_said_in_error_and_taken_back_is_unlearnt_in_every_process()
    {
        var by = await office.AddPersonAsync("Non Beddoe");
        await using var other = await LedgerOffice.OpenAsync(office.Place);
        var otters = await NumberAsync("Otters");
        await LabelAsync(by, "Otters again", "Water");
        var before = await IssueAsync(office, 99, Otters);

        await LabelAsync(by, "Otters", "Schools");
        foreach (var one in new[] { office, other })
            (await IssueAsync(one, otters, Otters)).Decided.ShouldBe("Schools");
        (await IssueAsync(other, 99, Otters)).Suggested.ShouldNotBeNull().Label.ShouldBe("Schools");
        (await Acts().UndoAsync(by, CancellationToken.None)).ShouldBe(new TakenBack(PostActKind.Labelled, 1, 0));

        await using var fresh = await LedgerOffice.OpenAsync(office.Place);
        foreach (var one in new[] { office, other, fresh })
        {
            (await IssueAsync(one, otters, Otters)).Decided.ShouldBeNull();
            (await IssueAsync(one, 99, Otters)).ShouldBeEquivalentTo(before);
        }
    }

    [Fact]
    public async Task What_a_kept_model_had_learnt_is_unlearnt_too()
    {
        var by = await office.AddPersonAsync("Non Beddoe");
        await LabelAsync(by, "Otters", "Schools");
        for (var round = 0; round < 60; round++)
            await DecideAsync("Mould", "issue", round % 2 == 0 ? "Energy" : "Water");
        (await IssueAsync(office, 99, Otters)).Suggested.ShouldNotBeNull().Label.ShouldBe("Schools");
        (await office.NumberAsync("SELECT count(*) FROM label_model")).ShouldBe(5);

        await Acts().UndoAsync(by, CancellationToken.None);

        await using var fresh = await LedgerOffice.OpenAsync(office.Place);
        foreach (var one in new[] { office, fresh })
            (await IssueAsync(one, 99, Otters)).Suggested?.Label.ShouldNotBe("Schools");
    }

    [Fact]
    public async Task Taking_back_leaves_what_a_colleague_has_said_since_and_brings_back_what_was_said_before()
    {
        var (by, colleague) = (await office.AddPersonAsync("Non Beddoe"), await office.AddPersonAsync("Siwan Gethin"));
        var otters = await NumberAsync("Otters");
        await LabelAsync(by, "Otters", "Schools");
        await LabelAsync(colleague, "Otters", "Water");

        (await Acts().UndoAsync(by, CancellationToken.None)).ShouldBe(new TakenBack(PostActKind.Labelled, 0, 1));
        (await IssueAsync(office, otters, Otters)).Decided.ShouldBe("Water");
        await Acts().UndoAsync(colleague, CancellationToken.None);
        (await IssueAsync(office, otters, Otters)).Decided.ShouldBe("Schools");
    }

    [Fact]
    public async Task A_letter_that_asks_for_help_is_a_likely_case_and_says_why()
    {
        await LetterRoad.FollowAsync(office.Engine, null, office.Clock, CancellationToken.None);

        (await office.NumberAsync(
            "SELECT p.pile FROM post_item p JOIN message m ON m.number = p.message WHERE m.subject = 'Mould'"))
            .ShouldBe((long)Pile.Cases);
        (await office.NumberAsync(
            "SELECT p.pile FROM post_item p JOIN message m ON m.number = p.message WHERE m.subject = 'Otters'"))
            .ShouldBe((long)Pile.Letters);
        (await office.NumberAsync("SELECT count(*) FROM post_item WHERE why = ''")).ShouldBe(0);
    }

    private PostActs Acts() => new(office.Engine, new AuditTrail(office.Clock), office.Clock);

    private async Task LabelAsync(Actor by, string subject, string label) => (await Acts().LabelAsync(
        await NumberAsync(subject), new Dictionary<string, string> { ["issue"] = label }, by, CancellationToken.None))
            .ShouldBe(1);

    private async Task<int> DecideAsync(string subject, string axis, string label) => await Acts().LabelAsync(
        await NumberAsync(subject),
        await new OfficeLabels(office.Engine)
            .KnownAsync(new Dictionary<string, string> { [axis] = label }, CancellationToken.None),
        Actor.Command, CancellationToken.None);

    private Task<long> NumberAsync(string subject) =>
        office.NumberAsync($"SELECT number FROM message WHERE subject = '{subject}'");

    private static async Task<ShownLabel> IssueAsync(LedgerOffice office, long message, string text) =>
        (await new OfficeLabels(office.Engine).OfAsync(message, text, CancellationToken.None))
            .Single(label => label.Axis == "issue");
}
