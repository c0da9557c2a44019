using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Postbag.Casework.Inbox.Documents;

/// <summary>Reads the text of a PDF by `pdftotext` (poppler-utils), where it is installed. PDFs come from strangers and
/// readers of them have had many holes, so it runs as a process of its own that can do little: so much time, memory and
/// output, no file to write, no network, nothing of our environment.</summary>
internal sealed class PdfText
{
    private const int MaxSeconds = 20;
    private const int PieceChars = 4096;

    /// <summary>The shell sets the limits and becomes the program; it is told nothing by the PDF.</summary>
    private const string Limited =
        "ulimit -t 20; ulimit -v 1048576; ulimit -f 0; ulimit -c 0; "
        + "exec \"$0\" -q -enc UTF-8 -l \"$1\" - -";

    /// <summary>What a shell adds to the number of the signal that ended a program.</summary>
    private const int KilledFrom = 128;

    /// <summary>The program's mark behind each page.</summary>
    private const char PageEnd = '\f';

    private static readonly FirstPages Read = new();

    /// <summary>Whether a process without rights may cut itself off from the network, which not every kernel or
    /// container allows. Once it could, it isn't asked again.</summary>
    private static volatile bool canCutOff;

    private readonly string program;
    private readonly bool isCutOff;

    private PdfText(string program, bool isCutOff) => (this.program, this.isCutOff) = (program, isCutOff);

    /// <summary>Pages read for the search: longer documents are searched no further.</summary>
    private const int AllPages = 500;

    /// <summary>Null where the program isn't installed.</summary>
    public static async Task<PdfText?> FindAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows()) return null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':');
        var program = folders.Select(folder => Path.Combine(folder, "pdftotext")).FirstOrDefault(File.Exists);
        if (program is null) return null;
        if (!canCutOff) canCutOff = await SucceedsAsync("/usr/bin/unshare", ["-rn", "true"], cancellationToken);
        return new PdfText(program, canCutOff);
    }

    /// <summary>The whole text, for the search.</summary>
    /// <returns>Empty if the PDF has none, can't be read, or takes too long.</returns>
    public async Task<string> ReadAsync(ReadOnlyMemory<byte> pdf, CancellationToken cancellationToken)
    {
        var (text, hasEnded) = await ReadAsync(pdf, AllPages, cancellationToken);
        if (hasEnded) Read.Keep(pdf, WithoutEnds(FirstOf(text)));
        return WithoutEnds(text);
    }

    /// <summary>The text of the first <see cref="FirstPages.Pages"/>, where a letter has its head and
    /// sign-off.</summary>
    /// <returns>Empty if they have none, can't be read, or take too long.</returns>
    public async Task<string> ReadFirstAsync(ReadOnlyMemory<byte> pdf, CancellationToken cancellationToken)
    {
        if (Read.Of(pdf) is { } before) return before;
        var (text, hasEnded) = await ReadAsync(pdf, FirstPages.Pages, cancellationToken);
        // Campaigns attach the same to each of their letters.
        if (hasEnded) Read.Keep(pdf, WithoutEnds(text));
        return WithoutEnds(text);
    }

    /// <summary>Whether there may be something in it to read. All that a PDF holds is in objects ("1 0 obj"), its table
    /// of packed ones is one itself (ISO 32000-1, 7.3.10 and 7.5.8); bytes without any are refused by every reader, and
    /// to be told so costs a process.</summary>
    private static bool MayHoldText(ReadOnlySpan<byte> pdf) => pdf.IndexOf("obj"u8) >= 0;

    private static string FirstOf(string text)
    {
        var end = 0;
        for (var page = 0; page < FirstPages.Pages; page++)
        {
            var next = text.IndexOf(PageEnd, end);
            if (next < 0) return text;
            end = next + 1;
        }

        return text[..end];
    }

    private static string WithoutEnds(string text) => text.Replace($"{PageEnd}", "", StringComparison.Ordinal);

    /// <returns>The text with the marks, and whether the program came to its end by itself: if it was cut short, the
    /// first pages by themselves may be had yet.</returns>
    private async Task<(string Text, bool HasEnded)> ReadAsync(
        ReadOnlyMemory<byte> pdf, int pages, CancellationToken cancellationToken)
    {
        if (!MayHoldText(pdf.Span)) return ("", true);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The limit of the shell is processor time; a process that waits for ever has to be ended from here.
        stop.CancelAfter(TimeSpan.FromSeconds(2 * MaxSeconds));
        string[] words = ["/bin/sh", "-c", Limited, program, pages.ToString(CultureInfo.InvariantCulture)];
        using var process = isCutOff ? Start("/usr/bin/unshare", ["-rn", .. words]) : Start(words[0], words[1..]);
        try
        {
            var writing = WriteAsync(process, pdf, stop.Token);
            var text = await ReadOutputAsync(process.StandardOutput, stop.Token);
            if (!process.HasExited && text.Length == DocumentText.MaxChars) process.Kill(true);
            await writing;
            await process.WaitForExitAsync(stop.Token);
            return (text, process.ExitCode < KilledFrom);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("", false);
        }
        finally
        {
            if (!process.HasExited) process.Kill(true);
        }
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> pdf, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(pdf, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it had read everything: then it said what it had to say.
        }
    }

    /// <remarks>Piece by piece: most have a page of text, and room for the longest is a large object each
    /// time.</remarks>
    private static async Task<string> ReadOutputAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var piece = new char[PieceChars];
        while (text.Length < DocumentText.MaxChars)
        {
            var room = Math.Min(PieceChars, DocumentText.MaxChars - text.Length);
            var length = await output.ReadAsync(piece.AsMemory(0, room), cancellationToken);
            if (length == 0) break;
            text.Append(piece, 0, length);
        }

        return text.ToString();
    }

    private static Process Start(string file, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(file)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} didn't start.");
        // What it complains of isn't kept, but must not fill the pipe.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<bool> SucceedsAsync(
        string file, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (!File.Exists(file)) return false;
        try
        {
            using var process = Start(file, arguments);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
