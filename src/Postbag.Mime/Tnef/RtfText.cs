using System.Runtime.InteropServices;

namespace Postbag.Mime.Tnef;

/// <summary>
/// The text of RTF: the HTML that Outlook wrapped in it (MS-OXRTFEX), else plain text. Single pass; groups may nest as
/// deep as they like.
/// </summary>
internal sealed class RtfText
{
    /// <summary>How many groups' states are kept. Deeper ones share the state of the last: hostile RTF could otherwise
    /// take memory by braces.</summary>
    private const int MaxDepth = 2000;

    private const int MostFonts = 1000;

    private readonly StringBuilder _text = new();
    private readonly List<byte> _bytes = [];
    private readonly Stack<State> _outer = new();
    private readonly Dictionary<int, int> _fonts = [];
    private State _state;
    private int _unkeptDepth;
    private int _defaultCodePage;
    private int _fontBeingDefined;
    private int _toSkip;
    private bool _awaitsTrailByte;
    private bool _isHtml;
    private bool _isWrappedText;

    private RtfText(int codePage)
    {
        _defaultCodePage = codePage;
        _state = new(codePage, UnicodeSkip: 1, Ignores: false, IsHtmlTag: false, IsRtfOnly: false, IsFontTable: false);
    }

    private readonly record struct State(
        int CodePage, int UnicodeSkip, bool Ignores, bool IsHtmlTag, bool IsRtfOnly, bool IsFontTable);

    private bool IsShown => !_state.Ignores && !_state.IsFontTable && !_state.IsRtfOnly;

    /// <summary>The text, lines ended by LF, and whether it is HTML.</summary>
    public static (string Text, bool IsHtml) Read(ReadOnlySpan<byte> rtf, int codePage)
    {
        var reader = new RtfText(codePage);
        var position = 0;
        while (position < rtf.Length) reader.Step(rtf, ref position);
        reader.FlushBytes();
        return (reader._text.ToString(), reader._isHtml);
    }

    private void Step(ReadOnlySpan<byte> rtf, ref int position)
    {
        var value = rtf[position++];
        switch (value)
        {
            case (byte)'{':
                Open(rtf, ref position);
                break;
            case (byte)'}':
                Close();
                break;
            case (byte)'\\':
                Control(rtf, ref position);
                break;
            case (byte)'\r' or (byte)'\n' or 0:
                break;
            default:
                AddByte(value, isEscaped: false);
                break;
        }
    }

    private void Open(ReadOnlySpan<byte> rtf, ref int position)
    {
        FlushBytes();
        if (_outer.Count < MaxDepth) _outer.Push(_state);
        else _unkeptDepth++;
        if (!rtf[position..].StartsWith(@"\*"u8)) return;
        // A destination that only those show who know it. Outlook's tags are shown, all others are not.
        position += 2;
        var isTag = rtf[position..].StartsWith(@"\htmltag"u8);
        _state = _state with { Ignores = _state.Ignores || !isTag, IsHtmlTag = isTag };
    }

    private void Close()
    {
        FlushBytes();
        if (_unkeptDepth > 0) _unkeptDepth--;
        else if (_outer.TryPop(out var outer)) _state = outer;
    }

    private void Control(ReadOnlySpan<byte> rtf, ref int position)
    {
        if (position == rtf.Length) return;
        var first = rtf[position];
        if (!char.IsAsciiLetter((char)first))
        {
            position++;
            Symbol(first, rtf, ref position);
            return;
        }
        var end = position;
        while (end < rtf.Length && end - position < 32 && char.IsAsciiLetter((char)rtf[end])) end++;
        var word = rtf[position..end];
        var (number, hasNumber) = Number(rtf, ref end);
        if (end < rtf.Length && rtf[end] == ' ') end++;
        position = end;
        Word(word, hasNumber ? number : null, rtf, ref position);
    }

    private static (int Number, bool HasNumber) Number(ReadOnlySpan<byte> rtf, ref int end)
    {
        var start = end;
        var isNegative = end < rtf.Length && rtf[end] == '-';
        if (isNegative) end++;
        var (number, digits) = (0, 0);
        for (; end < rtf.Length && digits < 9 && char.IsAsciiDigit((char)rtf[end]); end++, digits++)
        {
            number = number * 10 + rtf[end] - '0';
        }
        if (digits == 0) end = start;
        return (isNegative ? -number : number, digits > 0);
    }

    private void Symbol(byte symbol, ReadOnlySpan<byte> rtf, ref int position)
    {
        switch (symbol)
        {
            case (byte)'\'':
                if (position + 1 < rtf.Length && Hex(rtf[position]) is >= 0 and var high
                    && Hex(rtf[position + 1]) is >= 0 and var low)
                {
                    position += 2;
                    AddByte((byte)(high * 16 + low), isEscaped: true);
                }
                break;
            case (byte)'\\' or (byte)'{' or (byte)'}':
                AddByte(symbol, isEscaped: false);
                break;
            case (byte)'~':
                Add('\u00A0');
                break;
            case (byte)'_':
                Add('\u2011');
                break;
            case (byte)'\r' or (byte)'\n':
                Add('\n');
                break;
        }
    }

    private void Word(ReadOnlySpan<byte> word, int? number, ReadOnlySpan<byte> rtf, ref int position)
    {
        if (RtfWords.IsIgnoredDestination(word)) _state = _state with { Ignores = true };
        else if (RtfWords.CharacterOf(word) is { } character) Add(character);
        else if (word.SequenceEqual("u"u8)) AddUnicode(number ?? 0);
        else if (word.SequenceEqual("uc"u8)) _state = _state with { UnicodeSkip = Math.Clamp(number ?? 1, 0, 16) };
        else if (word.SequenceEqual("htmlrtf"u8)) _state = _state with { IsRtfOnly = _isHtml && number != 0 };
        else if (word.SequenceEqual("fromhtml"u8)) _isHtml = !_isWrappedText;
        else if (word.SequenceEqual("fromtext"u8)) _isWrappedText = true;
        else if (word.SequenceEqual("ansicpg"u8) && number > 0)
        {
            _defaultCodePage = number.Value;
            _state = _state with { CodePage = number.Value };
        }
        else if (word.SequenceEqual("fonttbl"u8)) _state = _state with { IsFontTable = true };
        else if (word.SequenceEqual("f"u8)) SetFont(number ?? 0);
        else if (word.SequenceEqual("fcharset"u8) && _state.IsFontTable) DefineFont(number ?? 0);
        else if (word.SequenceEqual("plain"u8)) _state = _state with { CodePage = _defaultCodePage };
        // What follows are bytes, not RTF.
        else if (word.SequenceEqual("bin"u8))
        {
            position = (int)Math.Min(rtf.Length, position + (long)Math.Max(0, number ?? 0));
        }
    }

    private void SetFont(int font)
    {
        FlushBytes();
        if (_state.IsFontTable) _fontBeingDefined = font;
        else _state = _state with { CodePage = _fonts.GetValueOrDefault(font, _defaultCodePage) };
    }

    private void DefineFont(int charset)
    {
        if (_fonts.Count < MostFonts && RtfWords.CodePageOf(charset) is { } codePage)
        {
            _fonts[_fontBeingDefined] = codePage;
        }
    }

    private void AddUnicode(int number)
    {
        _toSkip = 0;
        Add((char)(ushort)number);
        _toSkip = _state.UnicodeSkip;
    }

    private void Add(char character)
    {
        FlushBytes();
        _toSkip = 0;
        if (!IsShown) return;
        // In a tag only what is written there counts; \par and \tab in it are real line ends and tabs too.
        _text.Append(character);
    }

    /// <summary>Bytes are kept until others follow, because two may make one character.</summary>
    private void AddByte(byte value, bool isEscaped)
    {
        if (_toSkip > 0)
        {
            // What stands after \u for programs that don't know it.
            _toSkip--;
            return;
        }
        if (!IsShown) return;
        if (_awaitsTrailByte || isEscaped || value >= 0x80)
        {
            _bytes.Add(value);
            _awaitsTrailByte = !_awaitsTrailByte && value >= 0x81 && CodePages.IsDoubleByte(_state.CodePage);
            return;
        }
        FlushBytes();
        _text.Append((char)value);
    }

    private void FlushBytes()
    {
        _awaitsTrailByte = false;
        if (_bytes.Count == 0) return;
        _text.Append(CodePages.Of(_state.CodePage).GetString(CollectionsMarshal.AsSpan(_bytes)));
        _bytes.Clear();
    }

    private static int Hex(byte digit) =>
        char.IsAsciiHexDigit((char)digit) ? (digit > (byte)'9' ? (digit | 0x20) - 'a' + 10 : digit - '0') : -1;
}
