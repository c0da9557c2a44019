namespace Postbag.Casework.People.Writers.Matching;

/// <summary>Finds a pattern in texts: the earliest place where it matches, and there the best way, as a regular
/// expression of the framework's would (<see cref="PatternReader"/> says which are understood). Each character is
/// looked at once, whatever is written: letters come from anybody, and a pattern that goes back and forth can be made
/// to do so for hours.</summary>
/// <remarks>The framework has such automata too; each keeps 2.3 MB of what it was made with, and there are fifty.
/// Nothing is made before it is first asked. Safe for many threads.</remarks>
internal sealed class PatternMatcher
{
    private readonly Lazy<Reading> forwards;
    private readonly Lazy<Reading> backwards;

    /// <exception cref="FormatException">The pattern isn't understood; when it is first looked for.</exception>
    public PatternMatcher(string pattern)
    {
        Pattern = pattern;
        forwards = new(() => new Reading(new PatternSteps(PatternReader.Read(pattern), false, true), false));
        backwards = new(() => new Reading(new PatternSteps(PatternReader.Read(pattern), true, false), true));
    }

    public string Pattern { get; }

    public bool IsIn(string text) => EndFrom(text, 0, true) >= 0;

    /// <summary>Where the first match ends that begins at a place or behind it; -1 if there is none.</summary>
    public int EndFrom(string text, int from) => EndFrom(text, from, false);

    /// <summary>The first match that begins at a place or behind it; null if there is none.</summary>
    public (int Offset, int Length)? First(string text, int from)
    {
        var end = EndFrom(text, from, false);
        if (end < 0) return null;
        var start = StartOf(text, from, end);
        return (start, end - start);
    }

    /// <summary>All matches, each behind the one before.</summary>
    public IReadOnlyList<(int Offset, int Length)> All(string text)
    {
        var all = new List<(int Offset, int Length)>();
        for (var from = 0; from <= text.Length && First(text, from) is { } match;)
        {
            all.Add(match);
            from = match.Offset + Math.Max(1, match.Length);
        }

        return all;
    }

    private int EndFrom(string text, int from, bool isAnyEnough)
    {
        var reading = forwards.Value;
        var (table, groups, count) = (reading.Table, reading.GroupOf, reading.GroupCount);
        var signs = Signs.OfCharacters;
        int state = table.FirstBehind(from == 0 ? Signs.Edge : signs[text[from - 1]]);
        var entries = table.Entries;
        var last = -1;
        for (var i = from; i <= text.Length; i++)
        {
            var sign = i < text.Length ? signs[text[i]] : Signs.Edge;
            var entry = entries[(state * count) + groups[sign]];
            if (entry == 0)
            {
                (table, entry) = reading.Ask(table, state, sign);
                entries = table.Entries;
            }

            if ((entry & StateTable.Found) != 0)
            {
                last = i;
                if (isAnyEnough) break;
            }

            state = entry & ~StateTable.Found;
            if (state == StateTable.Dead) break;
        }

        return last;
    }

    /// <summary>Where the match begins that ends at a place: the earliest there is, since nothing earlier had
    /// matched.</summary>
    private int StartOf(string text, int from, int end)
    {
        var reading = backwards.Value;
        var (table, groups, count) = (reading.Table, reading.GroupOf, reading.GroupCount);
        var signs = Signs.OfCharacters;
        int state = table.FirstBehind(end == text.Length ? Signs.Edge : signs[text[end]]);
        var entries = table.Entries;
        var first = end;
        for (var i = end - 1; i >= from - 1; i--)
        {
            var sign = i >= 0 ? signs[text[i]] : Signs.Edge;
            var entry = entries[(state * count) + groups[sign]];
            if (entry == 0)
            {
                (table, entry) = reading.Ask(table, state, sign);
                entries = table.Entries;
            }

            if ((entry & StateTable.Found) != 0) first = i + 1;
            state = entry & ~StateTable.Found;
            if (state == StateTable.Dead) break;
        }

        return first;
    }

    /// <summary>One way of reading, with the table that holds what is known of it by now.</summary>
    private sealed class Reading(PatternSteps steps, bool isLongest)
    {
        private StateTable table = new(steps, isLongest);

        public StateTable Table => Volatile.Read(ref table);

        public byte[] GroupOf => steps.GroupOf;

        public int GroupCount => steps.GroupCount;

        public (StateTable Table, ushort Entry) Ask(StateTable asked, int state, byte sign)
        {
            var (other, entry) = asked.Ask(state, sign);
            if (!ReferenceEquals(other, asked)) Volatile.Write(ref table, other);
            return (other, entry);
        }
    }
}
