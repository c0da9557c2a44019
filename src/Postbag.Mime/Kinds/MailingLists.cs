namespace Postbag.Mime;

/// <summary>What goes to the members of a list (RFC 2919, RFC 2369).</summary>
/// <remarks>
/// Platforms through which people write to their representative often send with the fields of newsletters, because
/// their mail provider adds them. Such a letter goes to one address, and answers to it go to someone outside: Reply-To,
/// or From beside a Sender, lies in another domain than the platform. It stays personal unless the list takes posts
/// (List-Post), which no platform's does. A newsletter answered to its own house is a list.
/// </remarks>
internal static class MailingLists
{
    public static KindFinding? Find(MimeMessage message)
    {
        var header = message.Header;
        if (header.Has("List-Post") && header.Has("List-Id")) return Found("List-Id and List-Post (RFC 2919, 2369)");
        if (header.Has("Mailing-List")) return Found("Mailing-List");

        var precedence = header["Precedence"]?.Trim() ?? "";
        var isBulk = precedence.Equals("bulk", StringComparison.OrdinalIgnoreCase)
            || precedence.Equals("list", StringComparison.OrdinalIgnoreCase);
        var hasUnsubscribe = header.Has("List-Unsubscribe");
        var sign = header.Has("List-Id") ? "List-Id (RFC 2919)"
            : hasUnsubscribe && isBulk ? $"List-Unsubscribe (RFC 2369) and Precedence: {precedence}"
            : null;
        return sign is not null && !IsFromOneToOne(message) ? Found(sign) : null;
    }

    private static bool IsFromOneToOne(MimeMessage message)
    {
        if (message.To.Count != 1 || message.Cc.Count > 0 || message.From.Count != 1) return false;
        var from = message.From[0].Address;
        if (message.ReplyTo.Count == 1) return !IsSameHouse(message.ReplyTo[0].Address, from);
        return message.Sender.Count == 1 && !IsSameHouse(message.Sender[0].Address, from);
    }

    /// <summary>True if two addresses share their domain, as far as it is anybody's own: example.org, or
    /// example.org.uk.</summary>
    private static bool IsSameHouse(string one, string other) =>
        string.Equals(House(one), House(other), StringComparison.OrdinalIgnoreCase);

    private static string House(string address)
    {
        var labels = address[(address.LastIndexOf('@') + 1)..].Split('.');
        var own = labels.Length > 2 && labels[^1].Length == 2 && labels[^2].Length <= 3 ? 3 : 2;
        return string.Join('.', labels.TakeLast(own));
    }

    private static KindFinding Found(string reason) => new(MessageKind.List, reason);
}
