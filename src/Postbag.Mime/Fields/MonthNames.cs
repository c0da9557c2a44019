using System.Collections.Frozen;
using System.Globalization;

namespace Postbag.Mime;

/// <summary>The months as mail programs write them that put the date in their user's language, which RFC 5322 §3.3
/// forbids. Names are compared in lower case and without accents; a name that means different months in two languages
/// is left out.</summary>
internal static class MonthNames
{
    // English; German; French; Spanish, Portuguese, Italian; Dutch; Welsh, Irish; Danish, Norwegian, Swedish; Polish;
    // Romanian; Turkish; Finnish.
    private static readonly string[] Names =
    [
        "jan january januar janner janv janvier ene enero janeiro gen gennaio januari ion ionawr ean eanair sty stycznia "
            + "ian ianuarie oca ocak tammi",
        "feb february februar fev fevr fevrier febrero fevereiro febbraio februari chw chwe chwef chwefror feabh feabhra "
            + "lut lutego februarie sub subat helmi",
        "mar march mars mrz marz maerz marzo marco maart mrt maw mawrth marta marca martie mart maalis",
        "apr april avr avril abr abril aprile ebr ebrill aib aibrean kwi kwietnia aprilie nis nisan huhti",
        "may mai mayo maio mag maggio mei beal bealtaine maj maja mayis touko",
        "jun june juni juin junio junho giu giugno meh mehefin meith meitheamh cze czerwca iun iunie haz haziran kesa",
        "jul july juli juil juillet julio julho lug luglio gor gorff gorffennaf iuil lip lipca iul iulie tem temmuz heina",
        "aug august aou aout ago agosto augustus awst lun lunasa augusti sie sierpnia agu agustos elo",
        "sep sept september septembre septiembre setembro set sett settembre med medi mfo wrz wrzesnia septembrie eyl "
            + "eylul syys",
        "oct october okt oktober octobre octubre out outubro ott ottobre hyd hydref dfo paz pazdziernika octombrie eki "
            + "ekim loka",
        "nov november novembre noviembre novembro tach tachwedd samh samhain listopada noi noiembrie kas kasim marras",
        "dec december dez dezember decembre dic diciembre dezembro dicembre rhag rhagfyr nol nollaig des desember gru "
            + "grudnia decembrie ara aralik joulu",
    ];

    private static readonly FrozenDictionary<string, int> Months = Names
        .SelectMany((names, index) => names.Split(' ').Select(name => KeyValuePair.Create(name, index + 1)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Months.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The month that a word names, 1 to 12; 0 if none.</summary>
    public static int Find(ReadOnlySpan<char> word)
    {
        // The longest name has 12 letters; accents may double them.
        if (word.Length is < 3 or > 24)
            return 0;
        Span<char> plain = stackalloc char[24];
        if (!Ascii.IsValid(word))
            word = WithoutAccents(word);
        var length = word.ToLowerInvariant(plain);
        return length > 0 && BySpan.TryGetValue(plain[..length], out var month) ? month : 0;
    }

    private static string WithoutAccents(ReadOnlySpan<char> word)
    {
        var letters = new StringBuilder(word.Length);
        foreach (var current in word.ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(current) != UnicodeCategory.NonSpacingMark)
                letters.Append(current);
        }

        return letters.ToString();
    }
}
