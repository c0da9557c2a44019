using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework;
using Postbag.Casework.Inbox;

namespace Postbag.Tests.Support;

public sealed partial class ServedSide
{
    /// <summary>Takes letters in, as a mailbox of them.</summary>
    public Task ReceiveAsync(params IEnumerable<byte[]> letters) =>
        ImportAsync(Letters.File("letters.mbox", Letters.Mbox(letters)));

    public Task ImportAsync(string path) =>
        new ImportMail(Office.Engine, Services.GetRequiredService<TimeProvider>()).RunAsync(
            [path], new ImportCount(), CancellationToken.None);

    /// <summary>The message with that subject, as the database has it now.</summary>
    public async Task<Message> MessageAsync(string subject)
    {
        await using var db = (CaseworkDb)Office.OpenDb();
        return await db.Messages.AsNoTracking().SingleAsync(m => m.Subject == subject);
    }
}

/// <summary>Invented letters that are more than plain.</summary>
public static class OddLetters
{
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC");

    /// <summary>HTML with a picture that came along, one elsewhere, and everything that should never run.</summary>
    public static byte[] Hostile(string subject, string address) => Encoding.UTF8.GetBytes(
        $$"""
        From: Nest Pugh <nest.pugh@example.org>
        To: office@example.com
        Subject: {{subject}}
        Date: Thu, 11 Jun 2026 10:00:00 +0100
        MIME-Version: 1.0
        Content-Type: multipart/related; boundary=b

        --b
        Content-Type: text/html; charset=utf-8

        <html><head><style>body { background: url({{address}}style.png) }</style><script>document.title = 'ran'; fetch('{{address}}script')</script></head>
        <body onload="fetch('{{address}}onload')"><h2 style="color:#225">Photographs of the damp</h2>
        <p>Dear Ms Prys, here is the wall. <a href="javascript:fetch('{{address}}link')">Look</a> at <a href="https://example.org/wall">this</a>.</p>
        <img src="cid:wall@example.org" width="200" height="200" alt="The wall" onerror="fetch('{{address}}onerror')">
        <img src="{{address}}remote.png" alt="Logo of the landlord"><iframe src="{{address}}frame"></iframe>
        <form action="{{address}}form"><input name=password></form><svg onload="fetch('{{address}}svg')"></svg>
        <link rel="stylesheet" href="{{address}}sheet.css"><video src="{{address}}video"></video></body></html>
        --b
        Content-Type: image/png
        Content-ID: <wall@example.org>
        Content-Disposition: inline; filename="wall.png"
        Content-Transfer-Encoding: base64

        {{Convert.ToBase64String(Png)}}
        --b--
        """.ReplaceLineEndings("\r\n"));

    public static byte[] WithAttachment(string subject, string name, string content) => Encoding.UTF8.GetBytes(
        $"""
        From: Dai Morgan <dai.morgan@example.org>
        To: office@example.com
        Subject: {subject}
        Date: Wed, 10 Jun 2026 10:00:00 +0100
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8

        Please see my letter.
        --b
        Content-Type: text/html; name="{name}"
        Content-Disposition: attachment; filename="{name}"

        {content}
        --b--
        """.ReplaceLineEndings("\r\n"));

    public const string Reply =
        """
        Thank you. The mould is back, and my son coughs all night.

        --
        Rhian Probert
        1 Sample Street, Aberdemo ZZ1 1AA

        On Monday the office wrote:
        > Has the council been?
        > Please tell us.
        """;
}
