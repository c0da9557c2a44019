using System.Diagnostics;
using Xunit;

namespace Postbag.Tests.Support;

/// <summary>A Postfix of the test's own: its configuration, its queue and its logs in a temporary folder, no port, gone
/// with the test. It delivers all mail for riverside.example by LMTP, as docs/hosting.md says.</summary>
public sealed class PostfixServer : IAsyncDisposable
{
    private const string Services =
        """
        postlog   unix-dgram n -  n  -  1  postlogd
        pickup    unix  n  -  n  1  1  pickup
        cleanup   unix  n  -  n  -  0  cleanup
        qmgr      unix  n  -  n  1  1  qmgr
        rewrite   unix  -  -  n  -  -  trivial-rewrite
        bounce    unix  -  -  n  -  0  bounce
        defer     unix  -  -  n  -  0  bounce
        trace     unix  -  -  n  -  0  bounce
        flush     unix  n  -  n  -  0  flush
        proxymap  unix  -  -  n  -  -  proxymap
        error     unix  -  -  n  -  -  error
        retry     unix  -  -  n  -  -  error
        lmtp      unix  -  -  n  -  -  lmtp

        """;

    private readonly string folder;

    private PostfixServer(string folder) => this.folder = folder;

    private string Settings => Path.Combine(folder, "settings");

    public static async Task<PostfixServer> StartAsync(string socket)
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/postfix"),
            "Postfix isn't installed: run bin/setup (or apt-get install postfix).");
        Assert.SkipUnless(Environment.UserName == "root", "Only root may start Postfix.");
        var server = new PostfixServer(TestPlace.NewFolder());
        // Its processes run as the user postfix and have to find their way in.
        MakeReadable(server.folder);
        foreach (var below in new[] { "settings", "queue", "data" })
            MakeReadable(Directory.CreateDirectory(Path.Combine(server.folder, below)).FullName);
        await File.WriteAllTextAsync(Path.Combine(server.Settings, "master.cf"), Services);
        await File.WriteAllTextAsync(
            Path.Combine(server.Settings, "main.cf"),
            $"""
            compatibility_level = 3.6
            queue_directory = {server.folder}/queue
            data_directory = {server.folder}/data
            maillog_file = {server.folder}/log
            maillog_file_prefixes = {server.folder}
            myhostname = mail.example.org
            mydestination =
            alias_maps =
            alias_database =
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            virtual_mailbox_domains = riverside.example
            virtual_transport = lmtp:unix:{socket}
            message_size_limit = 104857600
            lmtp_destination_concurrency_limit = 16

            """);
        await RunAsync("chown", ["postfix", Path.Combine(server.folder, "data")]);
        await RunAsync("postfix", ["-c", server.Settings, "start"]);
        return server;
    }

    /// <summary>Hands a message to Postfix, which queues it.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> message, params string[] recipients)
    {
        using var process = Start(
            "sendmail", ["-C", Settings, "-i", "-f", "ann@example.org", "--", .. recipients], withInput: true);
        await process.StandardInput.BaseStream.WriteAsync(message);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"sendmail ended with {process.ExitCode}.");
    }

    /// <summary>Tries to deliver at once what it put off.</summary>
    public Task FlushAsync() => RunAsync("postqueue", ["-c", Settings, "-f"]);

    /// <summary>What it logged; empty before it has.</summary>
    public async Task<string> LogAsync()
    {
        var log = Path.Combine(folder, "log");
        return File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
    }

    public async ValueTask DisposeAsync() => await RunAsync("postfix", ["-c", Settings, "stop"]);

    private static void MakeReadable(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Start(program, arguments, withInput: false);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static Process Start(string program, string[] arguments, bool withInput) =>
        Process.Start(new ProcessStartInfo(program == "chown" ? program : $"/usr/sbin/{program}", arguments)
        {
            UseShellExecute = false, WorkingDirectory = "/", RedirectStandardInput = withInput,
        })!;
}
