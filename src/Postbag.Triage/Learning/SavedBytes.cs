using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Postbag.Triage.Learning;

/// <summary>Reads saved bytes that may have been made to harm: nothing is taken that isn't there, no number beyond its
/// bounds.</summary>
internal ref struct SavedBytes(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> left = bytes;

    public readonly bool IsAtEnd => left.IsEmpty;

    public static void Check(bool isSound)
    {
        if (!isSound) throw new InvalidDataException(
            "This triage model contradicts itself: learn again from the office's decisions.");
    }

    public byte Byte(byte least)
    {
        var value = Next<byte>();
        Check(value >= least);
        return value;
    }

    public int Int32(int least, int most)
    {
        var value = Next<int>();
        Check(value >= least && value <= most);
        return value;
    }

    public uint UInt32() => Next<uint>();

    public ulong UInt64() => Next<ulong>();

    public double Double(double least, double most)
    {
        var value = Next<double>();
        Check(value >= least && value <= most);
        return value;
    }

    /// <summary>A list as it was written, its length first.</summary>
    public T[] All<T>()
        where T : unmanaged
    {
        var count = Next<int>();
        Check(count >= 0 && (long)count * Unsafe.SizeOf<T>() <= left.Length);
        var values = new T[count];
        var size = count * Unsafe.SizeOf<T>();
        left[..size].CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        left = left[size..];
        return values;
    }

    /// <summary>Numbers, each finite and small enough to reckon with.</summary>
    public float[] Floats(int count = -1)
    {
        var values = All<float>();
        Check((count < 0 || values.Length == count) && values.All(value => Math.Abs(value) < 1e9f));
        return values;
    }

    /// <summary>All that hasn't been read.</summary>
    public readonly ReadOnlySpan<byte> Rest() => left;

    /// <summary>A string as <see cref="BinaryWriter"/> writes it.</summary>
    public string Text(int mostBytes)
    {
        int length = 0, shift = 0;
        for (byte part = 0x80; part >= 0x80; shift += 7)
        {
            Check(shift < 28);
            part = Next<byte>();
            length |= (part & 0x7F) << shift;
        }

        Check(length > 0 && length <= mostBytes && length <= left.Length);
        var text = Encoding.UTF8.GetString(left[..length]);
        left = left[length..];
        return text;
    }

    private T Next<T>()
        where T : unmanaged
    {
        Check(left.Length >= Unsafe.SizeOf<T>());
        var value = MemoryMarshal.Read<T>(left);
        left = left[Unsafe.SizeOf<T>()..];
        return value;
    }
}
