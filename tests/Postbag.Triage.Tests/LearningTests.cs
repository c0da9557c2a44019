using Shouldly;
using Xunit;

namespace Postbag.Triage.Tests;

public sealed class LearningTests
{
    [Theory]
    [InlineData(2, 40)]
    [InlineData(6, 300)]
    [InlineData(40, 200)]
    [InlineData(6, 3_000)]
    public void Letters_get_the_label_their_words_have(int kinds, int examples)
    {
        var letters = new InventedLetters(1, kinds);
        var learnt = Enumerable.Range(0, examples).Select(i => letters.Of(i % kinds)).ToList();
        var labeller = Labeller.Learn(learnt);

        var asked = new InventedLetters(2, kinds).Take(400);
        var right = asked.Count(letter => labeller.Suggest(letter.Text).Label == letter.Label);

        right.ShouldBeGreaterThan(360);
        labeller.Labels.Count.ShouldBe(kinds);
    }

    [Fact]
    public void Labels_learnt_without_trying_how_sure_they_are_are_the_same()
    {
        var letters = new InventedLetters(21);
        var examples = letters.Take(400);
        var (all, labels) = (Labeller.Learn(examples), Labeller.LearnLabels(examples, new TriageOptions()));

        foreach (var letter in letters.Take(400))
            labels.Suggest(letter.Text).Label.ShouldBe(all.Suggest(letter.Text).Label);
    }

    [Fact]
    public void The_same_examples_give_the_same_bytes()
    {
        foreach (var count in new[] { 150, 2_500 })
        {
            var letters = new InventedLetters(3).Take(count);

            Labeller.Learn(letters).Save().ShouldBe(Labeller.Learn([.. letters]).Save());
        }
    }

    [Fact]
    public void Examples_sorted_by_label_are_learnt_like_others()
    {
        var letters = new InventedLetters(4).Take(2_400);

        var labeller = Labeller.Learn([.. letters.OrderBy(letter => letter.Label, StringComparer.Ordinal)]);

        var suggestions = new InventedLetters(5).Take(300)
            .Select(letter => (letter.Label, Suggestion: labeller.Suggest(letter.Text))).ToList();
        suggestions.Count(pair => pair.Label == pair.Suggestion.Label).ShouldBeGreaterThan(280);
        suggestions.Average(pair => pair.Suggestion.P).ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void The_probability_says_how_often_it_is_right()
    {
        // Half of the labels are a coin's: nobody can be right more often than three times in four.
        var random = new Random(6);
        List<Example> Noisy(int seed) => [.. new InventedLetters(seed, 2).Take(3_000)
            .Select(letter => random.Next(2) == 0 ? letter : letter with { Label = $"Kind {random.Next(2)}" })];
        var labeller = Labeller.Learn(Noisy(7));

        var asked = Noisy(8).Select(letter => (letter.Label, Suggestion: labeller.Suggest(letter.Text))).ToList();

        var right = asked.Count(pair => pair.Label == pair.Suggestion.Label) / (double)asked.Count;
        asked.Average(pair => pair.Suggestion.P).ShouldBe(right, 0.04);
        asked.ShouldAllBe(pair => pair.Suggestion.P >= 0 && pair.Suggestion.P <= 1);
    }

    [Fact]
    public void Reasons_are_words_of_the_text_as_they_stand_there()
    {
        var labeller = Labeller.Learn(new InventedLetters(9).Take(600));
        var word = InventedLetters.OwnWord(2, 3).ToUpperInvariant();
        var text = $"I have waited, and {word}! is all I hear: {word}.";

        var suggestion = labeller.Suggest(text);

        suggestion.Label.ShouldBe("Kind 2");
        suggestion.Why.Select(why => why.In(text)).ShouldHaveSingleItem().ShouldBe(word);
    }

    [Fact]
    public void A_text_that_says_nothing_gets_no_sure_suggestion()
    {
        var labeller = Labeller.Learn(new InventedLetters(10).Take(600));

        foreach (var text in new[] { "", "   \n", "!!! ???", "日本語のテキスト", "unheardof" })
        {
            var suggestion = labeller.Suggest(text);

            suggestion.IsUnsure.ShouldBeTrue(text);
            suggestion.Label.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void One_label_alone_and_one_example_alone_can_be_learnt()
    {
        Labeller.Learn([new Example("damp in the flat", "Housing")]).Suggest("damp").Label.ShouldBe("Housing");
        Labeller.Learn([new Example("", "A"), new Example("", "B")]).Suggest("anything").P.ShouldBeInRange(0, 1);
        Should.Throw<ArgumentException>(() => Labeller.Learn([]));
    }

    [Fact]
    public void Case_and_accents_do_not_matter()
    {
        var labeller = Labeller.Learn(
        [
            .. Enumerable.Range(0, 20).Select(i => new Example($"tŷ bach {i}", "Tai")),
            .. Enumerable.Range(0, 20).Select(i => new Example($"ysgol fawr {i}", "Addysg")),
        ]);

        labeller.Suggest("TY").Label.ShouldBe("Tai");
        labeller.Suggest("YSGÔL").Label.ShouldBe("Addysg");
    }
}
