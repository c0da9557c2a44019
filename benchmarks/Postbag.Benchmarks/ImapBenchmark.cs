using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Postbag.Casework;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Casework.Inbox.Sources;
using Postbag.Demo;
using Postbag.Office;
using Postbag.Office.Audit;

namespace Postbag.Benchmarks;

/// <summary>The first fetching of a mailbox from Debian's Dovecot over TLS on the same machine, stored, synced and
/// read; then a round in which nothing is new: `imap [--messages N] [--database CONNECTION]`.</summary>
internal static class ImapBenchmark
{
    public static int Run(string[] arguments) => RunAsync(arguments).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] arguments)
    {
        var messages = int.Parse(CommandLine.Option(arguments, "--messages") ?? "10000", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("postbag-bench-").FullName;
        using var certificate = MakeCertificate(folder);
        var bytes = FillMailbox(folder, messages);
        var port = FreePort();
        using var dovecot = StartDovecot(folder, port);
        try
        {
            var database = CommandLine.Option(arguments, "--database");
            var location = (await OfficeLocation.FindAsync(
                database is null ? Path.Combine(folder, "office") : null, database, null, CancellationToken.None))
                    .Single();
            await using var office = await OpenOffice.OpenAsync(
                location, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
            using var rings = MailboxHosting.KeyRings(TimeProvider.System);
            var door = MailboxHosting.DoorFor(
                new ImapReach { Authorities = [certificate] }, rings, TimeProvider.System);
            var mailbox = await AddAsync(office, door, port);
            await FetchAsync("first round", office, door, mailbox, bytes);
            await FetchAsync("nothing new", office, door, mailbox, 0);
            return 0;
        }
        finally
        {
            dovecot.Kill(entireProcessTree: true);
            await dovecot.WaitForExitAsync();
            Directory.Delete(folder, true);
        }
    }

    private static async Task FetchAsync(
        string what, OpenOffice office, MailboxDoor door, Mailbox mailbox, long bytes)
    {
        var count = new FetchCount();
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await new FetchMailbox(office, door, new FetchPace(), TimeProvider.System).RunAsync(
            mailbox.Id, count, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        Console.WriteLine(
            $"{what}: {count.There:N0} there, {count.Fetched:N0} fetched ({bytes / 1e6:N1} MB), {count.MissingCount:N0} missing, "
            + $"{seconds:N2} s: {count.There / seconds:N0} messages/s; {processor.TotalSeconds:N2} s of processor, "
            + $"{count.There / processor.TotalSeconds:N0} messages/s of it; peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
    }

    private static async Task<Mailbox> AddAsync(OpenOffice office, MailboxDoor door, int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            await using var db = (CaseworkDb)office.OpenDb();
            var wanted = new NewMailbox
            {
                Host = "localhost", Port = port, Security = ImapSecurity.Tls, UserName = "bench",
                Secret = new MailboxSecret("bench"),
            };
            try
            {
                var (mailbox, _) = await new Mailboxes(
                    office, db, door, new AuditTrail(TimeProvider.System), TimeProvider.System)
                    .AddAsync(wanted, isPaused: false, Actor.Command, CancellationToken.None);
                return mailbox;
            }
            catch (ImapException) when (attempt < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>The demo office's letters, as often as it takes, with CR LF, as a Maildir.</summary>
    private static long FillMailbox(string folder, int messages)
    {
        var mbox = Path.Combine(folder, "letters.mbox");
        using (var one = new MemoryStream())
        {
            var inOneCopy = DemoMailbox.WriteMbox(one);
            using var file = File.Create(mbox);
            DemoMailbox.WriteMbox(file, new DemoOptions { Copies = (messages + inOneCopy - 1) / inOneCopy });
        }

        foreach (var part in new[] { "", "cur", "new", "tmp" })
            OpenToAll(Directory.CreateDirectory(Path.Combine(folder, "mail", part)).FullName);
        long bytes = 0;
        var number = 0;
        foreach (var message in new MailSource(mbox, new ImportNotes(), _ => { }).Messages().Take(messages))
        {
            var text = Encoding.Latin1.GetString(message.Bytes.Span).Replace("\r\n", "\n", StringComparison.Ordinal);
            var sent = Encoding.Latin1.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal));
            bytes += sent.Length;
            File.WriteAllBytes(
                Path.Combine(folder, "mail", "cur",
                    $"{1_780_000_000 + ++number}.M{number}P1.bench,S={sent.Length},W={sent.Length}:2,"), sent);
        }

        File.Delete(mbox);
        return bytes;
    }

    private static Process StartDovecot(string folder, int port)
    {
        OpenToAll(folder);
        var isRoot = Environment.UserName == "root";
        var configuration = Path.Combine(folder, "dovecot.conf");
        File.WriteAllText(
            configuration,
            $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/run
            log_path = {{folder}}/log
            protocols = imap
            listen = 127.0.0.1
            ssl = yes
            ssl_cert = <{{folder}}/server.pem
            ssl_key = <{{folder}}/server.key
            mail_location = maildir:{{folder}}/mail
            first_valid_uid = 1
            {{(isRoot ? "" : $"default_internal_user = {Environment.UserName}\ndefault_login_user = {Environment.UserName}\ndefault_internal_group = {Environment.UserName}")}}
            service imap-login {
              chroot =
              inet_listener imap {
                port = 0
              }
              inet_listener imaps {
                port = {{port}}
                ssl = yes
              }
            }
            service anvil {
              chroot =
            }
            passdb {
              driver = static
              args = password=bench
            }
            userdb {
              driver = static
              args = uid={{(isRoot ? "mail" : Environment.UserName)}} gid={{(isRoot ? "mail" : Environment.UserName)}} home={{folder}}/mail
            }
            """);
        return Process.Start(
            new ProcessStartInfo("/usr/sbin/dovecot", ["-F", "-c", configuration]) { UseShellExecute = false })!;
    }

    private static X509Certificate2 MakeCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(Path.Combine(folder, "server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void OpenToAll(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);
    }
}
