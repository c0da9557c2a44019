using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

/// <summary>No list has every word that an ask can be turned round by: what is held is any change to an ask, and
/// nothing else.</summary>
public sealed class ChangedAskTests
{
    private readonly InventedPost post = new(29);

    [Theory]
    [InlineData("My hope is that you will see the ferry bill through before May.", "through", "off")]
    [InlineData("I ask you to take the only decent course and pass the ferry bill.", "decent", "foolish")]
    [InlineData("May I ask you to block the ferry bill at committee?", "block", "unblock")]
    [InlineData("You must know that we deserve better than the ferry bill.", "better than ", "")]
    [InlineData("I beg you to lend your weight to the ferry bill.", "lend your weight to", "throw cold water on")]
    [InlineData("Please get the ferry bill over the line in May.", "over the line", "off the table")]
    public void A_letter_that_changes_nothing_but_a_word_of_the_ask_is_held(string ask, string words, string others)
    {
        var body = post.Body(ask);
        var changed = post.From(
            body.Replace(ask, ask.Replace(words, others, StringComparison.Ordinal), StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 8).Append(changed));

        grouped[changed].State.ShouldBe(LetterState.Held);
        grouped[changed].Like.ShouldBe(grouped.CampaignOf(grouped.Letters[0]));
    }

    [Theory]
    [InlineData("urge you", "very strongly urge you")]
    [InlineData("urge you", "therefore urge you today")]
    [InlineData("ferry", "ferrry")]
    [InlineData("URGE", "urge")]
    [InlineData("reinstate", "re-instate")]
    [InlineData("in June.", "in June, thank you.")]
    public void Fillers_and_slips_in_an_ask_change_nothing(string words, string others)
    {
        var body = post.Body("I urge you to reinstate the ferry when it comes before the house in June.");
        var letter = post.From(body.Replace(words, others, StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 8).Append(letter));

        grouped.CampaignOf(letter).ShouldBe(grouped.CampaignOf(grouped.Letters[0]));
    }

    [Theory]
    [InlineData("minister", "Secretary of State")]
    [InlineData("residents", "local people")]
    [InlineData("urge you", "press you")]
    [InlineData("before it comes", "ahead of its coming")]
    [InlineData("comes to the House", "comes to Parliament")]
    public void Another_word_for_who_is_asked_who_is_meant_or_when_changes_no_ask(string words, string others)
    {
        var body = post.Body(
            "I urge you to tell the minister that residents want the ferry back before it comes to the House in June.");
        var letter = post.From(body.Replace(words, others, StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 8).Append(letter));

        grouped.CampaignOf(letter).ShouldBe(grouped.CampaignOf(grouped.Letters[0]));
    }

    [Fact]
    public void A_word_that_several_choose_for_themselves_is_a_synonym()
    {
        var body = post.Body("I urge you to reinstate the ferry when it comes before the house in June.");
        var some = Enumerable.Range(0, 4).Select(i => post.From(post.Paragraph(1) + "\n\n"
            + body.Replace("reinstate", "restore", StringComparison.Ordinal)
                .Replace(" near ", i % 2 == 0 ? " beside " : " outside ", StringComparison.Ordinal)));
        var others = post.Copies(body, 8);

        var letters = post.Shuffle(some.Concat(others));
        var grouped = new Grouped(letters);

        letters.Count(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(others[0])).ShouldBe(12);
    }

    [Theory]
    [InlineData("Other people will send you this; I am on the other side.")]
    [InlineData("A friend wanted me to send you these words. I believe none of them.")]
    [InlineData("This is what the others say.")]
    [InlineData("None of the text underneath is mine, and here it is.")]
    public void A_remark_that_sets_its_writer_apart_from_the_letter_is_held(string remark)
    {
        var body = post.Body();
        var (before, behind) = (post.From(remark + "\n\n" + body), post.From(body + "\n\n" + remark));

        var grouped = new Grouped(post.Copies(body, 8).Append(before).Append(behind));

        grouped[before].State.ShouldBe(LetterState.Held);
        grouped[behind].State.ShouldBe(LetterState.Held);
    }

    [Theory]
    [InlineData("I agree with the people who wrote this.")]
    [InlineData("This matters to me and to my family.")]
    [InlineData("My mother could not get to the clinic this winter.")]
    public void A_remark_that_does_not_is_counted(string remark)
    {
        var body = post.Body();
        var letter = post.From(remark + "\n\n" + body);

        var grouped = new Grouped(post.Copies(body, 8).Append(letter));

        grouped.CampaignOf(letter).ShouldBe(grouped.CampaignOf(grouped.Letters[0]));
    }
}
