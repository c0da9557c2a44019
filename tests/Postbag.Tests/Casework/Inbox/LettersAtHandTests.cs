using System.Text;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox;

public sealed class LettersAtHandTests
{
    private static readonly byte[] Raw = Encoding.ASCII.GetBytes("From: hazel@example.org\r\nSubject: Bins\r\n\r\nThe bins are full.\r\n");

    [Fact]
    public async Task A_letter_at_hand_says_what_its_row_says_until_it_is_let_go_of()
    {
        await using var office = await OpenAsync();
        var hand = LettersAtHand.Of(office.Engine);
        var opened = OpenedLetter.Of(Raw)!;
        hand.Keep(7, opened);

        hand.Read(7, RawPacking.Plain, [], Raw.Length).ShouldBeSameAs(opened);
        hand.LetGo([7]);
        var again = hand.Read(7, RawPacking.Plain, Raw, Raw.Length)!;

        again.ShouldNotBeSameAs(opened);
        (again.Subject, again.From[0].Address, again.Letter.OwnWords).ShouldBe(("Bins", "hazel@example.org", "The bins are full."));
    }

    [Fact]
    public async Task A_letter_is_at_hand_for_its_own_office_and_for_the_bytes_that_are_in_its_row()
    {
        await using var office = await OpenAsync();
        await using var other = await OpenAsync();
        var hand = LettersAtHand.Of(office.Engine);
        hand.Keep(7, OpenedLetter.Of(Raw)!);

        LettersAtHand.Of(other.Engine).Of(7, Raw.Length).ShouldBeNull();
        // Deleted under retention, something shorter stands in its place.
        hand.Of(7, Raw.Length - 1).ShouldBeNull();
        hand.Of(8, Raw.Length).ShouldBeNull();
        hand.LetGo([7]);
    }

    [Fact]
    public async Task What_can_not_be_read_is_no_letter()
    {
        await using var office = await OpenAsync();

        LettersAtHand.Of(office.Engine).Read(9, RawPacking.Brotli, [1, 2, 3], Raw.Length).ShouldBeNull();
    }

    private static async Task<OpenOffice> OpenAsync() => await OpenOffice.OpenAsync(
        await TestPlace.NewAsync(), new CaseworkSide(), TimeProvider.System, CancellationToken.None);
}
