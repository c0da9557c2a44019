namespace Postbag.Places.Building;

/// <summary>Writes numbers of few bits one behind the other, the lowest bit first.</summary>
internal sealed class BitWriter(Stream target)
{
    private ulong pending;
    private int count;

    public void Write(ulong value, int bits)
    {
        pending |= value << count;
        count += bits;
        for (; count >= 8; count -= 8, pending >>= 8) target.WriteByte((byte)pending);
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public void Finish()
    {
        if (count > 0) target.WriteByte((byte)pending);
        (pending, count) = (0, 0);
    }
}
