using System.Text;
using Postbag.Mime.TransferDecoding;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Reading;

public sealed class QuotedPrintableTests
{
    [Theory]
    [InlineData("caf=C3=A9", "café")]
    [InlineData("caf=c3=a9", "café")]
    [InlineData("one =\ntwo", "one two")]
    [InlineData("one=\r\n two", "one two")]
    [InlineData("one = \t\ntwo", "one two")]
    [InlineData("the end=", "the end")]
    [InlineData("the end=\n", "the end")]
    [InlineData("the end= ", "the end")]
    [InlineData("the end=\r", "the end")]
    [InlineData("1 =3D 1\n", "1 = 1\n")]
    [InlineData("", "")]
    public void Escapes_and_soft_line_ends_are_undone(string encoded, string expected) =>
        Decode(encoded).ShouldBe((expected, ""));

    [Theory]
    [InlineData("one  \ntwo\t\r\n", "one\ntwo\r\n")]
    [InlineData(" \n", "\n")]
    public void White_space_at_the_end_of_a_line_was_added_on_the_way(string encoded, string expected) =>
        Decode(encoded).ShouldBe((expected, ""));

    [Theory]
    [InlineData("-- =20\n", "--  \n")]
    [InlineData("-- =\n\n", "-- \n")]
    [InlineData("=20\n", " \n")]
    public void White_space_that_was_escaped_was_meant(string encoded, string expected) =>
        Decode(encoded).ShouldBe((expected, ""));

    [Theory]
    [InlineData("a==b", "a==b")]
    [InlineData("a=zz", "a=zz")]
    [InlineData("a=4", "a=4")]
    [InlineData("=E2=9=C3=A9", "\uFFFD=9é")]
    [InlineData("http://example.org/?a=b", "http://example.org/?a=b")]
    public void An_equals_sign_that_introduces_nothing_stays(string encoded, string expected) =>
        Decode(encoded).ShouldBe((expected, nameof(DefectKind.BadQuotedPrintable)));

    private static (string Text, string Defects) Decode(string encoded)
    {
        var defects = new DefectList();
        var bytes = TransferDecoder.Decode(
            Encoding.ASCII.GetBytes(encoded), TransferEncoding.QuotedPrintable, 0, defects);
        return (Encoding.UTF8.GetString(bytes), string.Join(", ", defects.Select(defect => defect.Kind)));
    }
}
