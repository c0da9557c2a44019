using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Reading;

/// <summary>RFC 8621 §4.1.4: which parts are the text.</summary>
public sealed class BodyTests
{
    [Fact]
    public void An_alternative_gives_both_bodies_and_no_attachment()
    {
        var message = Mail.Read(
            Multipart("alternative", "Content-Type: text/plain\n\nplain", "Content-Type: text/html\n\n<p>html"));

        message.PlainText.ShouldBe("plain");
        message.Html.ShouldBe("<p>html");
        message.Attachments.ShouldBeEmpty();
        message.Letter.Text.ShouldBe("plain");
    }

    [Fact]
    public void Html_alone_is_no_plain_text_but_has_a_letter()
    {
        var message = Mail.Read("Content-Type: text/html\n\n<p>Dear <b>Ms Hart</b>");

        message.PlainText.ShouldBeNull();
        message.Letter.Text.Trim().ShouldBe("Dear Ms Hart");
    }

    [Fact]
    public void Texts_one_after_another_are_all_read()
    {
        var message = Mail.Read(Multipart("mixed", "\none", "\ntwo", "Content-Disposition: attachment\n\nthree"));

        message.PlainText.ShouldBe("one\ntwo");
        message.Attachments.Single().Name.ShouldBe("text.txt");
    }

    [Fact]
    public void A_plain_footer_beneath_html_is_not_the_letter()
    {
        var message = Mail.Read(Multipart("mixed", "Content-Type: text/html\n\n<p>the letter", "\na list's footer"));

        message.PlainText.ShouldBeNull();
        message.Html.ShouldBe("<p>the letter");
        message.Letter.Text.ShouldContain("the letter");
    }

    [Fact]
    public void A_text_with_a_name_that_does_not_come_first_is_an_attachment()
    {
        var message = Mail.Read(
            Multipart("mixed", "\nthe letter", "Content-Type: text/plain; name=notes.txt\n\nnotes"));

        message.PlainText.ShouldBe("the letter");
        message.Attachments.Single().Name.ShouldBe("notes.txt");
    }

    [Fact]
    public void Pictures_in_the_text_are_inline_attachments()
    {
        var message = Mail.Read(Multipart(
            "related", "Content-Type: text/html\n\n<img src=cid:1@x>",
            "Content-Type: image/png\nContent-ID: <1@x>\nContent-Transfer-Encoding: base64\n\nAQID"));

        message.Html.ShouldBe("<img src=cid:1@x>");
        message.Attachments.Single().ShouldSatisfyAllConditions(
            picture => picture.IsInline.ShouldBeTrue(),
            picture => picture.ContentId.ShouldBe("1@x"),
            picture => picture.Name.ShouldBe("picture.png"),
            picture => picture.Size.ShouldBe(3),
            picture => picture.Sha256.ShouldBe("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"));
    }

    [Theory]
    [InlineData("application/pgp-signature", "signature.asc")]
    [InlineData("application/pkcs7-signature", "smime.p7s")]
    [InlineData("application/pkcs7-mime", "smime.p7m")]
    [InlineData("text/calendar; method=REQUEST", "invitation.ics")]
    [InlineData("message/rfc822", "message.eml")]
    [InlineData("application/x-whatever", "attachment.bin")]
    public void What_came_without_a_name_gets_one_from_its_type(string type, string name) =>
        Mail.Read(Multipart("mixed", "\ntext", $"Content-Type: {type}\n\nx")).Attachments.Single().Name.ShouldBe(name);

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\\\temp\\\\a.doc", "a.doc")]
    [InlineData("..", "attachment.bin")]
    public void A_name_never_leads_out_of_its_folder(string sent, string name) =>
        Mail.Read(Multipart("mixed", "\ntext", $"Content-Type: application/x-y; name=\"{sent}\"\n\nx"))
            .Attachments.Single().Name.ShouldBe(name);

    [Fact]
    public void Line_ends_of_the_bodies_are_one_kind_and_nul_is_left_out()
    {
        var message = Mail.Read("Content-Type: text/plain\r\n\r\none\r\ntwo\rthree\0\r\n");

        message.PlainText.ShouldBe("one\ntwo\nthree\n");
        message.Kinds().ShouldContain(DefectKind.NulByte);
    }

    [Theory]
    [InlineData("begin 644 a.txt\n#0V%T\n`\nend\n=ybegin line=1")]
    [InlineData("begin\n=ybegin line=1 size=1 name=x\n=ybegin\n")]
    [InlineData("=ybegin begin =ybegin\nbegin")]
    public void What_only_looks_like_an_encoded_file_is_text(string body) =>
        Mail.Read("Subject: x\n\n" + body).PlainText.ShouldNotBeNull();

    [Fact]
    public void An_attachment_that_nobody_opens_is_not_decoded()
    {
        var message = Mail.Read(Multipart(
            "mixed", "\ntext", "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nnot !! base64 ??"));

        _ = (message.PlainText, message.Letter, message.Attachments.Single().Name);
        message.Defects.ShouldBeEmpty();

        _ = message.Attachments.Single().Content;
        message.Kinds().ShouldContain(DefectKind.BadBase64);
    }

    private static string Multipart(string subtype, params string[] parts) =>
        $"Content-Type: multipart/{subtype}; boundary=b\n\n" + string.Concat(parts.Select(part =>
            $"--b\n{part}\n")) + "--b--\n";
}
