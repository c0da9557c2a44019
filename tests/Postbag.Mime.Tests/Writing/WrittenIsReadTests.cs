using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Writing;

/// <summary>What we write we read back equal, and another program reads the same.</summary>
public sealed class WrittenIsReadTests
{
    private static readonly MessageWriter Writer = new(new MessageWriterTests.StoppedClock(), "mp.example.org");

    // Pieces that have broken writers before.
    private static readonly string[] Pieces =
    [
        "a", "word", "Ffordd", "é", "ŷ", "ß", "日本語", "👩‍👩‍👧", "  ", " ", ",", ";", ":", "\"", "\\", "(", ")", "<", ">",
        "@", "=?", "?=", "=",
        "_", "=?utf-8?q?x?=", "'", ".", "From ", "-- ", "%", "*", "\t", "&amp;",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    ];

    // The same letters in every run; POSTBAG_PROPERTIES=N tries N others by hand.
    private static readonly Rnd Seed = new(20260302, 7919);

    [Fact]
    public void Every_letter_is_read_back_equal() =>
        Check.One(Seeded(), Prop.ForAll(Messages().ToArbitrary(), message =>
        {
            var written = Writer.Write(message);
            var read = MimeMessage.Read(written.Bytes);

            MessageWriterTests.ShouldBeFitToSend(written.Bytes.Span);
            (read.Subject ?? "").ShouldBe(message.Subject.Trim(' ', '\t'));
            read.From.Single().Name.ShouldBe(message.From.Name);
            read.To.Select(m => (m.Name, m.Address)).ShouldBe(message.To.Select(m => (m.Name, m.Address)));
            // Of an empty text and an HTML body the reader shows the HTML.
            if (!string.IsNullOrWhiteSpace(message.Text) || message.Html is null)
                read.Letter.Text.ShouldBe(AsRead(message.Text ?? ""));
            (read.Html ?? "").ShouldBe(message.Html ?? "");
            // A name shows no control characters.
            read.Attachments.Select(a => a.Name).ShouldBe(message.Attachments.Select(f => f.Name.Replace('\t', ' ')));
            read.Attachments.Select(a => Convert.ToHexString(a.Content.Span)).ShouldBe(
                message.Attachments.Select(f => Convert.ToHexString(f.Content.Span)));
        }));

    [Fact]
    public async Task Pythons_email_reads_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("postbag-mime");
        var messages = Messages().Sample(50, Seed, 60).ToList();
        for (var i = 0; i < messages.Count; i++)
            await File.WriteAllBytesAsync(
                Path.Combine(folder.FullName, $"{i:D3}.eml"), Writer.Write(messages[i]).Bytes);

        var read = await ReadWithPython(folder.FullName);
        folder.Delete(recursive: true);

        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            // Python joins runs of white space; what counts is that no word is lost or changed.
            Words($"{read[i]!["subject"]}").ShouldBe(Words(message.Subject));
            read[i]!["to"]!.AsArray().Select(a => $"{a}").ShouldBe(message.To.Select(m => m.Address));
            read[i]!["files"]!.AsArray().Select(f => $"{f![0]} {f[1]}").ShouldBe(
                message.Attachments.Select(f => $"{f.Name} {Convert.ToHexStringLower(f.Content.Span)}"));
            $"{read[i]!["html"]}".ShouldBe(message.Html ?? "");
            read[i]!["defects"]!.AsArray().ShouldBeEmpty();
        }
    }

    private static Config Seeded() =>
        int.TryParse(Environment.GetEnvironmentVariable("POSTBAG_PROPERTIES"), out var more)
            ? Config.QuickThrowOnFailure.WithMaxTest(more)
            : Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(new Replay(Seed, null));

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Text as it arrives: format=flowed loses white space at lines' ends, but for a signature's
    /// mark.</summary>
    private static string AsRead(string text) =>
        string.Join('\n', text.Split('\n').Select(l => l == "-- " ? l : l.TrimEnd(' ')));

    private static async Task<JsonArray> ReadWithPython(string folder)
    {
        Process process;
        try
        {
            process = Process.Start(
                new ProcessStartInfo("python3", [Repository.TestFile("Writing", "read_with_python.py"), folder])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                StandardOutputEncoding = Encoding.UTF8,
            }) ?? throw new InvalidOperationException("python3 did not start");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no python3 on this machine to read what we wrote.");
            throw;
        }

        using (process)
        {
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(0);
            return JsonSerializer.Deserialize<JsonArray>(output).ShouldNotBeNull();
        }
    }

    private static Gen<OutgoingMessage> Messages() =>
        from subject in Line(12)
        from name in Line(6)
        from people in People()
        from text in Text()
        from html in Gen.Elements(
            null, "<p>hello</p>", "<p>caf\u00e9 \u65e5\u672c</p>\n<p>From here</p>\n",
            "<p>" + new string('x', 1500) + "</p>")
        from files in Files()
        select new OutgoingMessage
        {
            From = new Mailbox(name.Trim() is { Length: > 0 } trimmed ? trimmed : null, "office@mp.example.org", null),
            To = people,
            Subject = subject,
            Text = text,
            Html = html,
            Attachments = files,
        };

    private static Gen<string> Line(int most) =>
        Gen.Choose(0, most).SelectMany(n => Gen.Elements(Pieces).ArrayOf(n)).Select(pieces => string.Concat(pieces));

    private static Gen<List<Mailbox>> People() =>
        from count in Gen.Choose(0, 5)
        from names in Line(4).ArrayOf(count)
        select names.Select((n, i) =>
            new Mailbox(n.Trim() is { Length: > 0 } name ? name : null, $"p{i}@example.com", null)).ToList();

    /// <summary>Without tabs, and without lines that begin with a quotation mark: those are tested by name.</summary>
    private static Gen<string> Text() =>
        from count in Gen.Choose(0, 8)
        from lines in Line(25).ArrayOf(count)
        select string.Join('\n', lines.Select(l => l.Replace('\t', ' ')).Select(l => l.StartsWith('>') ? $"x{l}" : l));

    private static Gen<List<OutgoingFile>> Files() =>
        from count in Gen.Choose(0, 3)
        from names in Line(8).ArrayOf(count)
        from size in Gen.Choose(0, 300)
        select names.Select((n, i) => new OutgoingFile(
            $"f{n.Replace("\\", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal).Trim()}.bin",
            "application/octet-stream",
            Enumerable.Range(0, size).Select(b => (byte)((b * 37) + i)).ToArray())).ToList();
}
