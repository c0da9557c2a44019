using System.Text.Json;
using Shouldly;

namespace Postbag.Tests.Support;

/// <summary>Imports run as the command, in processes of their own, and letters for them.</summary>
internal static class ImportRuns
{
    /// <summary>Three hundred letters.</summary>
    public static byte[][] Many { get; } =
        [.. Enumerable.Range(0, 300).Select(n => Letters.Plain($"Letter {n}", $"This is letter {n}. {Noise(n)}"))];

    public static async Task<PostbagRun> ImportAsync(string path) =>
        await PostbagProcess.RunAsync(["import", .. await TestPlace.NewArgumentsAsync(), path, "--json"]);

    public static async Task<JsonElement> ShouldBeWellAsync(string[] place)
    {
        var check = await PostbagProcess.RunAsync(["check", .. place, "--json"]);
        check.ExitCode.ShouldBe(0, check.Output + check.Errors);
        return check.Json;
    }

    /// <summary>Text that doesn't pack well, the same for the same seed.</summary>
    public static string Noise(int seed, int bytes = 300)
    {
        var noise = new byte[bytes];
        new Random(seed).NextBytes(noise);
        return string.Join(' ', Convert.ToBase64String(noise).Chunk(9).Select(word => new string(word)));
    }
}
