using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

/// <summary>Copies that are known by one hash are decided as if they had been read.</summary>
public sealed class KnownCopiesTests
{
    private readonly InventedPost post = new(29);

    [Fact]
    public void Copies_that_are_not_read_are_decided_like_those_that_are()
    {
        var (harbour, school) = (post.Body(), post.Body());
        var letters = post.Shuffle(
            post.Copies(harbour, 40).Concat(post.Copies(school, 40))
            .Concat(post.Copies(harbour + "\n\n" + post.Paragraph(), 1)));

        var (known, read) = (
            new Grouped(letters), new Grouped(letters, options: new GroupingOptions { FastPath = false }));

        letters.ShouldAllBe(letter => known.CampaignOf(letter) == read.CampaignOf(letter));
        letters.ShouldAllBe(letter => known.OwnWords(letter) == read.OwnWords(letter));
    }

    [Fact]
    public void A_copy_that_quotes_a_reply_made_known_later_is_an_answer()
    {
        var letters = post.Copies(post.Body(), 30);
        var grouped = new Grouped(letters);

        grouped.Grouper.AddOwnText(letters[0].Text);

        grouped.Grouper.Add(letters[0] with { From = "late@example.org" }).State.ShouldBe(LetterState.Reply);
    }

    [Fact]
    public void A_grouping_saved_among_copies_goes_on_byte_for_byte()
    {
        var letters = post.Copies(post.Body(), 60);
        var grouper = new Grouped(letters.Take(30)).Grouper;
        var loaded = LetterGrouper.Load(new MemoryStream(Bytes(grouper)));

        foreach (var letter in letters.Skip(30))
        {
            grouper.Add(letter).ShouldBe(loaded.Add(letter));
        }

        Bytes(loaded).ShouldBe(Bytes(grouper));
    }

    private static byte[] Bytes(LetterGrouper grouper)
    {
        using var stream = new MemoryStream();
        grouper.Save(stream);
        return stream.ToArray();
    }
}
