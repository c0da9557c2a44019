using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

public sealed class WhatMakesNoCampaignTests
{
    private const string Disclaimer =
        "This email and any attachments are confidential and may contain legally privileged information. If you are not the "
        + "intended recipient you must not copy or rely on it; please notify the sender and delete it from your system.";

    private readonly InventedPost post = new(14);

    [Fact]
    public void Our_own_standard_reply_quoted_below_groups_nobody()
    {
        var reply = "Thank you for writing to me. " + post.Paragraph(5);
        var letters = Enumerable.Range(0, 6).Select(_ =>
        {
            var letter = post.Personal();
            return letter with { Text = letter.Text + "\nOn 2 June 2026, the office wrote:\n> "
                + reply.Replace(". ", ".\n> ", StringComparison.Ordinal) };
        }).ToList();

        var grouped = new Grouped(letters, [reply]);

        letters.ShouldAllBe(letter => grouped[letter].State == LetterState.Reply && grouped.CampaignOf(letter) == null);
    }

    [Theory]
    [InlineData("\n\nYours sincerely,\nAda Pike\n\n")]
    [InlineData("\n\n")]
    [InlineData(" ")]
    public void A_disclaimer_makes_no_campaign_with_or_without_closing_words(string between)
    {
        var letters = Enumerable.Range(0, 8)
            .Select(i => new Letter(
                $"w{i}@example.org", "", "Dear Mr Osei,\n\n" + post.Paragraph() + between + Disclaimer)).ToList();

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) == null);
    }

    [Fact]
    public void People_who_quote_one_public_passage_in_letters_of_their_own_are_no_campaign()
    {
        var passage = "“" + post.Paragraph(2) + "”";
        var letters = Enumerable.Range(0, 12)
            .Select(_ => post.From(post.Paragraph(4) + "\n\n" + passage + "\n\n" + post.Paragraph(4))).ToList();

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) == null);
    }

    [Fact]
    public void Stock_formulae_make_no_campaign()
    {
        const string formulae =
            "I am writing to you as my local MP. I am a constituent of yours and I vote in every election.";
        var letters = Enumerable.Range(0, 10)
            .Select(_ => post.From(
                formulae + " " + post.Sentence() + " I look forward to hearing from you at your earliest convenience."))
            .ToList();

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) == null);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(39)]
    public void A_machines_footer_below_letters_without_a_closing_brings_them_into_no_campaign(int seed)
    {
        var made = new InventedPost(seed);
        const string footer =
            "Unless it says so the views in this email are those of its sender alone. Attachments were scanned for viruses "
            + "and are opened at your own risk. Company no. 00112233, registered office 9 Quay Buildings, Trepolham.";
        var campaign = made.Copies("Please oppose the charge for the lift. The quay needs those hours to live, and so do we.", 6)
            .ConvertAll(letter => letter with { Text = letter.Text + "\n" + footer });
        var others = Enumerable.Range(0, 6).Select(n => new Letter(
            $"other{n}@example.org", "A letter", made.Sentence() + " Ada Pike, 1 Quay Street " + footer)).ToList();

        var grouped = new Grouped(made.Shuffle(campaign.Concat(others)));

        others.ShouldAllBe(letter => grouped.CampaignOf(letter) == null);
        campaign.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(campaign[0]));
        grouped.CampaignOf(campaign[0]).ShouldNotBeNull();
    }

    [Fact]
    public void A_letter_forwarded_to_disown_it_is_not_of_the_campaign()
    {
        var body = post.Body();
        var disowned = post.From(
            "The group my daughter belongs to passes round the letter below, and nobody in this house agrees with it.");
        disowned = disowned with { Text = disowned.Text + "\n> "
            + body.Replace("\n", "\n> ", StringComparison.Ordinal) };

        var grouped = new Grouped(post.Copies(body, 6).Append(disowned));

        grouped.CampaignOf(disowned).ShouldBeNull();
    }

    [Fact]
    public void A_letter_merely_forwarded_is()
    {
        var body = post.Body();
        var forwarded = new Letter(
            "f@example.org", "Fwd",
            "See below.\n\nOn 2 March 2026 Ada Pike wrote:\n> Dear Mr Osei,\n>\n> "
            + body.Replace("\n", "\n> ", StringComparison.Ordinal));

        var grouped = new Grouped(post.Copies(body, 6).Append(forwarded));

        grouped.CampaignOf(forwarded).ShouldNotBeNull();
    }

    [Fact]
    public void A_large_campaign_does_not_make_its_own_words_common_talk()
    {
        var body = post.Body();
        var extracts = Enumerable.Range(0, 30)
            .Select(i => post.From(post.Paragraph(6) + " " + body.Split("\n\n")[i % 3]));
        var late = post.Copies(body, 3);

        var grouped = new Grouped(post.Copies(body, 40).Concat(extracts).Concat(late));

        late.ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(grouped.Letters[0]));
    }

    [Fact]
    public void Letters_that_stand_alone_do_not_hide_a_campaign_that_comes_after_them()
    {
        var body = post.Body();
        var sentence = body.Split("\n\n")[0];
        var singles = Enumerable.Range(0, 40)
            .Select(_ => post.From(post.Paragraph(6) + " " + sentence + " " + post.Paragraph(6)));
        var letters = post.Copies(body, 5);

        var grouped = new Grouped(singles.Concat(letters));

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) != null);
    }

    [Fact]
    public void The_core_does_not_melt_while_only_plain_copies_come()
    {
        var body = post.Body(paragraphs: 4);
        var half = string.Join("\n\n", body.Split("\n\n").Take(3));
        var letters = post.Copies(body, 120);
        var edited = post.From(half + "\n\n" + post.Paragraph());

        var grouped = new Grouped(letters.Append(edited));

        grouped[letters[^1]].State.ShouldBe(LetterState.Copy);
        grouped.CampaignOf(edited).ShouldBe(grouped.CampaignOf(letters[0]));
    }

    [Fact]
    public void A_passage_that_stands_in_short_letters_and_in_long_ones_is_no_campaign()
    {
        var passage = "“" + post.Paragraph(2) + "”";
        var letters = Enumerable.Range(0, 12)
            .Select(i => post.From(post.Paragraph(i % 2 == 0 ? 1 : 5) + "\n\n" + passage + "\n\n" + post.Sentence()))
            .ToList();

        var grouped = new Grouped(letters);

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) == null);
    }

    [Fact]
    public void A_sentence_borrowed_from_a_short_campaign_buries_nobodys_letter()
    {
        var (first, second) = (post.Sentence(), post.Sentence());
        var borrowed = post.From(post.Paragraph(4) + " " + first + " " + post.Paragraph(2));
        var letters = post.Copies(first + " " + second, 9);

        var grouped = new Grouped(letters.Append(borrowed));

        letters.ShouldAllBe(letter => grouped.CampaignOf(letter) != null);
        grouped.CampaignOf(borrowed).ShouldBeNull();
    }
}
