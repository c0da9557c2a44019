using System.Globalization;

namespace Postbag.Mime;

/// <summary>Writes parameters: quoted if they are short ASCII, else percent-encoded in pieces (RFC 2231 §3 and
/// §4).</summary>
internal static class ParameterEncoder
{
    // With a parameter's name and its number a piece still fits a line.
    private const int LongestPiece = 50;

    public static IReadOnlyList<string> Encode(string name, string value)
    {
        if (Ascii.IsValid(value) && value.Length <= LongestPiece && !value.Contains("=?", StringComparison.Ordinal)
            && !value.Contains('\t', StringComparison.Ordinal) && !value.Contains('\\', StringComparison.Ordinal))
        {
            return [$"{name}={Quoted(value)}"];
        }

        var pieces = Pieces(value);
        if (pieces.Count == 1)
            return [$"{name}*=utf-8''{pieces[0]}"];
        return [.. pieces.Select((piece, i) => i == 0 ? $"{name}*0*=utf-8''{piece}"
            : string.Create(CultureInfo.InvariantCulture, $"{name}*{i}*={piece}"))];
    }

    public static string Quoted(string value)
    {
        var escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }

    private static List<string> Pieces(string value)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        foreach (var current in Encoding.UTF8.GetBytes(value))
        {
            if (piece.Length + 3 > LongestPiece)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            if (char.IsAsciiLetterOrDigit((char)current) || current is (byte)'-' or (byte)'.' or (byte)'_')
                piece.Append((char)current);
            else
                piece.Append('%').Append(current.ToString("X2", CultureInfo.InvariantCulture));
        }

        pieces.Add(piece.ToString());
        return pieces;
    }
}
