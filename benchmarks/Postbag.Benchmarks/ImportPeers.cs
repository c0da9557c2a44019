using System.Diagnostics;
using System.Globalization;
using Postbag.Casework.Inbox.Sources;

namespace Postbag.Benchmarks;

/// <summary>The same mail made searchable and threaded by notmuch and mu, from nothing, in the same run; each where it
/// is installed (Debian: notmuch, maildir-utils).</summary>
/// <remarks>They index a Maildir and keep no mail; Postbag reads the mailbox, stores each message synced, and indexes
/// it. Their figures are of the whole command, as the shell takes them.</remarks>
internal static class ImportPeers
{
    public static async Task RunAsync(IEnumerable<string> mailboxes, string folder)
    {
        var mail = Path.Combine(folder, "Maildir");
        foreach (var part in new[] { "cur", "new", "tmp" }) Directory.CreateDirectory(Path.Combine(mail, part));
        var (messages, bytes) = (0, 0L);
        foreach (var mailbox in mailboxes)
        {
            foreach (var message in new MailSource(mailbox, new ImportNotes(), _ => { }).Messages())
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{1_780_000_000 + messages++}.P1.bench:2,S");
                await File.WriteAllBytesAsync(Path.Combine(mail, "cur", name), message.Bytes.ToArray());
                bytes += message.Bytes.Length;
            }
        }

        var settings = Path.Combine(folder, "notmuch.conf");
        var (notmuch, mu) = (Path.Combine(folder, "notmuch"), Path.Combine(folder, "mu"));
        Directory.CreateDirectory(notmuch);
        await File.WriteAllTextAsync(
            settings, $"[database]\npath={notmuch}\nmail_root={mail}\n[user]\nname=Office\nprimary_email=office@example.org\n[maildir]\nsynchronize_flags=false\n");
        await RunAsync("notmuch", $"export NOTMUCH_CONFIG='{settings}'; ", "notmuch new --quiet", notmuch, messages,
            bytes);
        await RunAsync(
            "mu", $"mu init --muhome='{mu}' --maildir='{mail}' --my-address=office@example.org >/dev/null; ",
            $"mu index --muhome='{mu}' --quiet", mu,
            messages, bytes);
    }

    private static async Task RunAsync(
        string name, string before, string command, string index, int messages, long bytes)
    {
        var script = $"command -v {name} >/dev/null || exit 99; {before} TIMEFORMAT='%R %U %S'; time {command} >/dev/null 2>&1";
        using var shell = Process.Start(
            new ProcessStartInfo(
            "/bin/bash", ["-c", script]) { UseShellExecute = false, RedirectStandardError = true })!;
        var said = (await shell.StandardError.ReadToEndAsync()).Trim();
        await shell.WaitForExitAsync();
        if (shell.ExitCode == 99)
        {
            Console.WriteLine($"{name}: not installed, so not measured");
            return;
        }

        var times = said.Split('\n')[^1].Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))
            .ToArray();
        var size = Directory.EnumerateFiles(index, "*", SearchOption.AllDirectories)
            .Sum(file => new FileInfo(file).Length);
        Console.WriteLine(
            $"{name}: {messages:N0} messages in {times[0]:N1} s: {messages / times[0]:N0} messages/s; {times[1] + times[2]:N1} s of processor: "
            + $"{messages / (times[1] + times[2]):N0} a second of it; index {size / 1e6:N1} MB, {100.0 * size / bytes:N0} % of the mail; exit {shell.ExitCode}");
    }
}
