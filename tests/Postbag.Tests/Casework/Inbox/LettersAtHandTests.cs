using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox;

[Trait("engine", "either")]
public sealed class LettersAtHandTests
{
    private static readonly byte[] Raw =
        Encoding.ASCII.GetBytes("From: hazel@example.org\r\nSubject: Bins\r\n\r\nThe bins are full.\r\n");

    private readonly StoppedClock time = StoppedClock.OnMonday();

    [Fact]
    public void A_letter_at_hand_says_what_its_row_says_until_it_is_let_go_of()
    {
        var hand = new LettersAtHand(Room());
        var opened = OpenedLetter.Of(Raw)!;
        hand.Keep(7, opened);

        hand.Read(7, RawPacking.Plain, [], Raw.Length).ShouldBeSameAs(opened);
        hand.LetGo([7]);
        var again = hand.Read(7, RawPacking.Plain, Raw, Raw.Length)!;

        again.ShouldNotBeSameAs(opened);
        (again.Subject, again.From[0].Address, again.Letter.OwnWords)
            .ShouldBe(("Bins", "hazel@example.org", "The bins are full."));
    }

    [Fact]
    public void A_letter_is_at_hand_for_its_own_office_and_for_the_bytes_that_are_in_its_row()
    {
        var room = Room();
        var hand = new LettersAtHand(room);
        hand.Keep(7, OpenedLetter.Of(Raw)!);

        new LettersAtHand(room).Of(7, Raw.Length).ShouldBeNull();
        // Deleted under retention, something shorter stands in its place.
        hand.Of(7, Raw.Length - 1).ShouldBeNull();
        hand.Of(8, Raw.Length).ShouldBeNull();
        hand.Of(7, Raw.Length).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(2, 1_000_000)]
    [InlineData(1_000_000, 30)]
    public void Where_there_is_no_room_those_that_came_first_stay_until_nobody_wants_them(int most, long mostChars)
    {
        var hand = new LettersAtHand(Room(most, mostChars));
        foreach (var number in (long[])[1, 2, 3]) hand.Keep(number, OpenedLetter.Of(Raw)!);

        AtHand().ShouldBe([1, 2]);

        time.Advance(LetterRoom.Longest + TimeSpan.FromSeconds(1));
        AtHand().ShouldBeEmpty();
        foreach (var number in (long[])[4, 5, 6]) hand.Keep(number, OpenedLetter.Of(Raw)!);
        AtHand().ShouldBe([4, 5]);

        hand.LetGo([4]);
        hand.Keep(7, OpenedLetter.Of(Raw)!);
        AtHand().ShouldBe([5, 7]);

        IEnumerable<long> AtHand() =>
            Enumerable.Range(1, 7).Select(n => (long)n).Where(n => hand.Of(n, Raw.Length) is not null);
    }

    [Fact]
    public void What_can_not_be_read_is_no_letter() =>
        new LettersAtHand(Room()).Read(9, RawPacking.Brotli, [1, 2, 3], Raw.Length).ShouldBeNull();

    private LetterRoom Room(int most = 100, long mostChars = 1_000_000) => new(most, mostChars, time);
}
