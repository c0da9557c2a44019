using Postbag.Casework.Campaigns;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Campaigns;

/// <summary>Two campaigns of one title are told apart in a list by what only one of them says.</summary>
[Trait("engine", "either")]
public sealed class TellingApartTests
{
    private const string Opening = "Dear Ms Example,\nI write as somebody who uses Mill Lane every day. ";

    [Fact]
    public void For_and_against_under_one_subject_show_the_sentence_that_differs()
    {
        var telling = TellingApart.Of([
            new TitledLetter(1, "Mill Lane", Opening + "Please vote to close it to cars. Yours sincerely"),
            new TitledLetter(2, "mill lane", Opening + "Please vote to keep it open to cars. Yours sincerely"),
            new TitledLetter(3, "The library", "Please keep the library open on Saturdays."),
        ]);

        telling.ShouldBe(new Dictionary<int, string>
        {
            [1] = "Please vote to close it to cars.", [2] = "Please vote to keep it open to cars.",
        }, ignoreOrder: true);
    }

    [Fact]
    public void Where_no_sentence_differs_the_beginning_is_shown()
    {
        var telling = TellingApart.Of([
            new TitledLetter(1, "Mill Lane", "Please vote to close Mill Lane to cars."),
            new TitledLetter(2, "Mill Lane",
                "Please vote to close Mill Lane to cars. And plant trees in the lane instead."),
        ]);

        telling[1].ShouldBe("Please vote to close Mill Lane to cars.");
        telling[2].ShouldBe("And plant trees in the lane instead.");
    }

    [Fact]
    public void A_long_sentence_is_cut_and_an_empty_letter_says_nothing()
    {
        var telling = TellingApart.Of([
            new TitledLetter(1, "Mill Lane", string.Join(' ', Enumerable.Repeat("traffic", 40))),
            new TitledLetter(2, "Mill Lane", ""),
        ]);

        telling.Keys.ShouldBe([1]);
        telling[1].ShouldEndWith("…");
        telling[1].Length.ShouldBeLessThanOrEqualTo(91);
    }
}
