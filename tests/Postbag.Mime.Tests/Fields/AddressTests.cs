using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Fields;

public sealed class AddressTests
{
    /// <summary>Mailboxes are written "name|address" or "group:name|address", with a space and two slashes
    /// between.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("jane@example.org", "|jane@example.org")]
    [InlineData("Jane <jane@example.org>", "Jane|jane@example.org")]
    [InlineData("\"Doe, Jane\" <jane@example.org>, bob@example.com", "Doe, Jane|jane@example.org // |bob@example.com")]
    [InlineData("jane@example.org (Jane Doe)", "Jane Doe|jane@example.org")]
    [InlineData("Jane (home) Doe <jane@example.org>", "Jane Doe (home)|jane@example.org")]
    [InlineData("jane (a (nested \\) one)) @ example . org", "a (nested ) one)|jane@example.org")]
    [InlineData("undisclosed-recipients:;", "undisclosed-recipients:|")]
    [InlineData("Staff: a@example.org, B <b@example.org>;, c@example.org",
        "Staff:|a@example.org // Staff:B|b@example.org // |c@example.org")]
    [InlineData("<@relay.test,@other.test:jane@example.org>", "|jane@example.org")]
    [InlineData("\"john smith\"@example.org", "|\"john smith\"@example.org")]
    [InlineData("\"john.smith\"@example.org", "|john.smith@example.org")]
    [InlineData("jane@[192.0.2.1], x@[IPv6:2001:db8::1]", "|jane@[192.0.2.1] // |x@[IPv6:2001:db8::1]")]
    [InlineData("Jörg <jörg@münchen.example>", "Jörg|jörg@münchen.example")]
    [InlineData("=?utf-8?q?Doe=2C_J=C3=B6rg?= <j@example.org>", "Doe, Jörg|j@example.org")]
    [InlineData("\"=?utf-8?q?J=C3=B6rg?=\" <j@example.org>", "Jörg|j@example.org")]
    [InlineData("=?utf-8?Q?Doe, J=C3=B6rg (home)?= <j@example.org>", "Doe, Jörg (home)|j@example.org")]
    [InlineData("=?utf-8?b?SsO2?=\r\n =?utf-8?b?cmc=?= <j@example.org>", "Jörg|j@example.org")]
    [InlineData("J. R. Hartley <jr@example.org>", "J. R. Hartley|jr@example.org")]
    [InlineData("jane@example.org,, ,bob@example.com,", "|jane@example.org // |bob@example.com")]
    public void Addresses_are_read(string field, string expected) => Read(field, out _).ShouldBe(expected);

    [Theory]
    [InlineData("undisclosed-recipients:;@mx.example.org", "undisclosed-recipients:|")]
    [InlineData("<Undisclosed-Recipient:;@mx.example.org>", "Undisclosed-Recipient:|")]
    [InlineData("<undisclosed-recipients:;>, a@example.org", "undisclosed-recipients:| // |a@example.org")]
    [InlineData("Staff: a@example.org;@mx.example.org, b@example.org", "Staff:|a@example.org // |b@example.org")]
    [InlineData("Doe, Jane <jane@example.org>", "Doe, Jane|jane@example.org")]
    [InlineData("Jane Doe jane@example.org", "Jane Doe|jane@example.org")]
    [InlineData("jane@example.org Jane Doe", "Jane Doe|jane@example.org")]
    [InlineData("<jane@example.org> Jane Doe", "Jane Doe|jane@example.org")]
    [InlineData("a@example.org b@example.org", "|a@example.org // |b@example.org")]
    [InlineData("A <a@example.org> B <b@example.org>", "A|a@example.org // B|b@example.org")]
    [InlineData("a@example.org; b@example.org;", "|a@example.org // |b@example.org")]
    [InlineData("Jane <jane@example.org", "Jane|jane@example.org")]
    [InlineData("Jane <jane@example.org, Bob <bob@example.org>", "Jane|jane@example.org // Bob|bob@example.org")]
    [InlineData("<<jane@example.org>>", "|jane@example.org")]
    [InlineData("\"Jane <jane@example.org>", "\"Jane|jane@example.org")]
    [InlineData("Jane (home <jane@example.org>", "Jane (home|jane@example.org")]
    [InlineData("<>", "|")]
    [InlineData("Jane Doe", "Jane Doe|")]
    [InlineData("root", "|root")]
    [InlineData("<mailto:jane@example.org>", "|jane@example.org")]
    [InlineData("mailto:jane@example.org", "|jane@example.org")]
    [InlineData("Staff: a@example.org, b@example.org", "Staff:|a@example.org // Staff:|b@example.org")]
    [InlineData("A: B: a@example.org;;", "A:| // B:|a@example.org")]
    [InlineData("jane@home@example.org", "|jane@home@example.org")]
    [InlineData("jane doe <jane doe@example.org>", "jane doe|jane doe@example.org")]
    [InlineData("=?utf-8?q?jane=40example.org?=", "jane@example.org|")]
    [InlineData("<=?utf-8?q?jane?=@example.org>", "|=?utf-8?q?jane?=@example.org")]
    [InlineData("@example.org", "|@example.org")]
    [InlineData("jane@", "|jane@")]
    public void A_broken_list_is_mended_and_reported(string field, string expected)
    {
        Read(field, out var defects).ShouldBe(expected);

        defects.ShouldContain(d => d.Kind == DefectKind.BadAddress);
    }

    [Theory]
    [InlineData("\"a@bank.example\" <c@d.example>", "the name shows the address a@bank.example")]
    [InlineData("The Bank a@bank.example <c@d.example>", "the name shows the address a@bank.example")]
    [InlineData("=?utf-8?q?a=40bank=2Eexample?= <c@d.example>", "the name shows the address a@bank.example")]
    [InlineData("c@d.example (a@bank.example)", "the name shows the address a@bank.example")]
    [InlineData("=?utf-8?b?4oCuZWxwbWF4ZUBhbmFq?= <c@d.example>",
        "the name holds characters that turn the direction of writing")]
    public void A_display_name_that_hides_another_address_is_reported(string field, string assumed)
    {
        Read(field, out var defects);

        defects.ShouldContain(d => d.Kind == DefectKind.SpoofedDisplayName && d.Assumed == assumed);
    }

    [Theory]
    [InlineData("\"jane@example.org\" <Jane@Example.org>")]
    [InlineData("\"jane@münchen.example\" <jane@xn--mnchen-3ya.example>")]
    [InlineData("Jane @ Work <jane@example.org>")]
    [InlineData("\"'jane@example.org'\" <jane@example.org>")]
    public void A_display_name_that_shows_its_own_address_is_not(string field)
    {
        Read(field, out var defects);

        defects.ShouldNotContain(d => d.Kind == DefectKind.SpoofedDisplayName);
    }

    [Fact]
    public void A_domain_has_both_forms()
    {
        var written = Addresses.Parse("j@münchen.example"u8, 0, new DefectList()).Single();
        var encoded = Addresses.Parse("j@xn--mnchen-3ya.example"u8, 0, new DefectList()).Single();

        written.AsciiAddress.ShouldBe("j@xn--mnchen-3ya.example");
        encoded.UnicodeAddress.ShouldBe("j@münchen.example");
        encoded.Address.ShouldBe("j@xn--mnchen-3ya.example");
        written.UnicodeAddress.ShouldBe("j@münchen.example");
    }

    [Theory]
    [InlineData("j@xn--a-ecp.ru-\u00ad.example")]
    [InlineData("j@pаypal.example")]
    [InlineData("j@xn--pypal-4ve.example")]
    public void A_domain_that_is_no_name_or_mixes_scripts_is_reported(string field)
    {
        Read(field, out var defects);

        defects.ShouldContain(d => d.Kind == DefectKind.SuspiciousDomain);
    }

    [Fact]
    public void A_list_without_end_is_cut_and_reported()
    {
        var defects = new DefectList();
        var list = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a@b.example,", 30_000)));

        Addresses.Parse(list, 0, defects).Count.ShouldBe(Addresses.MaxMailboxes);

        defects.Single().Kind.ShouldBe(DefectKind.TooManyAddresses);
    }

    private static string Read(string field, out DefectList defects)
    {
        defects = new DefectList();
        var mailboxes = Addresses.Parse(Encoding.UTF8.GetBytes(field), 0, defects);
        return string.Join(" // ",
            mailboxes.Select(m => $"{(m.Group is null ? "" : m.Group + ":")}{m.Name}|{m.Address}"));
    }
}
