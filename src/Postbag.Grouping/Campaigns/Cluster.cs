using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>Letters that say the same. A campaign once three people sent it; until then nobody hears of it.</summary>
internal sealed class Cluster(int id, int family)
{
    private readonly List<ulong> copySenders = [];

    public int Id { get; } = id;

    /// <summary>Clusters that grew out of one another, or share text, have one family.</summary>
    public int Family { get; set; } = family;

    public Template Template { get; } = new();

    /// <summary>The letters whose words are kept, in order of their number.</summary>
    public SortedSet<int> Edited { get; } = [];

    /// <summary>How many plain copies there are besides.</summary>
    public int Copies { get; set; }

    /// <summary>The cluster this one became part of; -1 while it stands.</summary>
    public int FoldedInto { get; set; } = -1;

    public bool IsDissolved { get; set; }

    public bool IsNamed { get; set; }

    /// <summary>The larger cluster whose ask it turns round; -1 for none.</summary>
    public int Contradicts { get; set; } = -1;

    /// <summary>A person founded it: it has its name whoever is in it.</summary>
    public bool IsByHand { get; set; }

    public int Letters => Edited.Count + Copies;

    public bool Stands => FoldedInto < 0 && !IsDissolved;

    /// <summary>Places of the template where people put something different each: a name, a town.</summary>
    public HashSet<int> Slots { get; } = [];

    /// <summary>What its letters have besides the template: the first sign of a sibling.</summary>
    public ResidualMemory Residuals { get; } = new();

    /// <summary>How many letters there were when it was last revised.</summary>
    public int RevisedAt { get; set; }

    /// <summary>How many edited letters it had when they were last laid side by side.</summary>
    public int LookedAt { get; set; }

    /// <summary>Looking costs a pass over all edited letters: where they are many it waits for an eighth more of
    /// them.</summary>
    public bool IsWorthALook => Edited.Count < 64 || Edited.Count >= LookedAt + (LookedAt / 8);

    public IReadOnlyList<ulong> CopySenders => copySenders;

    public void CountCopy(ulong sender)
    {
        Copies++;
        RememberCopySender(sender);
    }

    /// <summary>A few are enough: more are only counted when somebody asks.</summary>
    public void RememberCopySender(ulong sender)
    {
        if (copySenders.Count < 8 && !copySenders.Contains(sender))
        {
            copySenders.Add(sender);
        }
    }

    public bool IsSlot(int from, int end)
    {
        for (var place = from - 1; place <= end + 1; place++)
        {
            if (Slots.Contains(place))
            {
                return true;
            }
        }

        return false;
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Family);
        to.Write(Copies);
        to.Write(FoldedInto);
        to.Write(IsDissolved);
        to.Write(IsNamed);
        to.Write(IsByHand);
        to.Write(Contradicts);
        to.Write(RevisedAt);
        to.Write(LookedAt);
        Template.Save(to);
        to.Write(Edited.Count);
        foreach (var letter in Edited)
        {
            to.Write(letter);
        }

        to.Write(Slots.Count);
        foreach (var slot in Slots.Order())
        {
            to.Write(slot);
        }

        to.Write(copySenders.Count);
        foreach (var sender in copySenders)
        {
            to.Write(sender);
        }

        Residuals.Save(to);
    }

    public static Cluster Load(int id, BinaryReader from, Vocabulary vocabulary, int shingleWords)
    {
        var cluster = new Cluster(id, from.ReadInt32())
        {
            Copies = from.ReadInt32(),
            FoldedInto = from.ReadInt32(),
            IsDissolved = from.ReadBoolean(),
            IsNamed = from.ReadBoolean(),
            IsByHand = from.ReadBoolean(),
            Contradicts = from.ReadInt32(),
            RevisedAt = from.ReadInt32(),
            LookedAt = from.ReadInt32(),
        };
        cluster.Template.Load(from, vocabulary, shingleWords);
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            cluster.Edited.Add(from.ReadInt32());
        }

        for (var n = from.ReadInt32(); n > 0; n--)
        {
            cluster.Slots.Add(from.ReadInt32());
        }

        for (var n = from.ReadInt32(); n > 0; n--)
        {
            cluster.copySenders.Add(from.ReadUInt64());
        }

        cluster.Residuals.Load(from);
        return cluster;
    }
}
