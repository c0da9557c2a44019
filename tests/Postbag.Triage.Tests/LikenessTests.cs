using Postbag.Triage.Needs;
using Postbag.Triage.Needs.Examples;
using Shouldly;
using Xunit;

namespace Postbag.Triage.Tests;

/// <summary>Letters that no rule names are raised because they read like those of people in need.</summary>
public sealed class LikenessTests
{
    private const string Plea = "Nobody has been round since the Tuesday and she is too weak to lift the cup. I have rung and rung and they say to wait.";

    [Fact]
    public void Letters_nobody_who_wrote_rules_has_opened_are_raised_no_worse_than_documented()
    {
        var (inNeed, lookAlikes) = NeedLetters.Raised(NeedLetters.Unseen("need-letters-f.jsonl"), NeedRules.Standard);

        inNeed.ShouldBeGreaterThanOrEqualTo(0.87);
        lookAlikes.ShouldBeLessThanOrEqualTo(0.13);
    }

    [Fact]
    public void Letters_are_found_by_what_others_taught()
    {
        var letters = LetterExamples.Read().ToList();
        var (asked, taught) =
            (letters.Where((_, i) => i % 5 == 0).ToList(), letters.Where((_, i) => i % 5 != 0).ToList());
        var likeness = new Likeness(taught);
        double Raised(bool inNeed) =>
            asked.Where(one => one.Need is not null == inNeed)
            .Average(one => likeness.Of(one.Text)?.P >= 0.8 ? 1.0 : 0);

        // Half of them are single sentences, which say less than a letter.
        Raised(inNeed: true).ShouldBeGreaterThan(0.6);
        Raised(inNeed: false).ShouldBeLessThan(0.07);
    }

    [Fact]
    public void Ordinary_post_that_taught_is_not_raised()
    {
        var (_, ordinary) = NeedLetters.Raised(NeedLetters.Examples("ordinary.jsonl"), NeedRules.Standard);

        ordinary.ShouldBeLessThan(0.01);
    }

    [Fact]
    public void The_same_letter_is_like_the_same_whenever_it_is_asked()
    {
        var again = new Likeness(LetterExamples.Read());

        foreach (var example in LetterExamples.Read().Take(200))
            again.Of(example.Text).ShouldBe(Likeness.Standard.Of(example.Text));
    }

    [Fact]
    public void A_greeting_a_name_and_an_address_change_nothing()
    {
        var bare = Likeness.Standard.Of(Plea);
        var whole = Likeness.Standard.Of(
            $"Dear Ms Osei\n\n{Plea}\n\nYours sincerely\nAnn Pemble\n14 Castle Street\nMarchbury ZZ1 9QT\n");

        bare.ShouldNotBeNull();
        whole.ShouldNotBeNull().P.ShouldBe(bare.Value.P);
    }

    [Fact]
    public void One_paragraph_among_pages_of_others_is_found()
    {
        var pages = string.Join("\n\n", Enumerable.Repeat("The verge at the corner wants mowing again, and the committee meets about the hall on the second Thursday of the month as it always has done.", 20));

        var alone = Likeness.Standard.Of(Plea).ShouldNotBeNull();
        var among = Likeness.Standard.Of($"{pages}\n\n{string.Join(' ', Enumerable.Repeat(Plea, 6))}\n\n{pages}")
            .ShouldNotBeNull();

        alone.P.ShouldBeGreaterThan(0.8);
        among.P.ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void What_others_wrote_makes_no_letter_like_one()
    {
        Likeness.Standard.Of($"> {Plea}").ShouldBeNull();
        (Likeness.Standard.Of($"The paper says: \u201C{Plea}\u201D")?.P ?? 0).ShouldBeLessThan(0.8);
        Likeness.Pieces("> a\nMine, all of it.\n> b\nAnd mine.").Select(piece => piece.Length)
            .ShouldBe(["Mine, all of it.".Length, "And mine.".Length]);
    }

    [Fact]
    public void Rules_that_do_not_ask_for_it_raise_nothing_by_likeness()
    {
        var (without, _) = NeedRules.Parse("need medical = Someone is ill.\n  yes ambulance");
        var (asking, _) = NeedRules.Parse("alike 80\nneed medical = Someone is ill.\n  yes ambulance");
        var (other, _) = NeedRules.Parse("alike 80\nneed pet = An animal is lost.\n  yes cat");

        without!.Find(Plea).ShouldBeEmpty();
        var finding = asking!.Find(Plea).ShouldHaveSingleItem();
        finding.Line.ShouldBe(1);
        finding.Reason.ShouldBe("It reads like letters that say this: Someone is ill.");
        Plea.Substring(finding.At, finding.Length).ShouldNotBeNullOrWhiteSpace();
        other!.Find(Plea).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("I am away.")]
    [InlineData("Help me.")]
    [InlineData("")]
    public void A_few_words_say_too_little(string text) => Likeness.Standard.Of(text).ShouldBeNull();

    [Theory]
    [MemberData(nameof(HostileInputTests.Texts), MemberType = typeof(HostileInputTests))]
    public void Any_text_is_asked(string what, string text)
    {
        what.ShouldNotBeEmpty();

        if (Likeness.Standard.Of(text) is { } likely)
            (likely.At >= 0 && likely.At + likely.Length <= text.Length).ShouldBeTrue();
        Likeness.Pieces(text).ShouldAllBe(piece => piece.Length > 0 && piece.At + piece.Length <= text.Length);
    }
}
