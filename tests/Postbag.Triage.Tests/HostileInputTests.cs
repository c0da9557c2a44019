using Shouldly;
using Xunit;

namespace Postbag.Triage.Tests;

public sealed class HostileInputTests
{
    private static readonly byte[] Saved = Save();

    public static TheoryData<string, string> Texts => new()
    {
        { "one word of a megabyte", new string('a', 1 << 20) },
        { "no spaces", string.Concat(Enumerable.Repeat("word,", 100_000)) },
        { "one word a million times", string.Concat(Enumerable.Repeat("no ", 300_000)) },
        { "lone surrogates", string.Concat(Enumerable.Repeat("\uD800 letter \uDC00 word ", 200)) },
        { "nul and controls", string.Concat(Enumerable.Repeat("please\0help\u0001me\u001B now ", 200)) },
        { "right to left", string.Concat(Enumerable.Repeat("שלום\u202Eעולם ", 500)) },
        { "accents on nothing", new string('\u0301', 50_000) },
        { "apostrophes", new string('\'', 50_000) },
        { "astral letters", string.Concat(Enumerable.Repeat("\U00020000", 5_000)) },
        { "random words", string.Join(' ', Enumerable.Range(0, 50_000).Select(i => $"w{i * 7919 % 100_003}x")) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Any_text_is_learnt_labelled_and_corrected(string what, string text)
    {
        what.ShouldNotBeEmpty();
        var labeller = Labeller.Learn([new Example(text, "Odd"), .. new InventedLetters(1).Take(30)]);

        var suggestion = labeller.Suggest(text);
        labeller.Correct(text, "Odder");

        suggestion.Why.ShouldAllBe(why => why.Start >= 0 && why.End <= text.Length && why.End > why.Start);
        labeller.Suggest(text).Label.ShouldBe("Odder");
    }

    [Fact]
    public void Damaged_bytes_are_refused_with_a_sentence()
    {
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var bytes = (byte[])Saved.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));

            Should.Throw<InvalidDataException>(() => Labeller.Load(bytes)).Message.ShouldEndWith(".");
        }

        foreach (var length in new[] { 0, 3, 4, 35, 36, 37, Saved.Length / 2, Saved.Length - 1 })
            Should.Throw<InvalidDataException>(() => Labeller.Load(Saved.AsSpan(0, length)));
    }

    /// <summary>Bytes whose hash is right because whoever made them meant to.</summary>
    [Fact]
    public void Bytes_made_to_harm_are_refused_or_do_none()
    {
        var random = new Random(2);
        for (var i = 0; i < 3_000; i++)
        {
            var content = Saved.AsSpan(0, Saved.Length - 32).ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = random.Next(3) == 0 ? random.Next(4, content.Length) : random.Next(4, 400);
                if (random.Next(2) == 0) content[at] = (byte)random.Next(256);
                else BitConverter.TryWriteBytes(
                    content.AsSpan(Math.Min(at, content.Length - 4)), random.Next(3) == 0
                    ? int.MaxValue : random.Next(-2, 1_000_000));
            }

            var whole = random.Next(4) == 0 ? content[..random.Next(5, content.Length)] : content;
            try
            {
                var labeller = Labeller.LoadContent(whole);
                labeller.Suggest("the garvenash of the harbour").P.ShouldBeInRange(0, 1);
                labeller.Correct("the garvenash", "Kind 1");
            }
            catch (InvalidDataException refusal)
            {
                refusal.Message.ShouldEndWith(".");
            }
        }
    }

    private static byte[] Save()
    {
        var labeller = Labeller.Learn(new InventedLetters(3).Take(60));
        labeller.Correct("the zebra crossing", "Crossings");
        return labeller.Save();
    }
}
