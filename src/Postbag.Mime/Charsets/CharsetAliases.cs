using System.Collections.Frozen;

namespace Postbag.Mime.Charsets;

/// <summary>What charsets are called in mail, letters and digits only, and those that the framework lacks.</summary>
internal static class CharsetAliases
{
    /// <summary>Names to code pages. GB 2312 is read as GBK, KS C 5601 as its Windows extension and so on: whoever
    /// labels text with the smaller set uses the larger one.</summary>
    public static FrozenDictionary<string, int> CodePages { get; } = Split(
    [
        (20127, "ascii usascii us ansix341968 ansix341986 iso646us isoir6 iso646irv1991 7bit ibm367 cp367 csascii"),
        (20127, "646 asciius"),
        (1252, "latin1 l1 iso88591 isolatin1 csisolatin1 isoir100 ibm819 cp819 xansi ansi ansix31101983 ansix3110"),
        (1252, "isolatin western westerneuropean"),
        (28592, "latin2 l2 isolatin2 csisolatin2 isoir101"),
        (28593, "latin3 l3 isolatin3 csisolatin3 isoir109"),
        (28594, "latin4 l4 isolatin4 csisolatin4 isoir110"),
        (28595, "cyrillic isolatincyrillic csisolatincyrillic isoir144"),
        (28596, "arabic csisolatinarabic isoir127 asmo708 ecma114"),
        (28597, "greek greek8 csisolatingreek isoir126 elot928 ecma118 suneugreek"),
        (28598, "hebrew csisolatinhebrew isoir138 visual logical"),
        (1254, "latin5 l5 isolatin5 csisolatin5 isoir148 turkish"),
        (28603, "latin7 l7"),
        (28605, "latin9 l9 latin0 csisolatin9 isolatin9"),
        (874, "tis620 tis6200 tis62025290 tis62025291 tis62025331 xtis620 thai dos874 isoir166"),
        (20866, "koi8r koi8 koi cskoi8r koi8russian"),
        (21866, "koi8u koi8ru"),
        (932, "shiftjis sjis xsjis csshiftjis mskanji windows31j cswindows31j xmscp932 shiftjisms xshiftjis"),
        (51932, "eucjp xeucjp xeuc ujis cseucpkdfmtjapanese eucjpms extendedunixcodepackedformatforjapanese"),
        (51932, "eucjpwin eucjis2004 eucjisx0213"),
        (932, "shiftjis2004 sjis2004 shiftjisx0213 sjisx0213"),
        (50220, "iso2022jp csiso2022jp iso2022jp2 iso2022jpesc iso2022jp3 jis iso2022jp2004"),
        (50222, "iso2022jp1 iso2022jpms iso2022jpext csiso2022jp2"),
        (50221, "iso2022jpkddi xiso2022jp"),
        (936, "gb2312 gbk xgbk csgb2312 csgb231280 chinese gb23121980 gb231280 gb2312charset isoir58"),
        (936, "eucgb2312cn xmacsimpchinese"),
        (936, "csiso58gb231280 gb euccn xeuccn cseuccn gb23128 hzgbk gbkcharset simplifiedchinese"),
        (54936, "gb18030 gb180302000 gb180302005"),
        (950, "big5 chinesebig5 cnbig5 xxbig5 csbig5 big5hkscs big5charset big5eten big51984 xbig5"),
        (950, "traditionalchinese big5tw hkscs xmactradchinese"),
        (949, "euckr ksc56011987 ksc5601 ksc56011989 korean ksc csksc56011987 isoir149 uhc ksc5601charset cseuckr"),
        (949, "xwindows949 kscharset56011987 xeuckr ksx1001 xmackorean"),
        (50225, "iso2022kr csiso2022kr"),
        (50227, "iso2022cn iso2022cnext xcp50227"),
        (52936, "hzgb2312 hz hzgb"),
        (1361, "johab"),
        (65000, "u7 csutf7 xunicode20utf7 utf7 unicode11utf7 unicode20utf7 csunicode11utf7 unicodeutf7 xutf7"),
        (65001, "u8 utf8 unicode11utf8 unicode20utf8 xunicode20utf8 utf unicode2utf8 cesu8 mutf8 utf8n"),
        (1200, "utf16 utf16le unicode ucs2 iso10646ucs2 unicodelittle ucs2le"),
        (1201, "utf16be unicodefffe unicodebig ucs2be"),
        (12000, "utf32 utf32le ucs4 iso10646ucs4"),
        (12001, "utf32be"),
        (10000, "macintosh mac xmac macroman xmacroman csmacintosh"),
        (10007, "xmaccyrillic maccyrillic xmacukrainian"),
        (10029, "xmacce maccentraleurope maccenteuro maclatin2"),
        (10001, "xmacjapanese"),
        (10006, "xmacgreek macgreek"),
        (10081, "xmacturkish macturkish"),
        (10079, "xmacicelandic maciceland"),
        (10082, "xmaccroatian maccroatian"),
        (10010, "xmacromania macromanian"),
        (10004, "xmacarabic macarabic"),
        (10005, "xmachebrew machebrew"),
        (437, "dos437 oemus"),
        (28598, "csiso88598i csiso88598e"),
        (850, "dos850 pc850multilingual850 cspc850multilingual"),
        (852, "dos852"),
        (866, "dos866 csibm866"),
        (720, "dos720"),
        (737, "dos737"),
        (775, "dos775"),
        (862, "dos862 cspc862latinhebrew"),
        (858, "ibm00858 ccsid00858 pcmultilingual850euro"),
        (37, "ibm037 ebcdiccpus"),
        (500, "ebcdiccpbe"),
        (1047, "ibm1047 ibm01047"),
        (1250, "xcp1250"),
        (1251, "wincyrillic xcp1251"),
        (1257, "baltic winbaltrim"),
        (1258, "vietnamese vietnam"),
        (20932, "jisx02081990 jisx02121990"),
        (57002, "xisciide"),
    ]);

    /// <summary>Charsets whose upper halves stand here. ISO 8859-14 is the one that Welsh needs.</summary>
    public static FrozenDictionary<string, Charset> Tables { get; } = Named(
    [
        ("iso-8859-10", "iso885910 latin6 l6 isoir157 csisolatin6", Upper(
            "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛ"
            + "ÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ")),
        ("iso-8859-14", "iso885914 latin8 l8 isoceltic isoir199", Upper(
            "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛ"
            + "ÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ")),
        ("iso-8859-16", "iso885916 latin10 l10 isoir226", Upper(
            "\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛ"
            + "ÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ")),
    ]);

    private static FrozenDictionary<string, int> Split((int CodePage, string Names)[] lines) =>
        lines.SelectMany(line => line.Names.Split(' ').Select(name => (name, line.CodePage)))
            .ToFrozenDictionary(pair => pair.name, pair => pair.CodePage);

    private static FrozenDictionary<string, Charset> Named((string Name, string Aliases, string UpperHalf)[] lines) =>
        lines.SelectMany(line =>
            line.Aliases.Split(' ').Select(alias => (alias, Charset.Of(line.Name, line.UpperHalf))))
            .ToFrozenDictionary(pair => pair.alias, pair => pair.Item2);

    /// <summary>0x80 to 0x9F are control characters in all of ISO 8859.</summary>
    private static string Upper(string fromA0) =>
        string.Concat(Enumerable.Range(0x80, 0x20).Select(code => (char)code)) + fromA0;
}
