using System.Net;
using Postbag.Casework.Inbox.Imap;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Imap;

/// <summary>The client's parts that need no server.</summary>
[Trait("engine", "either")]
public sealed class ImapPartsTests
{
    [Theory]
    [InlineData("INBOX", "INBOX")]
    [InlineData("Llythyrau & Co", "Llythyrau &- Co")]
    [InlineData("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-")]
    [InlineData("Étang", "&AMk-tang")]
    [InlineData("😀", "&2D3eAA-")]
    public void A_folders_name_is_written_as_RFC_3501_has_it_and_read_back(string name, string written)
    {
        ModifiedUtf7.Encode(name).ShouldBe(written);
        ModifiedUtf7.Decode(written).ShouldBe(name);
    }

    [Theory]
    [InlineData("R&D")]
    [InlineData("&!!!-")]
    [InlineData("&AA-")]
    [InlineData("&2D0-")]
    [InlineData("Étang")]
    public void What_is_not_that_encoding_is_left_as_it_is(string name) => ModifiedUtf7.Decode(name).ShouldBe(name);

    [Theory]
    [InlineData("1", new uint[] { 1 })]
    [InlineData("3:1,7", new uint[] { 1, 2, 3, 7 })]
    [InlineData("5,1:3,2:6", new uint[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData("4294967294:4294967295", new uint[] { 4294967294, 4294967295 })]
    public void A_set_of_numbers_is_read(string text, uint[] numbers) => UidSet.Parse(text, 100).ShouldBe(numbers);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1:*")]
    [InlineData("-1")]
    [InlineData("1:")]
    [InlineData("1:200")]
    public void A_set_that_is_none_or_too_large_is_refused(string text) =>
        Should.Throw<ImapException>(() => UidSet.Parse(text, 100));

    [Fact]
    public void Numbers_are_written_in_sets_short_enough_for_any_server_and_none_is_lost()
    {
        var numbers = Enumerable.Range(1, 3000).Where(number => number % 7 != 0).Select(number => (uint)number * 3)
            .ToList();
        numbers.AddRange(Enumerable.Range(20_000, 500).Select(number => (uint)number));

        var sets = UidSet.Write(numbers).ToList();

        sets.ShouldAllBe(set => set.Text.Length < 1000);
        sets.SelectMany(set => UidSet.Parse(set.Text, 10_000)).ShouldBe(numbers);
        sets.Sum(set => set.Count).ShouldBe(numbers.Count);
        UidSet.Write([4, 5, 6, 9]).Single().Text.ShouldBe("4:6,9");
    }

    [Theory]
    [InlineData("17-Jul-1996 02:44:25 -0700", "1996-07-17T09:44:25Z")]
    [InlineData(" 1-Jun-2026 09:30:00 +0100", "2026-06-01T08:30:00Z")]
    public void A_date_is_read(string text, string expected) =>
        ImapClient.ReadDate(text)
            .ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("31-Feb-2026 00:00:00 +0000")]
    [InlineData("yesterday at noon, or so")]
    [InlineData("01-Jan-0001 00:00:00 +1400")]
    public void A_date_that_is_none_is_left_out(string text) => ImapClient.ReadDate(text).ShouldBeNull();

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00:ec2::254", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("64:ff9b::a9fe:a9fe", true)]
    [InlineData("64:ff9b::808:808", false)]
    [InlineData("2002:7f00:1::", true)]
    [InlineData("::127.0.0.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("172.32.0.1", false)]
    [InlineData("2a00:1450::1", false)]
    public void Addresses_that_do_not_lead_out_into_the_world_are_known(string address, bool isPrivate) =>
        PrivateAddresses.Include(IPAddress.Parse(address)).ShouldBe(isPrivate);
}
