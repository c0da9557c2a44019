using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Fields;

public sealed class SimpleParametersTests
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData(" TEXT/Html;")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("text/plain;charset=\"UTF-8\"; format=flowed")]
    [InlineData("multipart/mixed;\r\n\tboundary=\"----=_NextPart_000\"")]
    [InlineData("multipart/signed; micalg=pgp-sha512;\n protocol=\"application/pgp-signature\"; boundary=abc")]
    [InlineData("Application/X-Thing.2; name=a.b")]
    [InlineData("attachment; filename=letter.pdf")]
    [InlineData("text; name=x")]
    public void The_fast_way_gives_what_the_careful_one_gives(string value)
    {
        var bytes = Encoding.ASCII.GetBytes(value);

        var fast = SimpleParameters.TryParse(bytes);

        var reader = new ParameterReader(bytes, 0, new DefectList());
        var type = reader.ReadValue();
        var careful = reader.ReadPieces() is { } pieces ? ParameterPieces.Join(pieces, 0, new DefectList()) : [];
        fast.ShouldNotBeNull();
        fast.Value.ShouldBe(type);
        fast.All.ShouldBe(careful);
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8; charset=iso-8859-1")]
    [InlineData("attachment; filename*=utf-8''caf%C3%A9")]
    [InlineData("attachment; filename=\"=?utf-8?q?x?=\"")]
    [InlineData("attachment; filename=\"a b.pdf\"")]
    [InlineData("text/plain charset=utf-8")]
    [InlineData("text/plain; (comment) charset=utf-8")]
    [InlineData("")]
    public void Anything_else_is_left_to_the_careful_one(string value) =>
        SimpleParameters.TryParse(Encoding.ASCII.GetBytes(value)).ShouldBeNull();
}
