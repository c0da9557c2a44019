using System.Buffers;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>A message as it comes in: grows up to a limit, and within what may be in flight. Beyond either it swallows
/// the rest and remembers why, so that the client can be answered when it has finished.</summary>
internal sealed class MessageBuffer(BytesInFlight inFlight, int maxBytes) : IDisposable
{
    private const int FirstBytes = 16 << 10;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private long reserved;
    private int length;

    /// <summary>Whether the message is over the limit.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Whether there was no room for it.</summary>
    public bool IsCrowdedOut { get; private set; }

    /// <summary>Bytes that came in, swallowed ones included.</summary>
    public long Taken { get; private set; }

    public ReadOnlyMemory<byte> Message => bytes.AsMemory(0, length);

    /// <summary>Waits for room for the size the client states; for a usual letter's if it states none.</summary>
    public async Task ReserveAsync(long? stated, CancellationToken cancellationToken)
    {
        var wanted = Wanted(stated);
        await inFlight.ReserveAsync(wanted, cancellationToken);
        reserved = wanted;
    }

    /// <returns>False if there is no room now.</returns>
    public bool TryReserve(long? stated)
    {
        var wanted = Wanted(stated);
        if (!inFlight.TryReserve(wanted)) return false;
        reserved = wanted;
        return true;
    }

    public void Append(ReadOnlySpan<byte> more)
    {
        Taken += more.Length;
        if (IsTooLarge || IsCrowdedOut || !HasRoomFor(more.Length)) return;
        more.CopyTo(bytes.AsSpan(length));
        length += more.Length;
    }

    public void Dispose()
    {
        inFlight.Release(reserved);
        reserved = 0;
        ArrayPool<byte>.Shared.Return(bytes);
        (bytes, length) = ([], 0);
    }

    private long Wanted(long? stated) =>
        Math.Clamp(stated ?? FirstBytes, FirstBytes, Math.Max(FirstBytes, maxBytes));

    private bool HasRoomFor(int more)
    {
        var needed = (long)length + more;
        if (needed <= bytes.Length && needed <= maxBytes) return true;
        // Twice as much each time, but not beyond what was stated or what is allowed if that will do.
        var larger = Math.Max(needed, Math.Min(bytes.Length * 2L, needed <= reserved ? reserved : maxBytes));
        IsTooLarge = needed > maxBytes;
        IsCrowdedOut = !IsTooLarge && larger > reserved && !inFlight.TryReserve(larger - reserved);
        if (IsTooLarge || IsCrowdedOut)
        {
            length = 0;
            return false;
        }

        reserved = Math.Max(reserved, larger);
        var grown = ArrayPool<byte>.Shared.Rent((int)larger);
        bytes.AsSpan(0, length).CopyTo(grown);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = grown;
        return true;
    }
}
