using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Kinds;

public sealed class KindTests
{
    [Theory]
    [InlineData("Auto-Submitted: auto-replied", "Re: My street", MessageKind.AutoReply)]
    [InlineData("Auto-Submitted: auto-replied (vacation)", "Away", MessageKind.AutoReply)]
    [InlineData("X-Autoreply: yes", "Away", MessageKind.AutoReply)]
    [InlineData("Precedence: auto_reply", "Away", MessageKind.AutoReply)]
    [InlineData("Auto-Submitted: auto-generated", "Automatic reply: My street", MessageKind.AutoReply)]
    [InlineData("X-Auto-Response-Suppress: All", "Abwesenheitsnotiz: Meine Straße", MessageKind.AutoReply)]
    [InlineData("Return-Path: <>", "Out of office", MessageKind.AutoReply)]
    [InlineData("Return-Path: <>", "Ymateb awtomatig: Fy stryd", MessageKind.AutoReply)]
    [InlineData("X-Anything: 1", "Out of office hours nobody answers my calls", MessageKind.Personal)]
    [InlineData("Auto-Submitted: no", "Out of office", MessageKind.Personal)]
    [InlineData("Auto-Submitted: auto-generated", "Contact form: my rent", MessageKind.Personal)]
    [InlineData("X-Auto-Response-Suppress: OOF, AutoReply", "My rent", MessageKind.Personal)]
    [InlineData("X-Auto-Response-Suppress: All", "Re: Automatic reply: My rent", MessageKind.Personal)]
    [InlineData("Return-Path: <>", "My rent", MessageKind.Personal)]
    public void An_automatic_reply_needs_a_standards_sign_or_two_others(
        string field, string subject, MessageKind kind) =>
        Read($"{field}\nSubject: {subject}\n").Kind.ShouldBe(kind);

    [Theory]
    [InlineData("List-Id: <news.example.org>\nList-Post: <mailto:news@example.org>", MessageKind.List)]
    [InlineData("List-Id: <news.example.org>", MessageKind.List)]
    [InlineData("List-Unsubscribe: <https://example.org/u>\nPrecedence: bulk", MessageKind.List)]
    [InlineData("List-Unsubscribe: <https://example.org/u>", MessageKind.Personal)]
    [InlineData("Precedence: bulk", MessageKind.Personal)]
    [InlineData("Mailing-List: contact residents-help@example.org", MessageKind.List)]
    public void A_list_says_so(string fields, MessageKind kind) =>
        Read($"{fields}\nTo: m@example.com\nSubject: x\n").Kind.ShouldBe(kind);

    [Theory]
    [InlineData("From: Jo <jo@example.test>\nSender: act@example.org", MessageKind.Personal)]
    [InlineData("From: Jo via Act <act@example.org>\nReply-To: jo@example.test", MessageKind.Personal)]
    [InlineData("From: Act <act@example.org>\nReply-To: office@mail.example.org", MessageKind.List)]
    [InlineData("From: Act <act@example.org.uk>\nReply-To: jo@other.org.uk", MessageKind.Personal)]
    [InlineData("From: Act <act@example.org>", MessageKind.List)]
    public void A_letter_through_a_platform_stays_a_letter(string fields, MessageKind kind) =>
        Read($"{fields}\nTo: m@example.com\nSubject: Warm homes\nList-Unsubscribe: <https://act.example.org/u>\nPrecedence: bulk\n",
            hasFrom: true).Kind.ShouldBe(kind);

    [Theory]
    [InlineData("text/calendar; method=REQUEST", "", MessageKind.Calendar)]
    [InlineData("text/calendar", "BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\n", MessageKind.Calendar)]
    [InlineData("text/calendar; method=PUBLISH", "", MessageKind.Personal)]
    [InlineData("text/calendar; method=REQUEST\nContent-Disposition: attachment; filename=a.ics", "",
        MessageKind.Personal)]
    public void An_invitation_is_known_by_its_method(string type, string body, MessageKind kind) =>
        Read($"Subject: Surgery\nContent-Type: {type}\n", body).Kind.ShouldBe(kind);

    [Fact]
    public void A_receipt_says_which_message_was_read()
    {
        var receipt = Read(
            "Subject: Read: Your case\nContent-Type: multipart/report; report-type=disposition-notification; "
            + "boundary=b\n",
            "--b\n\nIt was displayed.\n--b\nContent-Type: message/disposition-notification\n\n"
            + "Reporting-UA: example; Mailer\nFinal-Recipient: rfc822;jo@example.org\nOriginal-Message-ID: "
            + "<case-7@example.com>\n"
            + "Disposition: manual-action/MDN-sent-manually; displayed\n--b--\n");

        receipt.Kind.ShouldBe(MessageKind.Receipt);
        receipt.DispositionReport.ShouldBe(
            new("case-7@example.com", "jo@example.org", "displayed", IsAutomatic: false));
    }

    [Fact]
    public void Every_finding_gives_its_reason()
    {
        Read("Subject: x\nAuto-Submitted: auto-replied\n").KindReason.ShouldBe(
            "Auto-Submitted: auto-replied (RFC 3834)");
        Read("Subject: x\n").KindReason.ShouldBe("nothing shows that a program or a list sent it");
    }

    internal static MimeMessage Read(string header, string body = "Hello.\n", bool hasFrom = false) =>
        MimeMessage.Read(Encoding.UTF8.GetBytes(
            $"{(hasFrom ? "" : "From: a@example.org\n")}{header}\n{body}".Replace(
                "\n", "\r\n", StringComparison.Ordinal)));
}
