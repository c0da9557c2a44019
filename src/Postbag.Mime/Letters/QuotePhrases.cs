using System.Collections.Frozen;

namespace Postbag.Mime;

/// <summary>The words by which mail programs introduce what they quote, in the languages constituents use.</summary>
internal static class QuotePhrases
{
    // Collected from the programs themselves; one language a line.
    private const string Wrote =
        """
        wrote|writes
        ysgrifennodd
        scríobh
        sgrìobh
        schrieb|hat geschrieben
        a écrit
        escribió|escribio
        ha scritto|scrive
        escreveu
        schreef
        napisał|napisała|napisał(a)|pisze
        a scris
        skrev
        kirjoitti
        napsal|napsala|napsal(a)|napísal
        írta
        έγραψε
        yazdı|yazmış
        написал|написала|написал(а)|пишет
        пише|написав
        كتب|كتبت|تمت كتابة ما يلي
        نے لکھا|نے تحریر کیا
        写道|寫道|写到
        書きました|のメッセージ|さんは書きました
        작성
        """;

    private const string Original =
        """
        original message|original appointment|original email|original e-mail
        neges wreiddiol|y neges wreiddiol
        teachtaireacht bhunaidh|an teachtaireacht bhunaidh
        teachdaireachd thùsail
        ursprüngliche nachricht|originalnachricht
        message d'origine|message original|message initial
        mensaje original
        messaggio originale
        mensagem original
        oorspronkelijk bericht|oorspronkelijke bericht
        wiadomość oryginalna|oryginalna wiadomość
        mesaj original|mesajul original
        ursprungligt meddelande|originalmeddelande
        oprindelig meddelelse|oprindelig besked
        opprinnelig melding|opprinnelig e-post
        alkuperäinen viesti
        původní zpráva|pôvodná správa
        eredeti üzenet
        αρχικό μήνυμα
        özgün ileti|orijinal mesaj|özgün mesaj
        исходное сообщение|оригинальное сообщение
        вихідне повідомлення|оригінальне повідомлення
        الرسالة الأصلية
        اصل پیغام
        原始邮件|原始郵件|邮件原件
        元のメッセージ|オリジナルメッセージ
        원본 메시지
        """;

    private const string Forwarded =
        """
        forwarded message|forwarded by|forwarded email
        neges a anfonwyd ymlaen|neges wedi'i hanfon ymlaen|neges wedi'i hanfon
        teachtaireacht ar aghaidh
        weitergeleitete nachricht
        message transféré|message transmis
        mensaje reenviado
        messaggio inoltrato
        mensagem encaminhada|mensagem reencaminhada
        doorgestuurd bericht
        wiadomość przekazana dalej|przekazana wiadomość
        mesaj redirecționat
        vidarebefordrat meddelande|vidarebefordrat brev
        videresendt besked|videresendt meddelelse
        videresendt melding
        edelleenlähetetty viesti|välitetty viesti
        přeposlaná zpráva
        továbbított üzenet
        προωθημένο μήνυμα
        yönlendirilen ileti|iletilen mesaj
        пересылаемое сообщение|перенаправленное сообщение
        переслане повідомлення
        رسالة تمت إعادة توجيهها|رسالة معاد توجيهها
        آگے بھیجا گیا پیغام
        转发的邮件|转发邮件|轉寄郵件
        転送メッセージ|転送されたメッセージ
        전달된 메시지
        """;

    // Apple Mail's line, without dashes.
    private const string BeginForwarded =
        """
        begin forwarded message
        dechrau'r neges a anfonwyd ymlaen|dechrau neges a anfonwyd ymlaen
        anfang der weitergeleiteten nachricht|beginn der weitergeleiteten nachricht
        début du message réexpédié|début du message transféré
        inicio del mensaje reenviado
        inizio messaggio inoltrato
        início da mensagem encaminhada|início da mensagem reencaminhada
        begin doorgestuurd bericht
        początek przekazywanej wiadomości
        vidarebefordrat brev
        start på videresendt besked|start på videresendt melding
        välitetty viesti alkaa
        začátek přeposlané zprávy
        továbbított levél kezdete
        αρχή προωθημένου μηνύματος
        iletilen ileti başlangıcı
        начало переадресованного сообщения
        початок листа, що пересилається
        بداية الرسالة المعاد توجيهها
        下面是被转发的邮件
        転送されたメッセージ
        """;

    // The names of header lines: From, then Sent or Date, then To, then Subject; Cc counts for nothing.
    private const string HeaderNames =
        """
        From:from,oddi wrth,ó,bho,von,de,da,van,od,de la,från,fra,lähettäjä,feladó,από,kimden,gönderen,от,от кого,від
        From:من,از,منجانب,发件人,寄件者,寄件人,差出人,送信者,보낸 사람,expéditeur,remitente,mittente,remetente,afzender,absender
        Sent:sent,date,sent on,anfonwyd,dyddiad,seolta,dáta,air a chur,gesendet,datum,envoyé,envoyé le,enviado,enviado el
        Sent:enviada em,enviado em,fecha,inviato,data,verzonden,wysłano,wysłane,data wysłania,trimis,skickat,sendt,dato
        Sent:lähetetty,päivämäärä,päiväys,odesláno,elküldve,dátum,ημερομηνία,στάλθηκε,gönderilme,gönderildi,tarih
        Sent:gönderme tarihi,отправлено,дата,надіслано,تاريخ,التاريخ,أرسلت,تم الإرسال,تاریخ,发送时间,日期,时间,寄件日期
        Sent:傳送時間,送信日時,日時,日付,보낸 날짜,날짜
        To:to,at,chuig,gu,an,à,pour,para,a,per,aan,do,către,till,til,vastaanottaja,komu,címzett,προς,kime,alıcı,кому
        To:إلى,الى,بنام,收件人,收件者,宛先,받는 사람,destinataire,destinatario,destinatário
        Subject:subject,pwnc,testun,ábhar,cuspair,betreff,objet,sujet,asunto,oggetto,assunto,onderwerp,temat,subiect
        Subject:ämne,emne,aihe,předmět,tárgy,θέμα,konu,тема,الموضوع,موضوع,主题,主旨,件名,제목
        Other:cc,bcc,copy to,copi,kopie,copie,kopia,kopi,kopio,másolat,κοιν,bilgi,копия,копія,نسخة,抄送,副本,reply-to,reply to
        Other:importance,wichtigkeit,attachments,anlagen,antwort an,répondre à,responder a,organisation,organization
        """;

    // A first word without which no introduction goes over several lines.
    private const string Openers =
        "on ar air am le el il em op den dnia w În in na στις ke ti ma to pe la su dne lø ons man tir tor fre vào vo "
        + "a no в في "
        + "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday mo di mi do fr sa so "
        + "lun mar "
        + "mer mié mie jeu jue ven vie sam sab sáb dim dom seg ter qua qui sex pon wto śro śr czw pią sob nie st čt "
        + "pá út po "
        + "ср пн вт чт пт сб вс нд";

    private static readonly Phrases WroteWords = new(Split(Wrote));

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Originals = Set(Split(Original));
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Forwards = Set(Split(Forwarded));
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Begins = Set(Split(BeginForwarded));
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OpenerWords = Set(Openers.Split(' '));
    private static readonly FrozenDictionary<string, QuoteHeader>.AlternateLookup<ReadOnlySpan<char>> Headers =
        ReadHeaders();

    public static bool HasWrote(ReadOnlySpan<char> text) => WroteWords.StandIn(text);

    public static bool IsOriginal(ReadOnlySpan<char> text) => Originals.Contains(text);

    public static bool BeginsQuoting(ReadOnlySpan<char> text)
    {
        foreach (var word in (ReadOnlySpan<string>)["quoting ", "zitat von ", "citando a ", "citando ", "citation de "])
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    public static bool IsForwarded(ReadOnlySpan<char> text) => Forwards.Contains(text);

    public static bool BeginsForwarded(ReadOnlySpan<char> text) => Begins.Contains(text);

    public static bool IsOpener(ReadOnlySpan<char> word) => OpenerWords.Contains(word);

    public static QuoteHeader HeaderOf(ReadOnlySpan<char> name) =>
        Headers.TryGetValue(name, out var header) ? header : QuoteHeader.None;

    private static string[] Split(string lines) =>
        lines.Split((char[])['\n', '\r', '|'], StringSplitOptions.RemoveEmptyEntries);

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(IEnumerable<string> phrases) =>
        phrases.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static FrozenDictionary<string, QuoteHeader>.AlternateLookup<ReadOnlySpan<char>> ReadHeaders()
    {
        var headers = new Dictionary<string, QuoteHeader>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in HeaderNames.Split((char[])['\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var header = Enum.Parse<QuoteHeader>(line.AsSpan(0, colon));
            foreach (var name in line[(colon + 1)..].Split(',')) headers.TryAdd(name, header);
        }
        return headers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}

/// <summary>What a line in a block of quoted headers states.</summary>
internal enum QuoteHeader { None, From, Sent, To, Subject, Other }
