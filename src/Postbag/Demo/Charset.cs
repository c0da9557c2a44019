using System.Text;

namespace Postbag.Demo;

/// <summary>The character sets that old programs still write, in small tables of our own: what can't be written in one
/// is a mistake in the demo and throws.</summary>
internal sealed class Charset
{
    private readonly Func<char, int> high; // the byte of a character beyond ASCII, or -1

    private Charset(string label, Func<char, int> high) => (Label, this.high) = (label, high);

    public static Charset Ascii { get; } = new("us-ascii", _ => -1);
    public static Charset Utf8 { get; } = new("utf-8", _ => -1);
    public static Charset Latin1 { get; } = new("iso-8859-1", letter => letter is >= '\u00a0' and <= '\u00ff'
        ? letter : -1);
    public static Charset Windows1252 { get; } = new("windows-1252", Of1252);
    public static Charset Windows1251 { get; } = new("windows-1251", Of1251);
    public static Charset Latin2 { get; } = new("iso-8859-2", OfLatin2);

    public string Label { get; }

    public bool CanWrite(string text) =>
        this == Utf8 || text.All(letter => letter < 0x80 || high(letter) >= 0);

    public byte[] Encode(string text)
    {
        if (this == Utf8) return Encoding.UTF8.GetBytes(text);
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var code = text[i] < 0x80 ? text[i] : high(text[i]);
            if (code < 0) throw new FormatException($"“{text[i]}” can't be written in {Label}.");
            bytes[i] = (byte)code;
        }
        return bytes;
    }

    /// <summary>The first of these that can write the text; UTF-8 if none can.</summary>
    public static Charset FirstFor(string text, params ReadOnlySpan<Charset> wanted)
    {
        foreach (var charset in wanted)
            if (charset.CanWrite(text)) return charset;
        return Utf8;
    }

    private static int Of1252(char letter)
    {
        const string block = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ"; // 0x80 to 0x9f
        if (letter is >= '\u00a0' and <= '\u00ff') return letter;
        var at = block.IndexOf(letter, StringComparison.Ordinal);
        return at < 0 ? -1 : 0x80 + at;
    }

    private static int Of1251(char letter) => letter switch
    {
        >= 'А' and <= 'я' => letter - 'А' + 0xc0,
        'Ґ' => 0xa5, 'ґ' => 0xb4, 'Є' => 0xaa, 'є' => 0xba, 'І' => 0xb2, 'і' => 0xb3, 'Ї' => 0xaf, 'ї' => 0xbf,
        '’' => 0x92, '–' => 0x96, '—' => 0x97, '«' => 0xab, '»' => 0xbb, '№' => 0xb9,
        _ => -1,
    };

    private static int OfLatin2(char letter) => letter switch
    {
        'Ą' => 0xa1, 'ą' => 0xb1, 'Ć' => 0xc6, 'ć' => 0xe6, 'Ę' => 0xca, 'ę' => 0xea, 'Ł' => 0xa3, 'ł' => 0xb3,
        'Ń' => 0xd1, 'ń' => 0xf1, 'Ó' => 0xd3, 'ó' => 0xf3, 'Ś' => 0xa6, 'ś' => 0xb6, 'Ź' => 0xac, 'ź' => 0xbc,
        'Ż' => 0xaf, 'ż' => 0xbf, '\u00a0' => 0xa0,
        _ => -1,
    };
}
