using Postbag.Casework.Workbench;
using Postbag.Mime;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Workbench;

/// <summary>Each message lies in one pile, and the reason is a sentence.</summary>
public sealed class SortingTests
{
    private static readonly PostFacts Plain = new(
        true, MessageKind.Personal, null, "example.org", "About the road", false, null, null, null);

    [Fact]
    public void A_need_raises_a_letter_over_all_else_that_is_true_of_it()
    {
        foreach (var kind in Enum.GetValues<MessageKind>())
        {
            var facts = new PostFacts(
                true, kind, "Someone has no food.", "dwp.gov.uk", "Invitation", true, "“Bees”", "Likely in Nantgarw.",
                null);
            Sorting.Of(facts).ShouldBe((Pile.Urgent, "Someone has no food."));
        }
    }

    [Fact]
    public void What_machines_sent_is_told_apart_by_its_form()
    {
        Sorting.Of(Plain with { Kind = MessageKind.AutoReply }).Pile.ShouldBe(Pile.Automatic);
        Sorting.Of(Plain with { Kind = MessageKind.Bounce }).Pile.ShouldBe(Pile.Automatic);
        Sorting.Of(Plain with { Kind = MessageKind.List }).Pile.ShouldBe(Pile.Automatic);
        Sorting.Of(Plain with { Kind = MessageKind.Calendar }).Pile.ShouldBe(Pile.Invitations);
        Sorting.Of(Plain with { IsReadable = false }).Pile.ShouldBe(Pile.Unreadable);
    }

    [Theory]
    [InlineData("correspondence.dwp.gov.uk", true)]
    [InlineData("gov.uk", true)]
    [InlineData("nhs.net", true)]
    [InlineData("notgov.uk", false)]
    [InlineData("gov.uk.example.org", false)]
    [InlineData("", false)]
    public void An_agency_is_known_by_its_domain_and_not_by_what_looks_like_it(string domain, bool isAgency) =>
        (Sorting.Of(Plain with { SenderDomain = domain }).Pile == Pile.Agencies).ShouldBe(isAgency);

    [Fact]
    public void A_campaigns_letter_that_went_to_a_list_stays_with_its_campaign() =>
        Sorting.Of(Plain with { Kind = MessageKind.List, Campaign = "“Bees”" })
            .ShouldBe((Pile.Campaigns, "One of the letters of “Bees”."));

    [Fact]
    public void Whatever_is_nothing_else_is_an_ordinary_letter() => Sorting.Of(Plain).Pile.ShouldBe(Pile.Letters);
}
