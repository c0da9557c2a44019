using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Postbag.Casework.Inbox.Imap;
using Xunit;

namespace Postbag.Tests.Support;

/// <summary>A real mail server, Debian's Dovecot, with a configuration of its own in a temporary folder. Mailboxes are
/// Maildirs, so a test can put messages in and see what has become of them.</summary>
public sealed class Dovecot : IAsyncLifetime
{
    private const string Program = "/usr/sbin/dovecot";
    private const int FirstPort = 20_000;
    private const int Ports = 12_000;

    private static int ports = Random.Shared.Next(Ports);

    private readonly string folder = Directory.CreateTempSubdirectory("pb-dc-").FullName;
    private Process? process;
    private int users;

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Where a token is checked; null if there are none.</summary>
    public Uri? TokenCheck { get; init; }

    /// <summary>Lines for the configuration.</summary>
    public string More { get; init; } = "";

    /// <summary>TLS after a word in the clear, or not at all.</summary>
    public int PlainPort { get; private set; }

    /// <summary>TLS from the first byte.</summary>
    public int TlsPort { get; private set; }

    private string Configuration => Path.Combine(folder, "dovecot.conf");

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Program), "Dovecot is missing: run bin/setup, which installs it.");
        foreach (var name in new[] { "run", "mail" }) Directory.CreateDirectory(Path.Combine(folder, name));
        TestAuthority.Shared.IssueFiles("localhost", folder);
        OpenToAll(folder);
        OpenToAll(Path.Combine(folder, "mail"));
        await StartAsync();
    }

    /// <summary>Starts it, again on the same ports if it has run before.</summary>
    public async Task StartAsync()
    {
        var isFirst = PlainPort == 0;
        for (var attempt = 0; ; attempt++)
        {
            if (isFirst) (PlainPort, TlsPort) = (FreePort(), FreePort());
            // Children of the one that was killed may hold the ports for a moment.
            else if (attempt > 0) await Task.Delay(200 * attempt);
            await File.WriteAllTextAsync(Configuration, Text());
            // A group of its own, so that nothing of it survives.
            process = Process.Start(
                new ProcessStartInfo("setsid", [Program, "-F", "-c", Configuration]) { UseShellExecute = false })!;
            if (await AnswersAsync()) return;
            await KillAsync();
            Assert.True(attempt < 8, "Dovecot doesn't start: " + await LogAsync());
        }
    }

    /// <summary>As when the power goes: master and children at once.</summary>
    public Task KillAsync() => EndAsync("KILL");

    public Task StopAsync() => EndAsync("TERM");

    /// <summary>A new user with an empty mailbox; everybody has the same password.</summary>
    public DovecotUser AddUser(string? name = null)
    {
        name ??= $"user{Interlocked.Increment(ref users)}@example.com";
        var mail = Path.Combine(folder, "mail", name);
        var user = new DovecotUser(this, name, mail);
        user.AddFolder("");
        return user;
    }

    /// <summary>Asks Dovecot itself, by its own command.</summary>
    public async Task<string> AskAsync(params string[] arguments) =>
        await RunAsync("doveadm", ["-c", Configuration, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await EndAsync("KILL");
        Directory.Delete(folder, true);
    }

    /// <summary>Where Dovecot runs as root, it handles mail as the user mail.</summary>
    internal static void OpenToAll(string path) => SetMode(path, (UnixFileMode)0b111_111_111);

    /// <summary>Who may do what with a file. Dovecot runs on no Windows, and so do these tests.</summary>
    internal static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }

    private string Text() =>
        $$"""
        base_dir = {{folder}}/run
        state_dir = {{folder}}/run
        log_path = {{folder}}/log
        protocols = imap
        listen = 127.0.0.1
        ssl = yes
        ssl_cert = <{{folder}}/server.pem
        ssl_key = <{{folder}}/server.key
        disable_plaintext_auth = no
        auth_mechanisms = plain login{{(TokenCheck is null ? "" : " xoauth2")}}
        auth_failure_delay = 0
        mail_location = maildir:{{folder}}/mail/%u
        mail_fsync = never
        mail_max_userip_connections = 100
        first_valid_uid = 1
        {{(IsRoot ? "" : $"default_internal_user = {Environment.UserName}\ndefault_login_user = {Environment.UserName}\ndefault_internal_group = {Environment.UserName}")}}
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{PlainPort}}
          }
          inet_listener imaps {
            port = {{TlsPort}}
            ssl = yes
          }
        }
        service anvil {
          chroot =
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        namespace inbox {
          inbox = yes
          mailbox Trash {
            special_use = \Trash
          }
          mailbox Papers {
            special_use = \Drafts
          }
        }
        passdb {
          driver = static
          mechanisms = plain login
          args = password={{DovecotUser.Password}}
        }
        {{(TokenCheck is null ? "" : $"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {TokenConfiguration()}\n}}")}}
        userdb {
          driver = static
          args = {{(IsRoot ? "uid=mail gid=mail" : $"uid={Environment.UserName} gid={Environment.UserName}")}} home={{folder}}/mail/%u allow_all_users=yes
        }
        {{More}}
        """;

    private string TokenConfiguration()
    {
        var path = Path.Combine(folder, "token.conf");
        File.WriteAllText(path, $"introspection_mode = auth\nintrospection_url = {TokenCheck}\nusername_attribute = email\nforce_introspection = yes\n");
        return path;
    }

    private async Task<string> LogAsync() =>
        Path.Combine(folder, "log") is var log && File.Exists(log)
            ? await File.ReadAllTextAsync(log) : "it has written no log.";

    private async Task<bool> AnswersAsync()
    {
        for (var attempt = 0; attempt < 400 && process!.HasExited == false; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, TlsPort);
                await using var imap = await ImapClient.ConnectAsync(
                    new ImapServer("127.0.0.1", PlainPort, ImapSecurity.None), new ImapReach(), new ImapLimits(),
                    CancellationToken.None);
                return true;
            }
            catch (Exception failure) when (failure is SocketException or ImapException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }

    private async Task EndAsync(string signal)
    {
        if (process is null) return;
        try
        {
            await RunAsync("kill", [$"-{signal}", "--", $"-{process.Id}"]);
        }
        catch (InvalidOperationException) when (process.HasExited)
        {
            // It ended by itself, and its children with it.
        }

        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
        // Its children may outlive it by a moment, and hold the ports.
        File.Delete(Path.Combine(folder, "run", "master.pid"));
    }

    /// <summary>A port that nobody listens on now and that no other test of this process is given. Not one of those
    /// that systems hand out by themselves: what isn't held would soon be somebody else's.</summary>
    internal static int FreePort()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FirstPort + ((Interlocked.Increment(ref ports) & int.MaxValue) % Ports);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException) when (attempt < 1000)
            {
                // Somebody else's.
            }
        }
    }

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        using var started = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var errors = started.StandardError.ReadToEndAsync();
        var output = await started.StandardOutput.ReadToEndAsync();
        await started.WaitForExitAsync();
        if (started.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await errors}");
        return output;
    }
}

/// <summary>Someone with a mailbox at a test's Dovecot.</summary>
public sealed class DovecotUser(Dovecot server, string name, string folder)
{
    public const string Password = "a-good-password";

    private int delivered;

    public string Name => name;

    /// <summary>The mailbox's folder on the disk.</summary>
    public string Folder => folder;

    public Dovecot Server => server;

    /// <summary>Makes a folder; "" is the inbox.</summary>
    /// <param name="path">As Maildir++ writes it, e.g. ".Archive.2025".</param>
    public string AddFolder(string path)
    {
        var place = Path.Combine(folder, path);
        foreach (var part in new[] { "cur", "new", "tmp" })
            Dovecot.OpenToAll(Directory.CreateDirectory(Path.Combine(place, part)).FullName);
        Dovecot.OpenToAll(folder);
        Dovecot.OpenToAll(place);
        if (path.Length > 0) File.WriteAllText(Path.Combine(place, "maildirfolder"), "");
        return place;
    }

    /// <summary>Puts messages into a folder as a delivery would.</summary>
    /// <param name="messages">Their bytes.</param>
    /// <param name="path">The folder's, as Maildir++ writes it.</param>
    /// <param name="isSeen">Whether somebody has read them.</param>
    /// <param name="receivedAt">When the server got them; just now unless set.</param>
    public void Deliver(
        IEnumerable<byte[]> messages, string path = "", bool isSeen = false, DateTimeOffset? receivedAt = null)
    {
        var place = Path.Combine(folder, path);
        foreach (var message in messages)
        {
            var number = ++delivered;
            var unique = $"{1_780_000_000 + number}.M{number}P1.test,S={message.Length}";
            var tmp = Path.Combine(place, "tmp", unique);
            File.WriteAllBytes(tmp, message);
            if (receivedAt is { } at) File.SetLastWriteTimeUtc(tmp, at.UtcDateTime);
            File.Move(tmp, Path.Combine(place, isSeen ? "cur" : "new", unique + (isSeen ? ":2,S" : "")));
        }
    }

    /// <summary>Every message with its number and flags, as Dovecot sees it: "folder uid flags", in order.</summary>
    public async Task<string> StateAsync() =>
        await server.AskAsync("-f", "tab", "fetch", "-u", name, "mailbox uid flags", "ALL");
}
