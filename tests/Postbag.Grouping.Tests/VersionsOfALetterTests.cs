using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

/// <summary>Organisers mend their letters as they go: what asks for the same is one campaign.</summary>
public sealed class VersionsOfALetterTests
{
    private const string Ask = "I urge you to support the ferry plan when it comes before the house in June.";
    private readonly InventedPost post = new(41);

    [Fact]
    public void A_later_version_with_a_paragraph_more_is_the_same_campaign()
    {
        var body = post.Body(Ask);
        var longer = post.Paragraph() + "\n\n" + body;

        OneCampaign(post.Copies(body, 8), post.Copies(longer, 8));
    }

    [Fact]
    public void A_later_version_that_lost_one_paragraph_and_says_that_it_is_new_is_the_same_campaign()
    {
        var body = post.Body(Ask, paragraphs: 8);
        var later = string.Join("\n\n", body.Split("\n\n").Skip(1))
            + "\n\nThis letter was brought up to date after the meeting of last week.";

        OneCampaign(post.Copies(body, 8), post.Copies(later, 8));
    }

    [Fact]
    public void A_version_with_its_paragraphs_in_another_order_and_other_words_here_and_there_is_the_same_campaign()
    {
        var body = "It has rained in here since.\n\n" + post.Body(Ask, paragraphs: 4);
        var paragraphs = body.Split("\n\n");
        int[] order = [2, 3, 0, 1, 4, 5];
        var moved = string.Join("\n\n", order.Select(place => paragraphs[place]))
            .Replace("has served", "served", StringComparison.Ordinal);

        OneCampaign(post.Copies(body, 12), post.Copies(moved, 5));
    }

    private void OneCampaign(List<Letter> some, List<Letter> others)
    {
        var grouped = new Grouped(post.Shuffle(some.Concat(others)));

        grouped.CampaignOf(some[0]).ShouldNotBeNull();
        some.Concat(others).ShouldAllBe(letter => grouped.CampaignOf(letter) == grouped.CampaignOf(some[0]));
    }
}
