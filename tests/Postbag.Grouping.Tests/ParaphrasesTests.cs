using Postbag.Grouping.OtherWords;
using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

/// <summary>One letter in other words is suggested; letters on one theme are not.</summary>
public sealed class ParaphrasesTests
{
    private static readonly List<(string Name, string Text)> Invented = Read();

    [Fact]
    public void A_letter_put_into_other_words_is_suggested_with_the_words_that_say_why()
    {
        var found = Paraphrases.Among([.. Invented.Select(one => one.Text)]);

        var pairs = found.Select(pair => (Invented[pair.First].Name, Invented[pair.Second].Name)).ToHashSet();
        pairs.ShouldContain(("ferry/a", "ferry/b"));
        pairs.ShouldContain(("pharmacy/a", "pharmacy/c"));
        pairs.ShouldContain(("hedge/a", "hedge/b"));
        pairs.ShouldContain(("prison/a", "prison/b"));
        found.Single(pair => Invented[pair.First].Name == "ferry/a" && Invented[pair.Second].Name == "ferry/b").Words
            .ShouldContain("1987");
    }

    [Fact]
    public void Letters_of_peoples_own_on_the_same_theme_are_not_suggested()
    {
        var found = Paraphrases.Among([.. Invented.Select(one => one.Text)]);

        found.Where(pair => ThemeOf(pair.First) != ThemeOf(pair.Second)).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_ideas_in_another_order_are_not_the_same_letter()
    {
        var text = Invented.Single(one => one.Name == "ferry/a").Text;
        var turned = string.Join(". ", Invented.Single(one => one.Name == "ferry/b").Text.Split(". ").Reverse());

        Paraphrases.Among([text, turned]).ShouldBeEmpty();
    }

    [Fact]
    public void Versions_that_share_their_text_and_short_texts_are_left_to_others()
    {
        var text = Invented.Single(one => one.Name == "hedge/a").Text;

        Paraphrases.Among([text, text.Replace("vote against", "vote for", StringComparison.Ordinal)]).ShouldBeEmpty();
        Paraphrases.Among(["Please save the lido. It is dear to us.", "Do rescue our lido. We hold it dear."])
            .ShouldBeEmpty();
        Paraphrases.Among([]).ShouldBeEmpty();
    }

    [Fact]
    public void Texts_without_end_cost_no_more_than_their_beginning()
    {
        var endless = string.Join(". ", Enumerable.Range(0, 200_000).Select(i => $"alpha{i} beta{i} gamma{i}"));

        Paraphrases.Among([endless, endless, .. Enumerable.Repeat("word", 1000)]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_order_in_which_texts_are_given_changes_nothing(int seed)
    {
        var shuffled = Invented.ToArray();
        new Random(seed).Shuffle(shuffled);

        Names(shuffled).SetEquals(Names(Invented)).ShouldBeTrue();
    }

    private static HashSet<string> Names(IReadOnlyList<(string Name, string Text)> texts) =>
    [
        .. Paraphrases.Among([.. texts.Select(one => one.Text)])
        .Select(pair => string.Join(
        ' ', new[] { texts[pair.First].Name, texts[pair.Second].Name }.Order(StringComparer.Ordinal))),
    ];

    private static string ThemeOf(int text) => Invented[text].Name.Split('/')[0];

    private static List<(string Name, string Text)> Read() =>
    [
        .. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "other-words.txt")).ReplaceLineEndings("\n")
        .Split("\n## ").Skip(1)
            .Select(part => part.Split('\n', 2)).Select(part => (part[0], part[1].Trim())),
    ];
}
