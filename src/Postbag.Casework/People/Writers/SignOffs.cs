using System.Text.RegularExpressions;

namespace Postbag.Casework.People.Writers;

/// <summary>"Kind regards," and its like, in the languages the office's constituents sign off in.</summary>
internal static partial class SignOffs
{
    /// <summary>Where the name begins that stands on the line behind the words; the line's length if none does; null if
    /// it isn't a sign-off.</summary>
    public static int? Match(string line)
    {
        if (line.Length > 90) return null;
        var match = Words().Match(line);
        if (!match.Success) return null;
        var rest = match.Length;
        while (rest < line.Length && line[rest] is ' ' or ',' or '.' or '!' or '-' or '–' or ':' or '*') rest++;
        // "Thank you for reading" and "Best before March" are no sign-offs; "Thanks Jane" is.
        return rest == line.Length || PersonName.Read(line[rest..], mayBeSmall: false) is not null ? rest : null;
    }

    [GeneratedRegex(
        @"^[*_-]*\s*((((with )?(very |all |many |our |my )?(kind|kindest|best|warm|warmest|good|sincere)( |est )?(regards|wishes)( and (thanks|best wishes))?|regards|(with )?(many |very |grateful )?thanks( (again|in advance|so much|very much|and (kind |best )?regards|& regards))?|thank you( (again|in advance|so much|very much|and (kind |best )?regards|for reading( this)?|for your (time|help|attention|consideration)|for listening))?|thanking you( in (advance|anticipation))?|yours( (sincerely|faithfully|truly|respectfully|gratefully|hopefully|ever|etc|in hope|in anticipation|in peace|in solidarity|in friendship|in christ|in faith|in sport|in sorrow|in anger|in despair|in desperation|aye|always|as ever|kindly|most sincerely|very sincerely|very truly|with respect|respectfully))?|(with )?respect(s)?|with (every |all )?good wishes?|god (reward|keep|go with) you|i remain,? (etc|yours)|(and )?thank you kindly|much obliged|obliged|sincere thanks|with thanks|thanks for (reading|listening|your (time|help))|sincerely( yours)?|faithfully|respectfully( yours)?|best|cheers|love|lots of love|all the best|in hope|in solidarity|god bless( you)?|blessings|take care|warmly|gratefully|with gratitude|signed|many thanks|ta|rgds|kr|thx|peace|your constituent|a constituent|from|in desperation|in anticipation|i remain yours|i am,? yours (sincerely|faithfully)|yn gywir|yr eiddoch( yn gywir| yn ddiffuant)?|cofion( gorau| cynnes| caredig)?|gyda (chofion( cynnes| gorau)?|diolch)|diolch( yn fawr)?( iawn)?|hwyl|dymuniadau gorau|le meas|is mise,? le meas|go raibh (maith|míle maith) agat|le gach dea-?ghuí|leis gach (deagh )?dh[ùu]rachd|le (deagh )?dh[ùu]rachd|le spèis|tapadh leibh|mòran taing|pozdrawiam|z poważaniem|z wyrazami szacunku|dziękuję|cu stimă|cu respect|mulțumesc|з повагою|дякую|cordialement|saludos|atentamente|cumprimentos|com os melhores cumprimentos|obrigad[oa]|saygılarımla|met vriendelijke groet(en)?|mit freundlichen grüßen|مع التحية|شكرا)([,.!\s–-]+|$)){1,2})",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}
