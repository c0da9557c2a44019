using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

/// <summary>People who put parts of a campaign's letter otherwise are of the campaign; no synonym asks for something
/// else.</summary>
public sealed class PutInOtherWordsTests
{
    private const string Ask =
        "I therefore demand that you support the harbour fund and meet local skippers before June.";

    [Theory]
    [InlineData("therefore demand", "so call for")]
    [InlineData("local skippers", "the people who fish here")]
    [InlineData("support the harbour fund", "back the fund for our harbour")]
    public void The_same_synonym_of_several_people_makes_no_campaign_of_theirs(string from, string to)
    {
        var post = new InventedPost(11);
        var body = post.Body(Ask);
        var copies = post.Copies(body, 20);
        var otherwise = Enumerable.Range(0, 5).Select(i =>
            post.From(Slip(body, i).Replace(from, to, StringComparison.Ordinal))).ToList();

        var grouped = new Grouped(post.Shuffle(copies.Concat(otherwise)));

        otherwise.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(copies[0]));
    }

    [Fact]
    public void Letters_that_ask_for_another_thing_are_a_campaign_of_their_own()
    {
        var post = new InventedPost(12);
        var body = post.Body("Will you write to the minister asking for the closure to go ahead as planned?");
        var first = post.Copies(body, 12);
        var second = post.Copies(
            body.Replace("closure to go ahead as planned", "site to be kept open for good", StringComparison.Ordinal),
            9);

        var grouped = new Grouped(post.Shuffle(first.Concat(second)));

        second.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(second[0]));
        first.ShouldAllBe(letter => grouped.CampaignOf(letter) != grouped.CampaignOf(second[0]));
    }

    [Fact]
    public void A_first_writers_story_lends_no_words_to_what_others_ask_for()
    {
        var post = new InventedPost(13);
        var body = post.Body("Will you write to the minister asking for the closure to go ahead as planned?");
        var first = post.From(body + "\n\nThis rule would be worse than the winter when the roof gave way, and nobody but my brother came.");
        var copies = post.Copies(body, 9);
        var others = post.Copies(
            body.Replace("closure to go ahead as planned", "site to be kept open for good", StringComparison.Ordinal),
            8);

        var grouped = new Grouped(copies.Take(2).Prepend(first).Concat(post.Shuffle(copies.Skip(2).Concat(others))));

        others.ShouldAllBe(letter => grouped.CampaignOf(letter) != grouped.CampaignOf(first));
    }

    [Fact]
    public void Several_who_leave_out_the_same_paragraph_stay_in_the_campaign()
    {
        var post = new InventedPost(14);
        var end = "I demand a budget that supports the lido and all who swim in it through the winter months.";
        var cut = "Pentwood should have a budget that reflects what its people need. I demand that you ask for a fair "
            + "share of the harbour dues and";
        var body = post.Body("The works are dear and ought to be paid for in another way. " + cut + " " + end);
        var copies = post.Copies(body, 12);
        var shorter = post.Copies(body.Replace(cut + " ", "", StringComparison.Ordinal), 4);

        var grouped = new Grouped(post.Shuffle(copies.Concat(shorter)));

        shorter.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(copies[0]));
    }

    [Fact]
    public void A_sentence_that_three_people_have_from_a_newspaper_makes_no_campaign()
    {
        var post = new InventedPost(15);
        const string sentence = "Can the department say whether sending a prescription down a wire alone makes a village surgery a covered body?";
        var letters = new[]
        {
            post.From(sentence), post.From(post.Paragraph(4) + " " + sentence + " " + post.Paragraph(5)),
            post.From(post.Paragraph(6) + " " + sentence + " " + post.Paragraph(3)),
        };

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) == null);
    }

    [Fact]
    public void Whoever_was_first_and_turned_the_ask_round_is_not_taken_back_by_few_letters()
    {
        var post = new InventedPost(16);
        var body = post.Body(
            "The money saved must be put towards homes and schools. We must begin trusting those who live here.", 2);
        var first = post.From(body.Replace("must ", "must not ", StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 3).Prepend(first));

        grouped[first].State.ShouldBe(LetterState.Held);
    }

    /// <summary>Everybody who rewrites makes a slip or two of their own besides.</summary>
    private static string Slip(string body, int person)
    {
        var words = body.Split(' ');
        foreach (var at in new[] { 5 + (person * 3), 31 + (person * 7) }) words[at] = words[at] + "z";
        return string.Join(' ', words);
    }
}
