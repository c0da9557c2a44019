using System.Runtime.InteropServices;

namespace Postbag.Grouping.Campaigns;

/// <summary>What is kept of every letter, copies too.</summary>
internal struct Entry
{
    /// <summary>The sender's address as a hash: people are told apart, not known.</summary>
    public ulong Sender;

    /// <summary>Where its words are kept; 0 for those that need not be judged again.</summary>
    public uint Tokens;

    /// <summary>Its cluster as it was put there; follow folds with <see cref="Clusters.Resolve"/>. -1 for
    /// none.</summary>
    public int Cluster;

    public int ArrivalCluster;

    /// <summary>The cluster it resembles; -1 for none.</summary>
    public int Like;

    public ushort OwnWords;
    public ushort BodyWords;
    public LetterStateByte State;
    public LetterStateByte ArrivalState;

    /// <summary>Shares in hundredths, for the reasons.</summary>
    public byte ShareOfLetter;
    public byte ShareOfTemplate;

    /// <summary>A person decided: nothing moves the letter any more.</summary>
    public byte Pinned;
}

/// <summary>A <see cref="LetterState"/> in one byte.</summary>
internal readonly record struct LetterStateByte(byte Value)
{
    public static implicit operator LetterStateByte(LetterState state) => new((byte)state);

    public static implicit operator LetterState(LetterStateByte state) => (LetterState)state.Value;
}

/// <summary>All letters by their number.</summary>
internal sealed class Ledger
{
    private Entry[] entries = new Entry[1 << 10];

    public int Count { get; private set; }

    public static int EntryBytes => Marshal.SizeOf<Entry>();

    public ref Entry this[int letter] => ref entries[letter];

    public int Add(ulong sender)
    {
        if (Count == entries.Length)
        {
            Array.Resize(ref entries, Count * 2);
        }

        entries[Count] = new Entry { Sender = sender, Cluster = -1, ArrivalCluster = -1, Like = -1 };
        return Count++;
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Count);
        to.Write(MemoryMarshal.AsBytes(entries.AsSpan(0, Count)));
    }

    public void Load(BinaryReader from)
    {
        Count = from.ReadInt32();
        entries = new Entry[Math.Max(1 << 10, Count)];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(entries.AsSpan(0, Count)));
    }
}
