using Postbag.Mime;

namespace Postbag.Casework.People.Writers;

/// <summary>Whom a message's fields name as its writer. Platforms and forms send in their own name and put the writer
/// into Reply-To or CC; none of it is proof, for whoever sends chooses it.</summary>
internal static class HeaderWriter
{
    private static readonly string[] Machines =
    [
        "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "do_not_reply", "mailer", "mailer-daemon",
        "postmaster", "bounce", "bounces",
        "notification", "notifications", "webform", "webforms", "form", "forms", "website", "web", "wordpress",
        "contact", "contactform", "campaign",
        "campaigns", "action", "actions", "petition", "petitions", "team", "hello", "info", "mail", "messages",
        "message", "advocacy", "email",
        "emails", "support", "supporters", "letters", "sender", "server", "system", "automail", "daemon", "www-data",
        "enquiries", "admin", "office",
    ];

    /// <summary>The field and mailbox of the writer, as far as fields can say; null if none can.</summary>
    public static (EvidenceField Field, Mailbox Mailbox)? Of(WriterLetter letter, OfficeDetails office)
    {
        var from = letter.From.FirstOrDefault(box => box.Address.Length > 0)
            ?? (letter.Sender.Count > 0 ? letter.Sender[0] : null);
        var reply = letter.ReplyTo.Where(box => MayWrite(box, letter, office)).ToList();
        if (reply is [var only] && !Same(only, from)) return (EvidenceField.ReplyTo, Named(only, from));
        if (from is not null && MayWrite(from, letter, office)
            && !(IsMachine(from) && letter.Cc.Any(box => MayWrite(box, letter, office) && !IsMachine(box))))
            return (letter.From.Count > 0 ? EvidenceField.From : EvidenceField.Sender, from);
        // The platform writes; who asked it to is copied in.
        if (letter.Cc.Where(box => MayWrite(box, letter, office) && !IsMachine(box)).ToList() is [var copied])
            return (EvidenceField.Cc, Named(copied, from));
        return reply is [var again, ..] ? (EvidenceField.ReplyTo, again) : null;
    }

    /// <summary>Whether an address belongs to a machine, a platform or a whole house rather than to one
    /// person.</summary>
    public static bool IsMachine(Mailbox mailbox)
    {
        var local = mailbox.LocalPart.ToLowerInvariant();
        var plus = local.IndexOf('+');
        if (plus > 0) local = local[..plus];
        return Machines.Contains(local) || local.StartsWith("no-reply", StringComparison.Ordinal)
            || local.StartsWith("noreply", StringComparison.Ordinal)
            || local.StartsWith("bounce", StringComparison.Ordinal);
    }

    /// <summary>The name a mailbox shows, if it is somebody's.</summary>
    public static string? NameOf(Mailbox mailbox)
    {
        var shown = mailbox.Name?.Trim();
        if (string.IsNullOrEmpty(shown) || shown.Contains('@')) return null;
        shown = PersonName.InOrder(shown.Trim('"', '\'', ' '));
        return PersonName.Read(shown, mayBeSmall: true)?.Name;
    }

    /// <summary>Some platforms put the writer's name into From and their address into Reply-To.</summary>
    private static Mailbox Named(Mailbox writer, Mailbox? from) =>
        NameOf(writer) is null && from is not null && NameOf(from) is not null ? writer
            with { Name = from.Name } : writer;

    private static bool Same(Mailbox one, Mailbox? other) =>
        other is not null && string.Equals(one.Address, other.Address, StringComparison.OrdinalIgnoreCase);

    private static bool MayWrite(Mailbox mailbox, WriterLetter letter, OfficeDetails office) =>
        mailbox.Address.Contains('@') && !office.Emails.Contains(mailbox.Address.ToLowerInvariant())
        && !letter.To.Any(to => Same(mailbox, to))
        && !mailbox.LocalPart.Contains("reply", StringComparison.OrdinalIgnoreCase)
        && !mailbox.LocalPart.StartsWith("bounce", StringComparison.OrdinalIgnoreCase);
}
