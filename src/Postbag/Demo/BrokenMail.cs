using System.Text;

namespace Postbag.Demo;

/// <summary>Mail that breaks a rule and is still somebody's letter: every one of these has been seen in real
/// mailboxes.</summary>
internal static class BrokenMail
{
    private static readonly (string Name, Func<Draft, Dice, byte[]> Write)[] Forms =
    [
        ("missing-boundary", MissingBoundary), ("unclosed-boundary", UnclosedBoundary), ("wrong-charset", WrongCharset),
        ("unknown-charset", UnknownCharset), ("no-from", (draft, dice) => Without(draft, dice, "From")),
        ("no-date", (draft, dice) => Without(draft, dice, "Date")),
            ("no-message-id", (draft, dice) => Without(draft, dice, "Message-ID")),
        ("raw-header", RawHeader), ("header-only", HeaderOnly), ("truncated-base64", TruncatedBase64),
            ("bad-quoted-printable", BadQuotedPrintable),
        ("wrong-date", WrongDate), ("bare-line-feeds", BareLineFeeds), ("no-header", NoHeader),
            ("bad-encoded-word", BadEncodedWord),
    ];

    public static IEnumerable<Draft> Drafts(LetterMaker maker)
    {
        var texts = TextBank.All("casework");
        for (var i = 0; i < Forms.Length; i++)
        {
            var (name, write) = Forms[i];
            yield return Make(maker, $"broken {i}", name, texts[i * 3 % texts.Count], write, broken: true);
        }
        // Two people whose program gives every message the same id: both letters must be kept.
        const string id = "1234.5678@webform.example.net";
        for (var i = 0; i < 2; i++)
        {
            var twin = Make(maker, $"twin {i}", "same-message-id",
                TextBank.Get("casework", i == 0 ? "potholes" : "nhs-wait"), null, broken: false);
            twin.MessageId = id;
            yield return twin;
        }
    }

    private static Draft Make(
        LetterMaker maker, string key, string name, TextEntry text, Func<Draft, Dice, byte[]>? write, bool broken)
    {
        var like = maker.FromPerson(key, "broken", text);
        return new Draft
        {
            At = like.At,
            Kind = "broken",
            Text = name,
            FromName = like.FromName,
            FromAddress = like.FromAddress,
            ReplyTo = like.ReplyTo,
            Subject = like.Subject,
            Paragraphs = like.Paragraphs,
            Client = like.Client,
            MessageId = like.MessageId,
            Write = write,
            Writer = like.Writer,
            Issue = like.Issue,
            Grade = like.Grade,
            Broken = broken,
        };
    }

    private static byte[] Raw(Draft draft, Dice dice, string fields, byte[] body) =>
        [.. Encoding.Latin1.GetBytes(string.Join("\r\n", Mailer.Fields(draft, dice)) + "\r\n" + fields + "\r\n\r\n"),
        .. body];

    private static byte[] Wrapped(Draft draft, Charset charset) =>
        charset.Encode(LetterForm.Wrap(draft.Body, 76).ReplaceLineEndings("\r\n"));

    private static byte[] MissingBoundary(Draft draft, Dice dice) =>
        Raw(draft, dice, "Content-Type: multipart/mixed",
            [.. "--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"u8, .. Wrapped(draft, Charset.Utf8),
            .. "\r\n--part--\r\n"u8]);

    private static byte[] UnclosedBoundary(Draft draft, Dice dice) =>
        Raw(draft, dice, "Content-Type: multipart/mixed; boundary=\"=_cut\"",
            [.. "--=_cut\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"u8, .. Wrapped(draft, Charset.Utf8),
            .. "\r\n--=_cut\r\nContent-Type: applic"u8]);

    // Says ASCII and writes windows-1252: the pound sign and the curled quotation marks are what goes wrong.
    private static byte[] WrongCharset(Draft draft, Dice dice)
    {
        var text = draft.Body.Replace('\'', '’') + "\n\nIt has cost us £1,200 already – “a small matter”, they say.\n";
        return Raw(draft, dice, "Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit",
            [.. LetterForm.Wrap(text, 76).ReplaceLineEndings("\r\n").Select(letter =>
            Charset.Windows1252.CanWrite(letter.ToString())
                ? Charset.Windows1252.Encode(letter.ToString())[0] : (byte)'?')]);
    }

    private static byte[] UnknownCharset(Draft draft, Dice dice) =>
        Raw(draft, dice, "Content-Type: text/plain; charset=\"x-user-defined-9\"", Wrapped(draft, Charset.Utf8));

    private static byte[] Without(Draft draft, Dice dice, string field)
    {
        var fields = Mailer.Fields(draft, dice).Where(line => !line.StartsWith(field + ":", StringComparison.Ordinal));
        return [.. Encoding.Latin1.GetBytes(string.Join("\r\n", fields)
            + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"),
            .. Wrapped(draft, Charset.Utf8)];
    }

    private static byte[] RawHeader(Draft draft, Dice dice)
    {
        draft.Subject = "Pwysig / Urgent";
        // Eight-bit bytes in a header, as programs wrote them that had never heard of RFC 2047.
        return Raw(draft, dice, "X-Sender-Name: Si\u00e2n, Llan\u00e9\u0080\r\nComments: Mae d\u00fbr yn dod i mewn"
            + "\r\nContent-Type: text/plain; charset=utf-8", Wrapped(draft, Charset.Utf8));
    }

    private static byte[] HeaderOnly(Draft draft, Dice dice) =>
        Encoding.Latin1.GetBytes(string.Join("\r\n", Mailer.Fields(draft, dice)) + "\r\n");

    private static byte[] TruncatedBase64(Draft draft, Dice dice)
    {
        var body = TransferText.Base64(Wrapped(draft, Charset.Utf8));
        return Raw(draft, dice, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64",
            body[..(body.Length * 2 / 3 | 1)]);
    }

    private static byte[] BadQuotedPrintable(Draft draft, Dice dice) =>
        Raw(draft, dice, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable",
            [.. Wrapped(draft, Charset.Utf8), .. "\r\nRent =A3=G1 a month, 100=% sure, b=E2=80"u8]);

    private static byte[] WrongDate(Draft draft, Dice dice)
    {
        var fields = Mailer.Fields(draft, dice)
            .Select(line => line.StartsWith("Date:", StringComparison.Ordinal)
            ? "Date: Tuesday last, 25:61 o'clock" : line);
        return [.. Encoding.Latin1.GetBytes(string.Join("\r\n", fields)
            + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"),
            .. Wrapped(draft, Charset.Utf8)];
    }

    private static byte[] BareLineFeeds(Draft draft, Dice dice) =>
        Encoding.UTF8.GetBytes(string.Join('\n',
            Mailer.Fields(draft, dice).Select(line => line.ReplaceLineEndings("\n")))
            + "\nThis line is no field\nContent-Type: text/plain; charset=utf-8\n\n" + LetterForm.Wrap(draft.Body, 76));

    private static byte[] NoHeader(Draft draft, Dice dice) => Encoding.UTF8.GetBytes(draft.Body + "\n");

    private static byte[] BadEncodedWord(Draft draft, Dice dice)
    {
        var fields = Mailer.Fields(draft, dice).Select(line => line.StartsWith("Subject:", StringComparison.Ordinal)
            ? "Subject: =?utf-8?B?w4FyYsWRbA=?= =?utf-8?Q?half_a_w=C3?= =?nonsense?X?what?=" : line);
        return [.. Encoding.Latin1.GetBytes(string.Join("\r\n", fields)
            + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"),
            .. Wrapped(draft, Charset.Utf8)];
    }
}
