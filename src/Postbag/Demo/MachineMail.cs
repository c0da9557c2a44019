using System.Globalization;
using System.Text;

namespace Postbag.Demo;

/// <summary>What servers and calendars send: bounces (RFC 3464), receipts (RFC 8098), invitations (RFC 5545).</summary>
internal static class MachineMail
{
    private static readonly (string Status, string Said)[] Failures =
    [
        ("5.1.1", "550 5.1.1 no such person here"),
        ("5.2.2", "552 5.2.2 mailbox full"),
        ("4.4.7", "451 4.4.7 given up after five days"),
        ("5.7.1", "554 5.7.1 refused by the recipient's own rule"),
    ];

    private static readonly string[] Dispositions =
        ["manual-action/MDN-sent-manually; displayed", "automatic-action/MDN-sent-automatically; deleted"];

    public static IEnumerable<Draft> Drafts(LetterMaker maker)
    {
        for (var i = 0; i < 8; i++) yield return Draft(maker, "bounce", i, Bounce);
        for (var i = 0; i < 6; i++) yield return Draft(maker, "receipt", i, Receipt);
        for (var i = 0; i < 6; i++) yield return Draft(maker, "calendar", i, Invitation);
    }

    private static Draft Draft(LetterMaker maker, string kind, int number, Func<Draft, Dice, byte[]> write)
    {
        var dice = Dice.For(maker.Seed, $"{kind} {number}");
        var person = Person.Draw(dice);
        var draft = new Draft { At = Calendar.Draw(dice, maker.End, LetterMaker.Days), Kind = kind, Text = kind };
        draft.Write = write;
        (draft.FromName, draft.FromAddress) = kind == "bounce"
            ? ("Mail Delivery System", "") : (person.Name, person.Email);
        draft.Client = kind == "calendar" ? Client.Outlook : Client.Flowed;
        draft.To = kind == "calendar" ? DemoStaff.Representative.Email : dice.Pick(DemoStaff.Caseworkers).Email;
        draft.MessageId = LetterMaker.MessageId(Client.Old, person.Email, dice);
        draft.InReplyTo = kind == "calendar" ? null : $"{dice.Hex(12)}.nt{dice.Between(1200, 9899)}@example.org";
        draft.Subject = kind switch
        {
            "bounce" => dice.Pick(["Undelivered Mail Returned to Sender", "Delivery Status Notification (Failure)",
                "Returned mail: see transcript"]),
            "receipt" => $"Read: {dice.Pick(["Your enquiry", "Re: Damp in our flat", "Re: PIP appeal"])} "
                + $"[NT{dice.Between(1200, 9899)}]",
            _ => dice.Pick(["Meeting: flood group", "Catch-up with the Chief Constable", "Visit to St Elwen's",
                "Surgery rota", "Call: Orran Water"]),
        };
        return draft;
    }

    private static byte[] Bounce(Draft draft, Dice dice)
    {
        var (status, said) = dice.Pick(Failures);
        var person = Person.Draw(dice);
        var host = person.Email.Split('@')[1];
        var original = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"From: {DemoStaff.OfficeName} <{draft.To}>\n")
            .Append(CultureInfo.InvariantCulture, $"To: {person.Email}\nSubject: Your enquiry\n")
            .Append(CultureInfo.InvariantCulture,
            $"Date: {HeaderText.Date(draft.At.AddHours(-2))}\nMessage-ID: <{draft.InReplyTo}>\n").ToString();
        var boundary = Mailer.Boundary(Client.Old, dice);
        var report = MimeText.Multi("report", boundary,
            Plain($"This is the mail system at {host}.\n\nI'm sorry to have to tell you that your message could "
                + $"not be delivered.\n\n"
                + $"<{person.Email}>: {said}\n"),
            Part("message/delivery-status", $"Reporting-MTA: dns; mx.{host}\nArrival-Date: "
                + $"{HeaderText.Date(draft.At.AddHours(-2))}\n\n"
                + $"Final-Recipient: rfc822; {person.Email}\nAction: failed\nStatus: {status}\nDiagnostic-Code: "
                + $"smtp; {said}\n"),
            dice.Chance(50)
                ? Part("text/rfc822-headers", original)
                : Part("message/rfc822", $"{original}MIME-Version: 1.0\nContent-Type: text/plain; "
                + $"charset=us-ascii\n\nDear constituent,\n\n"
                    + "I have written to the council today.\n"));
        report.Replace("Content-Type", $"multipart/report; report-type=delivery-status; boundary=\"{boundary}\"");
        return report.Under(
        [
            "Return-Path: <>", $"Received: by mx.example.org with LMTP id {dice.Hex(10)}; {HeaderText.Date(draft.At)}",
            $"From: {draft.FromName} <mailer-daemon@{host}>", $"To: {draft.To}", $"Subject: {draft.Subject}",
            $"Date: {HeaderText.Date(draft.At)}", $"Message-ID: <{draft.MessageId}>", "Auto-Submitted: auto-replied",
                "MIME-Version: 1.0",
        ]).ToBytes();
    }

    private static byte[] Receipt(Draft draft, Dice dice)
    {
        var boundary = Mailer.Boundary(Client.Outlook, dice);
        var report = MimeText.Multi("report", boundary,
            Plain($"Your message\n\n   To: {draft.FromAddress}\n   Sent: "
                + $"{HeaderText.Date(draft.At.AddHours(-20))}\n\nwas read on {HeaderText.Date(draft.At)}.\n"),
            Part("message/disposition-notification",
                $"Final-Recipient: rfc822; {draft.FromAddress}\nOriginal-Message-ID: <{draft.InReplyTo}>\n"
                + $"Disposition: {dice.Pick(Dispositions)}\n"));
        report.Replace("Content-Type", $"multipart/report; report-type=disposition-notification; "
            + $"boundary=\"{boundary}\"");
        return report.Under(Mailer.Fields(draft, dice)).ToBytes();
    }

    private static byte[] Invitation(Draft draft, Dice dice)
    {
        var start = draft.At.AddDays(dice.Between(4, 20)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var calendar = string.Join("\r\n",
            "BEGIN:VCALENDAR", "PRODID:-//Example//Calendar 1.0//EN", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT",
            $"UID:{dice.Hex(20)}@example.com",
                $"DTSTAMP:{draft.At.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}",
            $"DTSTART:{start}T100000Z", $"DTEND:{start}T110000Z", $"SUMMARY:{draft.Subject}",
                $"ORGANIZER;CN=\"{draft.FromName}\":mailto:{draft.FromAddress}",
            $"ATTENDEE;RSVP=TRUE:mailto:{draft.To}",
                $"LOCATION:{dice.Pick(["Old Corn Exchange\\, Marchbury", "By telephone", "Room 4"])}",
            "SEQUENCE:0", "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR", "");
        var when = $"{draft.Subject}\n\nI hope that this time suits. The agenda is to follow.\n\n{draft.FromName}\n";
        return MimeText.Multi("alternative", Mailer.Boundary(Client.Outlook, dice),
                MimeText.Text("plain", when, Charset.Utf8, Transfer.QuotedPrintable),
                MimeText.Text("calendar", calendar, Charset.Utf8, Transfer.Base64, "; method=REQUEST"))
            .Under(Mailer.Fields(draft, dice)).ToBytes();
    }

    private static MimeText Plain(string text) => MimeText.Text("plain", text, Charset.Utf8, Transfer.QuotedPrintable);

    private static MimeText Part(string mediaType, string text) =>
        MimeText.Body(Charset.Ascii.Encode(text.ReplaceLineEndings("\r\n"))).Add("Content-Type", mediaType);
}
