namespace Postbag.Mime;

internal enum HtmlTokenKind { End, Text, StartTag, EndTag }

/// <summary>
/// Cuts HTML into text and tags in one pass, as browsers do (WHATWG HTML §13.2.5), but keeping text where a browser
/// would lose it: an unfinished tag, comment or style sheet hides nothing but itself, and "&lt;jane@example.org&gt;" is
/// text.
/// </summary>
/// <remarks>
/// Never searches the same stretch twice for what isn't there: what was sought in vain up to the end of the input is
/// remembered, so ten thousand unfinished comments cost no more than one.
/// </remarks>
internal ref struct HtmlTokenizer(ReadOnlySpan<char> html)
{
    private readonly ReadOnlySpan<char> _html = html;
    private readonly int _lastDoubleQuote = html.LastIndexOf('"');
    private readonly int _lastSingleQuote = html.LastIndexOf('\'');
    private int _position;
    private bool _ignoresQuotes;
    private bool _noMoreTags;
    private bool _noMoreCommentEnds;
    private bool _noMoreCdataEnds;

    public HtmlTokenKind Kind { get; private set; }

    /// <summary>Text, its references not decoded.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    /// <summary>A tag's name, as it is written.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>What stands between a start tag's name and its end.</summary>
    public ReadOnlySpan<char> Attributes { get; private set; }

    /// <summary>Goes to the next token; false at the end.</summary>
    public bool Next()
    {
        while (_position < _html.Length)
        {
            if (_noMoreTags) return TextUntil(_html.Length);
            if (_html[_position] != '<') return TextUntil(NextBracket(_position));

            var after = _position + 1 < _html.Length ? _html[_position + 1] : '\0';
            if (char.IsAsciiLetter(after)) return ReadTag(_position + 1, HtmlTokenKind.StartTag);
            if (after == '/' && _position + 2 < _html.Length && char.IsAsciiLetter(_html[_position + 2]))
            {
                return ReadTag(_position + 2, HtmlTokenKind.EndTag);
            }
            if (after is not ('!' or '?' or '/')) return TextUntil(NextBracket(_position + 1));
            SkipComment(after);
        }
        Kind = HtmlTokenKind.End;
        return false;
    }

    /// <summary>Skips what a browser doesn't read as HTML: script, style, title. If its end tag is missing, nothing is
    /// skipped.</summary>
    public bool SkipRawText(scoped ReadOnlySpan<char> name)
    {
        var position = _position;
        while (true)
        {
            var end = _html[position..].IndexOf("</");
            if (end < 0) return false;
            position += end + 2;
            if (!_html[position..].StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            var tagEnd = _html[position..].IndexOf('>');
            _position = tagEnd < 0 ? _html.Length : position + tagEnd + 1;
            return true;
        }
    }

    private readonly int NextBracket(int from)
    {
        var bracket = _html[from..].IndexOf('<');
        return bracket < 0 ? _html.Length : from + bracket;
    }

    private bool TextUntil(int end)
    {
        Kind = HtmlTokenKind.Text;
        Text = _html[_position..end];
        _position = end;
        return true;
    }

    private bool ReadTag(int nameStart, HtmlTokenKind kind)
    {
        var nameEnd = nameStart;
        while (nameEnd < _html.Length
            && _html[nameEnd] is not (' ' or '>' or '/' or '\t' or '\n' or '\r' or '\f')) nameEnd++;
        var name = _html[nameStart..nameEnd];
        var tagEnd = _ignoresQuotes ? -1 : FindTagEnd(nameEnd);
        if (tagEnd < 0)
        {
            // A quotation mark somewhere has no partner; from here on they count for nothing.
            _ignoresQuotes = true;
            tagEnd = _html[nameEnd..].IndexOf('>');
            if (tagEnd >= 0) tagEnd += nameEnd;
        }
        if (tagEnd < 0)
        {
            _noMoreTags = true;
            return TextUntil(_html.Length);
        }
        // An address between angle brackets that nobody escaped; browsers drop it.
        if (name.Contains('@') || name.EndsWith(':')) return TextUntil(tagEnd + 1);

        Kind = kind;
        Name = name;
        Attributes = _html[nameEnd..tagEnd];
        _position = tagEnd + 1;
        return true;
    }

    /// <summary>The tag's closing bracket, which may not lie in a quoted value; -1 if there is none.</summary>
    private readonly int FindTagEnd(int from)
    {
        var afterEquals = false;
        for (var i = from; i < _html.Length; i++)
        {
            switch (_html[i])
            {
                case '>':
                    return i;
                case '=':
                    afterEquals = true;
                    break;
                case '"' when afterEquals && i < _lastDoubleQuote:
                    i += 1 + _html[(i + 1)..].IndexOf('"');
                    afterEquals = false;
                    break;
                case '\'' when afterEquals && i < _lastSingleQuote:
                    i += 1 + _html[(i + 1)..].IndexOf('\'');
                    afterEquals = false;
                    break;
                case ' ' or '\t' or '\n' or '\r' or '\f':
                    break;
                default:
                    afterEquals = false;
                    break;
            }
        }
        return -1;
    }

    private void SkipComment(char after)
    {
        var rest = _html[_position..];
        if (after == '!' && rest.StartsWith("<!--"))
        {
            if (!_noMoreCommentEnds)
            {
                var end = CommentEnd(rest);
                if (end > 0)
                {
                    _position += end;
                    return;
                }
                _noMoreCommentEnds = true;
            }
        }
        else if (after == '!' && rest.StartsWith("<![CDATA[") && !_noMoreCdataEnds)
        {
            var end = rest.IndexOf("]]>");
            if (end > 0)
            {
                _position += end + 3;
                return;
            }
            _noMoreCdataEnds = true;
        }
        // Declarations, processing instructions, Word's <![if …]>, and comments that never end.
        var bracket = rest.IndexOf('>');
        if (bracket < 0) _noMoreTags = true;
        else _position += bracket + 1;
    }

    /// <summary>The length of the comment that <paramref name="rest"/> begins with; 0 if it doesn't end.</summary>
    private static int CommentEnd(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("<!-->")) return 5;
        if (rest.StartsWith("<!--->")) return 6;
        var position = 4;
        while (true)
        {
            var dashes = rest[position..].IndexOf("--");
            if (dashes < 0) return 0;
            position += dashes + 2;
            var tail = rest[position..];
            if (tail.StartsWith('>')) return position + 1;
            if (tail.StartsWith("!>")) return position + 2;
            position--; // of "--->" the last two dashes count
        }
    }
}
