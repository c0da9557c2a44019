using System.Net;
using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Letters;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("<div>One</div><div>Two</div>", "One\nTwo")]
    [InlineData("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo")]
    [InlineData("<p class=MsoNormal>One<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Two</p>", "One\n\nTwo")]
    [InlineData("One<br>Two<br/><br />Three", "One\nTwo\n\nThree")]
    [InlineData("<h1>Damp</h1>In the <b>flat</b>", "Damp\n\nIn the flat")]
    [InlineData("  a \n b<i> c</i>  <b> d</b>", "a b c d")]
    [InlineData("un<b>believ</b>able", "unbelievable")]
    [InlineData("<ul><li>One<li>Two<ul><li>Deep</ul></ul>After", "• One\n• Two\n  • Deep\n\nAfter")]
    [InlineData("<ol start=3><li>Three</li><li>Four</li></ol>", "3. Three\n4. Four")]
    [InlineData("<pre>a  b\n  c</pre>", "a  b\n  c")]
    [InlineData("a<hr>b", "a\n----------------\nb")]
    public void Blocks_end_lines_and_inline_elements_do_not(string html, string text) =>
        HtmlText.ToText(html).ShouldBe(text);

    [Theory]
    [InlineData("See <a href=\"https://example.org/a\">the report</a>.", "See the report (https://example.org/a).")]
    [InlineData("<a href='http://www.example.org/'>example.org</a>", "example.org")]
    [InlineData("<a href='mailto:jo@example.org?subject=x'>Jo</a>", "Jo (jo@example.org)")]
    [InlineData("<a href='mailto:jo@example.org'>jo@example.org</a>", "jo@example.org")]
    [InlineData("<a href='tel:02079460123'>020 7946 0123</a>", "020 7946 0123")]
    [InlineData("<a href='#top'>up</a> <a href='javascript:x()'>run</a>", "up run")]
    [InlineData("<a href='https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F&amp;data=1'>here</a>", "here (https://example.org/)")]
    [InlineData("<a href='https://example.org/?a=1&copy=2'>x</a>", "x (https://example.org/?a=1&copy=2)")]
    [InlineData("<img alt='Our kitchen' src=cid:1> and <img src=x width=1 height=1 alt=tracker>", "[Our kitchen] and")]
    [InlineData("Hello <img alt='&#x1F600;' src=e.png>", "Hello 😀")]
    [InlineData("Write to <jo@example.org> today", "Write to <jo@example.org> today")]
    [InlineData("5 < 6 & 7 > 3", "5 < 6 & 7 > 3")]
    public void Links_and_images_say_where_they_lead(string html, string text) => HtmlText.ToText(html).ShouldBe(text);

    [Theory]
    [InlineData("<div style='display:none'>secret <span>x</span></div>seen", "seen")]
    [InlineData("<span style='visibility: hidden'>secret</span>seen", "seen")]
    [InlineData("<div style='font-size:0'>no<p style='font-size:12px'>yes</p>no</div>", "yes")]
    [InlineData("<p style='mso-hide:all'>no</p>yes", "yes")]
    [InlineData("<p style='display:none'>no<p>yes", "yes")]
    [InlineData("<div hidden>no</div>yes", "yes")]
    [InlineData("<div class=preheader>no &zwnj;&nbsp;</div>yes", "yes")]
    [InlineData("<div style='max-height:0px;overflow:hidden'>no</div>yes", "yes")]
    [InlineData("<style>p{}</style><script>if (a < b) x()</script><title>T</title>yes", "yes")]
    [InlineData("<!-- no --><![CDATA[no]]><!--[if mso]>no<![endif]-->yes<![if !mso]>, too<![endif]>", "yes, too")]
    [InlineData("<svg><text>no</text></svg><template>no</template>yes", "yes")]
    [InlineData("so&shy;ft zero\u200Bwidth\uFEFF", "soft zerowidth")]
    [InlineData("<div style='display:none'>all of it is hidden</div>", "all of it is hidden")]
    public void What_is_not_to_be_seen_is_left_out(string html, string text) => HtmlText.ToText(html).ShouldBe(text);

    [Theory]
    [InlineData("<!-- never ends <p>yes</p>", "yes")]
    [InlineData("<style>p{}<p>yes</p>", "p{}\n\nyes")]
    [InlineData("<p>yes</p><a href=\"unfinished", "yes\n\n<a href=\"unfinished")]
    [InlineData("<a href='x>yes</a> it's", "yes it's")]
    [InlineData("</p></div></nonsense>yes</table>", "yes")]
    [InlineData("<div style='display:none'><b>no</div></b>yes", "yes")]
    [InlineData("<td>one<td>two", "one\ntwo")]
    public void Broken_markup_never_hides_text(string html, string text) => HtmlText.ToText(html).ShouldBe(text);

    [Fact]
    public void A_table_of_data_becomes_aligned_rows()
    {
        const string html =
            "<table><tr><th>Name<th>Flat</tr><tr><td>Ann Example<td>12</tr><tr><td>Bo<td>7</tr></table>";

        HtmlText.ToText(html).ShouldBe("Name         Flat\nAnn Example  12\nBo           7");
    }

    [Fact]
    public void A_table_too_wide_to_align_gets_tabs()
    {
        var cell = new string('x', 60);

        HtmlText.ToText($"<table><tr><td>{cell}<td>{cell}<tr><td>a<td>b</table>").ShouldBe($"{cell}\t{cell}\na\tb");
    }

    [Fact]
    public void A_table_for_layout_becomes_paragraphs()
    {
        const string html =
            "<table><tr><td><p>Dear Ms Example</p><p>We are cold.</p></td><td>Logo</td></tr></table>After";

        HtmlText.ToText(html).ShouldBe("Dear Ms Example\n\nWe are cold.\n\nLogo\n\nAfter");
    }

    [Fact]
    public void Quotations_begin_with_a_mark_for_each_level()
    {
        const string html =
            "No.<blockquote type=cite>Will you?<blockquote type=cite>Please.</blockquote></blockquote>Never.";

        HtmlText.ToText(html).ShouldBe("No.\n\n> Will you?\n\n>> Please.\n\nNever.");
    }

    [Fact]
    public void Word_lists_keep_their_bullets()
    {
        const string html = "<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'><span "
            + "style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Mould</p>";

        HtmlText.ToText(html).ShouldBe("• Mould");
    }

    [Theory]
    [InlineData("&lt;&amp;&gt;&quot;&apos;", "<&>\"'")]
    [InlineData("&hellip;&rsquo;&euro;&notin;&CounterClockwiseContourIntegral;&fjlig;", "…’€∉∳fj")]
    [InlineData("&copy 2026, AT&T, &notit;, &unknown;", "© 2026, AT&T, ¬it;, &unknown;")]
    [InlineData("&#150;&#x80;&#0;&#x110000;&#128512;&#xD800;", "–€\uFFFD\uFFFD😀\uFFFD")]
    [InlineData("&#99999999999999999999999;&#x;&#;&", "\uFFFD&#x;&#;&")]
    public void Character_references_are_decoded_as_browsers_do(string html, string text) =>
        HtmlText.ToText(html).ShouldBe(text);

    [Fact]
    public void Every_entity_that_dotnet_knows_means_the_same_here()
    {
        foreach (var entry in HtmlEntityNames.Table.Split(
            (char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var reference = $"&{entry[..entry.IndexOf('=', StringComparison.Ordinal)].TrimStart('*')};";
            var expected = WebUtility.HtmlDecode(reference);
            // HTML 4 meant other brackets by these two than HTML 5 does.
            if (expected == reference || reference is "&lang;" or "&rang;") continue;

            var decoded = new char[reference.Length];
            var length = HtmlEntities.Decode(reference, decoded, inAttribute: false);
            new string(decoded, 0, length).ShouldBe(expected, reference);
        }
    }

    [Fact]
    public void Joiners_stay_within_words_that_need_them() =>
        HtmlText.ToText("<p>\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645</p>").ShouldBe(
            "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645");

    [Theory]
    [InlineData("<div>")]
    [InlineData("<blockquote>")]
    [InlineData("<b><div></b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<ul><li>")]
    [InlineData("<a href='x")]
    [InlineData("<!--")]
    [InlineData("<![CDATA[")]
    [InlineData("<style>")]
    [InlineData("<p></i>")]
    [InlineData("<font size=1></span></p>")]
    [InlineData("<a b='><c d=\"")]
    [InlineData("&nGt;&#")]
    public void A_hundred_thousand_of_anything_does_no_harm(string piece)
    {
        var hostile = new StringBuilder().Insert(0, piece, 100_000).Append("seen").ToString();

        var text = HtmlText.ToText(hostile);

        text.ShouldContain("seen");
        text.Length.ShouldBeLessThan(hostile.Length * 20);
    }
}
