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
    public void Later_letters_with_the_own_words_of_one_taken_out_stay_out_too()
    {
        var (body, story) = (post.Body(), post.Paragraph());
        var first = post.From(body + "\n\n" + story);
        var grouped = new Grouped(post.Copies(body, 9).Append(first));
        grouped.Grouper.PinLetter(9, null);

        var (alike, other) = (post.From(story + "\n\n" + body), post.From(body + "\n\n" + post.Paragraph()));
        var decisions = new[] { alike, other, post.From(body) }.Select(grouped.Grouper.Add).ToList();
        grouped.Grouper.SettleAll();

        decisions[0].State.ShouldBe(LetterState.Like);
        grouped.Grouper.Now(10).Campaign.ShouldBeNull();
        grouped.Grouper.Now(11).Campaign.ShouldBe(grouped.Grouper.Now(0).Campaign);
        grouped.Grouper.Now(12).Campaign.ShouldBe(grouped.Grouper.Now(0).Campaign);
    }

    [Fact]
    public void A_plain_copy_that_was_taken_out_teaches_nothing()
    {
        var body = post.Body();
        var grouped = new Grouped(post.Copies(body, 12));
        grouped.Grouper.PinLetter(11, null);

        grouped.Grouper.Add(post.From(body)).Campaign.ShouldBe(grouped.Grouper.Now(0).Campaign);
        grouped.Grouper.Now(11).Campaign.ShouldBeNull();
    }

    [Fact]
    public void Plain_copies_can_be_split_off_and_later_copies_stay_with_the_campaign()
    {
        var body = post.Body();
        var letters = post.Copies(body, 14);
        var grouped = new Grouped(letters);
        var campaign = grouped.Grouper.Now(0).Campaign;

        var made = grouped.Grouper.SplitOff([11, 12, 13], letter => letters[letter].Text);
        grouped.Grouper.SettleAll();
        var later = grouped.Grouper.Add(post.From(body));
        grouped.Grouper.SettleAll();

        made.ShouldNotBeNull();
        new[] { 11, 12, 13 }.ShouldAllBe(letter => grouped.Grouper.Now(letter).Campaign == made);
        Enumerable.Range(0, 11).ShouldAllBe(letter => grouped.Grouper.Now(letter).Campaign == campaign);
        grouped.Grouper.Now(later.Letter).Campaign.ShouldBe(campaign);
        grouped.Grouper.PinSame(campaign!.Value, made!.Value);
        grouped.Grouper.Now(12).Campaign.ShouldBe(campaign);
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

        var one = grouped.Grouper.PinSame(
            grouped.Grouper.Now(0).Campaign!.Value, grouped.Grouper.Now(5).Campaign!.Value);

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
