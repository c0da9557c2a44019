using System.Globalization;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>What a client may ask for (RFC 2033, RFC 5321 §4.1, RFC 3030).</summary>
internal enum LmtpVerb
{
    Unknown,
    Lhlo,

    /// <summary>HELO and EHLO, which an LMTP server refuses (RFC 2033 §4.1), so that no mail server takes it for one of
    /// SMTP.</summary>
    Helo,
    Mail,
    Rcpt,
    Data,
    Bdat,
    Rset,
    Noop,
    Vrfy,
    Quit,
}

/// <summary>A command line, taken apart. Never throws, whatever stands in it.</summary>
internal readonly record struct LmtpCommand(LmtpVerb Verb, string Argument)
{
    public static LmtpCommand Parse(string line)
    {
        var space = line.IndexOf(' ');
        var word = space < 0 ? line : line[..space];
        var verb = word.ToUpperInvariant() switch
        {
            "LHLO" => LmtpVerb.Lhlo,
            "HELO" or "EHLO" => LmtpVerb.Helo,
            "MAIL" => LmtpVerb.Mail,
            "RCPT" => LmtpVerb.Rcpt,
            "DATA" => LmtpVerb.Data,
            "BDAT" => LmtpVerb.Bdat,
            "RSET" => LmtpVerb.Rset,
            "NOOP" => LmtpVerb.Noop,
            "VRFY" => LmtpVerb.Vrfy,
            "QUIT" => LmtpVerb.Quit,
            _ => LmtpVerb.Unknown,
        };
        return new LmtpCommand(verb, space < 0 ? "" : line[(space + 1)..].Trim(' '));
    }

    /// <summary>The path and the parameters behind "FROM:" or "TO:".</summary>
    /// <param name="keyword">"FROM:" or "TO:".</param>
    /// <returns>Null if it isn't a path in angle brackets.</returns>
    public LmtpPath? PathAfter(string keyword)
    {
        if (!Argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase)) return null;
        // A space after the colon is against RFC 5321 §3.3 and common.
        var rest = Argument.AsSpan(keyword.Length).TrimStart(' ');
        if (rest is not ['<', ..]) return null;
        var isQuoted = false;
        for (var i = 1; i < rest.Length; i++)
        {
            // A local part may be quoted and then hold a bracket (RFC 5321 §4.1.2).
            if (rest[i] == '"') isQuoted = !isQuoted;
            else if (rest[i] == '\\' && isQuoted) i++;
            else if (rest[i] == '>' && !isQuoted)
            {
                var words = rest[(i + 1)..].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return new LmtpPath(WithoutRoute(rest[1..i]).ToString(), words);
            }
        }

        return null;
    }

    /// <summary>The size of a chunk and whether it is the last (RFC 3030 §2).</summary>
    public (long Bytes, bool IsLast)? Chunk()
    {
        var words = Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isLast = words is [_, var last] && last.Equals("LAST", StringComparison.OrdinalIgnoreCase);
        return (words.Length == 1 || isLast) && Number(words[0]) is { } bytes ? (bytes, isLast) : null;
    }

    /// <summary>Up to 18 digits, which fit.</summary>
    public static long? Number(string digits) =>
        digits.Length is > 0 and <= 18
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>"@one,@two:a@b" is to be taken as "a@b" (RFC 5321 appendix C).</summary>
    private static ReadOnlySpan<char> WithoutRoute(ReadOnlySpan<char> path) =>
        path is ['@', ..] && path.IndexOf(':') is > 0 and var colon ? path[(colon + 1)..] : path;
}

/// <summary>An address of the envelope; empty for the sender of a bounce.</summary>
/// <param name="Parameters">As written, e.g. "SIZE=1000".</param>
internal sealed record LmtpPath(string Address, IReadOnlyList<string> Parameters)
{
    /// <summary>RFC 5321 §4.5.3.1 has 64 + 1 + 255; UTF-8 may take more.</summary>
    private const int MaxLength = 1000;

    /// <summary>What can't be an address wherever it came from, and could break the lines it is kept in.</summary>
    public bool IsSound => Address.Length <= MaxLength && !Address.Any(char.IsControl);

    /// <summary>Empty if it has none.</summary>
    public string Domain => Address.LastIndexOf('@') is >= 0 and var at ? Address[(at + 1)..] : "";
}
