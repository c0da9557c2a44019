using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Fields;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("text/plain; charset=utf-8", "text/plain|charset=utf-8")]
    [InlineData("TEXT/Plain", "text/plain")]
    [InlineData("text/plain; charset=\"utf-8\"; format=flowed; delsp=yes",
        "text/plain|charset=utf-8|format=flowed|delsp=yes")]
    [InlineData("text/plain charset=utf-8", "text/plain|charset=utf-8")]
    [InlineData("text/plain, charset=utf-8", "text/plain|charset=utf-8")]
    [InlineData("charset=utf-8", "|charset=utf-8")]
    [InlineData("attachment; filename=\"a.pdf\"", "attachment|filename=a.pdf")]
    [InlineData("attachment; filename=a b c.pdf", "attachment|filename=a b c.pdf")]
    [InlineData("attachment; filename=a b.pdf size=3", "attachment|filename=a b.pdf|size=3")]
    [InlineData("attachment; filename=letter (1).pdf", "attachment|filename=letter (1).pdf")]
    [InlineData("attachment; filename=\"he said \"no\".pdf\"; size=3", "attachment|filename=he said \"no\".pdf|size=3")]
    [InlineData("attachment; filename=\"a; b.pdf\"", "attachment|filename=a; b.pdf")]
    [InlineData("attachment; filename=\"a.pdf", "attachment|filename=a.pdf")]
    [InlineData("attachment; filename=\"C:\\temp\\a.pdf\"", "attachment|filename=C:\\temp\\a.pdf")]
    [InlineData("attachment; filename=\"a\\\"b\\\\c.pdf\"", "attachment|filename=a\"b\\c.pdf")]
    [InlineData("attachment; filename=", "attachment")]
    [InlineData("attachment; filename=\"\"", "attachment|filename=")]
    [InlineData("attachment; filename*=utf-8''caf%C3%A9.pdf", "attachment|filename=café.pdf")]
    [InlineData("attachment; filename*=utf-8'fr'caf%C3%A9.pdf", "attachment|filename=café.pdf")]
    [InlineData("attachment; filename=cafe.pdf; filename*=utf-8''caf%C3%A9.pdf", "attachment|filename=café.pdf")]
    [InlineData("attachment; filename*0*=utf-8''caf%C3; filename*1*=%A9; filename*2=\".pdf\"",
        "attachment|filename=café.pdf")]
    [InlineData("attachment; filename*1=\"b.pdf\"; filename*0=\"a\"", "attachment|filename=ab.pdf")]
    [InlineData("attachment; filename*=caf%C3%A9.pdf", "attachment|filename=café.pdf")]
    [InlineData("attachment; filename=\"=?utf-8?q?caf=C3=A9?=.pdf\"", "attachment|filename=café.pdf")]
    [InlineData("attachment; filename=\"=?utf-8?B?Y2Fm?=\r\n =?utf-8?B?w6kucGRm?=\"", "attachment|filename=café.pdf")]
    [InlineData("attachment; filename*0=\"=?utf-8?q?caf\"; filename*1=\"=C3=A9?=.pdf\"",
        "attachment|filename=café.pdf")]
    [InlineData("attachment; filename=\"café.pdf\"", "attachment|filename=café.pdf")]
    [InlineData("attachment; filename=a.pdf; filename=b.pdf", "attachment|filename=a.pdf")]
    [InlineData("attachment; filename*=latin1'en'100%25%E9%.txt", "attachment|filename=100%é%.txt")]
    [InlineData("multipart/mixed; boundary=\"=?utf-8?q?a?=\"", "multipart/mixed|boundary==?utf-8?q?a?=")]
    [InlineData("multipart/mixed;\r\n\tboundary=\"a b\"", "multipart/mixed|boundary=a b")]
    [InlineData("attachment (what (it) is) ; (a) filename (b) = a.pdf (d)", "attachment|filename=a.pdf")]
    [InlineData("", "")]
    public void A_value_and_its_parameters_are_read(string field, string expected)
    {
        var read = Parameters.Parse(Encoding.UTF8.GetBytes(field), 0, new DefectList());

        string.Join('|', [read.Value, .. read.All.Select(p => $"{p.Name}={p.Value}")]).ShouldBe(expected);
    }

    [Theory]
    [InlineData("text/plain charset=utf-8")]
    [InlineData("attachment; filename=a.pdf; filename=b.pdf")]
    [InlineData("attachment; filename=\"a.pdf")]
    [InlineData("attachment; filename=\"he said \"no\".pdf\"")]
    [InlineData("attachment; filename*1=b; filename*0=a; filename*3=d")]
    [InlineData("attachment; filename*0=a; filename*0=b")]
    [InlineData("attachment; filename*1=b")]
    [InlineData("attachment; filename")]
    [InlineData("attachment; filename=\"=?utf-8?q?a?=\"")]
    public void Broken_parameters_are_reported(string field)
    {
        var defects = new DefectList();

        Parameters.Parse(Encoding.UTF8.GetBytes(field), 0, defects);

        defects.ShouldContain(d => d.Kind == DefectKind.BadParameter);
    }
}
