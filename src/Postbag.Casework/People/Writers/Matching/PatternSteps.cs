namespace Postbag.Casework.People.Writers.Matching;

internal enum StepKind : byte
{
    /// <summary>Reads one character of a set, and goes on.</summary>
    Read,

    /// <summary>Goes on in two ways, of which the first is the better.</summary>
    Fork,

    /// <summary>Goes on where a border is.</summary>
    Pass,

    /// <summary>The pattern is found.</summary>
    Found,
}

/// <param name="Next">The step behind it.</param>
/// <param name="Other">Of a fork the other way; of a reading the set's number; of a border its kind.</param>
internal readonly record struct Step(StepKind Kind, int Next, int Other);

/// <summary>A pattern as steps from character to character, forwards or backwards.</summary>
internal sealed class PatternSteps
{
    /// <summary>Guards memory against a pattern that multiplies itself.</summary>
    private const int Most = 100_000;

    private readonly List<Step> steps = [];
    private readonly List<UInt128> sets = [];
    private readonly Dictionary<UInt128, int> numbers = [];
    private readonly bool isBackwards;

    /// <param name="pattern">The pattern.</param>
    /// <param name="isBackwards">Whether a text is read from its end.</param>
    /// <param name="isSearch">Whether it may begin anywhere behind where the reading begins; the earlier the
    /// better.</param>
    public PatternSteps(PatternNode pattern, bool isBackwards, bool isSearch)
    {
        this.isBackwards = isBackwards;
        First = Before(pattern, Add(StepKind.Found, 0, 0));
        if (isSearch)
        {
            var fork = Add(StepKind.Fork, First, 0);
            steps[fork] = steps[fork] with { Other = Add(StepKind.Read, fork, NumberOf(Signs.All)) };
            First = fork;
        }

        GroupOf = Groups();
        GroupCount = GroupOf.Max() + 1;
    }

    /// <summary>Where it begins.</summary>
    public int First { get; }

    public int Count => steps.Count;

    /// <summary>Each sign's group: the pattern tells those of one group apart nowhere.</summary>
    public byte[] GroupOf { get; }

    public int GroupCount { get; }

    public Step this[int step] => steps[step];

    /// <summary>Whether a step that reads takes a sign.</summary>
    public bool Takes(in Step step, byte sign) => (sets[step.Other] & Signs.Bit(sign)) != 0;

    private int Add(StepKind kind, int next, int other)
    {
        if (steps.Count == Most) throw new FormatException("A pattern repeats too much.");
        steps.Add(new Step(kind, next, other));
        return steps.Count - 1;
    }

    /// <returns>The step with which the part begins that goes on with the given one.</returns>
    private int Before(PatternNode part, int next)
    {
        switch (part)
        {
            case OneOf one: return Add(StepKind.Read, next, NumberOf(one.Signs));
            case Border border: return Add(StepKind.Pass, next, (int)Seen(border.Kind));
            case InRow row:
                foreach (var one in isBackwards ? row.Parts : row.Parts.Reverse()) next = Before(one, next);
                return next;
            case Either either:
                var begin = Before(either.Choices[^1], next);
                for (var i = either.Choices.Count - 2; i >= 0; i--)
                    begin = Add(StepKind.Fork, Before(either.Choices[i], next), begin);
                return begin;
            case Repeated repeated: return BeforeRepeated(repeated, next);
            default: throw new NotSupportedException($"A pattern has {part} in it.");
        }
    }

    private int BeforeRepeated(Repeated repeated, int next)
    {
        var begin = next;
        if (repeated.Most is not { } most)
        {
            begin = Add(StepKind.Fork, 0, next);
            steps[begin] = steps[begin] with { Next = Before(repeated.Part, begin) };
        }
        else
        {
            for (var i = repeated.Least; i < most; i++) begin = Add(StepKind.Fork, Before(repeated.Part, begin), next);
        }

        for (var i = 0; i < repeated.Least; i++) begin = Before(repeated.Part, begin);
        return begin;
    }

    /// <summary>What begins the text for who reads forwards ends it for who reads backwards.</summary>
    private BorderKind Seen(BorderKind kind) => (isBackwards, kind) switch
    {
        (true, BorderKind.OfStart) => BorderKind.OfEnd,
        (true, BorderKind.OfEnd) => BorderKind.OfStart,
        _ => kind,
    };

    private int NumberOf(UInt128 set)
    {
        if (numbers.TryGetValue(set, out var number)) return number;
        sets.Add(set);
        return numbers[set] = sets.Count - 1;
    }

    private byte[] Groups()
    {
        var groups = new byte[Signs.Count];
        for (byte sign = 0; sign < Signs.Count; sign++)
            groups[sign] = sign == Signs.Edge ? (byte)2 : Signs.IsInWord(sign) ? (byte)1 : (byte)0;
        foreach (var set in sets)
        {
            var split = new Dictionary<(byte Group, bool IsIn), byte>();
            for (byte sign = 0; sign < Signs.Count; sign++)
            {
                var key = (groups[sign], (set & Signs.Bit(sign)) != 0);
                if (!split.TryGetValue(key, out var group)) split.Add(key, group = (byte)split.Count);
                groups[sign] = group;
            }
        }

        return groups;
    }
}
