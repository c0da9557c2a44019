using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Fields;

public sealed class OtherFieldTests
{
    [Theory]
    [InlineData("<a@x.test>", "a@x.test")]
    [InlineData("<a@x.test>\r\n <b@x.test>\t<c@x.test>", "a@x.test b@x.test c@x.test")]
    [InlineData("<a@x.test><b@x.test>,<c@x.test>", "a@x.test b@x.test c@x.test")]
    [InlineData("Your message of Monday <a@x.test>", "a@x.test")]
    [InlineData("<a@x.test> (a comment)", "a@x.test")]
    [InlineData("<a\r\n @x.test>", "a@x.test")]
    [InlineData("<\"a b\" @x.test>", "\"a b\"@x.test")]
    [InlineData("<a@x.test", "a@x.test")]
    [InlineData("<a@x.test <b@x.test>", "a@x.test b@x.test")]
    [InlineData("a@x.test b@x.test", "a@x.test b@x.test")]
    [InlineData("noat", "noat")]
    [InlineData("=?utf-8?q?=3Ca=40x=2Etest=3E?=", "a@x.test")]
    [InlineData("<>", "")]
    [InlineData("", "")]
    public void Message_ids_are_read(string field, string expected) =>
        string.Join(' ', MessageIds.Parse(Encoding.ASCII.GetBytes(field), 0, new DefectList())).ShouldBe(expected);

    [Fact]
    public void A_list_is_named_and_its_links_are_kept()
    {
        var message = MimeMessage.Read(Encoding.ASCII.GetBytes(
            "List-Id: \"Friends of the Library\" <friends.lists.example.org>\r\n"
            + "List-Unsubscribe: <mailto:off@lists.example.org?subject=off>, (Or here)\r\n <https://lists.example.org/off>\r\n"
            + "List-Post: NO (announcements only)\r\n\r\n"));

        message.MailingList.ShouldBe(new MailingList("Friends of the Library", "friends.lists.example.org"));
        message.ListLinks("List-Unsubscribe").Select(l => l.Url)
            .ShouldBe(["mailto:off@lists.example.org?subject=off", "https://lists.example.org/off"]);
        message.ListLinks("List-Post").ShouldBeEmpty();
    }

    [Fact]
    public void Authentication_results_are_given_as_stated()
    {
        var stated = AuthenticationResults.Parse(
            ("mx.example.org 1; spf=pass (sender is known) smtp.mailfrom=jane@example.org;\r\n"
            + " dkim=fail reason=\"bad signature\" header.d=example.org header.b=\"abc==\"; dmarc=none")
            .Select(c => (byte)c).ToArray(), 0, new DefectList());

        stated.Server.ShouldBe("mx.example.org");
        stated.Results.Select(r => $"{r.Method}={r.Result}").ShouldBe(["spf=pass", "dkim=fail", "dmarc=none"]);
        stated.Results[0].Properties.ShouldBe([KeyValuePair.Create("smtp.mailfrom", "jane@example.org")]);
        stated.Results[1].Reason.ShouldBe("bad signature");
        stated.Results[1].Properties.ShouldContain(KeyValuePair.Create("header.d", "example.org"));
    }

    [Fact]
    public void A_host_that_checked_nothing_has_no_results() =>
        AuthenticationResults.Parse("mx.example.org; none"u8, 0, new DefectList()).Results.ShouldBeEmpty();

    [Theory]
    [InlineData("\"")]
    [InlineData("(")]
    [InlineData("<")]
    [InlineData("=?a?q?")]
    [InlineData("=?a?q?<")]
    [InlineData("=?a?q?x ")]
    [InlineData("\\\"")]
    [InlineData("a=\"b\"c")]
    [InlineData("a@b ")]
    [InlineData(":")]
    [InlineData("a*0=b;")]
    [InlineData("x=(")]
    [InlineData("\"a;")]
    [InlineData("12:")]
    public void A_hostile_field_of_a_megabyte_is_read_in_linear_time(string piece)
    {
        var field = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length)));
        var defects = new DefectList();

        // No assertion on time: quadratic readers need hours for this, and the test run's own limit tells.
        Addresses.Parse(field, 0, defects);
        EncodedWords.Decode(field, 0, defects);
        Parameters.Parse(field, 0, defects);
        MessageIds.Parse(field, 0, defects);
        Dates.Parse(field, 0, defects);
        ListFields.Links(field, 0, defects);
        Received.Parse(field, 0, defects);
        AuthenticationResults.Parse(field, 0, defects);

        defects.Count.ShouldBeLessThanOrEqualTo(DefectList.DefaultLimit + 1);
    }
}
