using System.Text.Json;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Reconciliation;

public sealed class SourcesCommandTests
{
    [Fact]
    public async Task Sources_and_reconcile_say_for_each_source_what_is_there_here_and_missing()
    {
        var place = await TestPlace.NewArgumentsAsync();
        var file = Letters.File("post.mbox", Letters.Mbox(Letters.Plain("Damp", "The wall is wet.")));
        await PostbagProcess.RunAsync(["import", .. place, file]);

        var known = await PostbagProcess.RunAsync(["sources", .. place, "--json"]);
        var whole = await PostbagProcess.RunAsync(["reconcile", .. place, "--json"]);
        await File.WriteAllBytesAsync(
            file, Letters.Mbox(Letters.Plain("Damp", "The wall is wet."), Letters.Plain("Bus", "It is late.")));
        var grown = await PostbagProcess.RunAsync(["reconcile", .. place, "--json"]);
        var forPeople = await PostbagProcess.RunAsync(["sources", .. place]);
        var check = await PostbagProcess.RunAsync(["check", .. place, "--json"]);

        known.ExitCode.ShouldBe(0);
        Text(known.Json.EnumerateArray().Single(), "name", "kind").ShouldBe([file, "file"]);
        whole.ExitCode.ShouldBe(0, whole.Errors);
        Counts(whole.Json.EnumerateArray().Single()).ShouldBe((1, 1, 0));
        grown.ExitCode.ShouldBe(1);
        Counts(grown.Json.EnumerateArray().Single()).ShouldBe((2, 1, 1));
        Text(grown.Json[0].GetProperty("missing")[0], "key", "why").ShouldBe(["#2", "it hasn't been taken in yet"]);
        forPeople.Output.ShouldContain("2 there, 1 here, 1 missing");
        check.ExitCode.ShouldBe(0, check.Output);
        Counts(check.Json.GetProperty("sources")[0]).ShouldBe((2, 1, 1));
    }

    [Fact]
    public async Task The_page_shows_what_is_missing_and_why_and_counts_again_when_asked()
    {
        await using var casework =
            await ServedSide.StartAsync(new Postbag.Casework.CaseworkSide(), StoppedClock.OnMonday());
        var file = Letters.File("post.mbox", Letters.Mbox(Letters.Plain("Damp", "The wall is wet.")));
        await casework.ImportAsync(file);
        await File.WriteAllBytesAsync(
            file, Letters.Mbox(Letters.Plain("Damp", "The wall is wet."), Letters.Plain("Bus", "It is late.")));
        await casework.Counting.RunAllAsync(null, CancellationToken.None);
        var visitor = await casework.AsAsync(Role.Caseworker);

        var page = await visitor.GetAsync(SourceLinks.Index);
        var answer = await visitor.PostAsync(SourceLinks.Index, action: SourceLinks.Index);

        var row = page.Document.QuerySelector("tbody tr")!.TextContent;
        row.ShouldContain(file);
        page.Document.QuerySelectorAll("tbody td").Take(3).Select(cell => cell.TextContent.Trim())
            .ShouldBe(["2", "1", "1"]);
        page.Document.QuerySelector("main details")!.TextContent.ShouldContain("#2: it hasn't been taken in yet");
        answer.ShouldLeadTo(SourceLinks.Index);
    }

    private static (long, long, long) Counts(JsonElement source) => (
        source.GetProperty("there").GetInt64(), source.GetProperty("here").GetInt64(),
        source.GetProperty("missing").GetArrayLength());

    private static string?[] Text(JsonElement element, params string[] names) =>
        [.. names.Select(name => element.GetProperty(name).GetString())];
}
