using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Writing;

public sealed class MessageWriterTests
{
    private static readonly Mailbox Office = new("Office of Jane Doe", "office@mp.example.org", null);
    private readonly MessageWriter writer = new(new StoppedClock(), "mp.example.org");

    [Fact]
    public void A_letter_with_text_html_a_picture_and_a_file_is_read_back_as_it_was_written()
    {
        byte[] picture = [0, 1, 2, 255, 13, 10];
        var written = writer.Write(new OutgoingMessage
        {
            From = Office,
            ReplyTo = [new Mailbox(null, "cases@mp.example.org", null)],
            To = [new Mailbox("Jörg Müller, Dr.", "jörg@münchen.example", null),
                new Mailbox("A \"B\" C", "a.b@example.com", null)],
            Cc = [new Mailbox(null, "cc@example.com", null)],
            Subject = "Ynglŷn â’ch llythyr: the damp in Ffordd y Môr, and what the council says it will do about it by Easter",
            Text = "Dear Jörg,\n\nthis is a long line that has to be wrapped on its way and must be whole again when it arrives.\n\n"
                + "> a quotation\nFrom the office\n-- \nJane",
            Html = "<p>Dear Jörg <img src=\"cid:logo@mp.example.org\"></p>",
            InlineFiles = [new OutgoingFile("logo.png", "image/png", picture, "logo@mp.example.org")],
            Attachments = [new OutgoingFile(
                "Übersicht der Schäden an der Außenwand, aufgenommen am dritten März.pdf", "application/pdf", picture)],
            InReplyTo = "1@example.com",
            References = ["0@example.com", "1@example.com"],
            AutoSubmitted = "auto-replied",
            MoreFields = [KeyValuePair.Create("X-Case", "C-1")],
        });

        var read = MimeMessage.Read(written.Bytes);
        read.ReadAll();

        read.Defects.ShouldBeEmpty();
        read.MessageId.ShouldBe(written.MessageId);
        written.MessageId.ShouldEndWith("@mp.example.org");
        read.Date.ShouldBe(new StoppedClock().GetUtcNow());
        read.From.ShouldBe([Office]);
        read.ReplyTo.Single().Address.ShouldBe("cases@mp.example.org");
        read.To.ShouldBe([new Mailbox("Jörg Müller, Dr.", "jörg@xn--mnchen-3ya.example", null),
            new Mailbox("A \"B\" C", "a.b@example.com", null)]);
        read.Cc.Single().Address.ShouldBe("cc@example.com");
        read.Subject.ShouldBe(
            "Ynglŷn â’ch llythyr: the damp in Ffordd y Môr, and what the council says it will do about it by Easter");
        read.Letter.Text.ShouldContain(
            "this is a long line that has to be wrapped on its way and must be whole again when it arrives.\n");
        read.Letter.Text.ShouldContain("\nFrom the office\n");
        read.Html.ShouldBe("<p>Dear Jörg <img src=\"cid:logo@mp.example.org\"></p>");
        read.InReplyTo.ShouldBe(["1@example.com"]);
        read.References.ShouldBe(["0@example.com", "1@example.com"]);
        read.Header["Auto-Submitted"].ShouldBe("auto-replied");
        read.Header["X-Case"].ShouldBe("C-1");
        read.Attachments.Select(a => a.Name).ShouldBe(
            ["logo.png", "Übersicht der Schäden an der Außenwand, aufgenommen am dritten März.pdf"]);
        read.Attachments.ShouldAllBe(a => a.Content.ToArray().SequenceEqual(picture));
        read.Root.MediaType.ShouldBe("multipart/mixed");
        read.Root.Children[0].MediaType.ShouldBe("multipart/alternative");
        read.Root.Children[0].Children[1].MediaType.ShouldBe("multipart/related");
        written.NeedsUtf8.ShouldBeTrue();
        ShouldBeFitToSend(written.Bytes.Span);
    }

    [Fact]
    public void A_short_plain_letter_is_sent_as_it_is()
    {
        var written = writer.Write(new OutgoingMessage
        {
            From = Office, To = [new Mailbox(null, "a@example.com", null)], Subject = "Thank you",
            Text = "Dear all,\r\nthank you.", MessageId = "1@mp.example.org",
        });

        Encoding.ASCII.GetString(written.Bytes.Span).ShouldBe(
            "Date: Mon, 2 Mar 2026 09:30:00 +0000\r\n"
            + "From: Office of Jane Doe <office@mp.example.org>\r\n"
            + "To: a@example.com\r\n"
            + "Subject: Thank you\r\n"
            + "Message-ID: <1@mp.example.org>\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=\"utf-8\"; format=\"flowed\"\r\n"
            + "Content-Transfer-Encoding: 7bit\r\n\r\n"
            + "Dear all,\r\nthank you.");
        written.NeedsUtf8.ShouldBeFalse();
    }

    [Theory]
    [InlineData(69)]
    [InlineData(70)]
    [InlineData(75)]
    [InlineData(76)]
    [InlineData(200)]
    public void A_long_first_word_leaves_no_line_too_long(int length)
    {
        var subject = new string('x', length) + " and more";

        var written = writer.Write(new OutgoingMessage
        {
            From = Office, To = [new Mailbox(new string('"', length / 4) + " Ltd.", "a@example.com", null)],
            Subject = subject, Text = "Hello",
        });

        ShouldBeFitToSend(written.Bytes.Span);
        var read = MimeMessage.Read(written.Bytes);
        read.Subject.ShouldBe(subject);
        read.To.Single().Name.ShouldBe(new string('"', length / 4) + " Ltd.");
    }

    [Fact]
    public void Each_part_is_encoded_as_its_text_needs()
    {
        Encoding("plain").ShouldBe(TransferEncoding.SevenBit);
        Encoding("the café in the square").ShouldBe(TransferEncoding.QuotedPrintable);
        Encoding("Уважаемая госпожа депутат, пишу Вам").ShouldBe(TransferEncoding.Base64);
        Encoding(new string('x', 2000)).ShouldBe(TransferEncoding.QuotedPrintable);

        TransferEncoding Encoding(string text) => MimeMessage.Read(writer.Write(
            new OutgoingMessage { From = Office, Subject = "", Text = text }).Bytes).Root.Encoding;
    }

    [Theory]
    [InlineData("a\r\nBcc: x@example.com")]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    [InlineData("a\u2028b")]
    public void Nothing_breaks_out_of_its_field(string value)
    {
        Refused(new OutgoingMessage { From = Office, Subject = value });
        Refused(new OutgoingMessage { From = new Mailbox(value, "a@example.com", null), Subject = "" });
        Refused(new OutgoingMessage { From = new Mailbox(null, $"{value}@example.com", null), Subject = "" });
        Refused(new OutgoingMessage { From = Office, Subject = "", InReplyTo = value });
        Refused(new OutgoingMessage { From = Office, Subject = "", References = [value] });
        Refused(new OutgoingMessage { From = Office, Subject = "", MessageId = value });
        Refused(new OutgoingMessage { From = Office, Subject = "", AutoSubmitted = value });
        Refused(new OutgoingMessage { From = Office, Subject = "", MoreFields = [KeyValuePair.Create("X-A", value)] });
        Refused(new OutgoingMessage { From = Office, Subject = "", MoreFields = [KeyValuePair.Create(value, "a")] });
        Refused(new OutgoingMessage { From = Office, Subject = "",
            Attachments = [new OutgoingFile(value, "text/plain", default)] });
        Refused(new OutgoingMessage { From = Office, Subject = "",
            Attachments = [new OutgoingFile("a", value, default)] });
        Refused(new OutgoingMessage { From = Office, Subject = "",
            Attachments = [new OutgoingFile("a", "a/b", default, value)] });
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("a@example.com> <b@example.com")]
    [InlineData("a b@example.com")]
    [InlineData("Name <a@example.com>")]
    [InlineData("a@example.com (comment)")]
    public void What_is_not_one_address_is_refused(string address) =>
        Refused(new OutgoingMessage { From = Office, To = [new Mailbox(null, address, null)], Subject = "" });

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("C:\\a.pdf")]
    [InlineData("")]
    public void A_path_is_no_name_of_a_file(string name) =>
        Refused(new OutgoingMessage { From = Office, Subject = "",
            Attachments = [new OutgoingFile(name, "a/b", default)] });

    [Fact]
    public void A_field_with_a_property_of_its_own_is_not_written_twice() =>
        Refused(new OutgoingMessage { From = Office, Subject = "",
            MoreFields = [KeyValuePair.Create("bcc", "a@example.com")] });

    [Fact]
    public void An_answer_refers_to_the_whole_thread()
    {
        var answered = MimeMessage.Read(
            "Message-ID: <3@x.test>\r\nReferences: <1@x.test> <2@x.test>\r\n\r\n"u8.ToArray());
        var first = MimeMessage.Read("Message-ID: <2@x.test>\r\nIn-Reply-To: <1@x.test>\r\n\r\n"u8.ToArray());

        OutgoingMessage.ReferencesTo(answered).ShouldBe(["1@x.test", "2@x.test", "3@x.test"]);
        OutgoingMessage.ReferencesTo(first).ShouldBe(["1@x.test", "2@x.test"]);
    }

    [Fact]
    public void A_forwarded_message_is_not_encoded()
    {
        var inner = writer.Write(new OutgoingMessage { From = Office, Subject = "inner", Text = "hello" });

        var outer = MimeMessage.Read(writer.Write(new OutgoingMessage
        {
            From = Office, Subject = "outer", Text = "see below",
            Attachments = [new OutgoingFile("letter.eml", "message/rfc822", inner.Bytes)],
        }).Bytes);

        outer.Root.Children[1].Message.ShouldNotBeNull().Subject.ShouldBe("inner");
        outer.Root.Children[1].Message.ShouldNotBeNull().Bytes.ToArray().ShouldBe(inner.Bytes.ToArray());
    }

    /// <summary>CRLF only in pairs, no line over 998 bytes, no field's line over 78 where a space would let it
    /// fold.</summary>
    internal static void ShouldBeFitToSend(ReadOnlySpan<byte> bytes)
    {
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        foreach (var line in text.Split("\r\n"))
        {
            line.ShouldNotContain('\r');
            line.ShouldNotContain('\n');
            System.Text.Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(998);
        }

        foreach (var line in text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n"))
        {
            if (line.Length > 78)
                line.Trim().ShouldNotContain(' ', "a line that could have been folded");
        }
    }

    private void Refused(OutgoingMessage message) => Should.Throw<ArgumentException>(() => writer.Write(message));

    internal sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
