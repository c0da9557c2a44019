using System.Buffers;

namespace Postbag.Grouping.Reading;

/// <summary>The words with which letters open, close and are quoted, in the languages that offices receive
/// most.</summary>
internal static class LetterHabits
{
    private const string Greetings =
        """
        dear hi hello hey hiya to fao attn attention greetings good morning afternoon evening madam sir sirs
        annwyl helo bore prynhawn sehr liebe lieber hallo guten cher chere chers madame monsieur bonjour estimado
        estimada querido querida hola buenos szanowny szanowna szanowni drogi droga gentile caro cara egregio prezado
        caro beste geachte kaere hej bonsoir salam assalamu
        """;

    private const string Closings =
        """
        yours sincerely faithfully truly respectfully regards kind kindest best warm warmest wishes thanks thank you
        many very much with in anticipation advance for your time and consideration cheers sincere cordially
        hopefully gratefully attention help support again so be well take care love peace solidarity hope respect etc
        kindly please your constituent all the a my to reading listening letter considering this
        cofion gorau gywir yn diolch mit freundlichen grussen grusse viele herzliche hochachtungsvoll cordialement
        sinceres salutations bien vous merci atentamente saludos cordiales un saludo gracias pozdrawiam z powazaniem
        serdecznie dziekuje distinti saluti cordiali grazie met vriendelijke groet med vanlig halsning
        """;

    /// <summary>One of these has to be among the words of a closing line.</summary>
    private const string ClosingCores =
        """
        sincerely faithfully truly respectfully regards wishes thanks thank cheers cordially gratefully solidarity best
        cofion gywir diolch grussen grusse hochachtungsvoll cordialement salutations merci atentamente saludos saludo
        gracias pozdrawiam powazaniem dziekuje saluti grazie groet halsning yours kindest
        """;

    private static readonly string[] FooterMarks =
    [
        "sent from my", "sent from outlook", "sent from yahoo", "sent from mail", "sent from windows", "sent via",
        "get outlook for", "is confidential", "are confidential", "be confidential", "confidential and",
        "intended recipient", "intended solely", "solely for the named",
        "addressee", "unauthorised", "unauthorized", "disclaimer", "registered in england", "registered office",
        "registered number", "company number", "registered charity", "before printing", "legally privileged",
        "unsubscribe", "you have received this email because", "you are receiving this", "this email was sent",
        "this message was sent", "reply directly to the sender", "taken part in an online action",
        "verify postcodes", "privacy policy", "no longer wish to receive", "not check the identity",
        "confirmed email address", "contact the campaigns team", "action platform", "registered trading name",
        "do not reply to this", "notify the sender", "manage your preferences", "your email preferences",
        "personal information of this", "enviado desde", "envoye de mon",
        "gesendet von", "anfonwyd o", "views expressed", "opinions expressed", "cyfrinachol", "vertraulich",
    ];

    /// <summary>With these a machine speaks of what it sends; a person may, too.</summary>
    private static readonly string[] MailHints =
    [
        "this email", "this e-mail", "this message", "this mail", "the message", "the sender", "its sender",
        "the recipient", "virus-free", "neges hon", "e-bost hwn",
    ];

    /// <summary>And with these of itself and of the law; any letter may have one.</summary>
    private static readonly string[] MachineHints =
    [
        "by mistake", "in error", "delete it", "delete this", "viruses", "attachments", "own risk", "company no",
        "charity no", "trading style", "trading name", "stop receiving", "opt out", "supporters", "sent through",
        "sent using", "sent on behalf", "delivered by", "delivered for", "generated from", "web form", "website",
        "with the help of", " cic", " ltd", "return path", "address given above", "data protection",
        "before you print", "copying", "disclosure", "prohibited", "unlawful", "gateway", "scanned", "liability",
        "views in", "by email", "postcode was", "terms of use", "you represent", "footnote", "hanfon trwy", "wefan",
    ];

    private static readonly string[] QuoteMarks =
    [
        "-----original message", "---------- forwarded message", "begin forwarded message", "----- forwarded message",
        "-------- original message", "-------- forwarded message", "________________________________",
    ];

    private static readonly string[] WroteMarks =
        ["wrote:", "writes:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "napisał:", "napisał(a):",
            "ha scritto:", "ysgrifennodd:", "schreef:"];

    private static readonly SearchValues<string> AnyFooterMark =
        SearchValues.Create(FooterMarks, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> AnyFooterHint =
        SearchValues.Create([.. MailHints, .. MachineHints], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> AnyoneSpeaking = SearchValues.Create(
        [" i ", " i'", " i\u2019", " my ", " me ", " me.", " me,", "\ni ", "\nmy "], StringComparison.OrdinalIgnoreCase);
    private static readonly HashSet<ulong> GreetingWords = HashesOf(Greetings);
    private static readonly HashSet<ulong> ClosingWords = HashesOf(Closings);
    private static readonly HashSet<ulong> ClosingCoreWords = HashesOf(ClosingCores);

    public static bool IsGreeting(ulong word) => GreetingWords.Contains(word);

    public static bool IsClosing(ulong word) => ClosingWords.Contains(word);

    public static bool IsClosingCore(ulong word) => ClosingCoreWords.Contains(word);

    /// <summary>Where the first mark of a machine's footer stands; -1 if there is none.</summary>
    public static int FirstFooterMark(ReadOnlySpan<char> text) => text.IndexOfAny(AnyFooterMark);

    /// <summary>Where the first hint at a machine's footer stands; -1 if there is none.</summary>
    public static int FirstFooterHint(ReadOnlySpan<char> text) => text.IndexOfAny(AnyFooterHint);

    /// <summary>How many of the marks of a machine's footer stand in the text.</summary>
    public static int CountFooterMarks(ReadOnlySpan<char> text) =>
        FirstFooterMark(text) < 0 ? 0 : Count(FooterMarks, text);

    /// <summary>How many of the marks and hints at a machine's footer stand in a text that speaks of itself as a mail
    /// and in which nobody speaks of themselves; 0 otherwise: who writes that they deleted this email by mistake is no
    /// machine, and a letter about data protection is no footer.</summary>
    public static int CountFooterSigns(ReadOnlySpan<char> text)
    {
        var ofMail = text.ContainsAny(AnyoneSpeaking) ? 0 : Count(FooterMarks, text) + Count(MailHints, text);
        return ofMail == 0 ? 0 : ofMail + Count(MachineHints, text);
    }

    private static int Count(string[] signs, ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var sign in signs)
        {
            count += text.Contains(sign, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether what follows this line is somebody else's letter.</summary>
    public static bool OpensQuotation(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length < 5)
        {
            return false;
        }

        if (line[^1] == ':' && line.Length < 200)
        {
            foreach (var mark in WroteMarks)
            {
                if (line.EndsWith(mark, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        if (line[0] is '-' or '_' or 'B' or 'b')
        {
            foreach (var mark in QuoteMarks)
            {
                if (line.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static HashSet<ulong> HashesOf(string words) =>
        [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Words.HashOf)];
}
