using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Postbag.Triage.Tests;

public sealed class CorrectingTests
{
    // The same seeds in every run; POSTBAG_PROPERTIES=N tries N others by hand.
    private static void Holds(Func<int, bool> rule)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("POSTBAG_PROPERTIES"), out var more))
            Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), rule)
                .Check(Config.QuickThrowOnFailure.WithMaxTest(more));
        foreach (var seed in Enumerable.Range(1, 10).Select(number => number * 7919))
            rule(seed).ShouldBeTrue($"seed {seed}");
    }

    [Fact]
    public void A_correction_sticks() => Holds(seed =>
    {
        var letters = new InventedLetters(seed);
        var labeller = Labeller.Learn(letters.Take(200));
        var corrected = Enumerable.Range(0, 30).Select(i => letters.Next() with { Label = $"Kind {(i * 5) % 6}" })
            .ToList();

        foreach (var letter in corrected) labeller.Correct(letter.Text, letter.Label);

        var loaded = Labeller.Load(labeller.Save());
        return corrected.TrueForAll(
            letter => labeller.Suggest(letter.Text) is { IsUnsure: false } suggestion
            && suggestion.Label == letter.Label)
            && corrected.TrueForAll(letter => loaded.Suggest(letter.Text).Label == letter.Label);
    });

    [Fact]
    public void Letters_like_a_corrected_one_follow_it_and_others_stay() => Holds(seed =>
    {
        var letters = new InventedLetters(seed);
        var labeller = Labeller.Learn(letters.Take(400));
        var others = letters.Take(100);
        var before = others.ConvertAll(letter => labeller.Suggest(letter.Text).Label);

        labeller.Correct("The zebra crossing outside the aquarium is broken again", "Crossings");

        return labeller.Suggest("Our zebra crossing by the aquarium is broken").Label == "Crossings"
            && others.Zip(before).Count(pair => labeller.Suggest(pair.First.Text).Label == pair.Second) >= 97;
    });

    [Fact]
    public void What_is_saved_and_loaded_suggests_exactly_the_same() => Holds(seed =>
    {
        var letters = new InventedLetters(seed);
        var labeller = Labeller.Learn(letters.Take(seed % 2 == 0 ? 150 : 2_100));
        labeller.Correct(letters.Next().Text, "New");
        labeller.Rename("Kind 1", "Kind 2");

        var loaded = Labeller.Load(labeller.Save());

        return loaded.Save().AsSpan().SequenceEqual(labeller.Save()) && letters.Take(50).TrueForAll(letter =>
            labeller.Suggest(letter.Text) is var here && loaded.Suggest(letter.Text) is var there
            && (here.Label, here.P, here.IsUnsure) == (there.Label, there.P, there.IsUnsure)
            && here.Why.SequenceEqual(there.Why));
    });

    [Fact]
    public void Loaded_and_corrected_is_as_corrected_and_never_saved() => Holds(seed =>
    {
        var letters = new InventedLetters(seed);
        var labeller = Labeller.Learn(letters.Take(150));
        var loaded = Labeller.Load(labeller.Save());
        foreach (var letter in letters.Take(20))
        {
            labeller.Correct(letter.Text, "Kind 3");
            loaded.Correct(letter.Text, "Kind 3");
        }

        return loaded.Save().AsSpan().SequenceEqual(labeller.Save());
    });

    [Fact]
    public void Merged_labels_are_one()
    {
        var letters = new InventedLetters(11);
        var labeller = Labeller.Learn(letters.Take(400));

        labeller.Rename("Kind 0", "Kind 5");

        labeller.Labels.ShouldNotContain("Kind 0");
        labeller.Labels.Count.ShouldBe(5);
        labeller.Suggest(letters.Of(0).Text).Label.ShouldBe("Kind 5");
        labeller.Correct("something else entirely", "Kind 5");
        labeller.Suggest("something else entirely").Label.ShouldBe("Kind 5");
        Should.Throw<ArgumentException>(() => labeller.Rename("Kind 0", "Kind 1"));
    }

    [Fact]
    public void An_empty_text_can_be_corrected_too()
    {
        var labeller = Labeller.Learn(new InventedLetters(12).Take(60));

        labeller.Correct("", "Unreadable");

        labeller.Suggest("").Label.ShouldBe("Unreadable");
        labeller.Suggest("\n").Label.ShouldBe("Unreadable");
    }
}
