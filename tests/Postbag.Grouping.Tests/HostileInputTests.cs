using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

public sealed class HostileInputTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "nothing", "" },
        { "one word of a megabyte", new string('a', 1 << 20) },
        { "no spaces", string.Concat(Enumerable.Repeat("word,", 100_000)) },
        { "one word a million times", string.Concat(Enumerable.Repeat("no ", 300_000)) },
        { "lone surrogates", string.Concat(Enumerable.Repeat("\uD800 letter \uDC00 word ", 200)) },
        { "nul and controls", string.Concat(Enumerable.Repeat("please\0help\u0001me\u001B now ", 200)) },
        { "right to left", string.Concat(Enumerable.Repeat("שלום\u202Eעולם ", 500)) },
        { "only quotation", string.Concat(Enumerable.Repeat("> dear sir\n", 5_000)) },
        { "only newlines", new string('\n', 100_000) },
        { "only equals signs", string.Concat(Enumerable.Repeat("=\n=E2=", 20_000)) },
        { "half an entity", string.Concat(Enumerable.Repeat("&#x", 50_000)) },
        { "half mojibake", string.Concat(Enumerable.Repeat("â€", 50_000)) },
        { "accents on nothing", new string('\u0301', 50_000) },
        { "astral letters", string.Concat(Enumerable.Repeat("\U00020000", 5_000)) },
        { "random words", string.Join(' ', Enumerable.Range(0, 50_000).Select(i => $"w{i * 7919 % 100_003}x")) },
        { "one address", "https://" + new string('x', 500_000) },
        { "footer marks", string.Concat(Enumerable.Repeat("unsubscribe disclaimer confidential. ", 5_000)) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Any_text_is_taken_and_its_spans_lie_inside_it(string what, string text)
    {
        what.ShouldNotBeEmpty();
        var grouper = new LetterGrouper();
        for (var i = 0; i < 4; i++)
        {
            grouper.Add(new Letter($"a{i}@example.org", "", text)).Letter.ShouldBe(i);
        }

        grouper.SettleAll();

        grouper.PersonalSpans(0, text)
            .ShouldAllBe(span => span.Start >= 0 && span.End <= text.Length && span.Length > 0);
    }

    [Fact]
    public void A_letter_longer_than_what_is_read_shows_no_less_than_it_says()
    {
        var post = new InventedPost(5);
        var options = new GroupingOptions { MaxWords = 100 };
        var letter = post.From(post.Paragraph(20));

        var grouper = new LetterGrouper(options);
        grouper.Add(letter);

        grouper.PersonalSpans(0, letter.Text)[^1].End.ShouldBeGreaterThan(letter.Text.Length - 80);
    }
}
