using System.Runtime.InteropServices;

namespace Postbag.Grouping.Matching;

/// <summary>
/// Which owners (campaigns, or letters that stand alone) have a run of words. Eight bytes an entry: half of the hash
/// and the owner; two different runs with the same half are one in four thousand million and only cost a look.
/// </summary>
/// <param name="ownersPerShingle">How many owners one run may have; the later ones are left out, because a run that
/// many share tells none of them apart.</param>
internal sealed class ShingleIndex(int ownersPerShingle)
{
    private ulong[] slots = new ulong[1 << 10];

    public int Count { get; private set; }

    public long SizeBytes => slots.Length * 8L;

    /// <summary>Adds an owner; false if the run has all the owners it may have, or this one already.</summary>
    public bool Add(ulong shingle, int owner)
    {
        if ((Count + 1) * 4L > slots.Length * 3L)
        {
            Resize(slots.Length * 2);
        }

        var tag = Tag(shingle);
        var mask = slots.Length - 1;
        var same = 0;
        var slot = Place(tag, mask);
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if ((uint)(slots[slot] >> 32) == tag)
            {
                if ((int)slots[slot] == owner || ++same >= ownersPerShingle)
                {
                    return false;
                }
            }
        }

        slots[slot] = ((ulong)tag << 32) | (uint)owner;
        Count++;
        return true;
    }

    /// <summary>Writes the owners of a run; says how many there are.</summary>
    public int Find(ulong shingle, Span<int> owners)
    {
        var tag = Tag(shingle);
        var mask = slots.Length - 1;
        var found = 0;
        for (var slot = Place(tag, mask); slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if ((uint)(slots[slot] >> 32) == tag && found < owners.Length)
            {
                owners[found++] = (int)slots[slot];
            }
        }

        return found;
    }

    /// <summary>Drops the owners that <paramref name="isGone"/> names. Costs a pass over the whole index.</summary>
    public void Sweep(Func<int, bool> isGone)
    {
        var old = slots;
        slots = new ulong[old.Length];
        Count = 0;
        foreach (var entry in old)
        {
            if (entry != 0 && !isGone((int)entry))
            {
                Insert(entry);
            }
        }
    }

    /// <summary>Halves of hashes are never 0, which marks an empty slot.</summary>
    private static uint Tag(ulong shingle) => (uint)(shingle >> 32) | 1;

    private static int Place(uint tag, int mask) => (int)((tag * 0x9E3779B1u) >> 3) & mask;

    private void Resize(int size)
    {
        var old = slots;
        slots = new ulong[size];
        Count = 0;
        foreach (var entry in old)
        {
            if (entry != 0)
            {
                Insert(entry);
            }
        }
    }

    private void Insert(ulong entry)
    {
        var mask = slots.Length - 1;
        var slot = Place((uint)(entry >> 32), mask);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        slots[slot] = entry;
        Count++;
    }

    public void Save(BinaryWriter to)
    {
        to.Write(slots.Length);
        to.Write(Count);
        to.Write(MemoryMarshal.AsBytes(slots.AsSpan()));
    }

    public void Load(BinaryReader from)
    {
        slots = new ulong[from.ReadInt32()];
        Count = from.ReadInt32();
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(slots.AsSpan()));
    }
}
