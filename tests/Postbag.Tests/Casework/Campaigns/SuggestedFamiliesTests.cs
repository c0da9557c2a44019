using Postbag.Casework.Campaigns;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Campaigns;

/// <summary>One campaign in other words: suggested with its reason, joined or refused by a person, and never by
/// itself.</summary>
public sealed class SuggestedFamiliesTests(TestOffice office) : IClassFixture<TestOffice>, IAsyncLifetime
{
    private const string One =
        """
        The night ferry from Pentwood to Gull Island stops running on 30 September. Since 1987 it has carried nurses home from the
        late shift at St Brannoc hospital. The operator, Tidewater Lines, was paid 4.2 million pounds last year to keep the boat in
        service. Yet in June its directors shared out a dividend while the spare engine lay unrepaired in Harbour Shed. Islanders who
        miss the seven o'clock sailing now sleep in their cars or pay for a water taxi.
        """;

    private const string Other =
        """
        From the end of next month, 30 September, nobody will be able to cross at night between Pentwood and Gull Island. Nurses
        coming off late duty at St Brannoc have relied on that boat ever since 1987. Last year the public purse handed Tidewater
        Lines 4.2 million pounds for keeping it going. Instead the directors voted themselves a dividend in June, and a broken spare
        engine was left to rust in Harbour Shed. Anyone on the island who is late for the seven o'clock departure must hire a water taxi.
        """;

    /// <summary>Four people's letter, the same in other words from three, and another campaign's.</summary>
    internal static IEnumerable<byte[]> Letters =>
    [
        .. Enumerable.Range(1, 4).Select(n => CampaignLetters.Of(n, "Dear Ms Prys,\n\n" + One)),
        .. Enumerable.Range(11, 3).Select(n => CampaignLetters.Of(n, "Dear Ms Prys,\n\n" + Other)),
        .. Enumerable.Range(21, 3).Select(CampaignLetters.Plain),
    ];

    private Visitor caseworker = null!;

    private ServedSide Side => office.Casework;

    public async ValueTask InitializeAsync()
    {
        caseworker = await Side.AsAsync(Role.Caseworker);
        if ((await Side.CampaignsAsync()).Count > 0) return;
        await Side.ReceiveAsync(Letters);
        await Side.GroupAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task They_are_suggested_with_the_reason_and_stay_two_until_somebody_joins_them()
    {
        (await Side.CampaignsAsync()).Count.ShouldBe(3);
        var suggestion = (await SuggestedAsync()).ShouldHaveSingleItem();
        suggestion.ShouldContain("1987");
        suggestion.ShouldContain("(4 people)");

        await DecideAsync("Join");
        (await Side.CampaignsAsync()).Count.ShouldBe(2);
        (await SuggestedAsync()).ShouldBeEmpty();

        await DecideAsync("Undo");
        (await Side.CampaignsAsync()).Count.ShouldBe(3);
        (await SuggestedAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_refused_is_not_asked_again_until_that_is_taken_back()
    {
        await DecideAsync("Apart");
        (await SuggestedAsync()).ShouldBeEmpty();
        (await Side.CampaignsAsync()).Count.ShouldBe(3);

        await DecideAsync("Undo");
        (await SuggestedAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_volunteer_is_asked_nothing()
    {
        var volunteer = await Side.AsAsync(Role.Volunteer);

        (await volunteer.GetAsync(CampaignLinks.Campaigns)).Document.QuerySelector("#other-words").ShouldBeNull();
    }

    private async Task<IReadOnlyList<string>> SuggestedAsync()
    {
        var page = await caseworker.GetAsync(CampaignLinks.Campaigns);
        return [.. page.Document.QuerySelectorAll("section[aria-labelledby=other-words] li")
            .Select(item => item.TextContent)];
    }

    /// <summary>Presses a button of the list, as it stands there.</summary>
    private async Task DecideAsync(string act)
    {
        var page = await caseworker.GetAsync(CampaignLinks.Campaigns);
        var larger = (await Side.CampaignsAsync())
            .Single(campaign => campaign.Template.Contains("The night ferry", StringComparison.Ordinal));
        var other = page.Document.QuerySelector("input[name=other]")?.GetAttribute("value") ?? "";
        var token = (await caseworker.GetAsync(CampaignLinks.Show(larger.Id))).Document.QuerySelector(
            "input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var answer = await caseworker.Http.PostAsync(
            CampaignLinks.Act(larger.Id, act),
            new FormUrlEncodedContent(
                [new("__RequestVerificationToken", token), new("list", "true"), new("other", other)]));
        answer.Headers.Location!.ToString().ShouldBe(CampaignLinks.Campaigns);
        await Side.GroupAsync();
    }
}
