using System.Buffers;
using System.Globalization;

namespace Postbag.Mime;

/// <summary>Lays out one document's text; see <see cref="HtmlText"/>.</summary>
internal sealed partial class HtmlRenderer(int capacity, bool showHidden)
{
    private readonly HtmlLines _lines = new(capacity);
    private readonly HtmlOpenElements _open = new();
    private readonly List<HtmlMark> _marks = [];
    private readonly List<HtmlTable> _tables = [];
    private readonly List<int> _listNumbers = [];
    private int _hiddenDepth;
    private bool _isTiny;
    private int _rawTextWithoutEnd;
    private string? _link;
    private int _linkStart;

    public IReadOnlyList<HtmlMark> Marks => _marks;

    public HtmlLines Text => _lines;

    public bool HasHiddenText { get; private set; }

    public void Read(ReadOnlySpan<char> html)
    {
        var tokens = new HtmlTokenizer(html);
        while (tokens.Next())
        {
            switch (tokens.Kind)
            {
                case HtmlTokenKind.Text:
                    AddText(tokens.Text);
                    break;
                case HtmlTokenKind.StartTag:
                    StartTag(ref tokens);
                    break;
                default:
                    EndTag(HtmlElements.Of(tokens.Name));
                    break;
            }
        }
        while (_open.Count > 0) Close();
        EndLink();
    }

    private void AddText(ReadOnlySpan<char> text)
    {
        if (_hiddenDepth > 0 || _isTiny)
        {
            HasHiddenText |= !text.IsWhiteSpace();
            return;
        }
        if (!text.Contains('&'))
        {
            _lines.Append(text);
            return;
        }
        var decoded = ArrayPool<char>.Shared.Rent(text.Length);
        _lines.Append(decoded.AsSpan(0, HtmlEntities.Decode(text, decoded, inAttribute: false)));
        ArrayPool<char>.Shared.Return(decoded);
    }

    private void StartTag(ref HtmlTokenizer tokens)
    {
        var element = HtmlElements.Of(tokens.Name);
        if (HtmlElements.IsRawText(element))
        {
            // Once it is known that no end tag of this name follows, it isn't looked for again.
            if ((_rawTextWithoutEnd & (1 << (int)(element - HtmlElement.Hidden))) != 0) return;
            if (!tokens.SkipRawText(tokens.Name)) _rawTextWithoutEnd |= 1 << (int)(element - HtmlElement.Hidden);
            return;
        }
        if (element == HtmlElement.Body) return;

        var attributes = tokens.Attributes.Length < 4 ? default : HtmlAttributes.Read(tokens.Attributes);
        if (HtmlElements.IsVoid(element))
        {
            if (_hiddenDepth == 0) AddVoid(element, attributes);
            return;
        }
        CloseImplied(element);
        var isSelfClosed = element is HtmlElement.Other or HtmlElement.OfficeParagraph
            && tokens.Attributes.EndsWith('/');
        if (!isSelfClosed) OpenElement(element, attributes);
    }

    private void AddVoid(HtmlElement element, HtmlAttributes attributes)
    {
        switch (element)
        {
            case HtmlElement.Br:
                _lines.LineBreak();
                break;
            case HtmlElement.Hr:
                CloseImplied(element);
                _lines.Break(1);
                _lines.AppendAsIs("----------------");
                _lines.Break(1);
                break;
            case HtmlElement.Img when !_isTiny && attributes.Alt.Length > 0 && !IsHidden(attributes)
                && !IsPixel(attributes):
                AddImage(HtmlEntities.DecodeAttribute(attributes.Alt).Trim());
                break;
        }
    }

    private void AddImage(string alternative)
    {
        if (alternative.Length == 0) return;
        // Emoji are sent as images whose alternative text is the character itself.
        var isCharacter = alternative.Length <= 8 && alternative[0] > '\u00FF';
        _lines.Append(isCharacter ? alternative : $"[{alternative}]");
    }

    private static bool IsPixel(HtmlAttributes attributes) => IsTiny(attributes.Width) || IsTiny(attributes.Height);

    private static bool IsTiny(ReadOnlySpan<char> size) => size is "0" or "1" or "2" or "0px" or "1px";

    private static bool IsHidden(HtmlAttributes attributes) =>
        attributes.IsHidden || !attributes.Style.IsEmpty && HtmlStyles.Read(attributes.Style).HasFlag(HtmlStyle.Hidden);

    /// <summary>Closes what a start tag ends without an end tag (WHATWG HTML §13.1.2.4).</summary>
    private void CloseImplied(HtmlElement element)
    {
        if (HtmlElements.ClosesParagraph(element)) CloseTo(_open.ClosedBy(HtmlElement.P));
        switch (element)
        {
            case HtmlElement.Li:
                CloseTo(Inner(HtmlElement.Li, Math.Max(_open.Last(HtmlElement.Ul), _open.Last(HtmlElement.Ol))));
                break;
            case HtmlElement.Dt or HtmlElement.Dd:
                CloseTo(Inner(HtmlElement.Dt, _open.Last(HtmlElement.Dl)));
                CloseTo(Inner(HtmlElement.Dd, _open.Last(HtmlElement.Dl)));
                break;
            case HtmlElement.Cell:
                CloseTo(_open.ClosedBy(HtmlElement.Cell));
                break;
            case HtmlElement.Row or HtmlElement.RowGroup:
                CloseTo(_open.ClosedBy(HtmlElement.Cell));
                CloseTo(_open.ClosedBy(HtmlElement.Row));
                break;
        }
    }

    /// <summary>The innermost of an element if it is open within the list it belongs to; -1 else.</summary>
    private int Inner(HtmlElement element, int list)
    {
        var index = _open.ClosedBy(element);
        return index > list ? index : -1;
    }

    private void EndTag(HtmlElement element)
    {
        if (element == HtmlElement.A) EndLink();
        if (element == HtmlElement.Br && _hiddenDepth == 0) _lines.LineBreak(); // </br> is read as <br>
        CloseTo(_open.ClosedBy(element));
    }

    private void CloseTo(int index)
    {
        if (index < 0) return;
        while (_open.Count > index) Close();
    }

    private void StartLink(HtmlAttributes attributes)
    {
        EndLink();
        if (attributes.Href.IsEmpty || _hiddenDepth > 0) return;
        _link = HtmlLinks.Shown(HtmlEntities.DecodeAttribute(attributes.Href));
        _linkStart = _lines.Length;
    }

    private void EndLink()
    {
        if (_link is not { } link) return;
        _link = null;
        if (_hiddenDepth > 0 || _isTiny || _linkStart > _lines.Length) return;
        var text = _lines.Written[_linkStart..].Trim();
        if (text.IsEmpty || HtmlLinks.Says(text, link)) return;
        _lines.AppendAfterWord($" ({link})");
    }

    private int FirstNumber(HtmlAttributes attributes) =>
        int.TryParse(attributes.Start, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number is > -1_000_000 and < 1_000_000
            ? number
            : 1;
}
