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
    [InlineData("I beg you to vote for a night ferry in the budget.", "vote for a night ferry", "leave the quay alone")]
    [InlineData("I should be glad if you would speak at the inquiry.", "would speak", "wouldn't speak")]
    [InlineData("Please tell them to throw out the plan.", "the plan.",
        "the petition instead, as the quay wants a roof and nobody under sixty sails from it.")]
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
    [InlineData("back before", "back immediately and before")]
    public void Another_word_for_who_is_asked_who_is_meant_or_when_changes_no_ask(string words, string others)
    {
        var body = post.Body(
            "I urge you to tell the minister that residents want the ferry back before it comes to the House in June.");
        var letter = post.From(body.Replace(words, others, StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 8).Append(letter));

        grouped.CampaignOf(letter).ShouldBe(grouped.CampaignOf(grouped.Letters[0]));
    }

    [Theory]
    [InlineData("is not", "isn't")]
    [InlineData("do not", "don't")]
    [InlineData("the end of", "the finish of")]
    [InlineData("would share", "might halve")]
    public void Neither_a_contraction_nor_a_word_where_nothing_is_asked_for_changes_an_ask(string words, string others)
    {
        var body = "It is not too late, and the boats that would share the quay do not run before the end of April.\n\n"
            + post.Paragraph(4) + "\n\n" + post.Body("I urge you to reinstate the ferry.");
        var (ours, theirs) = (
            post.Copies(body, 9), post.Copies(body.Replace(words, others, StringComparison.Ordinal), 4));

        var grouped = new Grouped(post.Shuffle(ours.Concat(theirs)));

        theirs.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(ours[0]));
        grouped.CampaignOf(ours[0]).ShouldNotBeNull();
    }

    [Fact]
    public void Another_word_that_several_put_for_a_verb_of_the_list_makes_no_second_campaign()
    {
        var body = post.Body("I urge you to speak up for a phased end to the charges at the quay.");
        var (ours, theirs) = (
            post.Copies(body, 20), post.Copies(body.Replace("phased end", "phased finish", StringComparison.Ordinal), 5));

        var grouped = new Grouped(post.Shuffle(ours.Concat(theirs)));

        theirs.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(ours[0]));
    }

    [Fact]
    public void Thanks_and_a_story_in_the_place_of_an_ask_that_was_cut_put_no_other_ask()
    {
        const string ask = "I urge you to press for the night ferry, for a lift on the quay and for seats under cover.";
        var body = post.Body(ask);
        var letter = post.From(body.Replace(
            ask, "Thank you for your time. " + post.Sentence(), StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 8).Append(letter));

        grouped[letter].State.ShouldNotBe(LetterState.Held);
    }

    [Theory]
    [InlineData("vote to keep it in.",
        "vote instead for a licence that every ferry pays into, with the money shared out by the number of crossings.")]
    [InlineData("vote instead for a licence that every ferry pays into, with the money shared out by the number of crossings.",
        "vote to keep it in.")]
    public void Half_a_line_for_a_word_in_an_ask_that_many_have_is_another_campaign(string some, string others)
    {
        var body = post.Body("The clause comes back to the house in June. When it does, please " + some);
        var (ours, theirs) = (
            post.Copies(body, 8), post.Copies(body.Replace(some, others, StringComparison.Ordinal), 8));

        var grouped = new Grouped(post.Shuffle(ours.Concat(theirs)));

        ours.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(ours[0]));
        theirs.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(theirs[0]));
        grouped.CampaignOf(theirs[0]).ShouldNotBe(grouped.CampaignOf(ours[0]).ShouldNotBeNull());
    }

    [Fact]
    public void A_greeting_on_the_first_line_of_a_letter_changes_no_ask()
    {
        var body = "Please reinstate the ferry. " + post.Body("");
        var letter = post.From("Hi Robert " + body, "");

        var grouped = new Grouped(post.Copies(body, 8).Append(letter));

        grouped.CampaignOf(letter).ShouldBe(grouped.CampaignOf(grouped.Letters[0]));
    }

    [Fact]
    public void Two_who_turn_an_ask_round_each_in_words_of_their_own_are_held_both()
    {
        var body = post.Body("I urge you to support the plan when it comes before the house in June.");
        var some = new[] { "oppose", "block" }
            .Select(verb => post.From(body.Replace("support", verb, StringComparison.Ordinal))).ToList();

        var grouped = new Grouped(post.Shuffle(post.Copies(body, 20).Concat(some)));

        some.ShouldAllBe(letter => grouped[letter].State == LetterState.Held);
    }

    [Theory]
    [InlineData("I call upon you to leave the quay as it is and have nothing to do with that inquiry into its trade.")]
    [InlineData("My view after thirty years afloat is that it is finished. Please lend your name to none of it.")]
    [InlineData("I call upon you to tell the minister that there should be no ferry, no lift and no seats for anybody.")]
    public void An_ask_that_is_put_anew_is_held_where_the_rest_of_the_letter_stands(string ask)
    {
        const string theirs =
            "I call upon you to demand an end to every charge at the quay and to back an inquiry into how it came about.";
        var body = post.Body(theirs);
        var letter = post.From(body.Replace(theirs, ask, StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 8).Append(letter));

        grouped[letter].State.ShouldBe(LetterState.Held);
        grouped.OwnWords(letter).ShouldNotBeEmpty();
    }

    [Fact]
    public void Three_who_put_the_same_other_ask_are_a_sibling_and_none_is_held()
    {
        const string ask =
            "I call upon you to demand an end to every charge at the quay and to back an inquiry into how it came about.";
        var body = post.Body(ask);
        var other = body.Replace(
            ask, "I call upon you to bring the ferry back into public hands without a penny for those who own it now.",
            StringComparison.Ordinal);
        var (ours, theirs) = (post.Copies(body, 12), post.Copies(other, 3));

        var grouped = new Grouped(ours.Concat(theirs));

        theirs.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(theirs[0]));
        grouped.CampaignOf(theirs[0]).ShouldNotBeNull().ShouldNotBe(grouped.CampaignOf(ours[0]).ShouldNotBeNull());
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
