using System.Text;
using Postbag.Mime.Tnef;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Tnef;

public sealed class TnefTests
{
    private static readonly byte[] Picture = [1, 2, 3, 4, 5];

    private static byte[] Whole => new TnefBuilder()
        .CodePage(1252)
        .Properties(
            TnefBuilder.Text(0x0037, "My flat"), TnefBuilder.Number(0x3FDE, 65001), TnefBuilder.Named("Keywords", "x"),
            TnefBuilder.Binary(0x1013, "<p>It’s damp.</p>"u8.ToArray()), TnefBuilder.Text(0x1000, "It’s damp."))
        .Attachment("LETTER~1.DOC", Picture, TnefBuilder.Text(0x3707, "Letter to the council.docx"),
            TnefBuilder.Text(0x370E, "Application/X-Test"))
        .Attachment("a.png", [], TnefBuilder.Binary(0x3701, Picture), TnefBuilder.Text(0x3712, "<pic@example.org>"))
        .Bytes;

    [Fact]
    public void Text_and_files_are_read()
    {
        var tnef = TnefFile.Read(Whole).ShouldNotBeNull();

        tnef.Defect.ShouldBeNull();
        tnef.Subject.ShouldBe("My flat");
        tnef.Html.ShouldBe("<p>It’s damp.</p>");
        tnef.PlainText.ShouldBe("It’s damp.");
        tnef.Attachments.Select(a => (a.Name, a.MediaType, a.ContentId)).ShouldBe(
            [("Letter to the council.docx", "application/x-test", null), ("a.png", null, "pic@example.org")]);
        foreach (var attachment in tnef.Attachments) attachment.Content.ToArray().ShouldBe(Picture);
    }

    [Fact]
    public void The_code_page_says_what_the_plain_body_means()
    {
        var tnef =
            TnefFile.Read(new TnefBuilder().CodePage(1251).Body(
                [0xCF, 0xEE, 0xEC, 0xEE, 0xE3, 0xE8, 0xF2, 0xE5]).Bytes);

        tnef.ShouldNotBeNull().PlainText.ShouldBe("Помогите");
        tnef.Defect.ShouldBeNull();
        tnef.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public void Html_wrapped_in_compressed_rtf_is_unwrapped()
    {
        const string rtf =
            @"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial;}}"
            + @"{\colortbl\red0;}{\*\generator Example;}{\*\htmltag19 <html>}{\*\htmltag50 <body>}\htmlrtf {\htmlrtf0 "
            + @"{\*\htmltag64 <p>}\htmlrtf \par\htmlrtf0 The damp\'92s worse \f1\'cf\'ee\f0 \u8364?5 {\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0"
            + @"{\*\htmltag72 </p>\par}\htmlrtf }\htmlrtf0 {\*\htmltag58 </body>}}";

        var tnef =
            TnefFile.Read(new TnefBuilder().Properties(TnefBuilder.Binary(0x1009, TnefBuilder.Compress(rtf))).Bytes)
                .ShouldNotBeNull();

        tnef.Defect.ShouldBeNull();
        tnef.Html.ShouldBe("<html><body><p>The damp’s worse По€5 &nbsp;</p>\n</body>");
    }

    [Fact]
    public void Plain_text_wrapped_in_rtf_is_unwrapped()
    {
        const string rtf =
            @"{\rtf1\ansi\ansicpg1252\fromtext {\fonttbl{\f0 Courier;}}\pard First\par Sec\{ond\}\line \u-10179?\u-8704?{\pict 0102}\par}";

        RtfText.Read(Encoding.Latin1.GetBytes(rtf), 1252).ShouldBe(("First\nSec{ond}\n😀\n", false));
    }

    [Fact]
    public void Two_bytes_make_one_character_where_the_code_page_says_so() =>
        RtfText.Read(Encoding.Latin1.GetBytes(@"{\rtf1\ansi\ansicpg932 \'93\'fa\'96{ }\'83A}"), 1252).Text.ShouldBe(
            "日� ア");

    [Fact]
    public void The_standards_own_example_decompresses()
    {
        // MS-OXRTFCP §3.1.1
        var compressed =
            Convert.FromHexString(
                "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0");

        var rtf = CompressedRtf.Decompress(compressed, out var isWhole);

        Encoding.ASCII.GetString(rtf).ShouldBe("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        isWhole.ShouldBeTrue();
    }

    [Fact]
    public void A_message_within_gives_its_text_and_files()
    {
        var inner = new TnefBuilder().Body("Older letter"u8.ToArray()).Attachment("x.txt", Picture).Bytes;

        var tnef =
            TnefFile.Read(new TnefBuilder().Attachment("Old", [], TnefBuilder.Object(0x3701, inner)).Bytes)
                .ShouldNotBeNull();

        tnef.Attachments.Select(a => a.Name).ShouldBe(["Old.txt", "x.txt"]);
        Encoding.UTF8.GetString(tnef.Attachments[0].Content.Span).ShouldBe("Older letter");
    }

    [Fact]
    public void Messages_within_messages_are_opened_to_a_limit()
    {
        var bytes = new TnefBuilder().Body("deep"u8.ToArray()).Bytes;
        for (var i = 0; i < 50; i++) bytes =
            new TnefBuilder().Attachment("m", [], TnefBuilder.Object(0x3701, bytes)).Bytes;

        TnefFile.Read(bytes).ShouldNotBeNull().Attachments.Count.ShouldBe(1);
    }

    [Fact]
    public void A_cut_file_gives_what_is_there()
    {
        var whole = Whole;
        for (var length = 0; length < whole.Length; length++)
        {
            var tnef = TnefFile.Read(whole.AsMemory(0, length));
            (tnef is null || tnef.Attachments.Count <= 2).ShouldBeTrue();
        }
        var cut = TnefFile.Read(whole.AsMemory(0, whole.Length - 3)).ShouldNotBeNull();
        cut.Html.ShouldBe("<p>It’s damp.</p>");
        cut.Defect.ShouldNotBeNull();
    }

    [Fact]
    public void Damaged_bytes_never_throw()
    {
        var random = new Random(7);
        const string rtf =
            @"{\rtf1\ansi\ansicpg932\fromhtml1{\fonttbl{\f0\fcharset128 x;}}\u21?{\*\htmltag <p>}\'93\'fa\bin3 abc{\pict}}";
        var whole =
            new TnefBuilder().Properties(TnefBuilder.Binary(0x1009, TnefBuilder.Compress(rtf))).Attachment(
                "a", Picture, TnefBuilder.Named("n", "v")).Bytes;
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var j = random.Next(1, 6); j > 0; j--) damaged[random.Next(6, damaged.Length)] =
                (byte)random.Next(256);
            TnefFile.Read(damaged).ShouldNotBeNull();
        }
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = Encoding.Latin1.GetBytes(rtf);
            for (var j = random.Next(1, 6); j > 0; j--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            RtfText.Read(damaged, 1252).Text.ShouldNotBeNull();
            _ = CompressedRtf.Decompress([.. TnefBuilder.Compress(rtf)[..16], .. damaged], out _);
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData(@"{\*\htmltag ")]
    [InlineData(@"\u1?")]
    [InlineData(@"\'93")]
    [InlineData("}")]
    public void A_hundred_thousand_of_anything_does_no_harm(string piece) =>
        RtfText.Read(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(piece, 100_000)) + " seen"),
            932).Text.Length.ShouldBeLessThan(400_000);

    [Fact]
    public void A_message_that_is_a_winmail_dat_is_a_letter_with_attachments()
    {
        var message = MimeMessage.Read(Encoding.ASCII.GetBytes(
            "From: a@example.org\r\nContent-Type: application/ms-tnef; "
            + "name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String(Whole)));

        message.PlainText.ShouldBe("It’s damp.");
        message.Html.ShouldBe("<p>It’s damp.</p>");
        message.Letter.OwnWords.ShouldBe("It’s damp.");
        message.Attachments.Select(a => (a.Name, a.Size, a.ContentId)).ShouldBe(
            [("Letter to the council.docx", 5, null), ("a.png", 5, "pic@example.org")]);
    }

    [Fact]
    public void What_is_cut_off_is_reported_and_kept_as_it_came()
    {
        var message = MimeMessage.Read(Encoding.ASCII.GetBytes(
            "From: a@example.org\r\nContent-Type: application/ms-tnef; "
            + "name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String(Whole.AsSpan(0, Whole.Length - 3))));

        message.Attachments[^1].Name.ShouldBe("winmail.dat");
        message.Defects.ShouldContain(defect => defect.Kind == DefectKind.BadTnef);
    }
}
