using System.Text;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Mime;
using Postbag.Tests.Support;

namespace Postbag.Tests.Casework.People;

/// <summary>An invented letter with the right answers.</summary>
/// <param name="Person">What the writer calls themselves; null if nothing says; "?" where it isn't asked.</param>
/// <param name="Address">In one line; null if none is given; "?" where it isn't asked.</param>
/// <param name="Missed">The grade that is given so far, where it is known to be another; null where it is
/// right.</param>
/// <param name="Why">A reason that must be among those given; null where none is asked.</param>
public sealed record InventedLetter(
    string Key, string Set, string Raw, string? Person, string? Address, string? Email, Grade Grade, Grade? Missed,
    string? Why, SpecialCases Cases)
{
    public override string ToString() => $"{Set}/{Key}";
}

/// <summary>The letters of a folder, and the invented places they are graded by.</summary>
public static class InventedLetters
{
    public static readonly DateOnly On = new(2026, 11, 22);

    public static readonly OfficeDetails Office = new()
    {
        Emails = new HashSet<string> { "mari.prys.mp@example.org" },
        Postcodes = new HashSet<string> { "ZZ5 2BE" },
        Phones = new HashSet<string> { "01632960000" },
        Representative = "Mari Prys",
    };

    private static readonly string[] Ours =
    [
        "Marchbury", "Castle Orran", "Llanferwen", "Pont-y-Garreg", "Nant Helyg", "Wernbridge", "Thornley Cross",
        "Saltersford", "Marchbury and Dyffryn Orran",
    ];

    private static readonly string[] Elsewhere =
        ["Harbury Sands", "Kettleby and Stour Vale", "Umberland South", "Dyffryn Lleni"];

    /// <summary>ZZ1 to ZZ12 are ours, ZZ20 lies on the boundary, ZZ21 has ended, ZZ41 to ZZ58 are elsewhere, ZZ49 has
    /// ended there; nobody knows ZZ30.</summary>
    public static PlaceBook Places { get; } = new(
        true, "Marchbury and Dyffryn Orran", (postcode, _) => Find(postcode),
        name => Ours.Contains(name, StringComparer.OrdinalIgnoreCase) ? NameStanding.Ours
            : Elsewhere.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? NameStanding.Elsewhere : NameStanding.Unknown);

    public static IReadOnlyList<InventedLetter> In(string folder) =>
        [.. Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "tests/Postbag.Tests/Casework/People", folder), "*.txt")
            .Order(StringComparer.Ordinal).SelectMany(Read)];

    public static LetterEvidence EvidenceOf(InventedLetter letter) =>
        EvidenceReader.Read(WriterLetter.Of(MimeMessage.Read(Encoding.UTF8.GetBytes(letter.Raw)), []), Office);

    private static PostcodeAnswer Find(string postcode)
    {
        var outward = postcode[..postcode.IndexOf(' ')];
        return outward switch
        {
            "ZZ20" => new(PostcodeStanding.Straddles, "Marchbury and Dyffryn Orran"),
            "ZZ21" => new(PostcodeStanding.Ours, "Marchbury and Dyffryn Orran", IsEnded: true),
            "ZZ41" => new(PostcodeStanding.Elsewhere, "Harbury Sands"),
            "ZZ47" => new(PostcodeStanding.Elsewhere, "Kettleby and Stour Vale"),
            "ZZ49" => new(PostcodeStanding.Elsewhere, "Harbury Sands", IsEnded: true),
            "ZZ52" => new(PostcodeStanding.Elsewhere, "Umberland South"),
            "ZZ58" => new(PostcodeStanding.Elsewhere, "Dyffryn Lleni"),
            _ when int.TryParse(outward[2..], out var number)
                && number <= 12 => new(PostcodeStanding.Ours, "Marchbury and Dyffryn Orran"),
            _ => PostcodeAnswer.Unknown,
        };
    }

    private static IEnumerable<InventedLetter> Read(string file)
    {
        foreach (var block in File.ReadAllText(file).ReplaceLineEndings("\n")
            .Split("=== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = block.Split("\n---\n");
            var head = parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var gold = parts[^1].Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
            var raw = string.Join('\n', head.Skip(1).Select(Field))
                + "\nTo: <mari.prys.mp@example.org>\nDate: Sun, 22 Nov 2026 09:00:00 +0000"
                + "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
                + string.Join("\n---\n", parts[1..^1]) + "\n";
            yield return new InventedLetter(
                head[0], Path.GetFileNameWithoutExtension(file), raw, Asked(gold, "person"), Asked(gold, "address"),
                gold.GetValueOrDefault("email"), Enum.Parse<Grade>(gold["grade"]),
                gold.TryGetValue("missed", out var missed)
                    ? Enum.Parse<Grade>(missed) : null, gold.GetValueOrDefault("why"),
                gold.TryGetValue("cases", out var cases) ? Enum.Parse<SpecialCases>(cases) : SpecialCases.None);
        }
    }

    private static string? Asked(Dictionary<string, string> gold, string name) =>
        gold.TryGetValue(name, out var value) ? value == "-" ? null : value : "?";

    private static string Field(string line) => char.ToUpperInvariant(line[0]) + line[1..];
}
