using System.Reflection;
using Postbag.Triage.Needs;

namespace Postbag.Triage.Axes;

/// <summary>A line of a starting set that can't be understood.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="What">What is wrong with it, as a sentence.</param>
public sealed record StartingSetError(int Line, string What);

/// <summary>
/// The axes an office begins with, from a file that anyone can read and edit: "axis KEY = title", below it indented
/// "label NAME = words", divided by commas; lines that are indented further go on. "#" begins a comment. Words are
/// written as in the rules of need: evict*, (a|b) c, [a] b.
/// </summary>
public static class StartingSet
{
    /// <summary>Guards memory: the file is written by hand.</summary>
    private const int MaxFileCharacters = 1 << 20;

    /// <summary>The text of the set that comes with the library, for an office to edit.</summary>
    public static string StandardText
    {
        get
        {
            using var reader = new StreamReader(
                Assembly.GetExecutingAssembly().GetManifestResourceStream("starting-set.txt")!);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The axes of a UK office: issue, urgency, sensitivity, who is responsible, kind of message. New ones
    /// each time.</summary>
    public static IReadOnlyList<Axis> Standard()
    {
        var (axes, errors) = Parse(StandardText);
        return axes ?? throw new InvalidDataException(
            $"The starting set that comes with the library is wrong in line {errors[0].Line}: {errors[0].What}");
    }

    /// <summary>Reads a starting set.</summary>
    /// <returns>The axes, null if there is an error; and every line that can't be understood.</returns>
    public static (IReadOnlyList<Axis>? Axes, IReadOnlyList<StartingSetError> Errors) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxFileCharacters)
            return (null, [new(1, $"A starting set has at most {MaxFileCharacters} characters.")]);
        var reading = new Reading();
        var errors = new List<StartingSetError>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var written = raw.Split('#')[0].TrimEnd();
            if (written.Length == 0) continue;
            try
            {
                reading.Read(written);
            }
            catch (RuleException wrong)
            {
                errors.Add(new StartingSetError(number, wrong.Message));
            }
        }

        if (reading.Drafts.Count == 0 && errors.Count == 0)
            errors.Add(new StartingSetError(1, "There is no axis in this set."));
        return errors.Count > 0 ? (null, errors) : ([.. reading.Drafts.Select(draft => draft.Make())], errors);
    }

    private sealed class Reading
    {
        private readonly RuleTerms terms = new();
        private List<Atom[]>? words;

        public List<Draft> Drafts { get; } = [];

        public void Read(string written)
        {
            var parts = written.Split('=', 2, StringSplitOptions.TrimEntries);
            if (!char.IsWhiteSpace(written[0]))
            {
                words = null;
                if (parts.Length != 2 || parts[1].Length == 0
                    || parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["axis", var key])
                    throw new RuleException("A line begins with \"axis KEY = title\"; labels are indented below it.");
                if (Drafts.Exists(draft => draft.Key == key))
                    throw new RuleException($"The axis {key} is there already.");
                Drafts.Add(new Draft(key, parts[1], []));
            }
            else if (Drafts.Count == 0)
            {
                throw new RuleException("A label belongs to an axis, and there is none above it.");
            }
            else if (parts.Length == 2 && parts[0].StartsWith("label ", StringComparison.Ordinal))
            {
                var name = parts[0]["label ".Length..].Trim();
                if (name.Length == 0) throw new RuleException("A label has a name.");
                if (Drafts[^1].Labels.Exists(label => label.Name == name))
                    throw new RuleException($"The label {name} is there already.");
                words = [];
                Drafts[^1].Labels.Add((name, words));
                words.AddRange(terms.PhrasesOf(parts[1]));
            }
            else
            {
                if (words is null) throw new RuleException("Words belong to a label: \"label NAME = words\".");
                words.AddRange(terms.PhrasesOf(written));
            }
        }
    }

    private sealed record Draft(string Key, string Title, List<(string Name, List<Atom[]> Words)> Labels)
    {
        public Axis Make()
        {
            var seeds = new SeedWords();
            foreach (var (name, words) in Labels) seeds.Add(name, words);
            return new Axis(Key, Title, seeds);
        }
    }
}
