using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Reading;

public sealed class HeaderTests
{
    [Fact]
    public void Fields_keep_their_order_and_are_found_whatever_their_case()
    {
        var header = Mail.Read("Received: a\nSUBJECT: Damp\nreceived: b\n\n").Header;

        header.Select(field => field.Name).ShouldBe(["Received", "SUBJECT", "received"]);
        header["subject"].ShouldBe("Damp");
        header.All("Received").Select(field => field.Value).ShouldBe(["a", "b"]);
        header["Subjects"].ShouldBeNull();
        header["Sub"].ShouldBeNull();
    }

    [Fact]
    public void Folded_values_are_unfolded()
    {
        var message = Mail.Read("Subject: The roof\n\tof our flat\r\n leaks\n\n");

        message.Subject.ShouldBe("The roof of our flat leaks");
    }

    [Fact]
    public void White_space_before_the_colon_is_obsolete_and_read() =>
        Mail.Read("Subject \t: Damp\n\n").Subject.ShouldBe("Damp");

    [Fact]
    public void Raw_utf8_is_read_as_the_standard_allows() =>
        Mail.Read("Subject: caf\u00e9"u8).Subject.ShouldBe("caf\u00e9");

    [Fact]
    public void A_line_that_is_no_field_is_left_out_if_fields_follow()
    {
        var message = Mail.Read("From: a@example.org\nthis is no field\nSubject: Damp\n\nbody");

        message.Subject.ShouldBe("Damp");
        message.Kinds().ShouldBe([DefectKind.BadHeaderLine]);
    }

    [Fact]
    public void A_line_that_is_no_field_begins_the_body_if_none_follow()
    {
        var message = Mail.Read("Subject: Damp\nDear Ms Hart,\nthe roof leaks.\n");

        message.Subject.ShouldBe("Damp");
        message.PlainText.ShouldBe("Dear Ms Hart,\nthe roof leaks.\n");
        message.Kinds().ShouldBe([DefectKind.MissingBlankLine]);
    }

    [Theory]
    [InlineData("From rowan@example.org Mon Mar  2 09:15:00 2026\n")]
    [InlineData(">From rowan@example.org Mon Mar  2 09:15:00 2026\n")]
    public void An_mbox_separator_before_the_header_is_left_out(string separator)
    {
        var message = Mail.Read(separator + "Subject: Damp\n\nbody");

        message.Subject.ShouldBe("Damp");
        message.Kinds().ShouldBe([DefectKind.MboxSeparator]);
    }

    [Fact]
    public void A_boundary_line_ends_a_part_header_that_lacks_its_blank_line()
    {
        var message = Mail.Read(
            "Content-Type: multipart/mixed; boundary=\"--=_a:b\"\n\n----=_a:b\nContent-Type: text/plain\n----=_a:b\n\ntwo\n----=_a:b--\n");

        message.Root.Children.Select(part => part.DecodeText()).ShouldBe(["", "two"]);
    }

    [Fact]
    public void Fields_beyond_the_limit_are_left_out_and_reported()
    {
        var message = Mail.Read("A: 1\nB: 2\nC: 3\n\nbody", new ReadOptions { MaxHeaderFields = 2 });

        message.Header.Count.ShouldBe(2);
        message.PlainText.ShouldBe("body");
        message.Kinds().ShouldBe([DefectKind.TooManyHeaderFields]);
    }

    [Fact]
    public void A_field_beyond_the_limit_is_cut_and_reported()
    {
        var message = Mail.Read("Subject: 123456789\n\n", new ReadOptions { MaxFieldBytes = 5 });

        message.Subject.ShouldBe("1234");
        message.Kinds().ShouldBe([DefectKind.HeaderTooLong]);
    }

    [Fact]
    public void A_header_beyond_the_limit_ends_and_is_reported()
    {
        var message = Mail.Read("Subject: Damp\nX: y\n\nbody", new ReadOptions { MaxHeaderBytes = 14 });

        message.Header.Count.ShouldBe(1);
        message.Kinds().ShouldContain(DefectKind.HeaderTooLong);
    }

    [Fact]
    public void A_repeated_address_field_loses_nobody()
    {
        var message = Mail.Read("To: a@example.org\nTo: b@example.org\n\n");

        message.To.Select(mailbox => mailbox.Address).ShouldBe(["a@example.org", "b@example.org"]);
        message.ReadAll();
        message.Kinds().ShouldContain(DefectKind.RepeatedField);
    }

    [Theory]
    [InlineData("windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет")]
    [InlineData("gb2312", "\xCD\xBC\xCA\xE9\xB9\xDD", "图书馆")]
    [InlineData("us-ascii", "caf\xE9", "café")]
    [InlineData("utf-8", "caf\xE9", "café")]
    public void Raw_bytes_in_a_field_are_in_the_charset_of_the_body(string charset, string raw, string expected)
    {
        var message = Mail.Read($"Subject: {raw}\nContent-Type: text/plain; charset={charset}\n\nbody");

        message.Subject.ShouldBe(expected);
        message.Kinds().ShouldBe([DefectKind.RawEightBitHeader]);
    }

    [Fact]
    public void Raw_bytes_in_a_field_are_in_the_charset_of_the_first_text_of_a_multipart()
    {
        var message = Mail.Read(
            "Subject: \xCF\xF0\xE8\xE2\xE5\xF2\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "--b\nContent-Type: text/plain; charset=windows-1251\n\nx\n--b--\n");

        message.Subject.ShouldBe("Привет");
    }

    [Fact]
    public void Address_fields_repeated_by_the_thousand_are_limited_like_one()
    {
        var field = "To: " + string.Concat(Enumerable.Repeat("a@b.example,", 9_000)) + "\n";

        var message = Mail.Read(string.Concat(Enumerable.Repeat(field, 50)) + "\n");

        message.To.Count.ShouldBe(27_000);
        message.Kinds().ShouldContain(DefectKind.TooManyAddresses);
    }

    [Fact]
    public void A_year_counted_from_1900_is_one_of_our_own()
    {
        var message = Mail.Read("Date: Thu, 22 Aug 0102 12:07:35 +0800\n\n");

        message.Date.ShouldBe(new DateTimeOffset(2002, 8, 22, 12, 7, 35, TimeSpan.FromHours(8)));
        message.Kinds().ShouldBe([DefectKind.UnusualDate]);
    }

    [Fact]
    public void A_multipart_whose_header_lacks_its_blank_line_keeps_its_parts()
    {
        var message = Mail.Read(
            "Content-Type: multipart/mixed; boundary=b\nSubject: x\n--b\nContent-Type: text/html\n\none\n--b--\n");

        message.Root.Children.Single().MediaType.ShouldBe("text/html");
        message.Kinds().ShouldBe([DefectKind.MissingBlankLine]);
    }
}
