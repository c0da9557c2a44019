using System.Collections.Concurrent;
using System.Globalization;

namespace Postbag.Mime.Charsets;

/// <summary>Finds a charset by its name, with the aliases of the wild. Names are compared by their letters and digits:
/// <c>UTF_8</c>, <c>utf8</c> and <c>"utf-8"</c> are one.</summary>
internal static class CharsetNames
{
    private const int LongestName = 60;

    // Only names that are known get in, so mail cannot make it grow without end: there are so many ways to write
    // one that they are limited all the same.
    private const int MaxCached = 2000;

    // Code pages would otherwise put a question mark, which cannot be told from one that was meant.
    private static readonly DecoderReplacementFallback MeaninglessBytes = new("\uFFFD");

    private static readonly ConcurrentDictionary<string, Charset> Cache = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<int, Charset?> CodePages = new();

    public static Charset Windows1252 { get; } = ByCodePage(1252) ?? Charset.Ascii;

    public static Charset Iso2022Jp { get; } = ByCodePage(50220) ?? Charset.Ascii;

    /// <summary>The charset of a name; null if nobody knows it, or if the name says that nobody does
    /// (<c>unknown-8bit</c>, <c>default</c>).</summary>
    public static Charset? Find(string label)
    {
        if (Cache.TryGetValue(label, out var known))
            return known;

        var found = label.Length > LongestName ? null : Search(label);
        if (found is not null && Cache.Count < MaxCached)
            Cache.TryAdd(label, found);

        return found;
    }

    private static Charset? Search(string label)
    {
        var key = Key(label);
        if (CharsetAliases.CodePages.TryGetValue(key, out var codePage))
            return ByCodePage(codePage);

        if (key.Contains("utf8", StringComparison.Ordinal))
            return Charset.Utf8;

        if (ByNumber(key) is { } numbered)
            return numbered;

        return CharsetAliases.Tables.TryGetValue(key, out var table)
            ? table
            : CodePagesEncodingProvider.Instance.GetEncoding(label.Trim()) is { } encoding
                ? ByCodePage(encoding.CodePage)
                : null;
    }

    /// <summary>Letters and digits in lower case: what is left of a name when everybody's punctuation is
    /// gone.</summary>
    private static string Key(string label)
    {
        Span<char> key = stackalloc char[LongestName];
        var length = 0;
        foreach (var character in label)
        {
            if (char.IsAsciiLetterOrDigit(character))
                key[length++] = char.ToLowerInvariant(character);
        }

        return key[..length].ToString();
    }

    /// <summary><c>cp-850</c>, <c>ibm850</c>, <c>x-cp1252</c>, <c>windows1252</c>, <c>win-1251</c>, <c>iso8859-15</c>
    /// …</summary>
    private static Charset? ByNumber(string key)
    {
        var start = key.AsSpan().IndexOfAnyInRange('0', '9');
        if (start <= 0)
            return null;

        var word = key.AsSpan(0, start);
        var digits = key.AsSpan(start);
        if (word is "iso" or "xiso" && digits.StartsWith("8859"))
            return Latin(digits[4..]);

        if (word is not (
            "cp" or "xcp" or "ibm" or "xibm" or "csibm"
            or "windows" or "xwindows" or "win" or "xwin" or "ms" or "codepage"))
            return null;

        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var codePage)
            ? ByCodePage(codePage)
            : null;
    }

    /// <summary>ISO 8859 by its part. Names go on after the number (<c>iso-8859-8-i</c>, <c>iso_8859-1:1987</c>).
    /// Parts that Windows extended are read as Windows has them: the rest is control characters that nobody
    /// sends.</summary>
    private static Charset? Latin(ReadOnlySpan<char> part)
    {
        if (part.Length > 4 && part[^4] is '1' or '2' && part[^3] is '9' or '0')
            part = part[..^4];

        return part.TrimEnd("abcdefghijklmnopqrstuvwxyz") switch
        {
            "" or "1" => Windows1252,
            "9" => ByCodePage(1254),
            "11" => ByCodePage(874),
            "10" => CharsetAliases.Tables["iso885910"],
            "14" => CharsetAliases.Tables["iso885914"],
            "16" => CharsetAliases.Tables["iso885916"],
            [var digit and >= '2' and <= '8'] => ByCodePage(28590 + digit - '0'),
            "13" => ByCodePage(28603),
            "15" => ByCodePage(28605),
            _ => null,
        };
    }

    private static Charset? ByCodePage(int codePage) => codePage switch
    {
        65001 => Charset.Utf8,
        65000 => Charset.Utf7,
        20127 => Charset.Ascii,
        28591 => Windows1252,
        _ => CodePages.GetOrAdd(codePage, static number =>
            Framework(number) is { } encoding ? Charset.Of(encoding.WebName, encoding) : null),
    };

    private static Encoding? Framework(int codePage) => codePage switch
    {
        1200 => Encoding.Unicode,
        1201 => Encoding.BigEndianUnicode,
        12000 => Encoding.UTF32,
        12001 => new UTF32Encoding(bigEndian: true, byteOrderMark: false),

        // 0 to 3 mean "whatever this machine has" to the provider: mail must read alike on every machine.
        < 37 or > 65535 => null,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(
            codePage, EncoderFallback.ReplacementFallback, MeaninglessBytes),
    };
}
