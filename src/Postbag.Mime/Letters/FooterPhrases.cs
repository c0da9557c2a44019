namespace Postbag.Mime;

/// <summary>The words of footers that programs and firms add, in the languages constituents use.</summary>
internal static class FooterPhrases
{
    private const string Devices =
        """
        iphone|ipad|ipod|apple watch|android|galaxy|samsung|huawei|xiaomi|redmi|oppo|honor|oneplus|pixel|nokia|xperia
        lumia
        motorola|blackberry|windows phone|smartphone|mobile phone|mobile device|my mobile|my phone|my tablet|my kindle
        handy
        mobilgerät|téléphone|móvil|telefono|cellulare|telemóvel|mobiel|telefon|mobil|puhelim|κινητό|cep telefon|телефон
        手机
        携帯|スマートフォン|스마트폰|هاتف|موبايل|موبائل|ffôn|fón|
        outlook|yahoo mail|aol|proton mail|protonmail|gmail|windows mail|mail for windows|mail für windows
        mail pour windows
        fastmail|hotmail|icloud|tutanota|thunderbird|k-9 mail|fairemail|canary|spark|bluemail|samsung email|mail app
        """;

    private const string SentFrom =
        """
        sent from|sent via|sent using|sent with|sent on|anfonwyd o|wedi'i anfon o|seolta ó|cuireadh ó|air a chur bho
        von meinem|gesendet mit|gesendet von|envoyé de|envoyé depuis|envoyé à partir|enviado desde|enviado de|enviado do
        inviato da|verzonden vanaf|verstuurd vanaf|verzonden met|wysłane z|wysłano z|trimis de pe|trimis din
        trimis de la
        skickat från|sendt fra|lähetetty|odesláno z|odoslané z|küldve|στάλθηκε από|εστάλη από|gönderildi|отправлено с
        отправлено из|надіслано з|відправлено з|أرسلت من|مرسل من|أُرسلت من|سے بھیجا گیا|发自|發自|从我的|寄自|から送信|보냄
        """;

    private const string Brevity =
        "excuse|apologies for|forgive|brevity|typos|spelling|autocorrect|entschuldigen|pardon";

    // Six things that notices of confidentiality say; a paragraph that says three of them is one.
    private static readonly string[] NoticeGroups =
    [
        "intended recipient|intended solely|intended only|solely for the|addressee|named recipient|not the intended|"
        + "destinataire|adressaten|bestimmungsgemäße|destinatario|destinatário|geadresseerde|adresat|mottagare|"
        + "modtager|"
        + "derbynnydd|bwriadwyd|bwriad|faighteoir|получател|odbiorc",
        "confidential|privileged|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|poufn|cyfrinach|"
        + "luottamuksell|fortrolig|konfidentiell|rúnda|конфиденциальн|konfidencial|důvěrn",
        "in error|by mistake|irrtümlich|par erreur|por error|por engano|per errore|abusievelijk|ten onrechte|omyłk|"
        + "trwy gamgymeriad|mewn camgymeriad|av misstag|ved en fejl|earráid|по ошибке",
        "unauthorised|unauthorized|disclos|disseminat|copying|unbefugt|strictly prohibited|interdit|prohibid|vietat|"
        + "verboden|zabronion|copïo|datgelu|nepovolan",
        "delete|destroy|notify the sender|inform the sender|contact the sender|notify us|advise the sender|löschen|"
        + "vernichten|supprimer|détruire|eliminar|eliminare|cancell|verwijder|usunąć|usunięcie|dileu|dilëwch|удалит",
        "virus|liability|do not necessarily|not necessarily represent|views expressed|may be monitored|"
        + "registered in england|"
        + "registered office|registered charity|haftung|responsabilité|cofrestredig",
    ];

    private const string NoticeShapes =
        """
        this e-mail|this email|this message|this communication|this transmission|the information|the contents
        the content of
        information in this|confidential|privileged|disclaimer|important notice|legal notice|notice:|privacy notice
        if you are not the intended|if you have received|if you receive this|unless otherwise stated|any views|the views
        please note
        diese e-mail|diese mail|diese nachricht|ce message|ce courriel|cet e-mail|este mensaje|este correo
        questo messaggio
        questa e-mail|esta mensagem|dit bericht|deze e-mail|ta wiadomość|mae'r neges|mae'r e-bost|mae'r ebost
        gall y neges
        detta meddelande|denne e-mail|это сообщение|tato zpráva|an ríomhphost
        """;

    private const string Unsubscribe =
        """
        unsubscribe|opt out of|opt-out|email preferences|mailing preferences|update your preferences|manage preferences
        manage your subscription|desabonn|désabonn|désinscri|abmelden|abbestellen|darse de baja|cancelar suscripción
        cancelar la suscripción|disiscri|cancelar a inscrição|uitschrijven|afmelden|wypisz się|wypisać|dezabon
        avprenumerera
        avsluta prenumeration|afmeld|meld deg av|dad-danysgrifio|dad-danysgrifiwch|díliostáil|отписаться|відписатися|退订
        you are receiving this|you're receiving this|you received this|you have received this|why am i receiving
        view this email
        view in browser|view in your browser|view online|im browser|dans votre navigateur
        """;

    private const string Platforms =
        "campaign|platform|tool|petition|website|web site|action|portal|.org|.com|.net|.co.uk|.uk|.eu|.eco|.test|"
        + ".example|"
        + "http|on behalf of|supporter|constituent|lobby|write to your|email your";

    private const string SentThrough =
        """
        this email was sent|this e-mail was sent|this message was sent|this email has been sent
        this message has been sent
        this email is sent|this message is sent|this letter was sent using|this letter was sent via
        this letter was sent through
        this email was generated|this message was generated|this email was delivered|this message was delivered
        this email was created|this email comes|your email was sent|sent via|sent using|sent through|sent by|sent with
        sent on behalf|email sent|message sent|powered by|delivered by|generated by|i am a constituent, sent
        i am your constituent, sent|anfonwyd yr e-bost hwn|anfonwyd y neges hon|diese e-mail wurde über
        cet e-mail a été envoyé
        """;

    private const string Virus =
        """
        virus-free|no virus found|this email has been checked|this e-mail has been checked|this email has been scanned
        this e-mail has been scanned|this message has been scanned|this message has been checked|scanned by|checked by
        email scanned|diese e-mail wurde|diese e-mail wurde von|l'absence de virus|el software de antivirus
        questa e-mail è stata
        aquest correu|ta wiadomość e-mail została sprawdzona|deze e-mail is gecontroleerd|mae'r e-bost hwn wedi'i sganio
        """;

    private const string Banners =
        """
        caution: this email|caution: this e-mail|caution: external|caution - this email|[external]|[external email]
        external email|warning: this email originated|this email originated from outside|this email originated outside
        this message originated outside|this message originated from outside|you don't often get email from
        you don’t often get email from|some people who received this message don't often
        rhybudd: daeth yr e-bost hwn
        """;

    private const string Environment =
        "before printing this e|before you print this|consider the environment before|consider the environment prior|"
        + "think before you print|think before printing|"
        + "avant d'imprimer|bevor sie diese|meddyliwch cyn argraffu|ystyriwch yr amgylchedd";

    private const string Lists =
        "mailing list|mailing-list|listinfo|subscri|lists.|-list@|list-|google group|groups.io|rhestr bostio|"
        + "mailingliste|"
        + "liste de diffusion|lista de correo|remove your address|rhestr e-bost";

    private static readonly Phrases DeviceWords = Values(Devices);
    private static readonly Phrases SentFromWords = Values(SentFrom);
    private static readonly Phrases BrevityWords = Values(Brevity);
    private static readonly Phrases[] NoticeWords = [.. NoticeGroups.Select(Values)];
    private static readonly Phrases UnsubscribeWords = Values(Unsubscribe);
    private static readonly Phrases PlatformWords = Values(Platforms);
    private static readonly Phrases EnvironmentWords = Values(Environment);
    private static readonly Phrases ListWords = Values(Lists);
    private static readonly Phrases FirstNoticeWords = Values(string.Join('|', NoticeGroups.Take(3)));
    private static readonly Beginnings NoticeStarts = new(Split(NoticeShapes));
    private static readonly Beginnings SentThroughStarts = new(Split(SentThrough));
    private static readonly Beginnings VirusStarts = new(Split(Virus));
    private static readonly Beginnings BannerStarts = new(Split(Banners));

    /// <summary>Whether <see cref="NamesDevice"/> needs to be asked of any line of the text.</summary>
    public static bool MayNameDevice(ReadOnlySpan<char> text) =>
        SaysSentFrom(text) || text.Contains("outlook", StringComparison.OrdinalIgnoreCase);

    public static bool NamesDevice(ReadOnlySpan<char> text) => DeviceWords.StandIn(text);

    public static bool SaysSentFrom(ReadOnlySpan<char> text) => SentFromWords.StandIn(text);

    public static bool ExcusesBrevity(ReadOnlySpan<char> text) => BrevityWords.StandIn(text);

    /// <summary>Whether a notice may stand anywhere in the text: it says one of the first three things.</summary>
    public static bool MayHoldNotice(ReadOnlySpan<char> text) => FirstNoticeWords.StandIn(text);

    /// <summary>How many of the six things it says; 0 if it says none of the first three, which are about the message
    /// itself: whom it is for, that it is confidential, that it went astray.</summary>
    public static int NoticeScore(ReadOnlySpan<char> text)
    {
        if (!MayHoldNotice(text)) return 0;
        var score = 0;
        for (var i = 0; i < NoticeWords.Length; i++)
        {
            if (NoticeWords[i].StandIn(text)) score++;
        }
        return score;
    }

    public static bool StartsNotice(ReadOnlySpan<char> text) => NoticeStarts.StandBefore(text);

    public static bool SaysUnsubscribe(ReadOnlySpan<char> text) => UnsubscribeWords.StandIn(text);

    public static bool NamesPlatform(ReadOnlySpan<char> text) => PlatformWords.StandIn(text);

    public static bool SaysSentThrough(ReadOnlySpan<char> text) => SentThroughStarts.StandBefore(text);

    public static bool SaysVirusChecked(ReadOnlySpan<char> text) => VirusStarts.StandBefore(text);

    public static bool IsBanner(ReadOnlySpan<char> text) => BannerStarts.StandBefore(text);

    public static bool SparesPaper(ReadOnlySpan<char> text) => EnvironmentWords.StandIn(text);

    public static bool NamesList(ReadOnlySpan<char> text) => ListWords.StandIn(text);

    private static string[] Split(string lines) =>
        lines.Split((char[])['\n', '\r', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Phrases Values(string lines) => new(Split(lines));
}
