using System.Buffers;

namespace Postbag.Mime;

/// <summary>Bounces of mail systems that don't follow RFC 3464: qmail, older Exim, Exchange, Sendmail.</summary>
/// <remarks>Two signs are needed: that a mail system sent it (an empty Return-Path, MAILER-DAEMON,
/// X-Failed-Recipients), and that it says so (subject, or the words these programs begin with).</remarks>
internal static class BounceShapes
{
    /// <summary>How many UTF-16 units of the text are looked at: the rest is the returned message.</summary>
    private const int LongestText = 64 * 1024;

    private static readonly SearchValues<string> Subjects = SearchValues.Create(
        [
            "undelivered mail", "undeliverable", "delivery status notification", "mail delivery failed",
                "delivery failure",
            "failure notice", "returned mail", "returned to sender", "mail delivery subsystem",
                "could not be delivered",
            "delivery has failed", "message not delivered", "non-delivery", "nondeliverable", "delivery delayed",
                "warning: message",
            "mail system error", "unzustellbar", "nicht zustellbar", "zustellung fehlgeschlagen", "non remis",
                "échec de la remise",
            "no se puede entregar", "non recapitabile", "não entregue", "onbestelbaar", "niet bezorgd", "niedostarczon",
            "olevererbart", "kan ikke leveres", "toimittaminen epäonnistui", "nedoručiteln", "kézbesíthetetlen",
                "не доставлено",
            "недоставлено", "teslim edilemedi", "nid oedd modd cyflwyno", "退信", "配信不能",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Beginnings = SearchValues.Create(
        [
            "this is the qmail-send program", "this message was created automatically by mail delivery software",
            "this is the mail system at host", "the original message was received at",
                "did not reach some or all of the intended",
            "did not reach the following recipient", "had permanent fatal errors", "had transient non-fatal errors",
            "delivery to the following recipient", "could not be delivered to one or more", "couldn't be delivered",
            "your message wasn't delivered", "address couldn't be found", "the following address(es) failed",
            "delivery has failed to these recipients", "your message could not be delivered",
                "unable to deliver your message",
            "i'm afraid i wasn't able to deliver your message", "was undeliverable", "has been delayed",
        ],
        StringComparison.OrdinalIgnoreCase);

    public static KindFinding? Find(MimeMessage message)
    {
        var sender = SystemSign(message);
        if (sender is null) return null;
        if (message.Header.Has("X-Failed-Recipients")) return new(MessageKind.Bounce, "X-Failed-Recipients");
        // Automatic replies come without a sender too, and some repeat the subject of what they answer.
        if (message.Subject is { } subject && subject.AsSpan().ContainsAny(Subjects)
            && !subject.StartsWith("re:", StringComparison.OrdinalIgnoreCase)
            && !subject.StartsWith("fw", StringComparison.OrdinalIgnoreCase))
        {
            return new(MessageKind.Bounce, $"{sender}, and its subject");
        }
        return TextOf(message).AsSpan().ContainsAny(Beginnings)
            ? new(MessageKind.Bounce, $"{sender}, and its first words") : null;
    }

    /// <summary>The beginning of the text, LF at the lines' ends.</summary>
    public static string TextOf(MimeMessage message)
    {
        var text = message.PlainText ?? (message.Html is { } html ? HtmlText.ToText(html) : "");
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    /// <summary>Who is named as not reached: in X-Failed-Recipients, or in the form "&lt;jo@example.org&gt;:" of qmail,
    /// or on the lines that follow the words with which other programs introduce them.</summary>
    public static IReadOnlyList<DeliveryStatus> Recipients(MimeMessage message, string text)
    {
        var failed =
            message.Header["X-Failed-Recipients"]?.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [];
        var lines = text.Split('\n');
        if (failed.Length > 0)
        {
            return [.. failed.Take(ReportFields.MostGroups - 1).Select(
                address => Status(address, Diagnostic(lines, address)))];
        }
        var found = new List<DeliveryStatus>();
        var linesLeft = 0;
        for (var i = 0; i < lines.Length && found.Count < ReportFields.MostGroups - 1; i++)
        {
            var line = lines[i].Trim();
            if (IsReturnedMessage(line)) break;
            if (IsIntroduction(line)) linesLeft = 12;
            var isQmail = line.StartsWith('<') && line.EndsWith(">:", StringComparison.Ordinal);
            if ((isQmail || linesLeft-- > 0) && AddressIn(line) is { } address
                && !found.Exists(known =>
                    string.Equals(known.FinalRecipient, address, StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(Status(address,
                    string.Join(' ', lines.Skip(i + 1).Select(l => l.Trim()).TakeWhile(l => l.Length > 0).Take(6))));
            }
        }
        return found;
    }

    private static string? SystemSign(MimeMessage message)
    {
        if (message.Header["Return-Path"] is { } path && path.Trim() is "<>" or "") return "an empty Return-Path";
        if (message.From.Count == 0) return null;
        var name = message.From[0].Address.Split('@')[0];
        return name.Equals("mailer-daemon", StringComparison.OrdinalIgnoreCase)
            || name.Equals("postmaster", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("MicrosoftExchange", StringComparison.OrdinalIgnoreCase)
            ? $"from {name}"
            : null;
    }

    private static bool IsIntroduction(string line) => line.AsSpan().ContainsAny(Introductions);

    private static readonly SearchValues<string> Introductions = SearchValues.Create(
        [
            "following address", "following recipient", "these recipients", "permanent fatal errors",
                "intended recipient",
            "could not be delivered to", "couldn't be delivered to", "wasn't delivered to", "unable to deliver",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static bool IsReturnedMessage(string line) =>
        line.StartsWith("---", StringComparison.Ordinal)
        && (line.Contains("copy of the message", StringComparison.OrdinalIgnoreCase)
            || line.Contains("original message", StringComparison.OrdinalIgnoreCase)
            || line.Contains("below this line", StringComparison.OrdinalIgnoreCase));

    private static string? AddressIn(string line)
    {
        var at = line.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || line.Length > 400) return null;
        const string around = " \t<>'\"():;,[]";
        var start = line.LastIndexOfAny(around.ToCharArray(), at) + 1;
        var end = line.IndexOfAny(around.ToCharArray(), at);
        var address = end < 0 ? line[start..] : line[start..end];
        return address.Length > 3 && address[^1] != '@' && address[0] != '@' ? address : null;
    }

    private static string Diagnostic(string[] lines, string address)
    {
        var at = Array.FindIndex(lines, line => line.Contains(address, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? ""
            : string.Join(' ',
                lines.Skip(at + 1).Select(line => line.Trim()).TakeWhile(line => line.Length > 0).Take(6));
    }

    private static DeliveryStatus Status(string address, string diagnostic)
    {
        var code = StatusCode(diagnostic);
        var action = code?.StartsWith('4') == true ? DeliveryAction.Delayed : DeliveryAction.Failed;
        return new(null, address, action, code, diagnostic.Length > 0 ? diagnostic : null);
    }

    /// <summary>"5.1.1" (RFC 3463), or "550" made into "5.0.0".</summary>
    private static string? StatusCode(string diagnostic)
    {
        foreach (var word in diagnostic.Split(' ', '-', '(', ')', '#', ':', ';', ','))
        {
            var numbers = word.Split('.');
            if (numbers is [("4" or "5"), _, _]
                && numbers.All(number => number.Length is > 0 and < 4 && number.All(char.IsAsciiDigit)))
            {
                return word;
            }
        }
        foreach (var word in diagnostic.Split(' ', '-', ':'))
        {
            if (word.Length == 3 && word[0] is '4' or '5' && word.All(char.IsAsciiDigit)) return $"{word[0]}.0.0";
        }
        return null;
    }
}
