using System.IO.Compression;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Postbag.Grouping.Tests;

/// <summary>The floor on the development set, when it is there: it is nobody's to commit.</summary>
public sealed class DevelopmentSetTests
{
    [Fact]
    public void The_development_set_is_grouped_no_worse_than_the_floor()
    {
        var folder = Folder();
        if (folder is null)
        {
            Assert.Skip("The development set (likeness/) is not on this machine: set POSTBAG_SHARED to the folder that holds data/likeness.");
        }

        var own = Read(folder, "own_texts").Select(line => line.GetProperty("text").GetString()!);
        var messages = Read(folder, "messages").ToList();
        var gold = Read(folder, "gold")
            .ToDictionary(line => line.GetProperty("id").GetString()!,
            line => line.GetProperty("campaign").GetString());
        var grouper = new LetterGrouper(ownTexts: own);
        foreach (var message in messages)
        {
            var number = grouper.Add(
                new Letter(Text(message, "from"), Text(message, "subject"), Text(message, "text"))).Letter;
            if (number % 256 == 255)
            {
                grouper.Settle();
            }
        }

        grouper.SettleAll();

        var found = messages.Select(
            (message, number) => (Gold: gold[Text(message, "id")], Found: grouper.Now(number).Campaign)).ToList();
        var both = Pairs(found.Where(letter => letter.Gold is not null && letter.Found is not null)
            .Select(letter => (object)letter));
        var precision = both / Pairs(
            found.Where(letter => letter.Found is not null).Select(letter => (object)letter.Found!));
        var recall = both / Pairs(
            found.Where(letter => letter.Gold is not null).Select(letter => (object)letter.Gold!));
        precision.ShouldBeGreaterThanOrEqualTo(0.985);
        (2 * precision * recall / (precision + recall)).ShouldBeGreaterThanOrEqualTo(0.96);
        found.Count(letter => letter.Gold is null && letter.Found is not null).ShouldBeLessThanOrEqualTo(47);
        var main = found.Where(letter => letter.Found is not null && letter.Gold is not null)
            .GroupBy(letter => letter.Found)
            .Sum(group => group.Count() - group.GroupBy(letter => letter.Gold).Max(campaign => campaign.Count()));
        main.ShouldBeLessThanOrEqualTo(68);
    }

    private static double Pairs(IEnumerable<object> labels) =>
        Math.Max(1, labels.GroupBy(label => label).Sum(group => group.LongCount() * (group.LongCount() - 1) / 2));

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;

    private static IEnumerable<JsonElement> Read(string folder, string name)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(Path.Combine(folder, name + ".jsonl.gz")), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return JsonDocument.Parse(line).RootElement;
        }
    }

    private static string? Folder()
    {
        var shared = Environment.GetEnvironmentVariable("POSTBAG_SHARED");
        for (var up = new DirectoryInfo(AppContext.BaseDirectory); shared is null && up is not null; up = up.Parent)
        {
            shared = File.Exists(Path.Combine(up.FullName, "Postbag.slnx"))
                ? Path.Combine(up.FullName, "..", "shared") : null;
        }

        return new[] { "data/likeness", "likeness" }.Select(name => Path.Combine(shared ?? ".", name))
            .FirstOrDefault(path => File.Exists(Path.Combine(path, "messages.jsonl.gz")));
    }
}
