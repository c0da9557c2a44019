using System.Reflection;
using System.Text.Json;

namespace Postbag.Triage.Needs.Examples;

/// <summary>A letter, or a sentence of one, and what it is an example of.</summary>
/// <param name="Text">The writer's own words. Invented.</param>
/// <param name="Need">The need's key; null where nobody is in need, whatever it looks like.</param>
internal sealed record LetterExample(string Text, string? Need);

/// <summary>The examples that come with the library: plain files that anyone can read and add to
/// (docs/triage/needs.md).</summary>
internal static class LetterExamples
{
    /// <summary>How the letters' writers called a need that the rules have another word for.</summary>
    private const string Detention = "detention";

    private const string Removal = "removal";

    /// <summary>All of them, in need and not in turn as far as they go: learning holds the last tenth back to see how
    /// sure it may be.</summary>
    public static IReadOnlyList<LetterExample> Read()
    {
        var library = Assembly.GetExecutingAssembly();
        var all = library.GetManifestResourceNames()
            .Where(name => name.StartsWith("example-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).SelectMany(name => Read(library, name)).ToList();
        return [.. all.Index().OrderBy(one => Mixed(one.Index)).Select(one => one.Item)];
    }

    /// <summary>An order that is the same every time and has nothing to do with the files'.</summary>
    private static uint Mixed(int place) => unchecked((uint)place * 2_654_435_761u);

    private static IEnumerable<LetterExample> Read(Assembly library, string name)
    {
        using var reader = new StreamReader(library.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            yield return line[0] == '{' ? Letter(line) : Sentence(line);
        }
    }

    private static LetterExample Letter(string line)
    {
        using var json = JsonDocument.Parse(line);
        var needs = json.RootElement.GetProperty("needs");
        var need = needs.GetArrayLength() == 0 ? null : needs[0].GetString();
        return new LetterExample(json.RootElement.GetProperty("text").GetString()!, need == Detention ? Removal : need);
    }

    private static LetterExample Sentence(string line)
    {
        var parts = line.Split('\t', 2);
        return new LetterExample(parts[1], parts[0] == "-" ? null : parts[0].Split(',')[0]);
    }
}
