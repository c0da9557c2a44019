using System.Collections;

namespace Postbag.Mime;

/// <summary>A header: its fields in the order in which they stood, trace fields included. Looking a field up walks the
/// list, which <see cref="ReadOptions.MaxHeaderFields"/> bounds.</summary>
public sealed class HeaderFields : IReadOnlyList<HeaderField>
{
    private readonly ReadContext context;
    private readonly FieldSpan[] spans;

    internal HeaderFields(ReadContext context, FieldSpan[] spans)
    {
        this.context = context;
        this.spans = spans;
    }

    /// <summary>How many fields there are.</summary>
    public int Count => spans.Length;

    /// <summary>The field at a place, counted from 0.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <returns>The field.</returns>
    public HeaderField this[int index] => new(context, spans[index]);

    /// <summary>The decoded value of the first field of a name.</summary>
    /// <param name="name">The name, in any case, without a colon.</param>
    /// <returns>The value; null if there is no such field.</returns>
    public string? this[string name] => First(name)?.Value;

    /// <summary>The first field of a name.</summary>
    /// <param name="name">The name, in any case, without a colon.</param>
    /// <returns>The field; null if there is none.</returns>
    public HeaderField? First(string name)
    {
        foreach (var span in spans)
        {
            if (IsNamed(span, name))
                return new HeaderField(context, span);
        }

        return null;
    }

    /// <summary>All fields of a name, in the order in which they stood.</summary>
    /// <param name="name">The name, in any case, without a colon.</param>
    /// <returns>The fields; none if there is none.</returns>
    public IEnumerable<HeaderField> All(string name)
    {
        foreach (var span in spans)
        {
            if (IsNamed(span, name))
                yield return new HeaderField(context, span);
        }
    }

    /// <summary>Whether there is a field of a name.</summary>
    /// <param name="name">The name, in any case, without a colon.</param>
    /// <returns>True if there is at least one.</returns>
    public bool Has(string name) => First(name) is not null;

    /// <summary>Walks the fields.</summary>
    /// <returns>The fields in order.</returns>
    public IEnumerator<HeaderField> GetEnumerator()
    {
        foreach (var span in spans)
            yield return new HeaderField(context, span);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool IsNamed(int index, string name) => IsNamed(spans[index], name);

    private bool IsNamed(FieldSpan span, string name)
    {
        var field = context.Slice(span.Start, span.End);
        if (field.Length <= name.Length || !Ascii.EqualsIgnoreCase(field[..name.Length], name))
            return false;

        // Obsolete: white space before the colon (RFC 5322 §4.5).
        var after = field[name.Length..];
        return after[0] == ':' || after.TrimStart(" \t"u8) is [(byte)':', ..];
    }
}
