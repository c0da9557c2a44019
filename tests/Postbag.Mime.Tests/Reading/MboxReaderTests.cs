using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Reading;

public sealed class MboxReaderTests
{
    private const string Separator = "From rowan@example.org Mon Mar  2 09:15:00 2026\n";

    [Fact]
    public void Messages_come_without_separators_and_the_blank_line_before_them() =>
        Read(Separator + "Subject: 1\n\none\n\n" + Separator + "Subject: 2\n\ntwo\n\n").ShouldBe(
            ["Subject: 1\n\none\n", "Subject: 2\n\ntwo\n"]);

    [Fact]
    public void Line_ends_may_be_crlf() =>
        Read((Separator + "Subject: 1\n\none\n\n" + Separator + "Subject: 2\n\ntwo\n").Replace(
            "\n", "\r\n", StringComparison.Ordinal))
            .ShouldBe(["Subject: 1\r\n\r\none\r\n", "Subject: 2\r\n\r\ntwo\r\n"]);

    [Fact]
    public void Quoted_lines_get_their_bracket_taken_off() =>
        Read(Separator + "\n>From the start\n>>From before\n> From afar\n").ShouldBe(
            ["\nFrom the start\n>From before\n> From afar\n"]);

    [Fact]
    public void A_line_that_a_program_forgot_to_quote_is_text() =>
        Read(Separator + "Subject: 1\n\nI write to you.\n\nFrom the start we were told otherwise.\n\n" + Separator
            + "\ntwo\n")
            .ShouldBe(["Subject: 1\n\nI write to you.\n\nFrom the start we were told otherwise.\n", "\ntwo\n"]);

    [Fact]
    public void A_separator_without_a_blank_line_before_it_is_text() =>
        Read(Separator + "\none\n" + Separator + "two\n").ShouldBe(["\none\n" + Separator + "two\n"]);

    [Fact]
    public void Messages_of_any_size_come_whole_from_a_stream_of_any_pace()
    {
        var random = new Random(7);
        var messages = Enumerable.Range(0, 40).Select(number =>
            $"Subject: {number}\n\n" + string.Concat(
                Enumerable.Repeat("a line of some words\n", random.Next(20_000)))).ToList();
        var mbox = string.Concat(messages.Select(message => Separator + message + "\n"));

        using var stream = new SlowStream(Encoding.ASCII.GetBytes(mbox), random);
        new MboxReader(stream).Messages().Select(message => Encoding.ASCII.GetString(message.Span)).ShouldBe(messages);
    }

    [Fact]
    public void A_message_is_cut_at_the_limit_and_the_next_is_found_all_the_same()
    {
        var text = Separator + "Subject: 1\n\n" + new string('x', 1000) + "\nmore\n\n" + Separator + "Subject: 2\n\n";

        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(text));
        var messages = new MboxReader(stream, new ReadOptions { MaxBytes = 100 }).Messages().ToList();

        messages.Count.ShouldBe(2);
        messages[0].Length.ShouldBeLessThanOrEqualTo(100);
    }

    [Fact]
    public void An_empty_file_holds_no_message() => Read("").ShouldBeEmpty();

    private static IReadOnlyList<string> Read(string mbox)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(mbox));
        return [.. new MboxReader(stream).Messages().Select(message => Encoding.Latin1.GetString(message.Span))];
    }

    private sealed class SlowStream(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) =>
            base.Read(buffer[..Math.Min(buffer.Length, random.Next(1, 5000))]);
    }
}
