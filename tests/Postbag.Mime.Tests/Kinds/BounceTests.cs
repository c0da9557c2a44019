using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Kinds;

public sealed class BounceTests
{
    private const string Returned =
        "--b\nContent-Type: message/rfc822\n\nMessage-ID: <letter-1@example.com>\nSubject: Your case\n\nDear "
        + "Jo\n--b--\n";

    [Fact]
    public void A_delivery_report_says_which_letter_did_not_reach_whom_and_why()
    {
        var bounce = KindTests.Read(
            "Return-Path: <>\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; "
            + "boundary=b\n",
            "--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.net\n"
            + "Original-Envelope-Id: 42\n\nOriginal-Recipient: rfc822;jo+2Bmp@example.org\nFinal-Recipient: rfc822; "
            + "jo@example.org\n"
            + "Action: failed\nStatus: 5.1.1 (bad mailbox)\nDiagnostic-Code: smtp; 550 5.1.1 no such user,\n try "
            + "again elsewhere\n\n"
            + "Final-Recipient: RFC822;ann@example.org\nAction: delayed\nStatus: 4.2.2\n" + Returned);

        bounce.Kind.ShouldBe(MessageKind.Bounce);
        var report = bounce.DeliveryReport.ShouldNotBeNull();
        report.OriginalMessageId.ShouldBe("letter-1@example.com");
        report.OriginalSubject.ShouldBe("Your case");
        report.EnvelopeId.ShouldBe("42");
        report.ReportingServer.ShouldBe("mail.example.net");
        report.IsStandard.ShouldBeTrue();
        report.Recipients.ShouldBe(
        [
            new("jo+mp@example.org", "jo@example.org", DeliveryAction.Failed, "5.1.1",
                "550 5.1.1 no such user, try again elsewhere"),
            new(null, "ann@example.org", DeliveryAction.Delayed, "4.2.2", null),
        ]);
        report.Recipients[0].IsPermanent.ShouldBeTrue();
        report.Recipients[1].IsPermanent.ShouldBeFalse();
    }

    [Theory]
    [InlineData("text/rfc822-headers", "Message-ID: <letter-2@example.com>\nSubject: x\n")]
    [InlineData("message/rfc822-headers", "Subject: x\nMessage-ID:\n <letter-2@example.com>\n")]
    public void The_letter_is_known_by_its_header_alone(string type, string header)
    {
        var bounce = KindTests.Read(
            "Subject: x\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n",
            "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; "
            + "jo+44@example.org\n"
            + $"Action: failed\nStatus: 5.0.0\n--b\nContent-Type: {type}\n\n{header}--b--\n");

        bounce.DeliveryReport.ShouldNotBeNull().OriginalMessageId.ShouldBe("letter-2@example.com");
        bounce.DeliveryReport.Recipients[0].FinalRecipient.ShouldBe("jo+44@example.org");
    }

    [Fact]
    public void Successful_delivery_is_a_receipt() =>
        KindTests.Read(
            "Subject: x\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n",
            "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; "
            + "jo@example.org\n"
            + "Action: delivered\nStatus: 2.0.0\n" + Returned).Kind.ShouldBe(MessageKind.Receipt);

    [Fact]
    public void Qmail_is_understood()
    {
        var bounce = KindTests.Read(
            "Return-Path: <>\nFrom: MAILER-DAEMON@example.net\nSubject: failure notice\n",
            "Hi. This is the qmail-send program at example.net.\nI'm afraid I wasn't able to deliver your message to "
            + "the following "
            + "addresses.\n\n<jo@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 "
            + "unknown\n\n"
            + "--- Below this line is a copy of the message.\n\nMessage-ID: <letter-3@example.com>\nTo: "
            + "jo@example.org\n", hasFrom: true);

        bounce.Kind.ShouldBe(MessageKind.Bounce);
        var report = bounce.DeliveryReport.ShouldNotBeNull();
        report.OriginalMessageId.ShouldBe("letter-3@example.com");
        report.IsStandard.ShouldBeFalse();
        var recipient = report.Recipients.ShouldHaveSingleItem();
        recipient.FinalRecipient.ShouldBe("jo@example.org");
        recipient.Status.ShouldBe("5.1.1");
        recipient.Action.ShouldBe(DeliveryAction.Failed);
    }

    [Fact]
    public void Exim_is_understood()
    {
        var bounce = KindTests.Read(
            "Return-Path: <>\nX-Failed-Recipients: jo@example.org\nAuto-Submitted: auto-replied\nSubject: Mail "
            + "delivery failed: "
            + "returning message to sender\n",
            "This message was created automatically by mail delivery software.\n\nThe following address(es) failed:\n\n"
            + "  jo@example.org\n    SMTP error: 452 4.2.2 mailbox full\n\n------ This is a copy of the message "
            + "------\n\n"
            + "Message-Id: <letter-4@example.com>\n");

        bounce.Kind.ShouldBe(MessageKind.Bounce);
        bounce.DeliveryReport.ShouldNotBeNull().OriginalMessageId.ShouldBe("letter-4@example.com");
        bounce.DeliveryReport.Recipients.ShouldHaveSingleItem().Action.ShouldBe(DeliveryAction.Delayed);
    }

    [Fact]
    public void Exchange_is_understood()
    {
        var bounce = KindTests.Read(
            "From: postmaster@example.net\nSubject: Undeliverable: Your case\nIn-Reply-To: <letter-5@example.com>\n",
            "Delivery has failed to these recipients or groups:\n\nJo Example (jo@example.org)\nThe email address "
            + "couldn't be "
            + "found.\n", hasFrom: true);

        bounce.Kind.ShouldBe(MessageKind.Bounce);
        bounce.DeliveryReport.ShouldNotBeNull().OriginalMessageId.ShouldBe("letter-5@example.com");
        bounce.DeliveryReport.Recipients.ShouldHaveSingleItem().FinalRecipient.ShouldBe("jo@example.org");
    }

    [Theory]
    [InlineData("Subject: Undelivered Mail Returned to Sender\n")]
    [InlineData("Return-Path: <>\nSubject: Fwd: Undelivered Mail Returned to Sender\n")]
    [InlineData("Return-Path: <>\nSubject: My letters are not answered\n")]
    public void A_person_writing_of_undelivered_mail_is_no_bounce(string header)
    {
        var letter = KindTests.Read(header, "My letter to you came back. What shall I do?\n");

        letter.Kind.ShouldBe(MessageKind.Personal);
        letter.DeliveryReport.ShouldBeNull();
    }

    [Fact]
    public void A_report_attached_to_a_letter_leaves_it_a_letter() =>
        KindTests.Read(
            "Subject: My mail comes back\nContent-Type: multipart/mixed; boundary=b\n",
            "--b\n\nWhy is this?\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: "
            + "failed\n--b--\n")
            .Kind.ShouldBe(MessageKind.Personal);

    [Theory]
    [InlineData("")]
    [InlineData("Action\n: \n\n\n::::\n")]
    [InlineData("Final-Recipient:\nAction: nonsense\nStatus: x")]
    public void A_broken_report_is_still_a_bounce(string body)
    {
        var bounce = KindTests.Read("Subject: x\nContent-Type: message/delivery-status\n", body);

        bounce.Kind.ShouldBe(MessageKind.Bounce);
        bounce.DeliveryReport.ShouldNotBeNull().OriginalMessageId.ShouldBeNull();
    }

    [Fact]
    public void A_report_of_a_million_recipients_is_read_to_its_limit()
    {
        var body =
            string.Concat(Enumerable.Repeat("Final-Recipient: rfc822;a@example.org\nAction: failed\n\n", 100_000));

        KindTests.Read("Subject: x\nContent-Type: message/delivery-status\n", body)
            .DeliveryReport.ShouldNotBeNull().Recipients.Count.ShouldBeLessThanOrEqualTo(1001);
    }
}
