using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Letters;

public sealed class FlowedTextTests
{
    [Theory]
    [InlineData("The damp \nis worse.\nIt smells.", "The damp is worse.\nIt smells.")]
    [InlineData("one \r\ntwo\r\n", "one two\n")]
    [InlineData("> quoted \n> on\n>> deep \n>> er", "> quoted on\n>> deep er")]
    [InlineData("> quoted \nanswer", "> quoted \nanswer")]
    [InlineData(" From here\n >not a quote\n  two", "From here\n>not a quote\n two")]
    [InlineData("Bye \n-- \nJo", "Bye \n-- \nJo")]
    [InlineData("> -- \n> Jo", "> -- \n> Jo")]
    [InlineData("a \n\nb", "a \n\nb")]
    [InlineData("", "")]
    public void Soft_breaks_are_joined_within_one_depth(string flowed, string text) =>
        FlowedText.Unwrap(flowed, delSp: false).ShouldBe(text);

    [Theory]
    [InlineData("\u65E5\u672C \n\u8A9E", "\u65E5\u672C\u8A9E")]
    [InlineData("word  \nnext", "word next")]
    public void DelSp_removes_the_space_before_the_soft_break(string flowed, string text) =>
        FlowedText.Unwrap(flowed, delSp: true).ShouldBe(text);

    [Fact]
    public void Thousands_of_marks_are_shown_at_a_bounded_depth() =>
        FlowedText.Unwrap(new string('>', 10_000) + " x", delSp: false).ShouldBe(new string('>', 50) + " x");
}
