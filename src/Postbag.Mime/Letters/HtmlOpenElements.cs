namespace Postbag.Mime;

/// <summary>What must be undone when an element ends.</summary>
[Flags]
internal enum HtmlEffects : ushort
{
    None = 0,
    Hides = 1,
    Preformats = 2,
    Quotes = 4,
    Marks = 8,
    WasTinyOutside = 16,
    SetsFontSize = 32,
    WrapsQuotation = 64,
    WordBullet = 128,
    Line = 256,
    Link = 512,
}

internal struct HtmlOpenElement
{
    public HtmlElement Element;
    public HtmlEffects Effects;
    public HtmlMarkKind Mark;
    public int Start;
    public int PreviousOfSame;
    public int NearestBlock;
    public int NearestScope;
}

/// <summary>
/// The elements that are open. Whether one of a name is open, and whether an end tag may reach it, is known without
/// looking through them: a hundred thousand unclosed elements and as many wrong end tags cost no more than right ones.
/// </summary>
internal sealed class HtmlOpenElements
{
    /// <summary>
    /// How many are remembered. What is nested deeper is still shown, but hides, quotes and marks nothing. Stops
    /// hostile mail from taking memory by open tags; browsers stop at 512.
    /// </summary>
    public const int MaxDepth = 20_000;

    private readonly int[] _last = new int[HtmlElements.Count];
    private HtmlOpenElement[] _open = new HtmlOpenElement[32];

    public HtmlOpenElements() => Array.Fill(_last, -1);

    public int Count { get; private set; }

    public int Last(HtmlElement element) => _last[(int)element];

    public ref HtmlOpenElement At(int index) => ref _open[index];

    public void Push(HtmlOpenElement element)
    {
        if (Count == MaxDepth) return;
        if (Count == _open.Length) Array.Resize(ref _open, Count * 2);
        var index = Count++;
        ref var below = ref _open[Math.Max(0, index - 1)];
        element.PreviousOfSame = _last[(int)element.Element];
        element.NearestBlock = HtmlElements.IsBlock(element.Element) ? index : index == 0 ? -1 : below.NearestBlock;
        element.NearestScope = HtmlElements.IsScope(element.Element) ? index : index == 0 ? -1 : below.NearestScope;
        _open[index] = element;
        _last[(int)element.Element] = index;
    }

    public HtmlOpenElement Pop()
    {
        var element = _open[--Count];
        _last[(int)element.Element] = element.PreviousOfSame;
        return element;
    }

    /// <summary>The open element that an end tag of this name closes; -1 if none.</summary>
    public int ClosedBy(HtmlElement element)
    {
        var index = Last(element);
        if (index < 0) return -1;
        ref var top = ref _open[Count - 1];
        if (!HtmlElements.IsBlock(element) && element != HtmlElement.Hidden)
        {
            return top.NearestBlock > index ? -1 : index;
        }
        if (element is HtmlElement.Cell or HtmlElement.Row or HtmlElement.RowGroup or HtmlElement.Caption)
        {
            return Last(HtmlElement.Table) > index ? -1 : index;
        }
        return element != HtmlElement.Table && top.NearestScope > index ? -1 : index;
    }
}
