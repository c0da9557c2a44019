using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Reading;

public sealed class StructureTests
{
    [Fact]
    public void A_multipart_has_its_parts_in_order_with_preamble_and_epilogue()
    {
        var message = Read(
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

    [Fact]
    public void A_boundary_that_begins_with_another_is_told_apart()
    {
        var message = Read(
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
    public void A_missing_last_boundary_is_reported_and_the_last_part_kept()
    {
        var message = Read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo");

        message.Root.Children.Select(part => part.DecodeText()).ShouldBe(["one", "two"]);
        message.Defects.Single().Kind.ShouldBe(DefectKind.MissingEndBoundary);
    }

    private static MimeMessage Read(string text) => MimeMessage.Read(Encoding.UTF8.GetBytes(text));
}
