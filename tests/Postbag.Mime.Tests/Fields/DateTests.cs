using System.Globalization;
using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Fields;

public sealed class DateTests
{
    [Theory]
    [InlineData("Mon, 3 Feb 2003 12:00:00 +0100", "2003-02-03T12:00:00+01:00")]
    [InlineData("3 Feb 2003 12:00 -0330", "2003-02-03T12:00:00-03:30")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 GMT", "2003-02-03T12:00:00+00:00")]
    [InlineData("Mon, 03 Feb 2003 12:00:00 -0800 (PST)", "2003-02-03T12:00:00-08:00")]
    [InlineData("Mon,\r\n 3 Feb\r\n\t2003 12:00:00 (at (high) noon) EST", "2003-02-03T12:00:00-05:00")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 UT", "2003-02-03T12:00:00+00:00")]
    [InlineData("Mon, 3 Feb 03 12:00:00 PDT", "2003-02-03T12:00:00-07:00")]
    [InlineData("Mon, 3 Feb 103 12:00:00 +0000", "2003-02-03T12:00:00+00:00")]
    [InlineData("Wed, 3 Feb 88 12:00:00 +0000", "1988-02-03T12:00:00+00:00")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 GMT+0100", "2003-02-03T12:00:00+01:00")]
    [InlineData("Mon Feb 03 2003 12:00:00 GMT+0100 (Central European Time)", "2003-02-03T12:00:00+01:00")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 +01:00", "2003-02-03T12:00:00+01:00")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 +1", "2003-02-03T12:00:00+01:00")]
    [InlineData("Mon, 3 Feb 2003 12:00:00.250 +0100", "2003-02-03T12:00:00.25+01:00")]
    [InlineData("2003-02-03T12:00:00Z", "2003-02-03T12:00:00+00:00")]
    [InlineData("2003-02-03T12:00:00.5+01:00", "2003-02-03T12:00:00.5+01:00")]
    [InlineData("2003-02-03 12:00:00 +0100", "2003-02-03T12:00:00+01:00")]
    [InlineData("20030203T120000Z", "2003-02-03T12:00:00+00:00")]
    [InlineData("Mon Feb  3 12:00:00 CET 2003", "2003-02-03T12:00:00+01:00")]
    [InlineData("Mon Feb  3 12:00:00 2003 +0100", "2003-02-03T12:00:00+01:00")]
    [InlineData("Monday, 03-Feb-03 12:00:00 GMT", "2003-02-03T12:00:00+00:00")]
    [InlineData("Monday, February 3, 2003 3:04 PM +0100", "2003-02-03T15:04:00+01:00")]
    [InlineData("Feb 3, 2003 12:04:05 a.m. +0000", "2003-02-03T00:04:05+00:00")]
    [InlineData("2/3/2003 3:04:05 PM GMT", "2003-02-03T15:04:05+00:00")]
    [InlineData("23/2/2003 15:04:05 GMT", "2003-02-23T15:04:05+00:00")]
    [InlineData("Mo, 3 Mär 2003 12:00:00 +0100", "2003-03-03T12:00:00+01:00")]
    [InlineData("Montag, 3. März 2003 12.00 Uhr MEZ", "2003-03-03T12:00:00+01:00")]
    [InlineData("lun., 3 févr. 2003 12:00:00 +0100", "2003-02-03T12:00:00+01:00")]
    [InlineData("Llun, 3 Chwe 2003 12:00:00 +0000", "2003-02-03T12:00:00+00:00")]
    [InlineData("Mawrth, 11 Tachwedd 2003 12:00:00 +0000", "2003-11-11T12:00:00+00:00")]
    [InlineData("lunes, 3 de febrero de 2003 12:00:00 +0100", "2003-02-03T12:00:00+01:00")]
    [InlineData("sex, 5 dez 2003 12:00:00 -0300", "2003-12-05T12:00:00-03:00")]
    [InlineData("gio, 6 nov 2003 12:00:00 +0100", "2003-11-06T12:00:00+01:00")]
    [InlineData("wo, 5 mrt 2003 12:00:00 +0100", "2003-03-05T12:00:00+01:00")]
    [InlineData("2003年2月3日 下午3:04:05 +0800", "2003-02-03T15:04:05+08:00")]
    [InlineData("Fri, 3rd Feb 2003 12:00:00 +0000", "2003-02-03T12:00:00+00:00")]
    [InlineData("03.02.2003 12:00:00 +0100", "2003-02-03T12:00:00+01:00")]
    [InlineData("from a by b; Mon, 3 Feb 2003 12:00:00 +0100", "2003-02-03T12:00:00+01:00")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 AEDT", "2003-02-03T12:00:00+11:00")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 +1400", "2003-02-03T12:00:00+14:00")]
    public void A_date_is_read_in_every_form_in_use(string field, string expected)
    {
        var date = Dates.Parse(Encoding.UTF8.GetBytes(field), 0, new DefectList());

        date.ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
        date.GetValueOrDefault().Offset.ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture).Offset);
    }

    [Theory]
    [InlineData("Mon, 3 Feb 2003 12:00:00", "2003-02-03T12:00:00Z", "no zone: UTC")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 ZZZ", "2003-02-03T12:00:00Z", "a zone that nobody knows: UTC")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 +2500", "2003-02-02T11:00:00Z",
        "a zone that no place has: the same instant in UTC")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 -1600", "2003-02-04T04:00:00Z",
        "a zone that no place has: the same instant in UTC")]
    [InlineData("Mon, 3 Feb 2003 12:00:00 +1275", "2003-02-03T12:00:00Z", "a zone that is none: UTC")]
    [InlineData("31 Feb 2003 12:00:00 +0000", "2003-02-28T12:00:00Z",
        "a day after the month's end is taken for its last")]
    [InlineData("3 Feb 2003 24:00:00 +0000", "2003-02-04T00:00:00Z", "24:00 is the next day's beginning")]
    [InlineData("3 Feb 2003 12:00:60 +0000", "2003-02-03T12:00:59Z", "second 60 is taken for 59")]
    [InlineData("Fri, 3 Feb 2003 12:00:00 +0000", "2003-02-03T12:00:00Z", "the weekday is wrong and left out")]
    [InlineData("3 Feb 2003 +0000", "2003-02-03T00:00:00Z", "midnight")]
    [InlineData("3/2/2003 12:00:00 +0000", "2003-02-03T12:00:00Z", "the day before the month")]
    [InlineData("3 Feb 2003 12:00:00 0100", "2003-02-03T12:00:00+01:00", "a zone without its sign lies east")]
    public void What_had_to_be_assumed_of_a_date_is_said(string field, string expected, string assumed)
    {
        var defects = new DefectList();

        var date = Dates.Parse(Encoding.UTF8.GetBytes(field), 100, defects);

        date.ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
        defects.ShouldBe([new Defect(DefectKind.UnusualDate, 100, assumed)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("4 8 15 16 23 42")]
    [InlineData("12:00:00")]
    [InlineData("Mon, 0 Feb 2003 12:00:00 +0000")]
    [InlineData("Mon, 32 Feb 2003 12:00:00 +0000")]
    [InlineData("Mon, 3 Feb 2003 25:00:00 +0000")]
    [InlineData("Mon, 3 Feb 2003 12:60:00 +0000")]
    [InlineData("Mon, 3 Feb 20030 12:00:00 +0000")]
    [InlineData("Mon, 3 Feb 0000 12:00:00 +0000")]
    [InlineData("Mon, 3 Foo 2003 12:00:00 +0000")]
    [InlineData("99999999999999999999 Feb 2003 12:00 +0000")]
    public void What_is_no_date_is_refused_and_reported(string field)
    {
        var defects = new DefectList();

        Dates.Parse(Encoding.UTF8.GetBytes(field), 7, defects).ShouldBeNull();

        defects.Single().Kind.ShouldBe(DefectKind.BadDate);
    }

    [Theory]
    [InlineData("Mon, 3 Feb 2003 12:00:00 -0000", false)]
    [InlineData("Mon, 3 Feb 2003 12:00:00 +0000", true)]
    [InlineData("3 Feb 03 12:00:00 -0000", false)]
    [InlineData("3 Feb 03 12:00:00", false)]
    public void Minus_zero_says_that_the_local_time_is_not_known(string field, bool isKnown)
    {
        Dates.Parse(Encoding.UTF8.GetBytes(field), 0, new DefectList(), out var isLocalTimeKnown);

        isLocalTimeKnown.ShouldBe(isKnown);
    }
}
