namespace Postbag.Grouping.Tests;

/// <summary>
/// Invented letters from a fixed seed, in a vocabulary of their own: nothing here was ever written by anybody.
/// </summary>
internal sealed class InventedPost(int seed)
{
    private static readonly string[] Subjects =
    [
        "the harbour bridge", "our library", "the night ferry", "the allotment society", "the tram depot", "the lido",
        "every lighthouse keeper", "the village bakery", "the signal box", "the orchard trust", "the brass band",
        "the cottage hospital", "the weir", "the mill pond", "the market clock", "the primary school", "the bowls club",
    ];

    private static readonly string[] Verbs =
    [
        "has served", "was promised", "cannot survive without", "depends on", "has waited for", "once employed",
        "would gladly share", "pays every year for", "has outgrown", "still remembers", "looks after",
        "was built beside",
    ];

    private static readonly string[] Objects =
    [
        "many families", "warm rooms", "the apprentices", "proper drainage", "honest timetables", "slate roofs",
        "our volunteers", "winter swimmers", "the museum", "fair grants", "a lifeboat", "the schoolchildren", "a lift",
    ];

    private static readonly string[] Ends =
    [
        "since spring", "through floods", "without asking", "on Mondays", "for nothing", "by lamplight", "in secret",
        "at cost", "against advice", "after dark", "with relief", "in turn", "before winter",
    ];

    private static readonly string[] Syllables =
        ["tre", "pol", "wick", "ham", "gar", "ven", "dro", "mor", "lis", "kerr", "bry", "stow", "fen", "ash", "cul",
            "dun", "ray", "ox"];

    private static readonly string[] Names =
        ["Ada Pike", "Bryn Foulds", "Cerys Lamb", "Dev Rana", "Esme Tully", "Finn Okoro", "Gwen Marsh", "Hugo Stead",
            "Ines Vale", "Jory Penn"];

    private readonly Random random = new(seed);
    private int people;

    public string Sentence()
    {
        var text = $"{Pick(Subjects)} at {Place()} {Pick(Verbs)} {Pick(Objects)} near {Place()} {Pick(Ends)}, and {Place()} {Pick(Verbs)} {Place()}.";
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>A place that no map has: without such words invented letters would all say the same.</summary>
    private string Place()
    {
        var name = string.Concat(Enumerable.Range(0, 3).Select(_ => Pick(Syllables)));
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    public string Paragraph(int sentences = 3) =>
        string.Join(' ', Enumerable.Range(0, sentences).Select(_ => Sentence()));

    /// <summary>A body of paragraphs with an ask at its end.</summary>
    public string Body(string ask = "I urge you to support the plan when it comes before the house in June.",
        int paragraphs = 3) =>
        string.Join("\n\n", Enumerable.Range(0, paragraphs).Select(_ => Paragraph()).Append(ask));

    /// <summary>A letter from somebody who hasn't written before.</summary>
    public Letter From(string body, string? greeting = null)
    {
        var name = Names[people % Names.Length];
        var text = $"{greeting ?? "Dear Mr Osei,"}\n\n{body}\n\nYours sincerely,\n{name}\n{people + 1} Quay Street\nZZ1 1AA\n";
        return new Letter($"person{people++}@example.org", "A letter", text);
    }

    /// <summary>A letter about nothing but its writer.</summary>
    public Letter Personal() => From($"My boiler broke on the {random.Next(1, 28)}th. " + Paragraph(random.Next(2, 5)));

    public List<Letter> Copies(string body, int count) => [.. Enumerable.Range(0, count).Select(_ => From(body))];

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public List<T> Shuffle<T>(IEnumerable<T> items)
    {
        var list = items.ToArray();
        random.Shuffle(list);
        return [.. list];
    }
}

/// <summary>A grouper fed with letters, settled.</summary>
internal sealed class Grouped
{
    public Grouped(IEnumerable<Letter> letters, IEnumerable<string>? ownTexts = null, GroupingOptions? options = null)
    {
        Grouper = new LetterGrouper(options, ownTexts);
        foreach (var letter in letters)
        {
            Letters.Add(letter);
            Grouper.Add(letter);
            if (Letters.Count % 64 == 0)
            {
                Grouper.Settle();
            }
        }

        Grouper.SettleAll();
    }

    public LetterGrouper Grouper { get; }

    public List<Letter> Letters { get; } = [];

    public Decision this[Letter letter] => Grouper.Now(Letters.IndexOf(letter));

    public int? CampaignOf(Letter letter) => this[letter].Campaign;

    /// <summary>A letter's own words as text.</summary>
    public string OwnWords(Letter letter) => string.Join(
        " … ",
        Grouper.PersonalSpans(Letters.IndexOf(letter), letter.Text)
            .Select(span => letter.Text.Substring(span.Start, span.Length)));
}
