using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

public sealed class CorrectionTests
{
    private readonly InventedPost post = new(15);

    [Fact]
    public void A_letter_taken_out_stays_out()
    {
        var body = post.Body();
        var letter = post.From(body + "\n\n" + post.Paragraph());
        var grouped = new Grouped(post.Copies(body, 6).Append(letter));

        grouped.Grouper.PinLetter(6, null);
        grouped.Grouper.SettleAll();

        grouped.CampaignOf(letter).ShouldBeNull();
    }

    [Fact]
    public void Taking_out_can_be_undone()
    {
        var body = post.Body();
        var grouped = new Grouped(post.Copies(body, 6).Append(post.From(body + "\n\n" + post.Paragraph())));
        var campaign = grouped.Grouper.Now(6).Campaign;

        grouped.Grouper.PinLetter(6, null);
        grouped.Grouper.UnpinLetter(6);
        grouped.Grouper.SettleAll();

        grouped.Grouper.Now(6).Campaign.ShouldBe(campaign);
    }

    [Fact]
    public void A_letter_put_in_stays_in_whatever_it_says()
    {
        var stranger = post.Personal();
        var grouped = new Grouped(post.Copies(post.Body(), 6).Append(stranger));
        var campaign = grouped.Grouper.Now(0).Campaign;

        grouped.Grouper.PinLetter(6, campaign);
        grouped.Grouper.SettleAll();

        grouped.CampaignOf(stranger).ShouldBe(campaign);
    }

    [Fact]
    public void Two_campaigns_joined_by_hand_are_one_for_later_letters_too()
    {
        var (first, second) = (post.Body(), post.Body());
        var grouped = new Grouped(post.Copies(first, 5).Concat(post.Copies(second, 4)));

        var one = grouped.Grouper.PinSame(grouped.Grouper.Now(0).Campaign!.Value, grouped.Grouper.Now(5).Campaign!.Value);

        grouped.Grouper.Now(8).Campaign.ShouldBe(one);
        grouped.Grouper.Now(0).Campaign.ShouldBe(one);
        grouped.Grouper.TakeEvents().ShouldContain(happened => happened.Kind == GroupingEventKind.Fold);
    }

    [Fact]
    public void Letters_split_off_by_hand_are_a_campaign_that_is_never_folded_back()
    {
        var body = post.Body();
        var edited = Enumerable.Range(0, 3).Select(_ => post.From(body + "\n\n" + post.Paragraph())).ToList();
        var grouped = new Grouped(post.Copies(body, 6).Concat(edited));

        var campaign = grouped.Grouper.SplitOff([6, 7, 8]);
        grouped.Grouper.SettleAll();

        edited.ShouldAllBe(letter => grouped.CampaignOf(letter) == campaign);
        grouped.Grouper.Now(0).Campaign.ShouldNotBe(campaign);
    }
}
