using Postbag.Grouping;

namespace Postbag.Casework.Campaigns;

/// <summary>An office's grouping in memory, at a certain step, and which letter of it is which message.</summary>
/// <remarks>Deterministic: the same steps give the same desk, byte for byte. Not safe for more than one
/// thread.</remarks>
internal sealed class GroupingDesk
{
    private const int FormatVersion = 1;

    private readonly LetterGrouper grouper;
    private readonly List<long> messages = [];
    private readonly Dictionary<long, int> letters = [];

    /// <summary>What the pages show of each letter: what has to be written again is what differs from it.</summary>
    private readonly List<Shown> shown = [];

    private GroupingDesk(LetterGrouper grouper) => this.grouper = grouper;

    public GroupingDesk()
        : this(new LetterGrouper())
    {
    }

    /// <summary>How many steps it has been told.</summary>
    public long Position { get; private set; }

    /// <summary>How many steps it had been told when it was last kept as a snapshot.</summary>
    public long SnapshotPosition { get; set; }

    public int Letters => messages.Count;

    /// <summary>How many letters there were when all were last judged anew.</summary>
    public int SettledLetters { get; private set; }

    /// <summary>Takes in a letter, which has to be the step's.</summary>
    public Decision Add(IncomingLetter letter)
    {
        Position++;
        letters.Add(letter.Number, messages.Count);
        messages.Add(letter.Number);
        var decision = grouper.Add(new Letter(letter.Person, letter.Subject, letter.Text));
        shown.Add(Shown.Of(decision));
        return decision;
    }

    /// <summary>Does what a step other than a letter says.</summary>
    /// <param name="texts">The letters that a split names: plain copies are read again.</param>
    /// <returns>The campaign that was made; null if none was.</returns>
    public int? Apply(GroupingStep step, IReadOnlyDictionary<long, IncomingLetter>? texts = null)
    {
        Position++;
        try
        {
            return Do(step, texts);
        }
        catch (ArgumentException)
        {
            // The campaign was dissolved before the correction reached it: there is nothing left to correct, and every
            // replay finds the same.
            return null;
        }
    }

    private int? Do(GroupingStep step, IReadOnlyDictionary<long, IncomingLetter>? texts)
    {
        switch (step.Act)
        {
            case GroupingAct.Settle:
                grouper.Settle();
                return null;
            case GroupingAct.SettleAll:
                grouper.SettleAll();
                SettledLetters = Letters;
                return null;
            case GroupingAct.OwnText:
                grouper.AddOwnText(step.Content!);
                return null;
            case GroupingAct.Put:
                if (letters.TryGetValue(step.Message!.Value, out var put)) grouper.PinLetter(put, step.Campaign);
                return null;
            case GroupingAct.LetGo:
                if (letters.TryGetValue(step.Message!.Value, out var free)) grouper.UnpinLetter(free);
                return null;
            case GroupingAct.Split:
                return grouper.SplitOff(
                    NumberText.Read(step.Content!).Where(letters.ContainsKey).Select(n => letters[n]).ToList(),
                    letter => texts?.GetValueOrDefault(messages[letter])?.Text);
            case GroupingAct.Same:
                return grouper.PinSame(step.Campaign!.Value, step.Other!.Value);
            case GroupingAct.Shown:
                for (var letter = 0; letter < Letters; letter++) shown[letter] = Shown.Of(grouper.Now(letter));
                return null;
            default:
                throw new InvalidOperationException($"A letter is added, not applied ({step.Act}).");
        }
    }

    /// <summary>The letters of which the pages show something else than what is true now.</summary>
    public IEnumerable<(long Message, Decision Now, int? Before)> Changed()
    {
        for (var letter = 0; letter < Letters; letter++)
        {
            var now = grouper.Now(letter);
            if (Shown.Of(now) != shown[letter])
                yield return (messages[letter], now, shown[letter].Campaign < 0 ? null : shown[letter].Campaign);
        }
    }

    public Decision Now(long message) => grouper.Now(letters[message]);

    public LetterSpans Spans(IncomingLetter letter) => grouper.Spans(letters[letter.Number], letter.Text);

    public int FamilyOf(int campaign) => grouper.FamilyOf(campaign);

    /// <summary>The campaign this one is part of now; null if it stands no more.</summary>
    public int? StandingFor(int campaign) => grouper.StandingFor(campaign);

    public IReadOnlyList<GroupingEvent> TakeEvents() => grouper.TakeEvents();

    public void Save(Stream stream)
    {
        using var to = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        to.Write(FormatVersion);
        to.Write(Position);
        to.Write(SettledLetters);
        to.Write(messages.Count);
        for (var letter = 0; letter < messages.Count; letter++)
        {
            to.Write7BitEncodedInt64(messages[letter]);
            shown[letter].Save(to);
        }

        grouper.Save(stream);
    }

    /// <exception cref="InvalidDataException">Another version's, or damaged: begin from the first step
    /// instead.</exception>
    public static GroupingDesk Load(Stream stream)
    {
        using var from = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            if (from.ReadInt32() != FormatVersion) throw new InvalidDataException("A snapshot of another version.");
            var (position, settled, count) = (from.ReadInt64(), from.ReadInt32(), from.ReadInt32());
            var kept = new List<(long Message, Shown Shown)>(count);
            for (var letter = 0; letter < count; letter++) kept.Add((from.Read7BitEncodedInt64(), Shown.Load(from)));
            var desk = new GroupingDesk(LetterGrouper.Load(stream))
            {
                Position = position, SnapshotPosition = position, SettledLetters = settled,
            };
            foreach (var (message, shown) in kept)
            {
                desk.letters.Add(message, desk.messages.Count);
                desk.messages.Add(message);
                desk.shown.Add(shown);
            }

            return desk;
        }
        catch (EndOfStreamException failure)
        {
            throw new InvalidDataException("The snapshot is cut off.", failure);
        }
    }

    /// <summary>What the pages show of a letter, without what follows from it.</summary>
    private readonly record struct Shown(LetterState State, int Campaign, int Like, int OwnWords)
    {
        public static Shown Of(Decision decision) => new(
            decision.State, decision.Campaign ?? -1, decision.Like ?? -1, decision.OwnWords);

        public void Save(BinaryWriter to)
        {
            to.Write((byte)State);
            // One more, because -1 would take five bytes.
            to.Write7BitEncodedInt(Campaign + 1);
            to.Write7BitEncodedInt(Like + 1);
            to.Write7BitEncodedInt(OwnWords);
        }

        public static Shown Load(BinaryReader from) => new(
            (LetterState)from.ReadByte(), from.Read7BitEncodedInt() - 1, from.Read7BitEncodedInt() - 1,
            from.Read7BitEncodedInt());
    }
}
