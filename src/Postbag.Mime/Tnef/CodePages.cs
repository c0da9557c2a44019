namespace Postbag.Mime.Tnef;

/// <summary>Text in the code pages that Windows programs name by number.</summary>
internal static class CodePages
{
    private static readonly DecoderReplacementFallback MeaninglessBytes = new("\uFFFD");

    /// <summary>The encoding of a number; windows-1252 if nobody knows it.</summary>
    public static Encoding Of(int codePage) => codePage switch
    {
        65001 => Encoding.UTF8,
        1200 => Encoding.Unicode,
        20127 or 28591 => Encoding.Latin1,
        _ => Known(codePage) ?? Known(1252) ?? Encoding.Latin1,
    };

    /// <summary>True where two bytes make a character.</summary>
    public static bool IsDoubleByte(int codePage) => codePage is 932 or 936 or 949 or 950;

    private static Encoding? Known(int codePage) =>
        codePage is > 0 and < 65536
            ? CodePagesEncodingProvider.Instance.GetEncoding(
                codePage, EncoderFallback.ReplacementFallback, MeaninglessBytes)
            : null;
}
