using System.Buffers;

namespace Postbag.Mime;

/// <summary>A list that begins on the stack and goes on in a rented array once it outgrows it. Dispose it.</summary>
internal ref struct PooledBuffer<T>(Span<T> initial)
    where T : unmanaged
{
    private Span<T> items = initial;
    private T[]? rented;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<T> Written => items[..Length];

    public void Append(T value)
    {
        if (Length == items.Length)
            Grow(1);
        items[Length++] = value;
    }

    public void Append(scoped ReadOnlySpan<T> value)
    {
        if (items.Length - Length < value.Length)
            Grow(value.Length);
        value.CopyTo(items[Length..]);
        Length += value.Length;
    }

    public void Clear() => Length = 0;

    public void Dispose()
    {
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
        rented = null;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(items.Length * 2, Length + count));
        Written.CopyTo(larger);
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
        items = rented = larger;
    }
}
