using System.Globalization;
using System.Text;

namespace Postbag.Demo;

/// <summary>What one letter is about: its writer, its day, and the names, places and sums that its text asks for. A
/// thing
/// asked for twice is the same thing.</summary>
internal sealed class Scene(Dice dice, Person writer, DateTimeOffset at)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    public Dice Dice => dice;
    public Person Writer => writer;
    public DateTimeOffset At => at;

    /// <summary>How often each paragraph was used, so that none is read twice before all were; null if that's no
    /// matter.</summary>
    public Dictionary<string, int>? Worn { get; init; }

    /// <summary>Takes the first of each alternative: for the campaign that other letters speak of.</summary>
    public bool TakesFirst { get; init; }

    /// <summary>Settles a thing beforehand.</summary>
    public Scene With(string name, string value)
    {
        known[name] = value;
        return this;
    }

    /// <summary>The paragraphs of a text, each with its turns taken.</summary>
    public List<string> Paragraphs(TextEntry entry)
    {
        var paragraphs = new List<string>();
        for (var i = 0; i < entry.Slots.Count; i++)
            if (!entry.Slots[i].Optional || dice.Chance(55)) paragraphs.Add(Paragraph(entry, i));
        return paragraphs;
    }

    /// <summary>One of the alternatives for a place: of those that the mailbox has worn least.</summary>
    public string Paragraph(TextEntry entry, int place)
    {
        var choices = entry.Slots[place].Choices;
        if (Worn is null) return Expand(dice.Pick(choices));
        var counts = choices.Select((_, i) => Worn.GetValueOrDefault($"{entry.Name} {place} {i}")).ToArray();
        var least = counts.Min();
        var chosen = dice.Pick([.. Enumerable.Range(0, choices.Count).Where(i => counts[i] == least)]);
        Worn[$"{entry.Name} {place} {chosen}"] = least + 1;
        return Expand(choices[chosen]);
    }

    /// <summary>One of the alternatives of a field; null if the text doesn't have it.</summary>
    public string? Field(TextEntry entry, string field) =>
        entry[field] is { } value ? TextBank.Broken(Expand(dice.Pick(value.Split(" || ")))) : null;

    public string Expand(string text)
    {
        if (!text.Contains('{', StringComparison.Ordinal)) return text;
        var whole = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
            {
                whole.Append(text[i]);
                continue;
            }
            var end = Closing(text, i);
            var choices = Choices(text[(i + 1)..end]);
            whole.Append(choices.Count > 1 ? Expand(Turn(text[i..end], choices)) : Known(choices[0]));
            i = end;
        }
        return whole.ToString();
    }

    /// <summary>The same turn of phrase is taken the same way throughout a letter, and he stays he.</summary>
    private string Turn(string turn, List<string> choices)
    {
        if (choices.Count == 2 && Gender.Of(choices[0]) is { } first && Gender.Of(choices[1]) is { } second
            && first != second)
            return choices[first == Male ? 0 : 1];
        if (!known.TryGetValue(turn, out var taken)) known[turn] = taken = TakesFirst ? choices[0] : dice.Pick(choices);
        return taken;
    }

    private bool Male => Known("gender") == "male";

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '{') depth++;
            else if (text[i] == '}' && --depth == 0) return i;
        }
        throw new FormatException($"A brace is left open in “{text}”.");
    }

    private static List<string> Choices(string inner)
    {
        var choices = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '{') depth++;
            else if (inner[i] == '}') depth--;
            else if (inner[i] == '|' && depth == 0)
            {
                choices.Add(inner[start..i]);
                start = i + 1;
            }
        }
        choices.Add(inner[start..]);
        return choices;
    }

    private string Known(string name)
    {
        if (known.TryGetValue(name, out var value)) return value;
        return known[name] = name.StartsWith('#') ? Number(name) : Thing(name);
    }

    // {#2-9} is a number from 2 to 9, {#2-9 rent} another one with its own name; {£40-90 gas} a sum of money.
    private string Number(string name)
    {
        var range = name[1..].Split(' ')[0].Split('-');
        return dice.Between(int.Parse(range[0], Invariant), int.Parse(range[1], Invariant)).ToString(Invariant);
    }

    private string Thing(string name) => name switch
    {
        "name" => writer.Name,
        "given" => writer.Given,
        "family" => writer.Family.Length == 0 ? writer.Given : writer.Family,
        "address" => writer.AddressLine,
        "street" => writer.Street.Name,
        "town" => writer.Street.Town,
        "ward" => writer.Street.Ward,
        "postcode" => writer.Street.Postcode,
        "constituency" => writer.Street.Constituency,
        "phone" => writer.Phone,
        "email" => writer.Email,
        "mp" => "Ms Thackwray",
        "council" => DemoPlaces.Council,
        "hospital" => DemoPlaces.Hospital,
        "school" => dice.Pick(DemoPlaces.Schools),
        "surgery" => dice.Pick(DemoPlaces.Surgeries),
        "landlord" => dice.Pick(DemoPlaces.Landlords),
        "agent" => dice.Pick(DemoPlaces.Agents),
        "otherstreet" => dice.Pick(DemoPlaces.Streets).Name,
        "othertown" => OtherTown(),
        "gender" => dice.Chance(50) ? "male" : "female",
        "child" or "partner" => Given(Male),
        "child2" => Given(dice.Chance(50)),
        "friend" => Given(male: true),
        "girl" => Given(male: false),
        "official" or "official2" => Official(),
        "official.host" => string.Join('.', Known("official").Split(' ').Select(Names.Fold)),
        "town.host" => Names.Fold(writer.Street.Town),
        "given.staff" => Known("staff").Split(' ')[0],
        "staff" => dice.Pick(DemoStaff.Caseworkers).Name,
        "ref" => $"{dice.Pick(["MBC", "ORN", "CAS", "SD", "CN"])}/{dice.Between(100000, 999999)}",
        "ourref" => $"NT{dice.Between(1200, 9899)}",
        "nino" => $"QQ {dice.Between(10, 99)} {dice.Between(10, 99)} {dice.Between(10, 99)} C", // QQ is never given out
        "now" => at.Year.ToString(Invariant),
        _ => Day(name) ?? Money(name) ?? throw new FormatException($"No letter knows what “{name}” is."),
    };

    private string? Day(string name) => name switch
    {
        "today" => Long(0),
        "tomorrow" => Long(1),
        "soon" => Long(dice.Between(3, 9)),
        "later" => Long(dice.Between(18, 40)),
        "lately" => Long(-dice.Between(5, 12)),
        "before" => Long(-dice.Between(20, 45)),
        "longago" => at.AddDays(-dice.Between(120, 420)).ToString("MMMM yyyy", Invariant),
        "month" => at.AddDays(-dice.Between(60, 110)).ToString("MMMM", Invariant),
        "weekday" => dice.Pick(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
        "year" => (at.Year - dice.Between(2, 9)).ToString(Invariant),
        _ => null,
    };

    private string? Money(string name)
    {
        if (!name.StartsWith('£')) return null;
        var range = name[1..].Split(' ')[0].Split('-');
        var pounds = dice.Between(int.Parse(range[0], Invariant), int.Parse(range[1], Invariant));
        return dice.Chance(80) ? $"£{pounds.ToString("N0", Invariant)}"
            : $"£{pounds.ToString("N0", Invariant)}.{dice.Between(1, 99):D2}";
    }

    private string Given(bool male)
    {
        while (true)
        {
            var given = Names.Draw(dice, dice.Chance(70) && writer.Culture is not ("Single" or "Han")
                ? writer.Culture : null, male).Given;
            if (given != writer.Given && !known.ContainsValue(given)) return given;
        }
    }

    private string Official()
    {
        var (_, given, family, _) = Names.Draw(dice);
        return family.Length == 0 ? given : $"{given} {family}";
    }

    private string OtherTown()
    {
        var towns = DemoPlaces.Streets.Select(street => street.Town).Distinct(StringComparer.Ordinal)
            .Where(town => town != writer.Street.Town).ToArray();
        return dice.Pick(towns);
    }

    private string Long(int days) => at.AddDays(days).ToString("dddd d MMMM", Invariant);
}

/// <summary>Words that must agree about a person.</summary>
internal static class Gender
{
    private static readonly string[] Men =
        ["he", "his", "him", "himself", "son", "father", "husband", "brother", "grandson", "ex-husband", "ex-husband's",
        "dad", "lad"];
    private static readonly string[] Women =
        ["she", "her", "hers", "herself", "daughter", "mother", "wife", "sister", "granddaughter", "ex-wife",
        "ex-wife's", "mum", "girl"];

    /// <summary>True for a man's word, false for a woman's, null for others.</summary>
    public static bool? Of(string word) =>
        Men.Contains(word, StringComparer.OrdinalIgnoreCase) ? true
        : Women.Contains(word, StringComparer.OrdinalIgnoreCase) ? false
        : null;
}
