using System.Net;

namespace Postbag.Mime;

/// <summary>One hop of a message's way, as the host that took it says (RFC 5321 §4.4). Only those above one's own
/// server's line can be believed.</summary>
/// <param name="From">What the sending host called itself; null if that isn't said.</param>
/// <param name="FromIp">The address it sent from, as the taking host saw it; null if that isn't said.</param>
/// <param name="By">The host that took it; null if that isn't said.</param>
/// <param name="With">The protocol, as stated; null if that isn't said.</param>
/// <param name="Id">The taking host's number for it; null if that isn't said.</param>
/// <param name="For">For whom it was taken; null if that isn't said.</param>
/// <param name="Date">When; null if that can't be read.</param>
public sealed record Received(
    string? From, IPAddress? FromIp, string? By, string? With, string? Id, string? For, DateTimeOffset? Date)
{
    internal static Received Parse(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var words = FieldWords.Of(value, ";", offset, defects);
        var semicolon = value.LastIndexOf((byte)';');
        var date = semicolon < 0 ? null : Dates.Parse(value[semicolon..], offset + semicolon, defects);
        var clauses = new Dictionary<string, string>(StringComparer.Ordinal);
        IPAddress? ip = null;
        for (var i = 0; i < words.Count; i++)
        {
            var name = words[i].ToLowerInvariant();
            if (name is "from" or "by" or "via" or "with" or "id" or "for")
            {
                if (i + 1 < words.Count && IsValue(words[i + 1]))
                    clauses.TryAdd(name, Bare(words[++i]));
                else
                    clauses.TryAdd(name, "");
            }
            else if (name.StartsWith("(from ", StringComparison.Ordinal))
            {
                clauses.TryAdd("from", Bare(words[i][6..].Split(' ', ')')[0]));
                ip ??= FindIp(words[i]);
            }
            else if (ip is null && clauses.ContainsKey("from") && !clauses.ContainsKey("by"))
            {
                ip = FindIp(words[i]);
            }
        }

        return new Received(
            Clause("from"), ip, Clause("by"), Clause("with"), Clause("id"), Clause("for"), date);

        string? Clause(string name) => clauses.TryGetValue(name, out var stated) && stated.Length > 0 ? stated : null;
    }

    private static bool IsValue(string word) =>
        word[0] is not ('(' or ';') && word.ToLowerInvariant() is not ("by" or "via" or "with" or "id" or "for");

    private static string Bare(string word)
    {
        // "[192.0.2.1]:50999"
        var close = word.IndexOf(']', StringComparison.Ordinal);
        if (word[0] == '[' && close > 1)
            word = word[1..close];
        return word.Trim('<', '>', ',');
    }

    /// <summary>The address in brackets, or else any address that stands alone, in a comment or a word.</summary>
    private static IPAddress? FindIp(string word)
    {
        var open = word.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 ? -1 : word.IndexOf(']', open);
        if (close > 0 && ReadIp(word.AsSpan((open + 1)..close)) is { } bracketed)
            return bracketed;
        foreach (var piece in word.Split([' ', '(', ')', ',', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadIp(piece) is { } found)
                return found;
        }

        return null;
    }

    private static IPAddress? ReadIp(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase))
            text = text[5..];
        var isVersion4 = text.Count('.') == 3 && text.Count(':') <= 1;
        if (isVersion4 && text.IndexOf(':') is var port and > 0)
            text = text[..port];
        // Without this "0" would be an address too.
        return (isVersion4 || text.Count(':') >= 2) && IPAddress.TryParse(text, out var ip) ? ip : null;
    }
}
