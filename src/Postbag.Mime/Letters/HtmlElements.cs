namespace Postbag.Mime;

/// <summary>The elements that matter to the layout of text; all others are <see cref="Other"/>.</summary>
internal enum HtmlElement : byte
{
    Other, A, B, I, U, Em, Strong, Span, Font, Small, Big, OfficeParagraph,
    Img, Br, Hr, Wbr, OtherVoid,
    P, Heading, Blockquote, Pre, Ul, Ol, Li, Dl, Dt, Dd, Div, Center, OtherBlock,
    Table, Caption, Row, Cell, RowGroup,
    Hidden, Script, Style, Title, Xmp, Body,
}

/// <summary>What is known of each element.</summary>
internal static class HtmlElements
{
    public const int Count = (int)HtmlElement.Body + 1;

    // What each name means. Anything that isn't named flows within its line.
    private const string Names =
        """
        A=a B=b I=i U=u Em=em Strong=strong Span=span Font=font Small=small Big=big OfficeParagraph=o:p
        Img=img Br=br Hr=hr Wbr=wbr
        OtherVoid=area,base,col,embed,input,link,meta,param,source,track,basefont,bgsound,frame,keygen
        P=p Heading=h1,h2,h3,h4,h5,h6 Blockquote=blockquote Pre=pre,listing,plaintext Ul=ul,menu,dir Ol=ol Li=li
        Dl=dl Dt=dt Dd=dd Div=div Center=center
        OtherBlock=address,article,aside,details,dialog,fieldset,figcaption,figure,footer,form,header,hgroup,legend
        OtherBlock=main,nav,section,summary,option,optgroup,search,textarea
        Table=table Caption=caption Row=tr Cell=td,th RowGroup=tbody,thead,tfoot
        Hidden=template,svg,object,xml,audio,video,canvas,datalist,applet
        Script=script Style=style Title=title Xmp=iframe,noembed Body=html,head,body,frameset,noframes
        """;

    private static readonly Dictionary<string, HtmlElement>.AlternateLookup<ReadOnlySpan<char>> ByName = Read();

    public static HtmlElement Of(ReadOnlySpan<char> name) => name.Length switch
    {
        1 => (name[0] | 0x20) switch
        {
            'a' => HtmlElement.A,
            'b' => HtmlElement.B,
            'i' => HtmlElement.I,
            'p' => HtmlElement.P,
            'u' => HtmlElement.U,
            _ => HtmlElement.Other,
        },
        > 10 => HtmlElement.Other,
        _ => ByName.TryGetValue(name, out var element) ? element : HtmlElement.Other,
    };

    public static bool IsVoid(HtmlElement element) => element is >= HtmlElement.Img and <= HtmlElement.OtherVoid;

    /// <summary>Begins and ends lines, and isn't closed by the end tag of an inline element within it.</summary>
    public static bool IsBlock(HtmlElement element) => element is >= HtmlElement.P and <= HtmlElement.RowGroup;

    /// <summary>Its start tag closes an open paragraph (WHATWG HTML §13.2.6.4.7).</summary>
    public static bool ClosesParagraph(HtmlElement element) =>
        element is >= HtmlElement.P and <= HtmlElement.OtherBlock or HtmlElement.Hr;

    /// <summary>End tags within it don't reach out of it.</summary>
    public static bool IsScope(HtmlElement element) =>
        element is HtmlElement.Table or HtmlElement.Caption or HtmlElement.Cell;

    /// <summary>Read as raw text, none of which is shown.</summary>
    public static bool IsRawText(HtmlElement element) =>
        element is HtmlElement.Script or HtmlElement.Style or HtmlElement.Title or HtmlElement.Xmp;

    private static Dictionary<string, HtmlElement>.AlternateLookup<ReadOnlySpan<char>> Read()
    {
        var names = new Dictionary<string, HtmlElement>(128, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in Names.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            var element = Enum.Parse<HtmlElement>(entry.AsSpan(0, equals));
            foreach (var name in entry[(equals + 1)..].Split(',')) names.Add(name, element);
        }
        return names.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
