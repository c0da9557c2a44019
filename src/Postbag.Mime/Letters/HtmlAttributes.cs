namespace Postbag.Mime;

/// <summary>The attributes that layout and the zones of a letter depend on, as they are written in one start
/// tag.</summary>
internal ref struct HtmlAttributes
{
    public ReadOnlySpan<char> Style, Class, Id, Href, Alt, Width, Height, Type, Start, Role;
    public bool IsHidden, IsCite;

    /// <summary>Reads them; a repeated attribute counts the first time, as in browsers.</summary>
    public static HtmlAttributes Read(ReadOnlySpan<char> text)
    {
        var attributes = default(HtmlAttributes);
        var position = 0;
        while (true)
        {
            while (position < text.Length && IsSpaceOrSlash(text[position])) position++;
            if (position == text.Length) return attributes;

            var nameStart = position++;
            while (position < text.Length && text[position] != '=' && !IsSpaceOrSlash(text[position])) position++;
            var name = text[nameStart..position];
            while (position < text.Length && IsSpace(text[position])) position++;
            if (position == text.Length || text[position] != '=')
            {
                attributes.Set(name, []);
                continue;
            }
            position++;
            while (position < text.Length && IsSpace(text[position])) position++;
            attributes.Set(name, Value(text, ref position));
        }
    }

    private static ReadOnlySpan<char> Value(ReadOnlySpan<char> text, scoped ref int position)
    {
        if (position < text.Length && text[position] is '"' or '\'')
        {
            var end = text[(position + 1)..].IndexOf(text[position]);
            if (end >= 0)
            {
                var quoted = text.Slice(position + 1, end);
                position += end + 2;
                return quoted;
            }
        }
        var start = position;
        while (position < text.Length && !IsSpace(text[position])) position++;
        return text[start..position];
    }

    private void Set(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name.Length)
        {
            case 2 when Id.IsEmpty && Is(name, "id"):
                Id = value;
                break;
            case 3 when Alt.IsEmpty && Is(name, "alt"):
                Alt = value;
                break;
            case 4 when Href.IsEmpty && Is(name, "href"):
                Href = value;
                break;
            case 4 when Type.IsEmpty && Is(name, "type"):
                Type = value;
                IsCite = Is(value, "cite");
                break;
            case 4 when Role.IsEmpty && Is(name, "role"):
                Role = value;
                break;
            case 4 when Is(name, "cite"):
                IsCite = true;
                break;
            case 5 when Style.IsEmpty && Is(name, "style"):
                Style = value;
                break;
            case 5 when Class.IsEmpty && Is(name, "class"):
                Class = value;
                break;
            case 5 when Width.IsEmpty && Is(name, "width"):
                Width = value;
                break;
            case 5 when Start.IsEmpty && (Is(name, "start") || Is(name, "value")):
                Start = value;
                break;
            case 6 when Height.IsEmpty && Is(name, "height"):
                Height = value;
                break;
            case 6 when Is(name, "hidden"):
                IsHidden = true;
                break;
        }
    }

    private static bool Is(ReadOnlySpan<char> written, ReadOnlySpan<char> name) =>
        written.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';

    private static bool IsSpaceOrSlash(char c) => IsSpace(c) || c == '/';
}
