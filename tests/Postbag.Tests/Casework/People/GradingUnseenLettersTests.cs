using System.Text;
using System.Text.Json;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Mime;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>Letters that somebody wrote who doesn't know the rules, with the grade a caseworker would give. They aren't
/// mended to the last one: what is asserted is how many are right, and that nobody is put elsewhere who
/// isn't.</summary>
[Trait("engine", "either")]
public sealed class GradingUnseenLettersTests
{
    private static readonly string[] Ours =
        ["Ambleford", "Little Hulme", "Cressby", "Thornwick", "Ambleford and the Vale"];

    private static readonly string[] Elsewhere = ["Northwick", "Sandle", "Sandle Bay", "Port Merrin"];

    private static readonly GradeWriter Grading = new(new PlaceBook(
        true, "Ambleford and the Vale", (postcode, _) => Find(postcode),
        name => Ours.Contains(name, StringComparer.OrdinalIgnoreCase) ? NameStanding.Ours
            : Elsewhere.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? NameStanding.Elsewhere : NameStanding.Unknown));

    [Theory]
    [InlineData("a", 60, 56)]
    [InlineData("b", 60, 56)]
    [InlineData("c", 60, 57)]
    [InlineData("d", 60, 58)]
    [InlineData("e", 60, 57)]
    // Run once, and not looked at.
    [InlineData("f", 60, 44)]
    public void As_many_are_graded_as_a_caseworker_would_as_before_and_nobody_is_falsely_elsewhere(
        string set, int letters, int atLeast, int falsely = 0)
    {
        var graded = File.ReadLines(
            Path.Combine(Repository.Root, $"tests/Postbag.Tests/Casework/People/letters-unseen/{set}.jsonl"))
            .Where(line => line.Length > 0).Select(Graded).ToList();

        graded.Count.ShouldBe(letters);
        // Neither elsewhere nor likely elsewhere, for anybody who is or may be ours.
        graded.Count(letter =>
            letter is { Is: Grade.Elsewhere or Grade.LikelyElsewhere,
            Gold: Grade.Unclear or Grade.Likely or Grade.Confirmed }).ShouldBe(falsely);
        graded.Count(letter => letter.Is == letter.Gold).ShouldBeGreaterThanOrEqualTo(
            atLeast, string.Join(
                '\n', graded.Where(letter => letter.Is != letter.Gold)
                .Select(letter => $"{letter.Id}: {letter.Is}, not {letter.Gold}")));
    }

    private static (string Id, Grade Gold, Grade Is) Graded(string line)
    {
        using var json = JsonDocument.Parse(line);
        string Text(string name) => json.RootElement.GetProperty(name).GetString() ?? "";
        var raw = $"From: {Text("from")}\nTo: <ruth.harland.mp@example.org>\nSubject: {Text("subject")}\nDate: Sun, 22 Nov 2026 09:00:00 +0000\n"
            + $"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{Text("text")}\n";
        var evidence = EvidenceReader.Read(
            WriterLetter.Of(MimeMessage.Read(Encoding.UTF8.GetBytes(raw)), []),
            new OfficeDetails { Representative = "Ruth Harland" });
        return (
            Text("id"), Enum.Parse<Grade>(Text("grade").Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            Grading.Grade(evidence, KnownOfWriter.Nothing, InventedLetters.On).Grade);
    }

    /// <summary>ZZ1 to ZZ9 are ours, and all others elsewhere, as the official files have the whole country; the letter
    /// O is taken for a nought.</summary>
    private static PostcodeAnswer Find(string postcode)
    {
        var (area, district) = (postcode[..2], postcode[2..postcode.IndexOf(' ')]);
        var assumed = postcode.Contains(" O", StringComparison.Ordinal)
            ? postcode.Replace(" O", " 0", StringComparison.Ordinal) : null;
        return area switch
        {
            "ZZ" when district.Length == 1 => new(PostcodeStanding.Ours, "Ambleford and the Vale", Assumed: assumed),
            "QQ" => new(PostcodeStanding.Elsewhere, "Northwick", Assumed: assumed),
            "XX" => new(PostcodeStanding.Elsewhere, "Sandle Bay", Assumed: assumed),
            _ => new(PostcodeStanding.Elsewhere, null),
        };
    }
}
