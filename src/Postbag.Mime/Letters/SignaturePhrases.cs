using System.Buffers;
using System.Collections.Frozen;

namespace Postbag.Mime;

/// <summary>How letters are signed off, in the languages constituents use.</summary>
internal static class SignaturePhrases
{
    // Each is the whole line, or stands before a comma and a name.
    private const string SignOffs =
        """
        kind regards|kindest regards|best regards|warm regards|warmest regards|with kind regards|with kindest regards
        regards
        with best regards|many regards|with regards|yours sincerely|yours faithfully|yours truly|yours respectfully
        yours
        yours very truly|yours in anticipation|yours hopefully|yours ever|sincerely|sincerely yours|very truly yours
        faithfully
        respectfully|respectfully yours|best wishes|with best wishes|very best wishes|all best wishes|warm wishes
        all the best
        best|cheers|thanks|many thanks|thank you|thank you very much|thanks very much|thanks so much|thank you so much
        with thanks|with many thanks|thanks in advance|thank you in advance|many thanks in advance|thanks again
        thank you again|thanks and regards|thanks and best wishes|thanks & regards|thank you and kind regards
        many thanks and kind regards|kind regards and thanks|in anticipation|in hope|in solidarity|yours in hope
        yours in peace
        yours in solidarity|love|lots of love|god bless|blessings|warmly|cordially|take care|rgds|kr|br|thx|ta
        ever yours
        with gratitude|gratefully|yours gratefully|yours in friendship|peace|rgds.|kind rgds|thanking you
        thanking you in advance
        yours etc|yours etc.|sent with thanks|signed
        cofion|cofion gorau|cofion cynnes|cofion caredig|gyda chofion|gyda chofion gorau|yr eiddoch yn gywir|yn gywir
        yn ddiffuant|yr eiddoch yn ddiffuant|diolch|diolch yn fawr|llawer o ddiolch|gyda diolch|hwyl|dymuniadau gorau
        le meas|is mise le meas|le gach dea-ghuí|beir bua|go raibh maith agat|go raibh míle maith agat
        leis gach deagh dhùrachd|le deagh dhùrachd|le spèis|tapadh leibh|mòran taing|is mise le spèis
        mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|freundliche grüße|freundliche grüsse
        viele grüße|viele grüsse|beste grüße|herzliche grüße|liebe grüße|hochachtungsvoll|mfg|lg|vielen dank|danke|gruß
        cordialement|bien cordialement|très cordialement|salutations distinguées|bien à vous|sincères salutations|merci
        meilleures salutations|respectueusement|merci d'avance|cdlt|merci beaucoup|amicalement|avec mes remerciements
        saludos|un saludo|saludos cordiales|un cordial saludo|atentamente|muchas gracias|gracias|cordialmente
        le saluda atentamente|saluda atentamente|un abrazo
        cordiali saluti|distinti saluti|saluti|un saluto|un cordiale saluto|grazie|grazie mille|tanti saluti
        atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|obrigado|obrigada|abraços
        com os meus cumprimentos|muito obrigado|muito obrigada
        met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|groeten|groetjes|mvg
        hoogachtend
        bedankt|alvast bedankt
        z poważaniem|pozdrawiam|z wyrazami szacunku|serdecznie pozdrawiam|dziękuję|z góry dziękuję|pozdrowienia
        cu stimă|cu respect|o zi bună|mulțumesc|vă mulțumesc|cu considerație|numai bine
        med vänliga hälsningar|vänliga hälsningar|hälsningar|mvh|tack|vänligen|med vänlig hälsning
        med venlig hilsen|venlig hilsen|venlige hilsner|mange hilsner|hilsen|tak|med vennlig hilsen|vennlig hilsen|takk
        hilsner|på forhånd tak|på forhånd takk
        ystävällisin terveisin|terveisin|parhain terveisin|kiitos|kiitoksin|kunnioittavasti
        s pozdravem|s úctou|s přátelským pozdravem|děkuji|s pozdravom
        üdvözlettel|tisztelettel|köszönettel|köszönöm
        με εκτίμηση|φιλικά|ευχαριστώ|με φιλικούς χαιρετισμούς
        saygılarımla|saygılar|selamlar|sevgiler|teşekkürler|teşekkür ederim|iyi çalışmalar
        с уважением|с наилучшими пожеланиями|спасибо|всего доброго|с приветом|искренне ваш|заранее спасибо
        з повагою|дякую|з найкращими побажаннями|щиро ваш|щиро ваша|наперед дякую
        مع أطيب التحيات|مع خالص التحية|تحياتي|مع التحية|شكرا|شكراً|وتفضلوا بقبول فائق الاحترام|مع الشكر
        والسلام|آپ کا مخلص|شکریہ|خیر اندیش|نیک تمناؤں کے ساتھ
        此致|此致敬礼|敬上|谢谢|祝好|顺颂商祺|敬礼|敬具|よろしくお願いします|よろしくお願いいたします|감사합니다
        """;

    // Lines of a signature that begin with what they state.
    private const string Labels =
        """
        tel telephone phone mobile mob cell fax email e-mail mail web website address postcode post code home work
        office
        t m e w f p ph h twitter x facebook linkedin instagram bluesky pronouns membership dob ni ffôn symudol cyfeiriad
        telefon handy adresse tél téléphone portable courriel teléfono móvil correo dirección cellulare indirizzo
        telefone
        telemóvel morada mobiel adres komórka adresa телефон тел адрес адреса هاتف عنوان 电话 地址
        """;

    // French letters end with a whole sentence of politeness.
    private static readonly SearchValues<string> FormulaBegins = SearchValues.Create(
        ["je vous prie d'agréer", "je vous prie d’agréer", "je vous prie de croire", "je vous prie de recevoir",
            "veuillez agréer", "veuillez recevoir", "veuillez croire", "recevez,", "nous vous prions d'agréer",
            "dans l'attente de votre réponse, je vous prie d'agréer"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> FormulaEnds = SearchValues.Create(
        ["salutations", "sentiments", "considération", "hommages"], StringComparison.OrdinalIgnoreCase);

    private const string Connectors =
        "of the and & for in at on upon by de del da di do dos van von der den la le y ap ab ferch a'r yr o und et e i "
        + "c/o a - – |";

    /// <summary>"Je vous prie d'agréer, Madame, l'expression de mes salutations distinguées." and nothing
    /// else.</summary>
    public static bool IsFormula(ReadOnlySpan<char> written) =>
        written.Length is > 20 and < 200 && written.IndexOfAny(FormulaBegins) == 0 && written.ContainsAny(FormulaEnds)
        && written.TrimEnd('.').IndexOf('.') < 0;

    private const string StreetWords =
        """
        street st road rd avenue ave lane ln close drive court gardens terrace crescent place square park way grove
        hill row
        mews walk rise green house flat apartment apt unit floor heol ffordd stryd lôn clos maes straße strasse weg
        platz rue
        """;

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" ,.،，。!:;*_~-–—\u00A0");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SignOffLines =
        Set(SignOffs.Split((char[])['\n', '\r', '|'], StringSplitOptions.RemoveEmptyEntries));

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FirstWords = Set(
        SignOffs.Split((char[])['\n', '\r', '|'], StringSplitOptions.RemoveEmptyEntries)
            .Select(phrase => FirstWord(phrase).ToString()).Distinct(StringComparer.OrdinalIgnoreCase));

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> LabelWords = Set(Words(Labels));
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ConnectorWords =
        Set(Words(Connectors));
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> StreetNames = Set(Words(StreetWords));

    public static bool IsSignOff(ReadOnlySpan<char> phrase) => SignOffLines.Contains(phrase);

    /// <summary>False for nearly every line of a letter, at the cost of one look-up.</summary>
    public static bool MayBeginSignOff(ReadOnlySpan<char> line) => FirstWords.Contains(FirstWord(line));

    public static bool IsLabel(ReadOnlySpan<char> word) => LabelWords.Contains(word);

    public static bool IsConnector(ReadOnlySpan<char> word) => ConnectorWords.Contains(word);

    public static bool IsStreet(ReadOnlySpan<char> word) => StreetNames.Contains(word);

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(" ,.!-–—*_:;~\u00A0");
        var end = line.IndexOfAny(WordEnds);
        return end < 0 ? line : line[..end];
    }

    private static string[] Words(string text) =>
        text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(IEnumerable<string> phrases) =>
        phrases.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
