using System.Buffers;

namespace Postbag.Mime;

/// <summary>Text being put together on the stack, in a rented array once it outgrows it. Dispose it.</summary>
internal ref struct TextBuffer(Span<char> initial)
{
    private Span<char> chars = initial;
    private char[]? rented;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Written => chars[..Length];

    public void Append(char value)
    {
        if (Length == chars.Length)
            Grow(1);
        chars[Length++] = value;
    }

    public void Append(scoped ReadOnlySpan<char> value)
    {
        value.CopyTo(Reserve(value.Length));
        Length += value.Length;
    }

    /// <summary>Appends bytes of which each is one character (ASCII, or bytes known to be Latin-1).</summary>
    public void AppendAscii(scoped ReadOnlySpan<byte> value)
    {
        Length += Encoding.Latin1.GetChars(value, Reserve(value.Length));
    }

    public void AppendUtf8(scoped ReadOnlySpan<byte> value)
    {
        Length += Encoding.UTF8.GetChars(value, Reserve(value.Length));
    }

    /// <summary>Takes white space off the end, but nothing before <paramref name="start"/>.</summary>
    public void TrimEnd(int start)
    {
        while (Length > start && chars[Length - 1] is ' ' or '\t')
            Length--;
    }

    /// <summary>The text, but for NUL: no database takes it, and no sender meant it.</summary>
    public override readonly string ToString()
    {
        var text = new string(Written);
        return text.Contains('\0') ? text.Replace("\0", "", StringComparison.Ordinal) : text;
    }

    public void Dispose()
    {
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        rented = null;
    }

    private Span<char> Reserve(int count)
    {
        if (chars.Length - Length < count)
            Grow(count);
        return chars[Length..];
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(chars.Length * 2, Length + count));
        Written.CopyTo(larger);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        chars = rented = larger;
    }
}
