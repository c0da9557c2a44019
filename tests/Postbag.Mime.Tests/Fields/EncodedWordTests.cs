using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Fields;

public sealed class EncodedWordTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("  folded\r\n\t text  \r\n", "folded text")]
    [InlineData("=?utf-8?q?caf=C3=A9?=", "café")]
    [InlineData("=?UTF-8*en-GB?Q?caf=C3=A9?=", "café")]
    [InlineData("=?utf-8?q?caf=C3?= =?utf-8?q?=A9_noir?=", "café noir")]
    [InlineData("=?utf-8?b?Y2Fmw6k=?= =?utf-8?b?IG5vaXI=?=", "café noir")]
    [InlineData("=?utf-8?b?Y2Fmw?= =?utf-8?b?6kgbm9pcg==?=", "café noir")]
    [InlineData("=?utf-8?b?Y2Fmw6kgbm9pcg?=", "café noir")]
    [InlineData("=?utf-8?b?Y2Fm=w6k=?=", "café")]
    [InlineData("=?iso-8859-1?q?caf=E9?= =?utf-8?q?_=E2=82=AC?=", "café €")]
    [InlineData("a =?utf-8?q?b?= c", "a b c")]
    [InlineData("=?utf-8?q?a?=b", "ab")]
    [InlineData("=?utf-8?q?a b c?=", "a b c")]
    [InlineData("=?utf-8?q?Why?=20not?=", "Why? not")]
    [InlineData("=?utf-8?q?cut caf=C3=A9", "cut caf=C3=A9")]
    [InlineData("=?utf-8?q?caf=C3=A9", "café")]
    [InlineData("=?utf-8?q?caf=C3=A9 =?utf-8?q?noir?=", "cafénoir")]
    [InlineData("=?utf-8?q?50=_off?=", "50= off")]
    [InlineData("=?utf-8?x?abc?=", "=?utf-8?x?abc?=")]
    [InlineData("1 =? 2 ?= 3", "1 =? 2 ?= 3")]
    [InlineData("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本")]
    [InlineData("=?gb2312?B?1tDOxA==?=", "中文")]
    [InlineData("=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?=", "Привет")]
    [InlineData("café raw", "café raw")]
    [InlineData("café =?utf-8?q?=C3=A9?=", "café é")]
    [InlineData("=?us-ascii?q?caf=C3=A9?=", "café")]
    [InlineData("=?iso-8859-1?q?caf=C3=A9?=", "café")]
    [InlineData("=?utf-8?q?caf=E9?=", "café")]
    [InlineData("=?x-unknown?q?caf=C3=A9?=", "café")]
    [InlineData("=?utf-8?q?a=0D=0ABcc:_x@example.org?=", "a Bcc: x@example.org")]
    public void Words_are_decoded(string field, string expected) =>
        EncodedWords.Decode(Encoding.UTF8.GetBytes(field), 0, new DefectList())
            .ShouldBe(expected == "cut caf=C3=A9" ? "cut caf=C3=A9" : expected);

    [Theory]
    [InlineData("=?utf-8?q?caf=C3=A9", DefectKind.BadEncodedWord)]
    [InlineData("=?utf-8?b?Y2Fmw6kgbm9pcg?=", DefectKind.BadEncodedWord)]
    [InlineData("=?utf-8?b?Y2F*mw6k=?=", DefectKind.BadEncodedWord)]
    [InlineData("=?utf-8?q?50=_off?=", DefectKind.BadEncodedWord)]
    [InlineData("=?utf-8?q?a=0D=0Ab?=", DefectKind.BadEncodedWord)]
    [InlineData("=?x-unknown?q?caf=C3=A9?=", DefectKind.UnknownCharset)]
    [InlineData("=?iso-8859-1?q?caf=C3=A9?=", DefectKind.WrongCharset)]
    [InlineData("=?us-ascii?q?caf=C3=A9?=", DefectKind.UnlabelledEightBit)]
    [InlineData("=?utf-8?q?caf=C3=83=C2=A9?=", DefectKind.Mojibake)]
    public void What_is_wrong_with_a_word_is_reported(string field, DefectKind kind)
    {
        var defects = new DefectList();

        EncodedWords.Decode(Encoding.ASCII.GetBytes($"ab {field}"), 10, defects);

        defects.ShouldContain(d => d.Kind == kind && d.Offset == 13);
    }

    [Fact]
    public void Raw_bytes_that_are_not_utf8_are_read_in_the_likeliest_charset_and_reported()
    {
        var defects = new DefectList();

        EncodedWords.Decode(Encoding.Latin1.GetBytes("café au lait"), 5, defects).ShouldBe("café au lait");

        defects.Single().ShouldBe(new Defect(DefectKind.RawEightBitHeader, 5, "windows-1252"));
    }
}
