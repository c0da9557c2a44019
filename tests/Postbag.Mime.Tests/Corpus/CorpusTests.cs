using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Corpus;

/// <summary>The library's own corpus: each message under data/ beside what is to be read from it, in the form of
/// <c>postbag read --json</c>. data/README.md says what each file is for, and how an expectation is changed.</summary>
public sealed class CorpusTests
{
    private static readonly JsonWriterOptions Readable =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Messages() => [.. Names()];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Each_message_is_read_as_its_expectation_says(string name)
    {
        var actual = Json(MimeMessage.Read(File.ReadAllBytes(PathOf($"{name}.eml"))));
        if (Environment.GetEnvironmentVariable("POSTBAG_CORPUS") == "write")
            File.WriteAllText(PathOf($"{name}.json"), actual);

        Differences(File.ReadAllText(PathOf($"{name}.json")), actual).ShouldBe("", $"data/{name}.json");
    }

    [Fact]
    public void Each_file_is_half_of_a_pair_and_described()
    {
        var names = Names();
        var readme = File.ReadAllText(PathOf("README.md"));

        names.Count.ShouldBeGreaterThanOrEqualTo(150);
        Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Select(NameOf)
            .Order(StringComparer.Ordinal).ShouldBe(names);
        names.Where(name => !readme.Contains($"`{Path.GetFileName(name)}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Folder => Repository.TestFile("data");

    private static List<string> Names() =>
    [
        .. Directory.EnumerateFiles(Folder, "*.eml", SearchOption.AllDirectories).Select(NameOf)
            .Order(StringComparer.Ordinal),
    ];

    private static string NameOf(string path) =>
        Path.ChangeExtension(Path.GetRelativePath(Folder, path), null).Replace('\\', '/');

    private static string PathOf(string name) => Path.Combine(Folder, name);

    private static string Json(MimeMessage message)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
            MessageJson.Write(writer, message);

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>The lines that are only in one of the two, in order, with the lines' numbers.</summary>
    private static string Differences(string expected, string actual)
    {
        var (wanted, got) = (expected.Split('\n'), actual.Split('\n'));
        var shown = new StringBuilder();
        for (var i = 0; i < Math.Max(wanted.Length, got.Length) && shown.Length < 4000; i++)
        {
            var (one, other) = (wanted.ElementAtOrDefault(i), got.ElementAtOrDefault(i));
            if (string.Equals(one, other, StringComparison.Ordinal))
                continue;

            shown.Append(CultureInfo.InvariantCulture, $"{i + 1} expected {one}\n{i + 1} but read {other}\n");
        }

        return shown.ToString();
    }
}
