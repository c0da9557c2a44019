using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

public sealed class OwnWordsTests
{
    private const string Story =
        "My mother fell on the stairs of the ferry in March and has waited nine weeks for somebody to answer her calls about it.";

    private readonly InventedPost post = new(12);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_story_inside_a_campaign_letter_is_lit_and_the_template_is_not(int paragraph)
    {
        var body = post.Body();
        var paragraphs = body.Split("\n\n").ToList();
        paragraphs.Insert(paragraph, Story);
        var edited = post.From(string.Join("\n\n", paragraphs));

        var grouped = new Grouped(post.Copies(body, 6).Append(edited));

        grouped.CampaignOf(edited).ShouldNotBeNull();
        grouped.OwnWords(edited).ShouldBe(Story.TrimEnd('.'));
    }

    [Fact]
    public void The_first_writers_own_words_are_not_taken_for_the_template()
    {
        var body = post.Body();
        var first = post.From(Story + "\n\n" + body);

        var grouped = new Grouped(post.Copies(body, 5).Prepend(first));

        grouped.OwnWords(first).ShouldBe(Story.TrimEnd('.'));
    }

    [Fact]
    public void A_paragraph_that_the_first_writer_had_cut_is_template_all_the_same()
    {
        var body = post.Body(paragraphs: 4);
        var cut = post.From(string.Join("\n\n", body.Split("\n\n").Skip(1)));
        var letters = post.Copies(body, 6);

        var grouped = new Grouped(letters.Prepend(cut));

        grouped.CampaignOf(cut).ShouldBe(grouped.CampaignOf(letters[0]));
        letters.ShouldAllBe(letter => grouped.OwnWords(letter).Length == 0);
    }

    [Fact]
    public void Forty_own_words_put_a_letter_into_the_queue_that_is_read()
    {
        var body = post.Body();
        var edited = post.From(
            body + "\n\n" + Story + " " + Story.Replace("mother", "father", StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 5).Append(edited));

        grouped[edited].ReadThisOne.ShouldBeTrue();
        grouped[edited].OwnWords.ShouldBeGreaterThanOrEqualTo(40);
        grouped[grouped.Letters[0]].ReadThisOne.ShouldBeFalse();
    }

    [Theory]
    [InlineData("This message reached you by way of Petalpost, a trading name of Tulip Works CIC. Supporters who would like to stop receiving word tell the desk.")]
    [InlineData("The sender of this mail alone answers for it. It was scanned when it left; attachments are opened at your own risk. Dunmore Fisheries Ltd, the Old Quay.")]
    [InlineData("Anfonwyd y neges hon trwy wefan ymgyrchu. This message was sent through a campaign's web form.")]
    public void A_machines_footer_is_nobodys_own_words(string footer)
    {
        var body = post.Body();
        var letter = post.From(body);
        letter = letter with { Text = letter.Text + "\n\n" + footer };

        var grouped = new Grouped(post.Copies(body, 6).Append(letter));

        grouped.CampaignOf(letter).ShouldNotBeNull();
        grouped.OwnWords(letter).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("I lost this email by mistake, the sender was your office, and the website told me that attachments are deleted in error")]
    [InlineData("Disclosure of a patient's notes on any website should be prohibited and copying them unlawful, as data protection says")]
    public void Somebodys_words_about_mail_and_law_are_no_footer(string words)
    {
        var body = post.Body();
        var edited = post.From(body + "\n\n" + words + ".");

        var grouped = new Grouped(post.Copies(body, 6).Append(edited));

        grouped.OwnWords(edited).ShouldBe(words);
    }

    [Fact]
    public void A_long_postscript_below_the_name_is_lit()
    {
        var body = post.Body();
        var edited = post.From(body);
        edited = edited with { Text = edited.Text + "\n\n" + Story };

        var grouped = new Grouped(post.Copies(body, 5).Append(edited));

        grouped.OwnWords(edited).ShouldBe(Story.TrimEnd('.'));
    }

    [Fact]
    public void Paragraphs_in_another_order_are_nobodys_own()
    {
        var body = post.Body(paragraphs: 4);
        var reordered = post.From(string.Join("\n\n", body.Split("\n\n").Reverse()));

        var grouped = new Grouped(post.Copies(body, 5).Append(reordered));

        grouped.OwnWords(reordered).ShouldBeEmpty();
    }

    [Fact]
    public void Damage_done_on_the_way_is_nobodys_own()
    {
        var body = post.Body(
            "It’s our harbour – we’d like you to support the plan before June, and we’ll be watching.");
        var damaged = post.From(body
            .Replace("’", "â€™", StringComparison.Ordinal).Replace("–", "=E2=80=93", StringComparison.Ordinal)
            .Replace("harbour", "har=\nbour", StringComparison.Ordinal)
            .Replace("and", "a\u00ADnd", StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 5).Append(damaged));

        grouped.CampaignOf(damaged).ShouldNotBeNull();
        grouped.OwnWords(damaged).ShouldBeEmpty();
    }
}
