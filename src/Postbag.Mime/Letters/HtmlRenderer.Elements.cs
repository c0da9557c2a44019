using System.Globalization;

namespace Postbag.Mime;

/// <summary>What opening and closing an element does to the lines.</summary>
internal sealed partial class HtmlRenderer
{
    private void OpenElement(HtmlElement element, HtmlAttributes attributes)
    {
        var style = attributes.Style.IsEmpty ? HtmlStyle.None : HtmlStyles.Read(attributes.Style);
        var opened = new HtmlOpenElement { Element = element, Start = _lines.Length };
        if (!showHidden && (element == HtmlElement.Hidden || attributes.IsHidden || style.HasFlag(HtmlStyle.Hidden)
            || !attributes.Class.IsEmpty && HtmlQuotes.IsPreheader(attributes.Class)))
        {
            opened.Effects |= HtmlEffects.Hides;
        }
        if (!showHidden && (style.HasFlag(HtmlStyle.FontSizeZero) || style.HasFlag(HtmlStyle.FontSizeSet)))
        {
            opened.Effects |= HtmlEffects.SetsFontSize;
            if (_isTiny) opened.Effects |= HtmlEffects.WasTinyOutside;
        }
        if (element == HtmlElement.Pre || style.HasFlag(HtmlStyle.Preformatted))
        {
            opened.Effects |= HtmlEffects.Preformats;
        }
        if (style.HasFlag(HtmlStyle.WordBullet)) opened.Effects |= HtmlEffects.WordBullet;
        var isIndented = element == HtmlElement.Blockquote && style.HasFlag(HtmlStyle.Indented);
        if (!isIndented && HtmlQuotes.MarkOf(element, attributes, style) is { } mark)
        {
            opened.Effects |= HtmlEffects.Marks;
            opened.Mark = mark;
            if (element == HtmlElement.Blockquote) opened.Effects |= HtmlEffects.Quotes;
            else if (mark == HtmlMarkKind.Quoted && HtmlQuotes.EndsWithItsQuotation(attributes.Class))
            {
                opened.Effects |= HtmlEffects.WrapsQuotation;
            }
        }
        // Word and Outlook write each line as a paragraph without margins.
        var isLine = element == HtmlElement.P
            && (style.HasFlag(HtmlStyle.NoMargin)
                || attributes.Class.StartsWith("Mso", StringComparison.OrdinalIgnoreCase));
        if (isLine) opened.Effects |= HtmlEffects.Line;

        var count = _open.Count;
        _open.Push(opened);
        if (_open.Count == count) return; // deeper than is remembered
        Begin(opened, style, attributes);
    }

    private void Begin(HtmlOpenElement opened, HtmlStyle style, HtmlAttributes attributes)
    {
        if (_hiddenDepth == 0 && !opened.Effects.HasFlag(HtmlEffects.Hides)) BreakFor(opened, _listNumbers.Count);
        if (opened.Effects.HasFlag(HtmlEffects.Hides)) _hiddenDepth++;
        if (opened.Effects.HasFlag(HtmlEffects.Preformats)) _lines.PreDepth++;
        if (opened.Effects.HasFlag(HtmlEffects.Quotes)) _lines.QuoteDepth++;
        if (opened.Effects.HasFlag(HtmlEffects.SetsFontSize)) _isTiny = style.HasFlag(HtmlStyle.FontSizeZero);
        switch (opened.Element)
        {
            case HtmlElement.A:
                StartLink(attributes);
                break;
            case HtmlElement.Ul or HtmlElement.Ol:
                _lines.ListDepth++;
                _listNumbers.Add(opened.Element == HtmlElement.Ol ? FirstNumber(attributes) : int.MinValue);
                break;
            case HtmlElement.Li when _hiddenDepth == 0:
                _lines.MarkItem(NextMarker(attributes));
                break;
            case HtmlElement.Table:
                if (_tables.Count > 0) _tables[^1].IsLayout = true;
                var isLayout = IsLayoutTable(attributes);
                _tables.Add(new(_lines.Length, _lines.PendingBreaks, _marks.Count) { IsLayout = isLayout });
                break;
            case HtmlElement.Row when _tables.Count > 0:
                _tables[^1].BeginRow();
                break;
            case HtmlElement.Cell when _tables.Count > 0:
                _tables[^1].BeginCell(_lines);
                break;
        }
    }

    private bool IsLayoutTable(HtmlAttributes attributes) =>
        _hiddenDepth > 0 || attributes.Role.Equals("presentation", StringComparison.OrdinalIgnoreCase);

    private string NextMarker(HtmlAttributes attributes)
    {
        if (_listNumbers.Count == 0 || _listNumbers[^1] == int.MinValue) return "• ";
        var number = attributes.Start.IsEmpty ? _listNumbers[^1] : FirstNumber(attributes);
        _listNumbers[^1] = number + 1;
        return number.ToString(CultureInfo.InvariantCulture) + ". ";
    }

    private void Close()
    {
        var closed = _open.Pop();
        if (closed.Element == HtmlElement.A) EndLink();
        if (closed.Effects.HasFlag(HtmlEffects.WordBullet) && _hiddenDepth == 0) EndWordBullet(closed.Start);
        var isHidden = _hiddenDepth > 0;
        if (closed.Effects.HasFlag(HtmlEffects.Hides)) _hiddenDepth--;
        if (closed.Effects.HasFlag(HtmlEffects.Preformats)) _lines.PreDepth--;
        if (closed.Effects.HasFlag(HtmlEffects.SetsFontSize))
        {
            _isTiny = closed.Effects.HasFlag(HtmlEffects.WasTinyOutside);
        }
        if (closed.Effects.HasFlag(HtmlEffects.Marks)) EndMark(closed);
        switch (closed.Element)
        {
            case HtmlElement.Cell when _tables.Count > 0:
                _tables[^1].EndCell(_lines);
                break;
            case HtmlElement.Table:
                EndTable();
                break;
        }
        if (!isHidden) BreakFor(closed, _listNumbers.Count - 1);
        if (closed.Effects.HasFlag(HtmlEffects.Quotes)) _lines.QuoteDepth--;
        if (closed.Element is HtmlElement.Ul or HtmlElement.Ol)
        {
            _lines.ListDepth--;
            _listNumbers.RemoveAt(_listNumbers.Count - 1);
        }
    }

    private void EndTable()
    {
        var table = _tables[^1];
        _tables.RemoveAt(_tables.Count - 1);
        if (table.IsData(_marks.Count)) table.Write(_lines);
    }

    /// <summary>"·", "o" or "§" in a symbol font is how Word writes a bullet.</summary>
    private void EndWordBullet(int start)
    {
        if (start > _lines.Length) return;
        var bullet = _lines.Written[start..].Trim();
        if (bullet is "·" or "o" or "§" or "Ø" or "ü" or "v")
        {
            _lines.ReplaceLast(bullet.Length, "•");
        }
        _lines.Append(" ");
    }

    private void EndMark(HtmlOpenElement closed)
    {
        if (_lines.Length > closed.Start) _marks.Add(new(closed.Mark, closed.Start, _lines.Length));
        if (!closed.Effects.HasFlag(HtmlEffects.Quotes) || closed.Mark != HtmlMarkKind.Quoted) return;

        // The wrapping that this quotation stood in has served its purpose; what follows in it is new.
        var wrap = _open.Last(HtmlElement.Div);
        if (wrap < 0 || !_open.At(wrap).Effects.HasFlag(HtmlEffects.WrapsQuotation)) return;
        ref var wrapping = ref _open.At(wrap);
        wrapping.Effects &= ~(HtmlEffects.WrapsQuotation | HtmlEffects.Marks);
        if (_lines.Length > wrapping.Start) _marks.Add(new(HtmlMarkKind.Quoted, wrapping.Start, _lines.Length));
    }

    private void BreakFor(HtmlOpenElement element, int listsOutside)
    {
        if (!HtmlElements.IsBlock(element.Element)) return;
        var isParagraph = element.Element switch
        {
            HtmlElement.P => !element.Effects.HasFlag(HtmlEffects.Line),
            HtmlElement.Heading or HtmlElement.Blockquote or HtmlElement.Pre or HtmlElement.Dl => true,
            HtmlElement.Ul or HtmlElement.Ol => listsOutside == 0,
            HtmlElement.Table => _tables.Count == 0,
            _ => false,
        };
        _lines.Break(isParagraph ? 2 : 1);
    }
}
