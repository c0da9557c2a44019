using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Letters;

/// <summary>What mail programs' mark-up says of quotations and signatures. The expected zones are written as in
/// letters/.</summary>
public sealed class HtmlLetterTests
{
    [Theory]
    [InlineData( // Gmail
        "<div dir=ltr>It still leaks.</div><br><div class=gmail_quote><div dir=ltr class=gmail_attr>On Wed, 4 Mar "
        + "2026 at 10:00, "
        + "Office &lt;<a href='mailto:o@example.org'>o@example.org</a>&gt; wrote:<br></div><blockquote "
        + "class=gmail_quote "
        + "style='margin:0 0 0 .8ex;border-left:1px solid'>Is it mended?</blockquote></div>",
        "o|It still leaks.", "q|On Wed, 4 Mar 2026 at 10:00, Office <o@example.org> wrote:", "q|> Is it mended?")]
    [InlineData( // Gmail, answers within and below the quotation
        "<div class='gmail_quote'><div class=gmail_attr>On Wed, Office wrote:<br></div><blockquote "
        + "class=gmail_quote>When?"
        + "</blockquote><div>On Monday, please help.</div><blockquote class=gmail_quote>Where?</blockquote><div>At "
        + "home.</div></div>",
        "q|On Wed, Office wrote:", "q|> When?", "o|On Monday, please help.", "q|> Where?", "o|At home.")]
    [InlineData( // Gmail forward
        "<div>Look at this.</div><div class=gmail_quote>---------- Forwarded message ---------<br>From: <b>Council</b> "
        + "&lt;c@example.com&gt;<br>Date: 4 Mar 2026<br>Subject: Notice<br><br>You must leave.</div>",
        "o|Look at this.", "q|---------- Forwarded message ---------", "q|From: Council <c@example.com>",
            "q|Date: 4 Mar 2026",
        "q|Subject: Notice", "q|You must leave.")]
    [InlineData( // Apple Mail
        "<div>Tuesday, please.</div><div><br><blockquote type=cite><div>On 4 Mar 2026, at 10:00, Office "
        + "&lt;o@example.org&gt; "
        + "wrote:</div><br><div>When?</div></blockquote></div>",
        "o|Tuesday, please.", "q|> On 4 Mar 2026, at 10:00, Office <o@example.org> wrote:", "q|> When?")]
    [InlineData( // Thunderbird
        "<p>Tuesday, please.</p><pre class=moz-signature cols=72>-- \nJane Example\n020 7946 0123</pre>"
        + "<div class=moz-cite-prefix>Am 04.03.26 um 10:00 schrieb Büro:<br></div><blockquote "
        + "type=cite><p>When?</p></blockquote>",
        "o|Tuesday, please.", "s|-- ", "s|Jane Example", "s|020 7946 0123", "q|Am 04.03.26 um 10:00 schrieb Büro:",
            "q|> When?")]
    [InlineData( // Outlook for Windows
        "<p class=MsoNormal>What does it mean?</p><div style='border:none;border-top:solid #E1E1E1 "
        + "1.0pt;padding:3.0pt 0cm 0cm "
        + "0cm'><p class=MsoNormal><b>From:</b> Council &lt;c@example.com&gt;<br><b>Sent:</b> 04 March 2026 10:00<br>"
        + "<b>Subject:</b> Notice</p></div><p class=MsoNormal>You must leave.</p>",
        "o|What does it mean?", "q|From: Council <c@example.com>", "q|Sent: 04 March 2026 10:00", "q|Subject: Notice",
        "q|You must leave.")]
    [InlineData( // a rule in that style above the writer's own words
        "<p>One thing.</p><div style='border-top:solid #E1E1E1 1.0pt'><p>And another: my son is ill. Please "
        + "help.</p></div>",
        "o|One thing.", "o|And another: my son is ill. Please help.")]
    [InlineData( // Outlook on the web
        "<div>Please read.</div><div id=appendonsend></div><hr><div id=divRplyFwdMsg dir=ltr><b>Von:</b> "
        + "Amt<br><b>Gesendet:</b> "
        + "Mittwoch<br></div><div>Sie müssen ausziehen.</div>",
        "o|Please read.", "q|----------------", "q|Von: Amt", "q|Gesendet: Mittwoch", "q|Sie müssen ausziehen.")]
    [InlineData( // Yahoo
        "<div>No.</div><div id=yahoo_quoted_12 class=yahoo_quoted><div>On Wednesday, 4 March 2026, Office "
        + "wrote:</div><div>Is it "
        + "mended?</div></div>",
        "o|No.", "q|On Wednesday, 4 March 2026, Office wrote:", "q|Is it mended?")]
    [InlineData( // Proton
        "<div>No.</div><div class=protonmail_signature_block><div>Jane Example</div></div><div "
        + "class=protonmail_quote>On Wed, "
        + "Office wrote:<br><blockquote class=protonmail_quote type=cite>Is it mended?</blockquote></div>",
        "o|No.", "s|Jane Example", "q|On Wed, Office wrote:", "q|> Is it mended?")]
    [InlineData( // a signature's element that the sender wrote into
        "<div>Hello</div><div class=gmail_signature><div>Jane Example</div><div>07700 900123</div><div>They cut off "
        + "our gas today, "
        + "please ring me.</div></div>",
        "o|Hello", "s|Jane Example", "s|07700 900123", "o|They cut off our gas today, please ring me.")]
    [InlineData( // the iPhone's
        "<div>The lift is broken.</div><div id=AppleMailSignature dir=ltr>Sent from my iPhone</div>",
        "o|The lift is broken.", "f|Sent from my iPhone")]
    [InlineData( // indentation, as the button of Gmail makes it
        "<div>This happened:</div><blockquote style='margin:0 0 0 40px;border:none;padding:0px'>He hit "
        + "me.</blockquote><div>Help.</div>",
        "o|This happened:", "o|He hit me.", "o|Help.")]
    [InlineData( // a blockquote that nothing introduces
        "<p>This happened:</p><blockquote>He hit me and took the child.</blockquote><p>Help.</p>",
        "o|This happened:", "o|> He hit me and took the child.", "o|Help.")]
    [InlineData( // a blockquote that is introduced
        "<p>Yes.</p><p>On 4 March 2026 10:00, Office wrote:</p><blockquote>Is it mended?</blockquote>",
        "o|Yes.", "q|On 4 March 2026 10:00, Office wrote:", "q|> Is it mended?")]
    [InlineData( // Roundcube
        "<p>Yes.</p><p id=reply-intro>On 2026-03-04 10:00, Office wrote:</p><blockquote type=cite "
        + "style='padding:0'>Is it?</blockquote>",
        "o|Yes.", "q|On 2026-03-04 10:00, Office wrote:", "q|> Is it?")]
    public void Markup_tells_whose_words_are_whose(string html, params string[] zones) =>
        LetterCorpus.Zones(LetterText.FromHtml(html)).Select(line => $"{line.Zone}|{line.Line}").ShouldBe(zones);

    [Fact]
    public void A_forward_without_a_word_says_so()
    {
        LetterText.FromHtml("<div class=gmail_quote>---------- Forwarded message ---------<br>From: C<br>Date: today<br><br>Leave.</div>")
            .IsForward.ShouldBeTrue();
        LetterText.FromHtml("<div class=gmail_quote>On Wed, 4 Mar 2026 at 10:00, O &lt;o@example.org&gt; wrote:<br>"
            + "<blockquote class=gmail_quote>When?</blockquote></div>").IsForward.ShouldBeFalse();
    }

    [Fact]
    public void The_parts_can_be_had_by_name()
    {
        var letter = LetterText.FromPlain("Please help.\r\n\r\nRegards\r\nJane\r\n\r\nSent from my iPhone\r\n");

        letter.OwnWords.ShouldBe("Please help.");
        letter.Signature.ShouldBe("Regards\nJane");
        letter.Footer.ShouldBe("Sent from my iPhone");
        letter.Quoted.ShouldBeEmpty();
        letter.Text.ShouldBe("Please help.\n\nRegards\nJane\n\nSent from my iPhone\n");
        LetterText.FromPlain("").Spans.ShouldBeEmpty();
        LetterText.FromPlain(" \n\n").Spans.ShouldBe([new LetterSpan(LetterSpanKind.OwnWords, 0, 3)]);
    }

    [Theory]
    [InlineData(">\n")]
    [InlineData("> x\n\n")]
    [InlineData("On 4 March 2026 at 10:00, J <j@example.org> wrote:\n")]
    [InlineData("From: a\nSent: 10:00\n")]
    [InlineData("-- \n")]
    [InlineData("Regards,\n")]
    [InlineData("Regards\nJane Example\n\n")]
    [InlineData("This email is confidential. If received in error delete it.\n")]
    [InlineData("_____________________________\nlist http://x\n\n")]
    [InlineData("word ")]
    [InlineData("a: ")]
    public void A_hundred_thousand_of_any_line_is_split_in_linear_time(string piece)
    {
        var hostile = string.Concat(Enumerable.Repeat(piece, 100_000));

        var letter = LetterText.FromPlain(hostile);

        letter.Spans.Sum(span => span.Length).ShouldBe(hostile.Length);
    }
}
