namespace Postbag.Benchmarks;

/// <summary>What is said behind a benchmark's name.</summary>
internal static class CommandLine
{
    /// <summary>What stands behind an option; null if it isn't there.</summary>
    public static string? Option(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
