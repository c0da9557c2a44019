using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

public sealed class AskingForSomethingElseTests
{
    private const string For = "I urge you to support the plan when it comes before the house in June.";
    private readonly InventedPost post = new(13);

    [Theory]
    [InlineData("I urge you to oppose the plan when it comes before the house in June.")]
    [InlineData("I urge you not to support the plan when it comes before the house in June.")]
    [InlineData("I hope you never support the plan when it comes before the house in June.")]
    [InlineData("I urge you to refuse to support the plan when it comes before the house in June.")]
    [InlineData("I urge you to turn down the plan when it comes before the house in June.")]
    [InlineData("I urge you to ridicule the plan when it comes before the house in June.")]
    [InlineData("We sailed on it every summer and it was always late. I urge you not to support the plan when it comes before the house in June.")]
    public void A_letter_that_turns_the_ask_round_is_held(string ask)
    {
        var body = post.Body(For);
        var contrary = post.From(body.Replace(For, ask, StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 8).Append(contrary));

        grouped[contrary].State.ShouldBe(LetterState.Held);
        grouped[contrary].Campaign.ShouldBeNull();
        grouped[contrary].Like.ShouldBe(grouped.CampaignOf(grouped.Letters[0]));
        grouped.OwnWords(contrary).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("It is time to end the ferry scheme.", "It is time to carry on with the ferry scheme.")]
    [InlineData("We must keep the ferry scheme.", "We must get rid of the ferry scheme.")]
    [InlineData("Please vote for the ferry scheme.", "Please vote to bury the ferry scheme.")]
    [InlineData("I urge you to support the ferry scheme.", "I urge you on no account to support the ferry scheme.")]
    public void An_ask_turned_in_words_of_no_list_is_held_where_its_paragraph_was_cut_as_well(string ask, string turned)
    {
        var paragraphs = post.Body(ask).Split("\n\n");
        var body = string.Join("\n\n", paragraphs);
        var contrary = post.From(body.Replace(ask, turned, StringComparison.Ordinal));
        var cut = post.From(string.Join("\n\n", paragraphs[0], paragraphs[1], turned));

        var grouped = new Grouped(post.Copies(body, 8).Append(contrary).Append(cut));

        grouped[contrary].State.ShouldBe(LetterState.Held);
        grouped[cut].State.ShouldBe(LetterState.Held);
    }

    [Theory]
    [InlineData("I cannot agree with the following, which I was asked to send to you.")]
    [InlineData("Unlike the campaign, I want none of this.")]
    [InlineData("Please ignore the e-mails that say so.")]
    [InlineData("I take the opposite view from this letter.")]
    [InlineData("Anghytuno yr wyf â'r llythyr isod.")]
    public void A_letter_that_is_kept_word_for_word_and_disowned_is_held(string refusal)
    {
        var body = post.Body(For);
        var (before, behind) = (post.From(refusal + "\n\n" + body), post.From(body + "\n\n" + refusal));

        var grouped = new Grouped(post.Copies(body, 8).Append(before).Append(behind));

        grouped[before].State.ShouldBe(LetterState.Held);
        grouped[behind].State.ShouldBe(LetterState.Held);
        grouped.OwnWords(before).ShouldContain(refusal.Split(' ')[^2]);
    }

    [Theory]
    [InlineData("I disagree with your letter of last month and would like an answer.")]
    [InlineData("They refuse to answer my letters, and my mother is ill.")]
    public void Disagreeing_with_another_letter_disowns_no_campaign(string own)
    {
        var body = post.Body(For);
        var letter = post.From(body + "\n\n" + post.Sentence() + " " + own + " " + post.Sentence());

        var grouped = new Grouped(post.Copies(body, 8).Append(letter));

        grouped.CampaignOf(letter).ShouldBe(grouped.CampaignOf(grouped.Letters[0]));
    }

    [Theory]
    [InlineData("support", "suppotr")]
    [InlineData("support", "sup port")]
    [InlineData("to support", "tosupport")]
    public void A_slip_in_the_verb_of_an_ask_turns_nothing(string word, string slip)
    {
        var body = post.Body(For);
        var letter = post.From(body.Replace(word, slip, StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 8).Append(letter));

        grouped.CampaignOf(letter).ShouldBe(grouped.CampaignOf(grouped.Letters[0]));
    }

    [Fact]
    public void A_contrary_letter_that_comes_first_does_not_lead_the_campaign()
    {
        var body = post.Body(For);
        var contrary = post.From(body.Replace("to support", "to oppose", StringComparison.Ordinal));
        var letters = post.Copies(body, 8);

        var grouped = new Grouped(letters.Prepend(contrary));

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) != null);
        grouped[contrary].Campaign.ShouldBeNull();
    }

    [Fact]
    public void Three_people_who_turn_the_ask_round_alike_are_a_campaign_of_their_own()
    {
        var body = post.Body(For);
        var (ours, theirs) = (
            post.Copies(body, 8), post.Copies(body.Replace("to support", "to oppose", StringComparison.Ordinal), 5));

        var grouped = new Grouped(post.Shuffle(ours.Concat(theirs)));

        theirs.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(theirs[0]));
        ours.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(ours[0]));
        grouped.CampaignOf(ours[0]).ShouldNotBeNull().ShouldNotBe(grouped.CampaignOf(theirs[0]).ShouldNotBeNull());
    }

    [Fact]
    public void Three_who_turn_a_large_campaign_round_with_the_same_word_are_held_one_by_one()
    {
        var body = post.Body(For);
        var (ours, theirs) = (
            post.Copies(body, 12), post.Copies(body.Replace("to support", "to oppose", StringComparison.Ordinal), 3));

        var grouped = new Grouped(post.Shuffle(ours.Concat(theirs)));

        theirs.ShouldAllBe(letter => grouped[letter].State == LetterState.Held && grouped[letter].Campaign == null);
        theirs.ShouldAllBe(letter => grouped[letter].Like == grouped.CampaignOf(ours[0]));
        theirs.ShouldAllBe(letter => grouped.OwnWords(letter).Contains("oppose"));
    }

    [Fact]
    public void Back_and_block_are_no_slips_of_one_another()
    {
        var body = post.Body("I ask you to back the ferry bill and to tell the minister so.");
        var contrary = post.From(body.Replace("to back", "to block", StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 8).Append(contrary));

        grouped[contrary].State.ShouldBe(LetterState.Held);
    }

    [Fact]
    public void A_turned_ask_is_seen_where_the_paragraphs_stand_in_another_order()
    {
        var paragraphs = post.Body(For).Split("\n\n");
        var contrary = post.From(
            string.Join("\n\n", paragraphs.Reverse())
            .Replace("to support", "never to support", StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(string.Join("\n\n", paragraphs), 8).Append(contrary));

        grouped[contrary].State.ShouldBe(LetterState.Held);
    }

    [Fact]
    public void One_sentence_that_asks_for_something_else_makes_a_sibling_of_three_letters()
    {
        var body = post.Body("Will you see that the quay be kept open for good?");
        var other = body.Replace("be kept open for good", "be sold to its tenants this year", StringComparison.Ordinal);
        var (ours, theirs) = (post.Copies(body, 9), post.Copies(other, 9));

        var grouped = new Grouped(post.Shuffle(ours.Concat(theirs)));

        grouped.CampaignOf(ours[3]).ShouldNotBeNull().ShouldNotBe(grouped.CampaignOf(theirs[3]).ShouldNotBeNull());
        theirs.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(theirs[0]));
    }

    [Fact]
    public void Siblings_that_share_half_their_text_are_two_campaigns()
    {
        var shared = post.Paragraph(4);
        var (ours, theirs) = (
            post.Copies(shared + "\n\n" + post.Paragraph(4), 8), post.Copies(shared + "\n\n" + post.Paragraph(4), 8));

        var grouped = new Grouped(post.Shuffle(ours.Concat(theirs)));

        ours.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(ours[0]));
        grouped.CampaignOf(ours[0]).ShouldNotBeNull().ShouldNotBe(grouped.CampaignOf(theirs[0]).ShouldNotBeNull());
    }

    [Fact]
    public void A_sibling_that_came_first_and_stayed_small_does_not_swallow_the_other()
    {
        var shared = post.Paragraph(6);
        var (ours, theirs) = (
            post.Copies(shared + "\n\n" + post.Paragraph(3), 4), post.Copies(shared + "\n\n" + post.Paragraph(3), 30));

        var grouped = new Grouped(ours.Concat(theirs));

        ours.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(ours[0]));
        theirs.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(theirs[0]));
        grouped.CampaignOf(ours[0]).ShouldNotBeNull().ShouldNotBe(grouped.CampaignOf(theirs[0]).ShouldNotBeNull());
    }

    [Fact]
    public void A_slip_in_not_by_the_first_writer_holds_nobody()
    {
        const string ask = "Please do not sell the lido before the county has heard the swimmers.";
        var body = post.Body(ask);
        var letters = post.Copies(body, 6);
        letters.Insert(0, post.From(body.Replace("do not sell", "do nof sell", StringComparison.Ordinal)));

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) != null);
    }

    [Fact]
    public void A_synonym_that_many_use_makes_no_sibling()
    {
        var body = post.Body(For);
        var letters = post.Copies(body, 10)
            .Concat(post.Copies(body.Replace("urge", "beg", StringComparison.Ordinal), 5)).ToList();

        var grouped = new Grouped(post.Shuffle(letters));

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(letters[0]));
    }

    [Fact]
    public void Two_people_who_share_a_sentence_of_fifteen_words_split_nothing()
    {
        var body = post.Body(For);
        var remark = "I have sailed on that ferry with my three children every summer since we came here.";
        var letters = post.Copies(body, 8).Concat(post.Copies(body + "\n\n" + remark, 2)).ToList();

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(letters[0]));
    }

    [Fact]
    public void Another_sum_in_the_ask_makes_a_sibling_that_stays_one()
    {
        var body = post.Body("I ask you to give the library 25 million pounds before the end of the year.");
        var other = body.Replace("25 million", "81 million", StringComparison.Ordinal);
        var (ours, theirs) = (post.Copies(body, 9), post.Copies(other, 9));

        var grouped = new Grouped(post.Shuffle(ours.Concat(theirs)));

        ours.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(ours[0]));
        grouped.CampaignOf(ours[0]).ShouldNotBeNull().ShouldNotBe(grouped.CampaignOf(theirs[0]).ShouldNotBeNull());
    }

    [Fact]
    public void Two_who_came_first_and_turned_the_ask_round_do_not_speak_for_the_others()
    {
        var body = post.Body("Please vote for the bill and speak for it in November.");
        var contrary = post.Copies(body.Replace("vote for", "vote against", StringComparison.Ordinal), 2);
        var letters = post.Copies(body, 11);

        var grouped = new Grouped(contrary.Concat(letters));

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(letters[0])
            && grouped.CampaignOf(letter) != null);
        contrary.ShouldAllBe(letter => grouped.CampaignOf(letter) == null);
    }

    [Fact]
    public void A_slip_of_the_first_writers_where_others_are_divided_hides_neither_side()
    {
        var body = post.Body("I urge you to vote for the measure when it comes before the house in June.");
        var first = post.From(body.Replace("vote for", "vote ofr", StringComparison.Ordinal));
        var (ours, theirs) = (
            post.Copies(body, 9), post.Copies(body.Replace("vote for", "vote against", StringComparison.Ordinal), 9));

        var grouped = new Grouped(post.Shuffle(ours.Concat(theirs)).Prepend(first));

        ours.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(ours[0]));
        theirs.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(theirs[0]));
        grouped.CampaignOf(theirs[0]).ShouldNotBeNull().ShouldNotBe(grouped.CampaignOf(ours[0]).ShouldNotBeNull());
    }

    [Theory]
    [InlineData("for", "ofr")]
    [InlineData("in favour of", "qqx")]
    public void Where_those_for_and_those_against_take_turns_a_slip_of_the_first_writers_hides_neither_side(
        string side, string slip)
    {
        var body = post.Body($"I urge you to vote {side} the measure when it comes before the house in June.");
        var first = post.From(body.Replace("vote " + side, "vote " + slip, StringComparison.Ordinal));
        var turned = body.Replace("vote " + side, "vote against", StringComparison.Ordinal);
        var (ours, theirs) = (post.Copies(body, 11), post.Copies(turned, 11));

        var grouped = new Grouped(ours.Zip(theirs, (one, other) => new[] { one, other }).SelectMany(two => two)
            .Prepend(first));

        ours.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(ours[0]));
        theirs.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(theirs[0]));
        grouped.CampaignOf(theirs[0]).ShouldNotBeNull().ShouldNotBe(grouped.CampaignOf(ours[0]).ShouldNotBeNull());
    }

    [Fact]
    public void Another_ask_is_not_taken_in_as_text_that_the_first_writer_had_cut()
    {
        const string ask = "What I would ask of you is simple: vote to bring the quay back into public hands, without a penny for those who own it.";
        var body = post.Body(ask);
        var other = body.Replace(ask,
            "What I would ask of you is simple: vote to give the harbour master power to ban dividends in any year when boats do not run, and to take directors to court.",
            StringComparison.Ordinal);
        var (ours, theirs) = (post.Copies(body, 12), post.Copies(other, 12));

        // The others come while the first writer alone has the one ask.
        var grouped = new Grouped(ours.Take(1).Concat(theirs.Take(6)).Concat(ours.Skip(1)).Concat(theirs.Skip(6)));

        theirs.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(theirs[0]));
        grouped.CampaignOf(theirs[0]).ShouldNotBeNull().ShouldNotBe(grouped.CampaignOf(ours[0]).ShouldNotBeNull());
    }

    [Fact]
    public void A_sentence_that_the_first_writer_cut_does_not_hide_a_sibling()
    {
        var (shared, cut) = (post.Paragraph(4), post.Sentence());
        var (ours, theirs) = (
            shared + "\n\n" + cut + "\n\n" + post.Paragraph(6), shared + "\n\n" + cut + "\n\n" + post.Paragraph(6));
        var first = post.From(ours.Replace(cut + "\n\n", "", StringComparison.Ordinal));
        var (mine, others) = (post.Copies(ours, 9), post.Copies(theirs, 6));

        var grouped = new Grouped(post.Shuffle(mine.Concat(others)).Prepend(first));

        grouped.CampaignOf(mine[0]).ShouldNotBeNull().ShouldNotBe(grouped.CampaignOf(others[0]).ShouldNotBeNull());
        others.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(others[0]));
    }
}
