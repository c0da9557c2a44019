using System.Text;
using Postbag.Mime.Charsets;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Reading;

public sealed class CharsetTests
{
    [Theory]
    [InlineData("utf8", "utf-8")]
    [InlineData("UTF_8", "utf-8")]
    [InlineData("\"utf-8\"", "utf-8")]
    [InlineData("x-utf_8j", "utf-8")]
    [InlineData("unicode-2-0-utf-8", "utf-8")]
    [InlineData("unicode-1-1-utf-7", "utf-7")]
    [InlineData("cp-850", "ibm850")]
    [InlineData("CP1252", "windows-1252")]
    [InlineData("windows1251", "windows-1251")]
    [InlineData("win-1250", "windows-1250")]
    [InlineData("ansi_x3.110-1983", "windows-1252")]
    [InlineData("ansi_x3.4-1968", "us-ascii")]
    [InlineData("iso8859-1", "windows-1252")]
    [InlineData("iso_8859-1:1987", "windows-1252")]
    [InlineData("ISO-8859-15", "iso-8859-15")]
    [InlineData("iso-8859-8-i", "iso-8859-8")]
    [InlineData("latin2", "iso-8859-2")]
    [InlineData("chinesebig5", "big5")]
    [InlineData("gb2312_charset", "gb2312")]
    [InlineData("ks_c_5601-1987", "ks_c_5601-1987")]
    [InlineData("x-sjis", "shift_jis")]
    [InlineData("_iso-2022-jp$esc", "iso-2022-jp")]
    [InlineData("koi8-r", "koi8-r")]
    [InlineData("macintosh", "macintosh")]
    public void Names_of_the_wild_are_known(string label, string name) => CharsetNames.Find(label)?.Name.ShouldBe(name);

    [Theory]
    [InlineData("x-unknown")]
    [InlineData("unknown-8bit")]
    [InlineData("default")]
    [InlineData("default_charset")]
    [InlineData("")]
    [InlineData("cp99999999999")]
    [InlineData("cp0")]
    [InlineData("cp1")]
    [InlineData("%%%")]
    public void A_name_that_nobody_knows_is_none(string label) => CharsetNames.Find(label).ShouldBeNull();

    [Fact]
    public void Every_code_page_of_the_framework_is_found_by_its_own_name()
    {
        foreach (var info in CodePagesEncodingProvider.Instance.GetEncodings().Concat(Encoding.GetEncodings()))
        {
            var charset = CharsetNames.Find(info.Name);

            charset.ShouldNotBeNull(info.Name);
            if (charset.Form is CharsetForm.MultiByte)
                charset.Decode(info.GetEncoding().GetBytes("one")).ShouldBe("one");
        }
    }

    [Theory]
    [InlineData("iso-8859-1", "caf\u00e9 \u20ac", "636166E92080")]
    [InlineData("iso-8859-14", "\u0174yl\u0177", "D0796CFE")]
    [InlineData("iso-8859-16", "\u021a", "DE")]
    [InlineData("iso-8859-10", "\u0112", "A2")]
    [InlineData("windows-1251", "\u0434\u0430", "E4E0")]
    [InlineData("koi8-r", "\u0434\u0430", "C4C1")]
    [InlineData("ibm850", "\u00e9", "82")]
    [InlineData("iso-2022-jp", "\u65e5\u672c", "1B2442467C4B5C1B2842")]
    [InlineData("euc-jp", "\u65e5\u672c", "C6FCCBDC")]
    [InlineData("shift_jis", "\u65e5\u672c", "93FA967B")]
    [InlineData("iso-2022-kr", "\uac00", "1B2429430E30210F")]
    [InlineData("euc-kr", "\uac00", "B0A1")]
    [InlineData("gb2312", "\u4e2d", "D6D0")]
    [InlineData("gb18030", "\u4e2d", "D6D0")]
    [InlineData("hz-gb-2312", "\u4e2d", "7E7B56507E7D")]
    [InlineData("big5", "\u4e2d", "A4A4")]
    [InlineData("utf-7", "\u00a3 + 1", "2B414B4D2D202B2D2031")]
    [InlineData("utf-16le", "\u00e9", "E900")]
    [InlineData("utf-16be", "\u00e9", "00E9")]
    public void Text_is_decoded_by_its_label(string label, string expected, string bytes)
    {
        var (text, defects) = Decode(Convert.FromHexString(bytes), label);

        text.ShouldBe(expected);
        defects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "caf\u00c3\u00a9", "caf\u00e9", DefectKind.UnlabelledEightBit)]
    [InlineData("us-ascii", "caf\u00e9", "caf\u00e9", DefectKind.UnlabelledEightBit)]
    [InlineData("iso-8859-1", "caf\u00c3\u00a9", "caf\u00e9", DefectKind.WrongCharset)]
    [InlineData("utf-8", "caf\u00e9 \u00a35", "caf\u00e9 \u00a35", DefectKind.WrongCharset)]
    [InlineData(
        "utf-8", "caf\u00c3\u00a9 \u00e2\u0082\u00ac \u00e9", "caf\u00e9 \u20ac \ufffd", DefectKind.InvalidText)]
    [InlineData("big5", "caf\u00c3\u00a9\u00c3", "caf\u77c7\ufffd", DefectKind.InvalidText)]
    [InlineData("us-ascii", "\u001b$BF|\u001b(B", "\u65e5", DefectKind.WrongCharset)]
    public void A_missing_or_wrong_label_is_found_out(string? label, string sent, string expected, DefectKind kind)
    {
        var (text, defects) = Decode(Encoding.Latin1.GetBytes(sent), label);

        text.ShouldBe(expected);
        defects.ShouldContain(kind);
    }

    [Fact]
    public void An_unknown_label_is_reported_and_the_text_read_all_the_same()
    {
        var (text, defects) = Decode("caf\u00e9"u8, "x-unknown");

        text.ShouldBe("caf\u00e9");
        defects.ShouldBe([DefectKind.UnknownCharset, DefectKind.UnlabelledEightBit]);
    }

    [Theory]
    [InlineData("caf\u00c3\u00a9")]
    [InlineData("don\u00e2\u20ac\u2122t")]
    [InlineData("\u00c2\u00a35")]
    public void Text_encoded_twice_is_recognised(string sent)
    {
        var (text, defects) = Decode(Encoding.UTF8.GetBytes(sent), "utf-8");

        text.ShouldBe(sent);
        defects.ShouldBe([DefectKind.Mojibake]);
    }

    [Theory]
    [InlineData("\u00c2ge d'or, \u00e2ne, \u00c3O")]
    [InlineData("Ch\u00e2teau \u00e0 la carte")]
    public void Accents_alone_are_not_text_encoded_twice(string sent) =>
        Decode(Encoding.UTF8.GetBytes(sent), "utf-8").Defects.ShouldBeEmpty();

    [Fact]
    public void Html_says_itself_what_it_is_written_in()
    {
        var message = MimeMessage.Read(Mail.Bytes(
            "Content-Type: text/html", [.. "<meta charset=windows-1251><p>"u8, 0xE4, 0xE0]));

        message.Root.DecodeText().ShouldEndWith("\u0434\u0430");
        message.Defects.Single().ShouldSatisfyAllConditions(
            defect => defect.Kind.ShouldBe(DefectKind.UnlabelledEightBit),
            defect => defect.Assumed.ShouldBe("windows-1251"));
    }

    [Fact]
    public void A_byte_order_mark_is_stronger_than_the_label() =>
        Decode([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], "iso-8859-1").Text.ShouldBe("\u00e9");

    private static (string Text, IReadOnlyList<DefectKind> Defects) Decode(ReadOnlySpan<byte> bytes, string? label)
    {
        var defects = new DefectList();
        var text = CharsetDecoder.Decode(bytes, label, isHtml: false, 0, defects);
        return (text, [.. defects.Select(defect => defect.Kind)]);
    }
}
