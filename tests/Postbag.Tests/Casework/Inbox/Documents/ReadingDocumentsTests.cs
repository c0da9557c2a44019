using System.IO.Compression;
using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Documents;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Documents;

/// <summary>What is attached to letters is found by its words, whatever kind of file it is, and harms nobody.</summary>
public sealed class ReadingDocumentsTests
{
    public static TheoryData<string, string, byte[]> Files => new()
    {
        { "notes.txt", "text/plain", "The needle stands here."u8.ToArray() },
        { "notes.txt", "application/octet-stream",
            Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("A needle.")).ToArray() },
        { "list.csv", "text/csv", "name,thing\r\nMari,needle\r\n"u8.ToArray() },
        { "page.html", "text/html", "<style>thread{}</style><p>nee<b>dle</b></p><!-- thread -->"u8.ToArray() },
        { "letter.docx", "application/octet-stream",
            Docx("<w:p><w:r><w:t>need</w:t></w:r><w:r><w:t>le</w:t></w:r></w:p>") },
        { "forwarded.eml", "message/rfc822", "Subject: Needle\r\n\r\nHaystack.\r\n"u8.ToArray() },
        { "plan.pdf", "application/pdf", PlainPdf.Of("Needle") },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_word_in_an_attachment_is_found(string name, string type, byte[] file)
    {
        await using var office = await LedgerOffice.OpenAsync();

        await office.ReceiveAsync(With(name, type, file));

        (await office.SearchAsync("needle")).Total.ShouldBe(1);
        (await office.SearchAsync("attachment:needle attached")).Total.ShouldBe(1);
        (await office.SearchAsync("own:needle OR thread OR subject:needle")).Total.ShouldBe(0);
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
    }

    public static TheoryData<string, byte[]> HostileFiles => new()
    {
        { "bomb.docx", Docx(string.Concat(
            Enumerable.Repeat("<w:p><w:r><w:t>" + new string('a', 60_000) + "</w:t></w:r></w:p>", 1500))) },
        { "entities.docx", Docx("&lol;", "<!DOCTYPE w [<!ENTITY lol \"lol\">]>") },
        { "deep.docx", Docx(string.Concat(Enumerable.Repeat("<w:p>", 20_000))) },
        { "no.docx", "PK\x03\x04 nothing like it"u8.ToArray() },
        { "no.pdf", "%PDF-1.7 nothing like it"u8.ToArray() },
        { "no.eml", [0, 1, 2, 3] },
        { "no.html", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<div>", 50_000))) },
        { "no.txt", [.. Enumerable.Range(0, 70_000).Select(n => (byte)(n * 7))] },
    };

    [Theory]
    [MemberData(nameof(HostileFiles))]
    public async Task A_file_that_is_meant_to_harm_only_has_no_text(string name, byte[] file)
    {
        await using var office = await LedgerOffice.OpenAsync();

        await office.ReceiveAsync(With(name, "application/octet-stream", file));

        (await office.SearchAsync("attached")).Total.ShouldBe(1);
        (await office.NumberAsync("SELECT search_step FROM message")).ShouldBe(2);
    }

    [Fact]
    public async Task More_different_words_than_an_index_takes_are_cut()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var words = string.Join(' ', Enumerable.Range(0, 150_000).Select(n => $"word{n:000000}"));

        await office.ReceiveAsync(With("words.txt", "text/plain", Encoding.ASCII.GetBytes(words)));

        (await office.SearchAsync("word000001 word050000")).Total.ShouldBe(1);
        (await office.SearchAsync("word149999")).Total.ShouldBe(0);
    }

    [Fact]
    public async Task An_index_that_was_emptied_by_an_update_is_filled_again()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await office.ReceiveAsync(
            [With("list.csv", "text/csv", "needle"u8.ToArray()),
                .. Enumerable.Range(0, 250).Select(n => Letters.Plain($"Damp {n}", "The wall is wet."))]);
        await office.ExecuteAsync("DELETE FROM message_words");
        await office.ExecuteAsync("UPDATE message SET search_step = 0");
        (await office.SearchAsync("damp")).Total.ShouldBe(0);

        (await new ReadDocuments(office.Engine).RunAsync(null, CancellationToken.None)).ShouldBe(251);

        (await office.SearchAsync("damp wall")).Total.ShouldBe(250);
        (await office.SearchAsync("needle")).Total.ShouldBe(1);
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
        (await new ReadDocuments(office.Engine).RunAsync(null, CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_attached_is_read_with_its_letter_and_PDFs_as_far_as_there_is_time()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var documents = new ReadDocuments(office.Engine);
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        Reading[] letters =
        [
            MessageReading.Read(1, With("list.csv", "text/csv", "needle"u8.ToArray()), now, null),
            MessageReading.Read(2, With("plan.pdf", "application/pdf", "no PDF at all"u8.ToArray()), now, null),
            MessageReading.Read(3, Letters.Plain("Damp", "The wall is wet."), now, null),
        ];

        var hurried = await documents.ReadNowAsync(letters, TimeSpan.Zero, CancellationToken.None);
        var patient = await documents.ReadNowAsync(letters, TimeSpan.FromMinutes(1), CancellationToken.None);

        letters.Select(letter => letter.SearchStep).ShouldBe(
            [ReadDocuments.Waits, ReadDocuments.Waits, ReadDocuments.Done]);
        hurried.Select(letter => letter.SearchStep).ShouldBe(
            [ReadDocuments.Done, ReadDocuments.Waits, ReadDocuments.Done]);
        hurried[0].Words.Documents.ShouldBe("needle");
        // Read, or waiting for a program that isn't here.
        patient[1].SearchStep.ShouldBeGreaterThan(ReadDocuments.Waits);
        patient.Select(letter => letter.Number).ShouldBe([1, 2, 3]);
    }

    private static byte[] With(string name, string type, byte[] file) => Encoding.ASCII.GetBytes(
        $"""
        From: Mari Prys <mari@example.com>
        Subject: Plan
        Date: Wed, 3 Jun 2026 10:00:00 +0100
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        See what is attached.
        --b
        Content-Type: {type}
        Content-Disposition: attachment; filename="{name}"
        Content-Transfer-Encoding: {(type == "message/rfc822" ? "8bit" : "base64")}

        {(type == "message/rfc822" ? Encoding.ASCII.GetString(file) : Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks))}
        --b--
        """.ReplaceLineEndings("\r\n"));

    private static byte[] Docx(string paragraphs, string declaration = "")
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open()))
        {
            writer.Write(declaration);
            writer.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>");
            writer.Write(paragraphs);
            writer.Write("</w:body></w:document>");
        }

        return file.ToArray();
    }
}
