using System.Diagnostics;
using System.Text;
using Postbag.Casework.Inbox.Documents;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Documents;

/// <summary>A PDF that was read whole for the search needn't be read again for its beginning.</summary>
[Trait("engine", "either")]
public sealed class FirstPagesTests
{
    [Fact]
    public async Task The_beginning_is_the_same_whether_the_whole_was_read_before_or_not()
    {
        var found = await PdfText.FindAsync(CancellationToken.None);
        if (found is null) Assert.Skip("pdftotext isn’t installed: bin/setup installs it.");
        var before = PlainPdf.Of("Hazel Pemble\n14 Corve Row\nread twice");
        // Other bytes, and the same text.
        var after = (byte[])[.. before, .. "\n"u8];

        var first = await found.ReadFirstAsync(before, CancellationToken.None);
        var whole = await found.ReadAsync(after, CancellationToken.None);

        first.ShouldContain("14 Corve Row");
        whole.ShouldBe(first);
        (await found.ReadFirstAsync(after, CancellationToken.None)).ShouldBe(first);
    }

    [Fact]
    public async Task Bytes_without_an_object_have_no_text_for_the_program_either()
    {
        var found = await PdfText.FindAsync(CancellationToken.None);
        if (found is null) Assert.Skip("pdftotext isn’t installed: bin/setup installs it.");
        var whole = Encoding.ASCII.GetString(PlainPdf.Of("needle"));
        var withoutTable = Encoding.ASCII.GetBytes(
            whole[..whole.IndexOf("xref", StringComparison.Ordinal)]
                + whole[whole.IndexOf("trailer", StringComparison.Ordinal)..]);
        var withoutObjects = Encoding.ASCII.GetBytes(whole.Replace("obj", "0bj", StringComparison.Ordinal));

        (await found.ReadAsync(withoutTable, CancellationToken.None)).ShouldContain("needle");
        (await found.ReadAsync(withoutObjects, CancellationToken.None)).ShouldBeEmpty();
        (await AskProgramAsync(withoutTable)).ShouldContain("needle");
        (await AskProgramAsync(withoutObjects)).ShouldBeEmpty();
    }

    [Fact]
    public void Of_too_many_the_oldest_go()
    {
        var pages = new FirstPages();

        for (var i = 0; i < 1_000; i++) pages.Keep(Bytes(i), new string('x', 50_000));

        pages.Of(Bytes(0)).ShouldBeNull();
        pages.Of(Bytes(999)).ShouldNotBeNull();
        Enumerable.Range(0, 1_000).Count(i => pages.Of(Bytes(i)) is not null).ShouldBeLessThan(200);
    }

    [Fact]
    public void A_long_beginning_is_not_kept()
    {
        var pages = new FirstPages();

        pages.Keep(Bytes(1), new string('x', 100_000));

        pages.Of(Bytes(1)).ShouldBeNull();
    }

    private static async Task<string> AskProgramAsync(byte[] pdf)
    {
        using var program = Process.Start(new ProcessStartInfo("pdftotext", ["-q", "-", "-"])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        await program.StandardInput.BaseStream.WriteAsync(pdf);
        program.StandardInput.Close();
        var text = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return text;
    }

    private static byte[] Bytes(int number) => Encoding.ASCII.GetBytes($"%PDF {number}");
}
