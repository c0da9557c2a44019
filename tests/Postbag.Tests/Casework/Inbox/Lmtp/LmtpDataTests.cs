using System.Text;
using Postbag.Casework.Inbox.Lmtp;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Lmtp;

/// <summary>Where a message ends, which is where smuggled commands would begin.</summary>
[Trait("engine", "either")]
public sealed class LmtpDataTests
{
    [Theory]
    [InlineData("a\r\n.\r\n", "a\r\n")]
    [InlineData(".\r\n", "")]
    [InlineData("..\r\n.\r\n", ".\r\n")]
    [InlineData("a\r\n..b\r\n.\r\n", "a\r\n.b\r\n")]
    [InlineData("a\r\n.b\r\n.\r\n", "a\r\nb\r\n")]
    [InlineData("a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n")]
    [InlineData("a\r\n.\r\r\n.\r\n", "a\r\n\r\r\n")]
    [InlineData("a\n.\n.\r\n\r\n.\r\n", "a\n.\n.\r\n\r\n")]
    [InlineData("a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n")]
    [InlineData("a\r\n.\nb\r\n.\r\n", "a\r\n\nb\r\n")]
    [InlineData("a\r.\r\nb\r\n.\r\n", "a\r.\r\nb\r\n")]
    [InlineData("a\r\r\n.\r\n", "a\r\r\n")]
    [InlineData("\0\r\n\r\n.\r\n", "\0\r\n\r\n")]
    public void Only_a_dot_between_two_whole_line_ends_ends_a_message_however_it_is_cut_up(string sent, string message)
    {
        for (var size = 1; size <= sent.Length; size++)
        {
            var (taken, isEnded, rest) = Take(sent + "NEXT", size);

            taken.ShouldBe(message, $"in pieces of {size}");
            isEnded.ShouldBeTrue();
            rest.ShouldBe("NEXT");
        }
    }

    [Fact]
    public void Whatever_a_message_holds_comes_out_as_it_went_in()
    {
        var random = new Random(7);
        byte[] alphabet = [(byte)'.', (byte)'.', (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n', (byte)'a', 0, 0xFF];
        for (var i = 0; i < 3000; i++)
        {
            byte[] message = [.. Enumerable.Range(0, random.Next(40))
                .Select(_ => alphabet[random.Next(alphabet.Length)]), .. "\r\n"u8];
            var sent = Encoding.Latin1.GetString(LmtpClient.Stuffed(message));

            var (taken, isEnded, _) = Take(sent, 1 + random.Next(sent.Length));

            isEnded.ShouldBeTrue();
            taken.ShouldBe(Encoding.Latin1.GetString(message));
        }
    }

    private static (string Taken, bool IsEnded, string Behind) Take(string sent, int size)
    {
        using var message = new MessageBuffer(new BytesInFlight(1 << 20), 1 << 20);
        var data = new LmtpData();
        var bytes = Encoding.Latin1.GetBytes(sent);
        var at = 0;
        while (at < bytes.Length && !data.IsEnded)
            at += data.Take(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)), message);
        return (Encoding.Latin1.GetString(message.Message.Span), data.IsEnded,
            Encoding.Latin1.GetString(bytes.AsSpan(at)));
    }
}
