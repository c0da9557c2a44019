using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Reading;

public sealed class StructureTests
{
    [Fact]
    public void A_multipart_has_its_parts_in_order_with_preamble_and_epilogue()
    {
        var message = Mail.Read(
            """
            Subject: Damp in the flat
            Content-Type: multipart/mixed; boundary="b"

            before
            --b
            Content-Type: text/plain

            Hello
            --b
            Content-Type: text/html

            <p>Hello</p>
            --b--
            after
            """);

        message.Root.Children.Select(part => part.MediaType).ShouldBe(["text/plain", "text/html"]);
        message.Root.Children[0].DecodeText().ShouldBe("Hello");
        Encoding.ASCII.GetString(message.Root.Preamble.Span).ShouldBe("before");
        Encoding.ASCII.GetString(message.Root.Epilogue.Span).ShouldBe("after");
        message.Defects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r\r\n")]
    [InlineData("\r")]
    public void Lines_may_end_in_any_way(string end)
    {
        var text = "Subject: one\n two\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n--b\n\nsecond\n--b--\n";

        var message = Mail.Read(text.Replace("\n", end, StringComparison.Ordinal));

        message.Subject.ShouldBe("one two");
        message.Root.Children.Count.ShouldBe(2);
        message.Root.Children[1].DecodeText().Trim('\r').ShouldBe("second");
        message.Kinds().ShouldBe(end == "\r" ? [DefectKind.LoneCarriageReturn] : []);
    }

    [Fact]
    public void Mixed_line_ends_in_one_message_are_each_taken_as_they_are()
    {
        var message = Mail.Read(
            "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\n\r\n--b\n\r\nfirst\r\n--b\r\n\nsecond\n--b--");

        message.Root.Children.Select(part => part.DecodeText()).ShouldBe(["first", "second"]);
    }

    [Fact]
    public void A_boundary_that_begins_with_another_is_told_apart()
    {
        var message = Mail.Read(
            """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: multipart/alternative; boundary=bb

            --bb

            inner
            --bb--
            --b

            outer
            --b--
            """);

        message.Root.Children.Count.ShouldBe(2);
        message.Root.Children[0].Children.Single().DecodeText().ShouldBe("inner");
        message.Root.Children[1].DecodeText().ShouldBe("outer");
    }

    [Fact]
    public void A_boundary_line_with_more_than_white_space_after_it_is_text()
    {
        var message = Mail.Read(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\t \n\none\n--b is not one\n--b-\n--b-- \n");

        message.Root.Children.Single().DecodeText().ShouldBe("one\n--b is not one\n--b-");
    }

    [Fact]
    public void A_missing_last_boundary_is_reported_and_the_last_part_kept()
    {
        var message = Mail.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo");

        message.Root.Children.Select(part => part.DecodeText()).ShouldBe(["one", "two"]);
        message.Kinds().ShouldBe([DefectKind.MissingEndBoundary]);
    }

    [Fact]
    public void An_inner_multipart_without_an_end_ends_with_the_outer_part()
    {
        var message = Mail.Read(
            "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n"
            + "--b\n\none\n--a\n\ntwo\n--a--\n");

        message.Root.Children.Count.ShouldBe(2);
        message.Root.Children[0].Children.Single().DecodeText().ShouldBe("one");
        message.Kinds().ShouldBe([DefectKind.MissingEndBoundary]);
    }

    [Fact]
    public void A_repeated_boundary_belongs_to_the_innermost_multipart()
    {
        var message = Mail.Read(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n"
            + "--b\n\ntwo\n--b--\n");

        message.Root.Children[0].Children.Single().DecodeText().ShouldBe("one");
        message.Root.Children[1].DecodeText().ShouldBe("two");
        message.Kinds().ShouldBe([DefectKind.RepeatedBoundary]);
    }

    [Theory]
    [InlineData("multipart/mixed", DefectKind.MissingBoundary)]
    [InlineData("multipart/mixed; boundary=wrong", DefectKind.BoundaryNotFound)]
    public void A_missing_or_wrong_boundary_is_found_in_the_body(string type, DefectKind kind)
    {
        var message = Mail.Read(
            $"Content-Type: {type}\n\n--right\nContent-Type: text/plain\n\none\n--right\n\ntwo\n--right--\n");

        message.Root.Children.Select(part => part.DecodeText()).ShouldBe(["one", "two"]);
        message.Kinds().ShouldBe([kind]);
    }

    [Fact]
    public void Mail_cut_off_behind_a_boundary_has_no_part_there()
    {
        var message = Mail.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n");

        message.Root.Children.Select(part => part.DecodeText()).ShouldBe(["one"]);
        message.Kinds().ShouldBe([DefectKind.MissingEndBoundary]);
    }

    [Fact]
    public void A_multipart_without_a_part_is_a_text()
    {
        var message = Mail.Read("Content-Type: multipart/mixed; boundary=b\n\nDear Ms Hart\n--b--\n");

        message.PlainText.ShouldStartWith("Dear Ms Hart");
        message.Attachments.ShouldBeEmpty();
        message.Kinds().ShouldBe([DefectKind.EmptyMultipart]);
    }

    [Fact]
    public void Parts_after_the_last_boundary_are_read_and_reported()
    {
        var message = Mail.Read(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\nfooter\n--b\n\ntwo\n--b--\n");

        message.Root.Children.Select(part => part.DecodeText()).ShouldBe(["one", "two"]);
        message.Kinds().ShouldBe([DefectKind.PartAfterEnd]);
    }

    [Fact]
    public void A_multipart_without_any_boundary_line_is_kept_whole()
    {
        var message = Mail.Read("Content-Type: multipart/mixed; boundary=b\n\nDear Ms Hart,\nthe roof leaks.\n");

        message.Root.Children.ShouldBeEmpty();
        message.Kinds().ShouldBe([DefectKind.BoundaryNotFound]);
        Encoding.ASCII.GetString(message.Root.Raw.Span).ShouldContain("the roof leaks");
    }

    [Fact]
    public void A_part_of_a_digest_is_a_message_unless_it_says_otherwise()
    {
        var message = Mail.Read(
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nfirst\n--b\nContent-Type: text/plain\n\nsecond\n--b--\n");

        message.Root.Children[0].Message?.Subject.ShouldBe("one");
        message.Root.Children[1].Message.ShouldBeNull();
    }

    [Fact]
    public void A_message_in_a_message_is_read_and_its_text_is_its_own()
    {
        var message = Mail.Read(
            "Subject: Fwd: damp\nContent-Type: message/rfc822\n\nSubject: damp\nFrom: Rowan <rowan@example.org>\n\nIt is back.");

        var inner = message.Root.Message;
        inner.ShouldNotBeNull();
        inner.Subject.ShouldBe("damp");
        inner.PlainText.ShouldBe("It is back.");
        message.PlainText.ShouldBeNull();
        message.Attachments.Single().MediaType.ShouldBe("message/rfc822");
    }

    [Theory]
    [InlineData("base64", "U3ViamVjdDogZGFtcAoKSXQgaXMgYmFjay4=")]
    [InlineData("quoted-printable", "Subject: da=\nmp\n\nIt is back.")]
    [InlineData("base64", "Subject: damp\n\nIt is back.")]
    public void A_message_in_a_message_may_be_encoded_or_only_say_so(string encoding, string body)
    {
        var message = Mail.Read($"Content-Type: message/rfc822\nContent-Transfer-Encoding: {encoding}\n\n{body}");

        message.Root.Message?.Subject.ShouldBe("damp");
        message.Root.Message?.PlainText.ShouldBe("It is back.");
        message.Kinds().ShouldBe([DefectKind.EncodedComposite]);
    }

    [Fact]
    public void A_multipart_that_is_itself_encoded_is_decoded_first()
    {
        var body = Convert.ToBase64String(Encoding.ASCII.GetBytes("--b\n\none\n--b\n\ntwo\n--b--\n"));

        var message = Mail.Read(
            $"Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n{body}\n");

        message.Root.Children.Select(part => part.DecodeText()).ShouldBe(["one", "two"]);
        message.Kinds().ShouldContain(DefectKind.EncodedComposite);
    }

    [Fact]
    public void A_transfer_encoding_of_a_multipart_that_is_not_encoded_means_nothing()
    {
        var message = Mail.Read(
            "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\none\n--b--\n");

        message.Root.Children.Single().DecodeText().ShouldBe("one");
    }

    [Fact]
    public void Bytes_without_a_header_are_a_body()
    {
        var message = Mail.Read("just some words\nand more\n");

        message.Header.ShouldBeEmpty();
        message.PlainText.ShouldBe("just some words\nand more\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData(":")]
    [InlineData(" ")]
    [InlineData("--")]
    [InlineData("Subject")]
    [InlineData("Content-Type: multipart/mixed; boundary=\n\n--\n--\n")]
    public void Next_to_nothing_is_a_message_too(string text)
    {
        var message = Mail.Read(text);

        message.ReadAll();
        message.Subject.ShouldBeNull();
    }
}
