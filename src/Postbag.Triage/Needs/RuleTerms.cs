using System.Globalization;
using System.Text;
using Postbag.Triage.Reading;

namespace Postbag.Triage.Needs;

/// <summary>Reads what stands in a line of rules: words, beginnings (evict*), families (hit~), lists ({day}), choices
/// (a|b c), what may be left out [a|b], gaps (.. or ..3), and numbers (&lt;number&gt;, &lt;ordinal&gt;,
/// &lt;year&gt;).</summary>
internal sealed class RuleTerms
{
    /// <summary>Words between, where the rule gives no number.</summary>
    private const int UsualGap = 4;

    private const int MaxGap = 15;

    /// <summary>Guards memory against choices of choices.</summary>
    private const int MaxPhrases = 100_000;

    private readonly Dictionary<string, List<Atom[]>> lists = [];
    private int made;

    public void Declare(string name)
    {
        if (!name.All(char.IsAsciiLetterOrDigit))
            throw new RuleException($"A list's name is of letters and digits; \"{name}\" isn't.");
        if (!lists.TryAdd(name, [])) throw new RuleException($"The list {name} is there already.");
    }

    /// <summary>Adds phrases that are divided by commas.</summary>
    public void AddPhrases(string name, string written) => lists[name].AddRange(PhrasesOf(written));

    /// <summary>Phrases that are divided by commas.</summary>
    public List<Atom[]> PhrasesOf(string written) =>
    [
        .. written.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .SelectMany(Phrases),
    ];

    /// <summary>How many words a gap lets by; null if the piece is no gap.</summary>
    public static int? GapOf(string piece)
    {
        if (!piece.StartsWith("..", StringComparison.Ordinal)) return null;
        var number = piece.AsSpan(2);
        if (number.IsEmpty) return UsualGap;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var words)
            || words is 0 or > MaxGap)
            throw new RuleException($"A gap is \"..\" or \"..3\" with a number up to {MaxGap}, not \"{piece}\".");
        return words;
    }

    /// <summary>The pieces of a pattern; plain words that follow each other are one.</summary>
    public static IEnumerable<string> Pieces(string written)
    {
        var plain = new List<string>();
        foreach (var piece in Cut(written))
        {
            if (!IsAlone(piece) && plain.Count < PhraseLists.MaxPhrase)
            {
                plain.Add(piece);
                continue;
            }

            if (plain.Count > 0) yield return string.Join(' ', plain);
            plain.Clear();
            if (IsAlone(piece)) yield return piece;
            else plain.Add(piece);
        }

        if (plain.Count > 0) yield return string.Join(' ', plain);

        static bool IsAlone(string piece) => piece[0] is '(' or '[' or '{' or '.' || PlaceOf(piece) is not null;
    }

    /// <summary>Where what stands behind this piece is looked for; null if the piece begins no condition.</summary>
    public static ConditionPlace? PlaceOf(string piece) => piece switch
    {
        "&" => ConditionPlace.Sentence,
        "+" => ConditionPlace.Nearby,
        "!" => ConditionPlace.Nowhere,
        _ => null,
    };

    /// <summary>The phrases of a piece that isn't a gap; what may be left out is left in.</summary>
    public List<Atom[]> Expand(string piece)
    {
        var phrases = piece[0] == '[' ? Choices(piece) : Phrases(piece);
        if (phrases.Count == 0) throw new RuleException($"\"{piece}\" holds nothing.");
        return Gathered(phrases);
    }

    /// <summary>The lists that a choice names, and a choice of all else; null if there is nothing else.</summary>
    public static (IReadOnlyList<string> Named, string? Other) Divide(string piece)
    {
        if (piece[0] is not ('(' or '[')) return ([], piece);
        var choices = Choose(piece[1..^1]).Select(choice => choice.Trim()).ToLookup(IsNamed);
        List<string> rest = [.. choices[false]];
        return ([.. choices[true]], rest.Count == 0 ? null : $"({string.Join('|', rest)})");

        static bool IsNamed(string choice) =>
            choice.StartsWith('{') && choice.IndexOf('}', StringComparison.Ordinal) == choice.Length - 1;
    }

    private List<Atom[]> Phrases(string written)
    {
        var phrases = new List<Atom[]> { Array.Empty<Atom>() };
        foreach (var piece in Cut(written))
        {
            if (piece[0] == '.') throw new RuleException("There is no gap within a phrase.");
            var next = piece[0] switch
            {
                '{' => Named(piece),
                '(' or '[' => Choices(piece),
                _ => [AtomsOf(piece)],
            };
            next = Gathered(next);
            if (piece[0] == '[') next = [.. next, []];
            phrases = [.. phrases.SelectMany(first => next.Select(second => (Atom[])[.. first, .. second]))];
            if (phrases.Exists(phrase => phrase.Length > PhraseLists.MaxPhrase))
                throw new RuleException($"A phrase has at most {PhraseLists.MaxPhrase} words.");
            if ((made += phrases.Count) > MaxPhrases)
                throw new RuleException($"These are more than {MaxPhrases} phrases.");
        }

        if (phrases.Exists(phrase => phrase.Length == 0)) throw new RuleException("A phrase has at least one word.");
        return phrases;
    }

    /// <summary>Puts phrases of one plain word together as one: a hundred kin after ten possessives are then one
    /// phrase, not a thousand.</summary>
    private static List<Atom[]> Gathered(List<Atom[]> phrases)
    {
        var single = phrases.Where(IsPlainWord).ToList();
        if (single.Count < 2) return phrases;
        var words = single.SelectMany(phrase => phrase[0].Words ?? (IEnumerable<string>)[phrase[0].Text]).ToHashSet();
        return [[new Atom(AtomKind.AnyOf, "", words)], .. phrases.Where(phrase => !IsPlainWord(phrase))];

        static bool IsPlainWord(Atom[] phrase) => phrase is [{ Kind: AtomKind.Word or AtomKind.AnyOf }];
    }

    private List<Atom[]> Named(string piece) => lists.TryGetValue(piece[1..^1], out var phrases)
        ? phrases : throw new RuleException($"There is no list {piece[1..^1]} above this line.");

    private List<Atom[]> Choices(string piece)
    {
        var choices = new List<Atom[]>();
        foreach (var choice in Choose(piece[1..^1])) choices.AddRange(Phrases(choice));
        return choices;
    }

    /// <summary>What stands between bars, not counting those in brackets within.</summary>
    private static IEnumerable<string> Choose(string written)
    {
        var (depth, from) = (0, 0);
        for (var at = 0; at < written.Length; at++)
        {
            depth += written[at] is '(' or '[' ? 1 : written[at] is ')' or ']' ? -1 : 0;
            if (written[at] != '|' || depth > 0) continue;
            yield return written[from..at];
            from = at + 1;
        }

        yield return written[from..];
    }

    /// <summary>A word as letters are read.</summary>
    public static string WordOf(string piece) =>
        !piece.Contains(' ', StringComparison.Ordinal) && AtomsOf(piece) is [{ Kind: AtomKind.Word } atom]
        ? atom.Text : throw new RuleException($"\"{piece}\" isn't one word.");

    private static Atom[] AtomsOf(string piece)
    {
        if (piece[0] == '<')
        {
            return [piece switch
            {
                "<number>" => new Atom(AtomKind.Number, ""),
                "<ordinal>" => new Atom(AtomKind.Ordinal, ""),
                "<year>" => new Atom(AtomKind.Year, ""),
                _ => throw new RuleException($"There are <number>, <ordinal> and <year>, not \"{piece}\"."),
            }];
        }

        // As letters are read: "can't" is one word, "twenty-one" two.
        var atoms = new List<Atom>();
        foreach (var word in piece.TrimEnd('*', '~').Split('-', StringSplitOptions.RemoveEmptyEntries))
        {
            var folded = new StringBuilder();
            foreach (var c in word)
            {
                var plain = Folding.Of(c);
                if (plain == Folding.Divides) throw new RuleException($"\"{c}\" in \"{piece}\" is no letter.");
                if (plain != Folding.Silent) folded.Append(plain);
            }

            if (folded.Length > 0) atoms.Add(new Atom(AtomKind.Word, folded.ToString()));
        }

        if (atoms.Count == 0) throw new RuleException($"\"{piece}\" is no word.");
        if (piece.EndsWith('*')) atoms[^1] = new Atom(AtomKind.Beginning, atoms[^1].Text);
        if (piece.EndsWith('~')) atoms[^1] = new Atom(AtomKind.AnyOf, "", [.. WordFamilies.Of(atoms[^1].Text)]);
        return [.. atoms];
    }

    /// <summary>Cuts at spaces outside brackets.</summary>
    private static List<string> Cut(string written)
    {
        var pieces = new List<string>();
        for (var at = 0; at < written.Length;)
        {
            if (char.IsWhiteSpace(written[at]))
            {
                at++;
                continue;
            }

            var end = written[at] is '(' or '[' or '{' or '<' ? Closing(written, at) + 1 : Plain(written, at);
            pieces.Add(written[at..end]);
            at = end;
        }

        return pieces;
    }

    private static int Plain(string written, int at)
    {
        while (at < written.Length && !char.IsWhiteSpace(written[at]) && written[at] is not ('(' or '[' or '{' or '<'))
        {
            if (written[at] is ')' or ']' or '}' or '>' or '|')
                throw new RuleException($"\"{written[at]}\" closes nothing.");
            at++;
        }

        return at;
    }

    private static int Closing(string written, int at)
    {
        var open = new Stack<char>();
        for (var i = at; i < written.Length; i++)
        {
            if (written[i] is '(' or '[' or '{' or '<') open.Push(written[i]);
            if (written[i] is not (')' or ']' or '}' or '>')) continue;
            if ("([{<".IndexOf(open.Pop()) != ")]}>".IndexOf(written[i])) break;
            if (open.Count == 0) return i;
        }

        throw new RuleException($"The bracket \"{written[at..Math.Min(written.Length, at + 20)]}\" isn't closed.");
    }
}
