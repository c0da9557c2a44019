using System.Buffers;

namespace Postbag.Mime;

/// <summary>
/// Phrases in many languages to be found anywhere in a text, whatever their case. Those in ASCII are searched for apart
/// from the others: that is many times faster, and most letters need no more.
/// </summary>
internal sealed class Phrases
{
    private readonly SearchValues<string> _ascii;
    private readonly SearchValues<string>? _others;

    public Phrases(IReadOnlyCollection<string> phrases)
    {
        _ascii = SearchValues.Create([.. phrases.Where(phrase => Ascii.IsValid(phrase))],
            StringComparison.OrdinalIgnoreCase);
        string[] others = [.. phrases.Where(phrase => !Ascii.IsValid(phrase))];
        if (others.Length > 0) _others = SearchValues.Create(others, StringComparison.OrdinalIgnoreCase);
    }

    public bool StandIn(ReadOnlySpan<char> text) =>
        text.ContainsAny(_ascii) || _others is not null && !Ascii.IsValid(text) && text.ContainsAny(_others);
}
