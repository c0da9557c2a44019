using Shouldly;

namespace Postbag.Mime.Tests.Peers;

/// <summary>Where this reader differs from a peer's expectation on purpose: differences.txt, one a line, tab-separated:
/// which case, what differs, why. A difference that isn't listed fails, and so does a listed one that is no
/// more.</summary>
internal sealed class Differences
{
    private readonly string corpus;
    private readonly Dictionary<string, string> listed = new(StringComparer.Ordinal);
    private readonly HashSet<string> found = new(StringComparer.Ordinal);
    private readonly List<string> unlisted = [];

    /// <param name="corpus">What the names of this corpus's cases begin with.</param>
    public Differences(string corpus)
    {
        this.corpus = corpus;
        foreach (var line in File.ReadLines(Repository.TestFile("differences.txt")))
        {
            if (line.Length == 0 || line[0] == '#' || !line.StartsWith(corpus, StringComparison.Ordinal))
                continue;
            var columns = line.Split('\t');
            columns.Length.ShouldBe(3, $"differences.txt has lines of three columns: {line}");
            listed.Add($"{columns[0]}\t{columns[1]}", columns[2]);
        }
    }

    public void Compare(string name, string what, string? expected, string? actual)
    {
        if (string.Equals(expected, actual, StringComparison.Ordinal))
            return;
        var key = $"{corpus}{name}\t{what}";
        found.Add(key);
        if (!listed.ContainsKey(key))
            unlisted.Add($"{key}\n    expected {Show(expected)}\n    but was  {Show(actual)}");
    }

    /// <param name="begin">What the names begin with of the cases that were compared.</param>
    public void ShouldAllBeListed(string begin = "")
    {
        unlisted.ShouldBeEmpty(string.Join('\n', unlisted.Take(300)));
        listed.Keys.Where(key => key.StartsWith(corpus + begin, StringComparison.Ordinal) && !found.Contains(key))
            .ShouldBeEmpty("listed, but no longer different");
    }

    private static string Show(string? value) =>
        value is null ? "nothing"
            : System.Text.Json.JsonSerializer.Serialize(value.Length > 300 ? value[..300] : value);
}
