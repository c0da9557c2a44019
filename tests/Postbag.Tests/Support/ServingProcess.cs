using System.Diagnostics;
using System.Net.Sockets;

namespace Postbag.Tests.Support;

/// <summary>`postbag serve casework` as a process of its own, to which mail can be delivered at a socket; killed with
/// the test.</summary>
public sealed class ServingProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private ServingProcess(Process process, string socket)
    {
        (this.process, Address) = (process, new UnixDomainSocketEndPoint(socket));
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public UnixDomainSocketEndPoint Address { get; }

    public bool HasExited => process.HasExited;

    /// <param name="place">The words that name the office: --data DIR or --database CONNECTION.</param>
    /// <param name="socket">Where mail is to be delivered.</param>
    /// <param name="prelude">Shell commands before it, such as a limit; they end with a semicolon.</param>
    /// <param name="within">What the shell is started by, such as "unshare -m"; it becomes the shell, and that the
    /// server.</param>
    public static ServingProcess Start(string[] place, string socket, string prelude = "", string within = "")
    {
        string[] words = ["serve", "casework", .. place, "--urls", "http://127.0.0.1:0", "--lmtp", "unix:" + socket];
        return new ServingProcess(
            prelude.Length == 0
                ? PostbagProcess.Start(PostbagProcess.Program, words)
                : PostbagProcess.Start(
                    "/usr/bin/env",
                    [
                        .. within.Split(' ', StringSplitOptions.RemoveEmptyEntries), "/bin/bash", "-c",
                        $"{prelude} exec '{PostbagProcess.Program}' "
                            + string.Join(' ', words.Select(word => $"'{word}'")),
                    ]),
            socket);
    }

    /// <summary>Runs shell commands where the server is, seeing the file systems that it sees.</summary>
    /// <param name="commands">What is run.</param>
    /// <param name="asUser">Whether it has a user name space of its own.</param>
    /// <param name="isStill">Whether the server stands still meanwhile, as for a copy of its files.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> InsideAsync(string commands, bool asUser = false, bool isStill = false)
    {
        if (isStill) commands = $"kill -STOP {process.Id}; ({commands}); code=$?; kill -CONT {process.Id}; exit $code";
        string[] names = asUser ? ["--user", "--preserve-credentials"] : [];
        using var shell = PostbagProcess.Start(
            "nsenter", [.. names, "--mount", "--target", $"{process.Id}", "/bin/bash", "-c", commands]);
        await Task.WhenAll(shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        return shell.ExitCode;
    }

    /// <summary>Connects as soon as it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended instead, and said why.</exception>
    public async Task<LmtpClient> GreetAsync()
    {
        while (true)
        {
            try
            {
                var client = await LmtpClient.GreetAsync(Address);
                if (client.Greeting.Length > 0) return client;
                client.Dispose();
            }
            catch (Exception notYet) when (notYet is SocketException or IOException)
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"It ended by itself: {await errors}", notYet);
            }

            await Task.Delay(10);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Tells it to stop, and waits until it has.</summary>
    /// <returns>What it wrote to its logs.</returns>
    public async Task<string> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return await errors;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await Task.WhenAll(output, errors);
        process.Dispose();
    }
}
