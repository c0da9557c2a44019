using System.Net;
using Postbag.Casework;
using Postbag.Casework.Workbench;
using Postbag.Casework.Workbench.Raising;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Postbag.Triage.Needs;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Workbench;

/// <summary>An office writes its own rules of need, sees what they would change before they count, and can take them
/// back. Sorting never stops for rules that can't be understood.</summary>
public sealed class RulesOfNeedTests : IAsyncLifetime
{
    private const string Ponies = "need pony = A pony is out on the road.\n    yes pony ..4 road\n";
    private const string Hunger =
        "We have not eaten since Tuesday and my children are hungry. Please tell me where we can get food today.";

    private LedgerOffice office = null!;
    private Actor manager = null!;

    private RulesOfNeed Rules => new(office.Engine, new AuditTrail(office.Clock), office.Clock);

    public async ValueTask InitializeAsync()
    {
        office = await LedgerOffice.OpenAsync();
        manager = await office.AddPersonAsync("Non Beddoe");
        await ReceiveAsync("Pony", "The pony is out on the road by the mill again.");
        await ReceiveAsync("Hungry", Hunger);
        await ReceiveAsync("Bins", "Nobody has emptied the bins of our street.");
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Rules_are_tried_on_the_newest_letters_and_change_nothing_by_it()
    {
        var trial = await new TryRules(office.Engine).RunAsync(NeedRules.Parse(Ponies).Rules!, CancellationToken.None);

        trial.Letters.ShouldBe(3);
        trial.Raised.ShouldHaveSingleItem().Title.ShouldBe("Pony");
        trial.Raised[0].Needs[0]
            .ShouldBe(new FoundNeed("pony", "A pony is out on the road.", "pony is out on the road"));
        trial.NoLonger.ShouldHaveSingleItem().Title.ShouldBe("Hungry");
        (await PilesAsync()).ShouldBe([("Bins", Pile.Letters), ("Hungry", Pile.Urgent), ("Pony", Pile.Letters)]);
    }

    [Fact]
    public async Task Rules_that_are_kept_raise_what_waits_and_what_comes_and_lower_nothing()
    {
        (await Rules.KeepAsync(
            Ponies.Replace("pony =", "violence =", StringComparison.Ordinal), manager, CancellationToken.None))
            .ShouldBe(1);
        // What may be hard to read is folded, as it is for letters that come.
        (await office.NumberAsync("SELECT count(*) FROM post_item i JOIN message m ON m.number = i.message WHERE m.subject = 'Pony' AND i.is_hard")).ShouldBe(1);
        await Rules.KeepAsync(Ponies, manager, CancellationToken.None);
        await ReceiveAsync("Another pony", "A pony stands in the road to the school.");
        await ReceiveAsync("Hungry too", Hunger + " We wait.");

        (await PilesAsync()).ShouldBe([
            ("Another pony", Pile.Urgent), ("Bins", Pile.Letters), ("Hungry", Pile.Urgent), ("Hungry too", Pile.Cases),
            ("Pony", Pile.Urgent)]);
        (await office.NumberAsync("SELECT count(*) FROM post_need WHERE reason = 'A pony is out on the road.'"))
            .ShouldBe(2);
        (await office.NumberAsync("SELECT items FROM post_tally WHERE slot = 0")).ShouldBe(3);
    }

    [Fact]
    public async Task What_a_person_has_dealt_with_isnt_raised_by_new_rules()
    {
        var pony = await office.NumberAsync("SELECT number FROM message WHERE subject = 'Pony'");
        await new PostActs(office.Engine, new AuditTrail(office.Clock), office.Clock).RunAsync(
            [pony], new PostAct(PostActKind.Moved, Pile: Pile.Invitations), manager, CancellationToken.None);

        (await Rules.KeepAsync(Ponies, manager, CancellationToken.None)).ShouldBe(0);
        (await PilesAsync()).ShouldContain(("Pony", Pile.Invitations));
    }

    [Fact]
    public async Task A_change_is_taken_back_and_every_version_stays_in_the_history()
    {
        await Rules.KeepAsync(Ponies, manager, CancellationToken.None);
        await Rules.KeepAsync(Ponies + "need goat = A goat.\n    yes goat\n", manager, CancellationToken.None);

        await Rules.UndoAsync(manager, CancellationToken.None);
        (await NeedsAsync()).ShouldBe(["pony"]);
        var history = await Rules.HistoryAsync(CancellationToken.None);
        history.Count.ShouldBe(3);
        (history[0].By, history[0].Content).ShouldBe(("Non Beddoe", Ponies));
        await Rules.KeepAsync(null, manager, CancellationToken.None);
        (await NeedsAsync()).ShouldBe(NeedRules.Standard.Needs);
        await Rules.TakeUpAgainAsync(history[1].Number, manager, CancellationToken.None);
        (await NeedsAsync()).ShouldBe(["pony", "goat"]);
    }

    [Fact]
    public async Task Rules_that_cant_be_understood_are_refused_by_line_and_never_stop_the_sorting()
    {
        (await Should.ThrowAsync<Refused>(
            () => Rules.KeepAsync(Ponies + "    maybe pony\n", manager, CancellationToken.None)))
            .Message.ShouldStartWith("Line 3: A line of a need begins with yes");
        await Rules.KeepAsync(Ponies, manager, CancellationToken.None);
        // As another version of the program may have left it.
        await office.ExecuteAsync("INSERT INTO need_rules (content, raised, at) VALUES ('nonsense', 0, 0)");

        await ReceiveAsync("A third pony", "The pony is out, and the road is long.");
        (await NeedsAsync()).ShouldBe(["pony"]);
        (await PilesAsync()).ShouldContain(("A third pony", Pile.Urgent));
        (await Rules.HistoryAsync(CancellationToken.None))[0].CanBeRead.ShouldBeFalse();
    }

    private async Task<IReadOnlyList<string>> NeedsAsync() =>
        (await RulesOfNeed.InForceAsync(office.Engine, CancellationToken.None)).Needs;

    private async Task ReceiveAsync(string subject, string text)
    {
        await office.ReceiveAsync(Letters.Plain(subject, text, id: subject.Replace(' ', '-')));
        await LetterRoad.FollowAsync(office.Engine, null, office.Clock, CancellationToken.None);
    }

    private async Task<List<(string, Pile)>> PilesAsync()
    {
        await using var db = (CaseworkDb)office.Office.OpenDb();
        return [.. db.PostItems.Join(db.Messages, i => i.Message, m => m.Number, (i, m) => new { m.Subject, i.Pile })
            .AsEnumerable()
            .OrderBy(item => item.Subject, StringComparer.Ordinal).Select(item => (item.Subject, item.Pile))];
    }
}

/// <summary>The page of the rules: everybody reads it, whoever manages the office changes it.</summary>
public sealed class RulesOfNeedPageTests(TestOffice office) : IClassFixture<TestOffice>
{
    private const string Ponies = "need pony = A pony is out on the road.\n    yes pony ..4 road\n";

    [Fact]
    public async Task Rules_count_only_after_they_were_tried_and_errors_are_named_by_their_line()
    {
        var manager = await office.Casework.AsAsync(Role.OfficeManager);
        (await manager.GetAsync(PostLinks.Needs)).Document.QuerySelector("textarea")!.TextContent.ShouldContain(
            "need eviction");

        (await manager.PostAsync(PostLinks.Needs, new { Rules = Ponies + "nonsense\n", Act = "try" }))
            .ShouldRefuse("Line 3: A line begins with");
        var untried = await manager.PostAsync(PostLinks.Needs, new { Rules = Ponies, Act = "keep" });
        untried.Document.QuerySelector("#tried")!.TextContent.ShouldContain("They would newly be raised: 0");
        (await manager.SubmitAsync(
            untried, PostLinks.Needs, new { Rules = Ponies + "need goat = A goat.\n    yes goat\n", Act = "keep" }))
            .Document.QuerySelector("#tried").ShouldNotBeNull();
        var tried = await manager.PostAsync(
            PostLinks.Needs, new { Rules = Ponies.ReplaceLineEndings("\r\n"), Act = "try" });
        (await manager.SubmitAsync(
            tried, PostLinks.Needs, new { Rules = Ponies.ReplaceLineEndings("\r\n"), Act = "keep" }))
            .ShouldLeadTo(PostLinks.Needs);

        var page = (await manager.GetAsync(PostLinks.Needs)).Document;
        page.QuerySelector("textarea")!.TextContent.ShouldBe(Ponies.TrimEnd('\n') + "\n");
        page.Body!.TextContent.ShouldContain("The office’s own rules count");
        (await manager.GetAsync(PostLinks.Needs + "?standard=true")).Document.QuerySelector(
            "pre")!.TextContent.ShouldContain("need eviction");
        (await manager.PostAsync(PostLinks.Needs, new { Act = "undo" })).ShouldLeadTo(PostLinks.Needs);
        (await manager.GetAsync(PostLinks.Needs)).Document.Body!.TextContent.ShouldContain(
            "The program’s own rules count.");
    }

    [Fact]
    public async Task Who_doesnt_manage_the_office_reads_them_and_changes_nothing()
    {
        var caseworker = await office.Casework.AsAsync(Role.Caseworker);

        var page = await caseworker.GetAsync(PostLinks.Needs);
        page.Document.QuerySelector("pre")!.TextContent.ShouldContain("need eviction");
        page.Document.QuerySelector("textarea").ShouldBeNull();
        page.Document.QuerySelector("button[name=Act]").ShouldBeNull();
        var token = (await caseworker.GetAsync(PostLinks.Note)).Document.QuerySelector(
            "main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var answer = await caseworker.Http.PostAsync(
            PostLinks.Needs, new FormUrlEncodedContent(
                [new("Act", "standard"), new("__RequestVerificationToken", token)]));
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.Found);
        (await caseworker.GetAsync(PostLinks.Needs)).Document.QuerySelectorAll("main li").Length.ShouldBe(
            page.Document.QuerySelectorAll("main li").Length);
    }
}
