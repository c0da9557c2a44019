using System.Collections.Frozen;

namespace Postbag.Demo;

/// <summary>One letter's text with all its turns: subjects, and paragraphs with alternatives.</summary>
internal sealed record TextEntry(
    string Name, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<TextSlot> Slots)
{
    public string? this[string field] => Fields.TryGetValue(field, out var value) ? value : null;
}

/// <summary>A place in a letter for one of several paragraphs; an optional one stays empty for half of the
/// writers.</summary>
internal sealed record TextSlot(bool Optional, IReadOnlyList<string> Choices);

/// <summary>The letters' texts, kept apart from the program so that they can be read and mended as prose.</summary>
/// <remarks>The form: <c>== name</c> begins a text, then come <c>field: value</c> lines (<c>||</c> parts alternatives,
/// a
/// line that begins with spaces goes on), then <c>*</c> before each paragraph (<c>*?</c> if it may be left out) and
/// <c>/</c> before each alternative.
/// A <c>^</c> at a line's end breaks the line, all other line ends are spaces. <c>{a|b}</c> is a turn of phrase,
/// <c>{word}</c> a thing that <see cref="Scene"/> knows.</remarks>
internal static class TextBank
{
    private static readonly FrozenDictionary<string, TextEntry[]> Files = Load();

    public static IReadOnlyList<TextEntry> All(string file) => Files[file];

    public static TextEntry Get(string file, string name) =>
        Files[file].First(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));

    private static FrozenDictionary<string, TextEntry[]> Load()
    {
        const string prefix = "Demo.Texts.";
        var assembly = typeof(TextBank).Assembly;
        var files = new Dictionary<string, TextEntry[]>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name =>
            name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var reader = new StreamReader(stream);
            files[resource[prefix.Length..^".txt".Length]] = Parse(reader.ReadToEnd());
        }
        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    internal static TextEntry[] Parse(string text)
    {
        var entries = new List<TextEntry>();
        foreach (var block in text.ReplaceLineEndings("\n").Split("\n== ").Skip(1))
        {
            var lines = block.Split('\n');
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            var (at, field) = (1, "");
            for (; at < lines.Length && !lines[at].StartsWith('*'); at++)
            {
                var colon = lines[at].IndexOf(": ", StringComparison.Ordinal);
                if (lines[at].StartsWith(' ')) fields[field] += lines[at][1..];
                else if (colon > 0) fields[field = lines[at][..colon]] = lines[at][(colon + 2)..];
            }
            entries.Add(new(lines[0].Trim(), fields, Slots(lines[at..])));
        }
        return [.. entries];
    }

    private static List<TextSlot> Slots(string[] lines)
    {
        var slots = new List<TextSlot>();
        var (optional, choices, words) = (false, new List<string>(), new List<string>());
        foreach (var line in lines.Append("*"))
        {
            if (line is not ("*" or "*?" or "/"))
            {
                if (line.Trim().Length > 0) words.Add(line.Trim());
                continue;
            }
            if (words.Count > 0) choices.Add(Join(words));
            words = [];
            if (line == "/") continue;
            if (choices.Count > 0) slots.Add(new(optional, choices));
            (optional, choices) = (line == "*?", []);
        }
        return slots;
    }

    private static string Join(List<string> words) => Broken(string.Join(' ', words)).TrimEnd('^', ' ');

    /// <summary>Carets become line ends.</summary>
    public static string Broken(string text) =>
        text.Replace(" ^ ", "\n", StringComparison.Ordinal).Replace("^ ", "\n", StringComparison.Ordinal);
}
