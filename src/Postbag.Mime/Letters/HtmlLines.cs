using System.Buffers;

namespace Postbag.Mime;

/// <summary>
/// The text being made of HTML: collapses white space across elements, ends lines once however many elements end with
/// them, and begins lines with the marks of quotations and lists.
/// </summary>
internal sealed class HtmlLines(int capacity)
{
    /// <summary>
    /// How many marks a line begins with at most, of quotations and of list levels each. Without a limit, blockquotes
    /// nested ten thousand deep would make each line ten thousand characters longer.
    /// </summary>
    public const int MaxShownDepth = 8;

    private char[] _text = new char[Math.Max(256, capacity)];
    private int _breaks;
    private bool _isLineOpen;
    private bool _hasSpace;
    private bool _hasNoBreakSpace;
    private string? _marker;

    public int Length { get; private set; }
    public int QuoteDepth { get; set; }
    public int ListDepth { get; set; }
    public int PreDepth { get; set; }

    /// <summary>Where the first content since it was set to -1 begins, after its line's marks.</summary>
    public int FirstContent { get; set; } = -1;

    public ReadOnlySpan<char> Written => _text.AsSpan(0, Length);

    /// <summary>Ends the line if one is open; at least <paramref name="breaks"/> line ends follow (2 make a blank
    /// line).</summary>
    public void Break(int breaks)
    {
        // A paragraph of nothing but a no-break space is how Outlook and others write a blank line.
        if (!_isLineOpen && _hasNoBreakSpace) breaks = 2;
        _hasSpace = _hasNoBreakSpace = _isLineOpen = false;
        if (Length > 0) _breaks = Math.Max(_breaks, breaks);
    }

    /// <summary>What br does.</summary>
    public void LineBreak()
    {
        var wasOpen = _isLineOpen;
        _hasSpace = _hasNoBreakSpace = _isLineOpen = false;
        if (Length > 0) _breaks = wasOpen ? Math.Max(_breaks, 1) : Math.Min(2, _breaks + 1);
    }

    /// <summary>The next content is an item of a list.</summary>
    public void MarkItem(string marker)
    {
        Break(1);
        _marker = marker;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (PreDepth > 0) AppendPreformatted(text);
        else AppendCollapsed(text);
    }

    /// <summary>Appends as it is, but for the marks at the beginning of the line.</summary>
    public void AppendAsIs(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        BeforeContent(text.Length);
        text.CopyTo(_text.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Appends to the last line with content, even if it has ended.</summary>
    public void AppendAfterWord(ReadOnlySpan<char> text)
    {
        if (_isLineOpen)
        {
            var hadSpace = _hasSpace;
            _hasSpace = false;
            AppendAsIs(text);
            _hasSpace = hadSpace;
            return;
        }
        if (Length == 0) return;
        var needed = Length + text.Length;
        if (needed > _text.Length) Array.Resize(ref _text, Math.Max(needed, _text.Length * 2));
        text.CopyTo(_text.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Puts other text in the place of the last units written.</summary>
    public void ReplaceLast(int length, ReadOnlySpan<char> text)
    {
        Length -= length;
        text.CopyTo(_text.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Takes back what was written from <paramref name="length"/> on.</summary>
    public void TakeBack(int length, int breaks)
    {
        Length = length;
        _breaks = length > 0 ? Math.Max(1, breaks) : 0;
        _isLineOpen = _hasSpace = _hasNoBreakSpace = false;
        _marker = null;
    }

    public int PendingBreaks => _breaks;

    public override string ToString() => new(_text, 0, Length);

    private void AppendCollapsed(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            var start = i;
            while (i < text.Length && IsPlain(text[i])) i++;
            if (i > start)
            {
                AppendAsIs(text[start..i]);
                continue;
            }
            AppendSpecial(text[i++]);
        }
    }

    private void AppendSpecial(char c)
    {
        switch (c)
        {
            case '\u00A0' or '\u202F' or '\u2007':
                _hasNoBreakSpace = true;
                _hasSpace |= _isLineOpen;
                break;
            case '\u2028' or '\u2029':
                LineBreak();
                break;
            case <= ' ' or '\u0085':
                _hasSpace |= _isLineOpen;
                break;
            case >= '\u200C' and <= '\u200F' when !_hasSpace && Length > 0 && _text[Length - 1] > '\u058F':
                // Joiners and direction marks belong to the words of Arabic, Urdu, Hindi and to emoji; between Latin
                // letters or spaces they only fill up the previews of newsletters.
                AppendAsIs([c]);
                break;
            case > '\u200F' or '\u180E' or '\u034F' or '\u00AD' or >= '\u200B' and <= '\u200F' or '\u007F':
                break;
            default:
                AppendAsIs([c]);
                break;
        }
    }

    private void AppendPreformatted(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny(PreSpecial);
            var line = end < 0 ? text : text[..end];
            // Blanks between two tags' lines are not content.
            if (_isLineOpen || end < 0 || !line.IsWhiteSpace()) AppendAsIs(line);
            if (end < 0) return;
            if (text[end] == '\n') LineBreak();
            else if (text[end] == '\u00A0') AppendAsIs(" ");
            text = text[(end + 1)..];
        }
    }

    private static readonly SearchValues<char> PreSpecial = SearchValues.Create("\n\r\u00A0\u00AD\u200B\uFEFF");

    /// <summary>Neither white space nor invisible.</summary>
    private static bool IsPlain(char c) =>
        c < '\u007F' ? c > ' '
        : c is > '\u00AD' and < '\u200B' ? c is not ('\u034F' or '\u180E' or '\u2007')
        : c is > '\u0085' and < '\u00A0' or > '\u00A0' and < '\u00AD' or > '\u206F' and not '\uFEFF'
            or >= '\u2010' and < '\u2028' or > '\u202F' and < '\u2060';

    private void BeforeContent(int length)
    {
        // Line ends, marks of quotations and lists, a space: never more than this.
        var needed = Length + length + 8 * MaxShownDepth;
        if (needed > _text.Length) Array.Resize(ref _text, Math.Max(needed, _text.Length * 2));
        if (_isLineOpen)
        {
            if (_hasSpace) _text[Length++] = ' ';
            _hasSpace = false;
        }
        else BeginLine();
        _hasNoBreakSpace = false;
        if (FirstContent < 0) FirstContent = Length;
    }

    private void BeginLine()
    {
        for (; _breaks > 0; _breaks--) _text[Length++] = '\n';
        for (var i = Math.Min(QuoteDepth, MaxShownDepth); i > 0; i--) _text[Length++] = '>';
        if (QuoteDepth > 0) _text[Length++] = ' ';
        var indent = 2 * Math.Min(ListDepth, MaxShownDepth) - (_marker?.Length ?? 0);
        for (; indent > 0; indent--) _text[Length++] = ' ';
        if (_marker is not null)
        {
            // A number may be up to 12 characters; it fits into what was reserved.
            _marker.CopyTo(_text.AsSpan(Length));
            Length += _marker.Length;
            _marker = null;
        }
        _isLineOpen = true;
        _hasSpace = false;
    }
}
