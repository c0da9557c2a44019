namespace Postbag.Mime.Tnef;

/// <summary>The control words of RTF 1.9.1 that matter to its text.</summary>
internal static class RtfWords
{
    /// <summary>What is not text: tables of fonts and colours, pictures, notes about the document.</summary>
    public static bool IsIgnoredDestination(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("colortbl"u8) || word.SequenceEqual("stylesheet"u8) || word.SequenceEqual("info"u8)
        || word.SequenceEqual("pict"u8) || word.SequenceEqual("object"u8) || word.SequenceEqual("header"u8)
        || word.SequenceEqual("footer"u8) || word.SequenceEqual("headerf"u8) || word.SequenceEqual("footerf"u8)
        || word.SequenceEqual("themedata"u8) || word.SequenceEqual("datastore"u8) || word.SequenceEqual("listtable"u8)
        || word.SequenceEqual("fldinst"u8) || word.SequenceEqual("xmlnstbl"u8);

    public static char? CharacterOf(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("par"u8) || word.SequenceEqual("line"u8) || word.SequenceEqual("row"u8)) return '\n';
        if (word.SequenceEqual("tab"u8) || word.SequenceEqual("cell"u8)) return '\t';
        if (word.SequenceEqual("lquote"u8)) return '‘';
        if (word.SequenceEqual("rquote"u8)) return '’';
        if (word.SequenceEqual("ldblquote"u8)) return '“';
        if (word.SequenceEqual("rdblquote"u8)) return '”';
        if (word.SequenceEqual("bullet"u8)) return '•';
        if (word.SequenceEqual("endash"u8)) return '–';
        if (word.SequenceEqual("emdash"u8)) return '—';
        if (word.SequenceEqual("zwj"u8)) return '\u200D';
        return word.SequenceEqual("zwnj"u8) ? '\u200C' : null;
    }

    /// <summary>The code page of a font's charset; null if it says nothing of it (0 is windows-1252 by name, the
    /// document's in fact).</summary>
    public static int? CodePageOf(int charset) => charset switch
    {
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => null,
    };
}
