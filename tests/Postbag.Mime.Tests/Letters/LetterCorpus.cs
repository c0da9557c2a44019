
namespace Postbag.Mime.Tests.Letters;

/// <summary>The invented letters under letters/, each line with its zone; introductions.txt says how they are
/// written.</summary>
internal static class LetterCorpus
{
    internal sealed record Letter(string File, string Title, bool IsForward, bool IsFlowed,
        IReadOnlyList<(char Zone, string Line)> Lines)
    {
        public bool IsTrap => File.StartsWith("traps", StringComparison.Ordinal);

        public string Text => string.Join('\n', Lines.Select(line => line.Line));
    }

    public static IReadOnlyList<Letter> All { get; } =
        [.. Directory.GetFiles(Folder(), "*.txt").Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>The zone of each line that isn't blank, as the library sees it.</summary>
    public static IEnumerable<(char Zone, string Line)> Zones(LetterText letter)
    {
        foreach (var span in letter.Spans)
        {
            foreach (var line in letter.Text.Substring(span.Start, span.Length).Split('\n'))
            {
                if (!string.IsNullOrWhiteSpace(line)) yield return ("oqsf"[(int)span.Kind], line);
            }
        }
    }

    private static IEnumerable<Letter> Read(string path)
    {
        foreach (var part in File.ReadAllText(path).ReplaceLineEndings("\n").Split("### ").Skip(1))
        {
            var lines = part.TrimEnd().Split('\n');
            var title = lines[0].Split('|');
            var zones = lines.Skip(1).Where(line => line.Length > 0).Select(line =>
                line[0] == '|' ? (' ', line[1..]) : line[1] == '|' ? (line[0], line[2..])
                    : throw new FormatException(line));
            yield return new(Path.GetFileName(path), title[0].Trim(), title.Skip(1).Any(t => t.Trim() == "forward"),
                title.Skip(1).Any(t => t.Trim() == "flowed"), [.. zones]);
        }
    }

    private static string Folder() => Repository.TestFile("letters");
}
