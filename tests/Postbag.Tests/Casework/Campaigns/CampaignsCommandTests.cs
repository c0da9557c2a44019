using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Campaigns;

/// <summary>`postbag campaigns` and `postbag campaigns show`.</summary>
public sealed class CampaignsCommandTests
{
    [Fact]
    public async Task Campaigns_are_listed_and_shown_with_what_people_added()
    {
        var place = await TestPlace.NewArgumentsAsync();
        var mailbox = Letters.File("letters.mbox", Letters.Mbox(
            [.. Enumerable.Range(1, 5).Select(CampaignLetters.Plain), CampaignLetters.WithStory(7)]));
        (await PostbagProcess.RunAsync(["import", .. place, mailbox, "--json"])).ExitCode.ShouldBe(0);

        var list = await PostbagProcess.RunAsync(["campaigns", .. place, "--json"]);
        list.ExitCode.ShouldBe(0, list.Errors);
        var campaign = list.Json.GetProperty("campaigns").EnumerateArray().ShouldHaveSingleItem();
        campaign.GetProperty("people").GetInt32().ShouldBe(6);

        var show = await PostbagProcess.RunAsync(
            ["campaigns", "show", campaign.GetProperty("id").GetString()!, .. place, "--json"]);
        show.ExitCode.ShouldBe(0, show.Errors);
        show.Json.GetProperty("template").GetString().ShouldNotBeNull().ShouldContain("thirteen centimetres");
        show.Json.GetProperty("own").EnumerateArray().ShouldHaveSingleItem().GetProperty("text").GetString()
            .ShouldBe(CampaignLetters.Story);
    }

    [Fact]
    public async Task A_campaign_that_does_not_exist_is_refused_with_a_sentence()
    {
        var place = await TestPlace.NewArgumentsAsync();
        await (await LedgerOffice.OpenAsync(place)).DisposeAsync();

        var run = await PostbagProcess.RunAsync(["campaigns", "show", "nonsense", .. place]);

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldBe("There is no campaign nonsense. `postbag campaigns` lists them.");
    }
}
