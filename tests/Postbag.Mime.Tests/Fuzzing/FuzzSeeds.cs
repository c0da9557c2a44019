using System.Text;

namespace Postbag.Mime.Tests.Fuzzing;

/// <summary>Whole messages to be broken, and words that matter to a reader of mail. Beside these, every message of the
/// library's own corpus.</summary>
internal static class FuzzSeeds
{
    private const string Header =
        """
        Return-Path: <rowan@example.org>
        Received: from mx.example.org (mx.example.org [192.0.2.7])
        	by in.example.com with ESMTPS id 4F1A; Mon, 2 Mar 2026 09:15:02 +0000
        From: =?utf-8?q?Rowan_=C5=B4yn?= <rowan@example.org>
        To: "Office, The" <office@example.com>, Team: a@example.com, b@example.com;
        Cc: (someone) j.smith@xn--bcher-kva.example
        Subject: =?iso-8859-1?B?Y2Fm6Q==?= and the damp
        Date: Mon, 2 Mar 2026 09:15:00 +0000 (GMT)
        Message-ID: <1.2@example.org>
        In-Reply-To: <0.1@example.com>
        References: <0.0@example.com>
         <0.1@example.com>
        List-Id: Parks <parks.example.org>
        Authentication-Results: in.example.com; spf=pass smtp.mailfrom=rowan@example.org
        MIME-Version: 1.0

        """;

    public static IReadOnlyList<byte[]> All()
    {
        var texts = new[]
        {
            Header + "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\nDear Ms Hart, \nthe damp is back.\n\n"
                + "On Mon, 2 Mar 2026, Jo wrote:\n> we sent a surveyor\n>> and another\n\n-- \nRowan\n020 7946 0123\n",
            Header + Multipart("mixed", "b",
                "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\ncaf=E9 =\nand more=20\n",
                "Content-Type: application/pdf; name=\"=?utf-8?q?a=C3=A9.pdf?=\"\nContent-Disposition: attachment;\n filename*0*=utf-8''a%C3%A9;\n"
                    + " filename*1=.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQKJcOkw7zDtsOfCjIgMCBvYmoKPDwvTGVuZ3RoIDMgMCBSPj4K\nc3RyZWFtCg==\n"),
            Header + Multipart("alternative", "alt",
                "Content-Type: text/plain\n\nplain\n",
                "Content-Type: text/html; charset=\"utf-8\"\n\n<html><head><meta charset=utf-8><style>p{x}</style></head><body>"
                    + "<table><tr><td>a<td>b</table><ul><li>one<li>two</ul><blockquote type=cite>q</blockquote>&amp;&#8217;</body></html>\n",
                Multipart("related", "rel", "Content-Type: text/html\n\n<img src=cid:x@y>\n",
                    "Content-Type: image/png\nContent-ID: <x@y>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n")),
            Header + Multipart("report; report-type=delivery-status", "=_r",
                "\nnot delivered\n",
                "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n",
                "Content-Type: message/rfc822\n\n" + Header
                    + "Content-Type: multipart/mixed; boundary=bb\n\n--bb\n\ninner\n--bb--\n"),
            Header + Multipart("digest", "d", "\nSubject: one\n\n1\n", "\nSubject: two\n\n2\n"),
            Header + "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
                + Convert.ToBase64String(
                    Encoding.UTF8.GetBytes(Header + "\nhello\n"), Base64FormattingOptions.InsertLineBreaks) + "\n",
            Header + "\nbegin 644 a.txt\n#0V%T\n`\nend\n=ybegin line=128 size=3 name=b\nabc\n=yend size=3\n",
            Header + "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgEAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAEIgAcAGAAAAElQTS5N\n",
            Header + "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1B$BF|K\\\x1B(B\n",
            Header + "Content-Type: text/plain; charset=utf-7\n\n+AKM- 5 +ZeVnLIqe-\n",
            Header + "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Surgery\nEND:VEVENT\nEND:VCALENDAR\n",
            "From rowan@example.org Mon Mar  2 09:15:00 2026\nSubject: short\n\nbody\n",
            "\n", "a", "",
        };
        var files = Directory.EnumerateFiles(Repository.TestFile("data"), "*.eml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
        return [.. texts.Select(text => Encoding.Latin1.GetBytes(text)), .. files.Where(file => file.Length < 20_000)];
    }

    public static IReadOnlyList<byte[]> Words() =>
    [
        .. new[]
        {
            "--b\n", "--b--\n", "--alt\n", "--rel--\n", "--bb\n", "\n\n", "\n", "\r", "\0", ": ", "Content-Type: ",
                "multipart/mixed; boundary=b\n",
            "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n", "Content-Type: message/rfc822\n\n",
                "Content-Type: text/html; charset=x-unknown\n",
            "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n",
                "Content-Transfer-Encoding: x-uuencode\n",
            "=?utf-8?B?", "=?utf-8?q?=C3=A9?=", "?=", "=?", "=\n", "=C3=", "====", "<", ">", "(", ")", "\"",
                "\\", ";", ",", "@", "@a,@b:", "<a@b>",
            "filename*0*=utf-8''%", "filename*1=", "name=", "charset=utf-16\n", "charset=gb18030\n",
                "charset=iso-2022-kr\n", "charset=hz-gb-2312\n",
            "format=flowed; delsp=yes", "\x1B$B", "\x1B(B", "~{", "~}", "+AKM-", "\u00C3\u00A9", "\u00EF\u00BB\u00BF",
                "\u00FF\u00FE", "begin 644 x\n", "end\n",
            "=ybegin line=1 name=x\n", "=yend\n", "eJ8+Ig", "<div>", "</div>", "<blockquote>", "<table><tr><td>",
                "<!--", "-->", "<style>", "&#x10FFFF;",
            "> ", "On Mon, Jo wrote:\n", "-- \n", "________________________________\n", "From: ",
                "Sent from my phone\n", "From x Mon\n", ">From ",
            "Date: 31 Feb 99 25:61 EST\n", "Subject: ", "To: a:b:c;\n", "References: <<<>>> <a\n",
                "List-Unsubscribe: <mailto:a>,\n",
        }.Select(word => Encoding.Latin1.GetBytes(word)),
    ];

    private static string Multipart(string subtype, string boundary, params string[] parts) =>
        $"Content-Type: multipart/{subtype}; boundary=\"{boundary}\"\n\npreamble\n"
        + string.Concat(parts.Select(part => $"--{boundary}\n{part}")) + $"--{boundary}--\nepilogue\n";
}
