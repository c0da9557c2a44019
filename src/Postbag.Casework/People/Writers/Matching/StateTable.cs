using System.Runtime.InteropServices;

namespace Postbag.Casework.People.Writers.Matching;

/// <summary>Where in a pattern one may be, the best way first, and what was read last; and where one comes to from
/// there with the next sign. Worked out when a text first asks for it, and kept: the next text only looks it
/// up.</summary>
/// <remarks>Safe for many threads. What nobody has asked for takes no room, and what there is is bounded: past
/// <see cref="MostStates"/> or <see cref="MostPlaces"/> it begins anew, so that texts made to need many states cost
/// time in proportion to their length and no memory.</remarks>
internal sealed class StateTable
{
    /// <summary>In an entry: the pattern was found before the sign that was read.</summary>
    public const ushort Found = 0x8000;

    /// <summary>Nothing more can come of it.</summary>
    public const ushort Dead = 1;

    private const ushort Unknown = 0;
    private const int MostStates = 4_000;
    private const int MostPlaces = 40_000;

    private readonly PatternSteps steps;
    private readonly bool isLongest;
    private readonly List<State> states = [];
    private readonly Dictionary<State, ushort> numbers = [];
    private readonly ushort[] firsts = new ushort[3];
    private readonly Lock gate = new();
    private readonly Walk walk;
    private ushort[] entries;
    private int places;

    /// <param name="steps">The pattern's.</param>
    /// <param name="isLongest">Whether a longer match goes before a better one.</param>
    public StateTable(PatternSteps steps, bool isLongest)
    {
        (this.steps, this.isLongest, walk) = (steps, isLongest, new Walk(steps, isLongest));
        entries = new ushort[8 * steps.GroupCount];
        // Unknown and Dead have no state of their own.
        states.Add(new State([], Before.Other));
        states.Add(states[0]);
    }

    /// <summary>By state and group of signs: the next state, with a mark if the pattern was found. 0 where nobody has
    /// asked yet. It grows: after <see cref="Ask"/> it has to be asked for again.</summary>
    public ushort[] Entries => Volatile.Read(ref entries);

    /// <summary>The state in which reading begins.</summary>
    /// <param name="before">The sign before it.</param>
    public ushort FirstBehind(byte before)
    {
        var kind = KindOf(before);
        if (Volatile.Read(ref firsts[(int)kind]) is not Unknown and var known) return known;
        lock (gate) return firsts[(int)kind] = NumberOf(new State([steps.First], kind));
    }

    /// <summary>Works out where one comes to.</summary>
    /// <param name="state">From where.</param>
    /// <param name="sign">What is read.</param>
    /// <returns>The entry; and the table that it belongs to, another one if this one is full.</returns>
    public (StateTable Table, ushort Entry) Ask(int state, byte sign)
    {
        lock (gate)
        {
            var place = (state * steps.GroupCount) + steps.GroupOf[sign];
            if (entries[place] != Unknown) return (this, entries[place]);
            var (next, isFound) = walk.From(states[state], sign);
            var isFull = states.Count >= MostStates || places >= MostPlaces;
            var table = isFull ? new StateTable(steps, isLongest) : this;
            var entry = (ushort)(table.NumberOf(next) | (isFound ? Found : 0));
            if (!isFull) entries[place] = entry;
            return (table, entry);
        }
    }

    public static Before KindOf(byte sign) =>
        sign == Signs.Edge ? Before.Edge : Signs.IsInWord(sign) ? Before.InWord : Before.Other;

    private ushort NumberOf(State state)
    {
        if (state.Steps.Length == 0) return Dead;
        if (numbers.TryGetValue(state, out var number)) return number;
        number = (ushort)states.Count;
        states.Add(state);
        places += state.Steps.Length;
        if (states.Count * steps.GroupCount > entries.Length)
        {
            var more = new ushort[entries.Length * 2];
            entries.CopyTo(more, 0);
            Volatile.Write(ref entries, more);
        }

        return numbers[state] = number;
    }

    /// <summary>What stands before the sign that is read next.</summary>
    internal enum Before : byte
    {
        Other,
        InWord,
        Edge,
    }

    internal readonly struct State(int[] steps, Before before) : IEquatable<State>
    {
        public int[] Steps => steps;

        public Before Before => before;

        public bool Equals(State other) =>
            before == other.Before && steps.AsSpan().SequenceEqual(other.Steps);

        public override bool Equals(object? obj) => obj is State other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(before);
            hash.AddBytes(MemoryMarshal.AsBytes(steps.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
