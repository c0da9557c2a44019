using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Postbag.Tests.Support;

/// <summary>The command as people run it: a process of its own.</summary>
public static class PostbagProcess
{
    public static string Program => Path.Combine(AppContext.BaseDirectory, "postbag");

    public static Task<PostbagRun> RunAsync(params string[] arguments) => RunAsync(Program, arguments);

    /// <summary>Runs the command within another program, such as a shell that sets a limit first.</summary>
    public static async Task<PostbagRun> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new PostbagRun(process.ExitCode, await output, (await errors).Trim());
    }

    public static Process Start(string program, IReadOnlyList<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        })!;
}

/// <summary>What a run of the command printed.</summary>
public sealed record PostbagRun(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}
