using System.Text.RegularExpressions;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Architecture;

/// <summary>What CONTRIBUTING.md asks of every source file and no analyzer looks at.</summary>
[Trait("engine", "either")]
public sealed partial class HouseRulesTests
{
    [Fact]
    public void A_file_over_300_lines_gives_its_reason()
    {
        var unexplained = Sources().Where(file => file.Lines.Length > 300)
            .Where(file => !file.Text.Contains("// Over 300 lines", StringComparison.Ordinal))
            .Select(file => $"{file.Path}: {file.Lines.Length} lines");

        unexplained.ShouldBeEmpty();
    }

    [Fact]
    public void A_line_over_120_columns_holds_a_text()
    {
        var wide = Sources().SelectMany(file => file.Lines
            .Where((line, number) => line.Length > 120 && !line.Contains('"') && !IsInRawText(file.Lines, number))
            .Select(line => $"{file.Path}: {line.Trim()}"));

        wide.ShouldBeEmpty();

        // Between two lines that have the quotation marks of a text over several.
        static bool IsInRawText(string[] lines, int number) =>
            lines.Take(number).Sum(line => line.Split("\"\"\"").Length - 1) % 2 == 1;
    }

    [Fact]
    public void Types_are_named_for_what_they_are()
    {
        var vague = Sources().SelectMany(
            file => VagueTypeName().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}"));

        vague.ShouldBeEmpty();
    }

    [Fact]
    public void Engine_differences_stay_with_the_engines()
    {
        var leaks = Sources()
            .Where(file => !file.Path.StartsWith("src/Postbag.Storage/", StringComparison.Ordinal))
            .Where(file => !HasPair(file.Path))
            .Where(file => file.Text.Contains("is PostgresEngine", StringComparison.Ordinal)
                || file.Text.Contains("is SqliteEngine", StringComparison.Ordinal)
                || file.Text.Contains("Engine.Name ==", StringComparison.Ordinal))
            .Select(file => file.Path);

        leaks.ShouldBeEmpty();
    }

    /// <summary>X.Sqlite.cs, X.Postgres.cs, and the X.cs that chooses between them.</summary>
    private static bool HasPair(string path)
    {
        var noun = path.Replace(".Sqlite.cs", ".cs").Replace(".Postgres.cs", ".cs");
        return File.Exists(Path.Combine(Repository.Root, Path.ChangeExtension(noun, ".Sqlite.cs")))
            && File.Exists(Path.Combine(Repository.Root, Path.ChangeExtension(noun, ".Postgres.cs")));
    }

    private static IEnumerable<SourceFile> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/") && !path.Contains("/node_modules/"))
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Repository.Root, path))));

    private sealed record SourceFile(string Path, string Text)
    {
        public string[] Lines { get; } = Text.Split('\n');
    }

    [GeneratedRegex(
        @"\b(class|record|struct|interface|enum) \w*(Service|Manager|(?<!Tag)Helper|Util|Utils|Utility|Dto|Info)\b",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex VagueTypeName();
}
