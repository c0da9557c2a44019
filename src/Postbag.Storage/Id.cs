using System.Diagnostics.CodeAnalysis;

namespace Postbag.Storage;

/// <summary>The id of a <typeparamref name="T"/>: a version-7 UUID, so ids sort by when they were made.</summary>
/// <remarks>The type parameter keeps a case's id from being passed for a member's: the compiler is the first wall.
/// Written as 32 lower-case hexadecimal digits in URLs, logs and JSON.</remarks>
public readonly record struct Id<T>(Guid Value) : IParsable<Id<T>>, IComparable<Id<T>>
{
    /// <summary>A new id, dated by the clock.</summary>
    public static Id<T> New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    public static Id<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("Not an id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var ok = Guid.TryParse(s, out var value);
        result = new Id<T>(value);
        return ok;
    }

    /// <summary>Orders by the bytes as they are stored: oldest first.</summary>
    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("n");
}
