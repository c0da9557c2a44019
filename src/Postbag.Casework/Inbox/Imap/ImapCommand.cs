using System.Text;

namespace Postbag.Casework.Inbox.Imap;

/// <summary>A command on its way to the server, made of words and strings. A string is quoted or a literal, so nothing
/// a person typed or a server said can become a command of its own (RFC 9051 §4.3).</summary>
internal sealed class ImapCommand(string words)
{
    /// <summary>Longer ones go as literals: servers limit their lines.</summary>
    private const int LongestQuoted = 500;

    private readonly List<(byte[] Bytes, bool IsLiteral)> pieces = [(Encoding.ASCII.GetBytes(words), false)];

    /// <summary>Pieces of the line, and literals between them.</summary>
    public IReadOnlyList<(byte[] Bytes, bool IsLiteral)> Pieces => pieces;

    public ImapCommand Words(string text)
    {
        pieces.Add((Encoding.ASCII.GetBytes(" " + text), false));
        return this;
    }

    /// <param name="text">Whatever it is.</param>
    /// <param name="mayBeUtf8">Whether the server takes UTF-8 between quotation marks (RFC 6855).</param>
    public ImapCommand String(string text, bool mayBeUtf8 = false)
    {
        pieces.Add((" "u8.ToArray(), false));
        if (text.Contains('\0', StringComparison.Ordinal))
            throw ImapException.Nonsense("a name that can't be sent back");
        var isPlain = text.Length <= LongestQuoted && !text.AsSpan().ContainsAny('\r', '\n')
            && (mayBeUtf8 ? !text.Any(char.IsControl) : text.All(c => c is >= ' ' and <= '~'));
        if (isPlain)
        {
            var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal);
            pieces.Add((Encoding.UTF8.GetBytes($"\"{escaped}\""), false));
        }
        else
        {
            pieces.Add((Encoding.UTF8.GetBytes(text), true));
        }

        return this;
    }
}
