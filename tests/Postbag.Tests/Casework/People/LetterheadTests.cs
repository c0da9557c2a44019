using System.Text;
using Postbag.Casework.Inbox.Documents;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Mime;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>An attached letter may say where its writer lives, and may be somebody else's.</summary>
public sealed class LetterheadTests
{
    private const string Own = "Hazel Pemble\n14 Corve Row\nMarchbury\nZZ1 1BH\n\n3 November 2026\n\nDear Ms Prys\n\nThe bins again.\n\nYours sincerely\nHazel Pemble";

    [Fact]
    public void The_head_of_a_letter_of_ones_own_is_a_home_with_its_place()
    {
        var evidence = Read(Own);

        var postcode = evidence.Of(EvidenceKind.Postcode).Single();
        (postcode.Of, postcode.Way, postcode.Field)
            .ShouldBe((EvidenceOf.Writer, EvidenceWay.Letterhead, EvidenceField.Attachment));
        Own.Substring(postcode.Offset, postcode.Length).ShouldBe("ZZ1 1BH");
        evidence.Address.ShouldBe("14 Corve Row, Marchbury, ZZ1 1BH");
        var answer = Grade(evidence);
        answer.Grade.ShouldBe(Postbag.Casework.People.Grading.Grade.Likely);
        answer.Reasons[0].Sentence.ShouldBe(
            "ZZ1 1BH, at the head of a letter of theirs that is attached, is in Marchbury and Dyffryn Orran.");
    }

    [Fact]
    public void A_letter_they_were_sent_gives_their_address_and_not_the_senders()
    {
        var evidence = Read(
            "Marchbury Homes Ltd\n2 Pier Street\nHarbury Sands\nZZ41 2AB\n\nMs H Pemble\nHazel Pemble\n14 Corve Row\nMarchbury\nZZ1 1BH\n\nDear Ms Pemble\n\nYour rent goes up.\n\nYours sincerely\nOwen Marl");

        evidence.Of(EvidenceKind.Postcode).Where(item => item.Of == EvidenceOf.Writer).Select(item => item.Value)
            .ShouldBe(["ZZ1 1BH"]);
        Grade(evidence).Grade.ShouldBe(Postbag.Casework.People.Grading.Grade.Likely);
    }

    [Theory]
    [InlineData("Owen Marl\n3 Pier Street\nHarbury Sands\nZZ41 2AB\n\nDear Hazel\n\nPay up.\n\nYours\nOwen Marl")]
    [InlineData("H M Pemble Ltd\n3 Pier Street\nHarbury Sands\nZZ41 2AB\n\nDear Sir\n\nPay up.\n\nYours\nO Marl")]
    public void Somebody_elses_head_says_nothing_of_the_writers_home(string attached) =>
        Grade(Read(attached)).Grade.ShouldBe(Postbag.Casework.People.Grading.Grade.Unclear);

    [Fact]
    public void A_head_elsewhere_alone_makes_nobody_elsewhere()
    {
        var answer = Grade(Read(
            Own.Replace("Marchbury\nZZ1 1BH", "Harbury Sands\nZZ41 2AB", StringComparison.Ordinal)));

        answer.Grade.ShouldBe(Postbag.Casework.People.Grading.Grade.LikelyElsewhere);
    }

    [Fact]
    public void What_the_letter_itself_says_goes_before_what_is_attached()
    {
        var evidence = Read(Own.Replace("Marchbury\nZZ1 1BH", "Harbury Sands\nZZ41 2AB", StringComparison.Ordinal),
            "I live at 14 Corve Row, Marchbury, ZZ1 1BH.");

        Grade(evidence).Grade.ShouldBe(Postbag.Casework.People.Grading.Grade.Confirmed);
    }

    [Fact]
    public async Task A_pdf_is_read_for_its_head_when_the_search_has_read_it()
    {
        if (await PdfText.FindAsync(CancellationToken.None) is null)
            Assert.Skip("pdftotext isn’t installed: bin/setup installs it.");
        await using var office = await LedgerOffice.OpenAsync();
        await office.ReceiveAsync(WithPdf(Own));
        // As on a server, where attachments are read after the letters.
        await office.ExecuteAsync("UPDATE message SET search_step = 1");

        await office.LinkAsync();
        var before = await office.NumberAsync("SELECT count(*) FROM message_evidence WHERE field = 6");
        await new ReadDocuments(office.Engine).RunAsync(null, CancellationToken.None);
        await office.LinkAsync();

        before.ShouldBe(0);
        (await office.NumberAsync(
            "SELECT count(*) FROM message_evidence WHERE field = 6 AND kind = 3 AND whose = 0 AND value = 'ZZ1 1BH'"))
            .ShouldBe(1);
        (await office.NumberAsync("SELECT count(*) FROM letterhead_wait")).ShouldBe(0);
        (await office.PersonAsync("Hazel Pemble")).ShouldNotBeNull();
    }

    private static LetterEvidence Read(string attached, string letter = "Please see my letter.") => EvidenceReader.Read(
        WriterLetter.Of(MimeMessage.Read(
            Letters.Plain("Bins", $"Dear Ms Prys\n\n{letter}\n\nHazel Pemble", "Hazel Pemble <hazel@example.org>")),
            [attached]),
        InventedLetters.Office);

    private static GradeAnswer Grade(LetterEvidence evidence) =>
        new GradeWriter(InventedLetters.Places).Grade(evidence, KnownOfWriter.Nothing, InventedLetters.On);

    private static byte[] WithPdf(string text) => Encoding.ASCII.GetBytes(
        $"""
        From: Hazel Pemble <hazel@example.org>
        Subject: Bins
        Date: Wed, 3 Jun 2026 10:00:00 +0100
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        See my letter.
        --b
        Content-Type: application/pdf
        Content-Disposition: attachment; filename="letter.pdf"
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(PlainPdf.Of(text), Base64FormattingOptions.InsertLineBreaks)}
        --b--
        """.ReplaceLineEndings("\r\n"));
}
