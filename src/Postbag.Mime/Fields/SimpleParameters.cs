using System.Buffers;

namespace Postbag.Mime;

/// <summary>Reads at once what nearly all mail has: a media type or disposition, and a few
/// parameters in plain letters. Anything
/// else is left to <see cref="ParameterReader"/>, which gives the same for what is read here.</summary>
internal static class SimpleParameters
{
    private static readonly SearchValues<byte> PlainType = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-+./"u8);

    // Letters that neither end a value nor are written in more than one way; no "%" and no "=?".
    private static readonly SearchValues<byte> PlainValue = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-+._:=/"u8);

    // Strings for what is met in every message.
    private static readonly string[] KnownTypes =
    [
        "text/plain", "text/html", "multipart/alternative", "multipart/mixed", "multipart/related", "multipart/signed",
        "multipart/report", "application/pgp-signature", "application/pdf", "image/png", "image/jpeg", "attachment",
            "inline",
    ];

    private static readonly string[] KnownNames =
        ["charset", "boundary", "filename", "name", "format", "micalg", "protocol", "type", "delsp", "report-type",
            "protected-headers"];

    private static readonly string[] KnownValues =
    [
        "utf-8", "UTF-8", "us-ascii", "US-ASCII", "iso-8859-1", "ISO-8859-1", "windows-1252", "Windows-1252", "flowed",
        "fixed", "v1", "signature.asc", "OpenPGP_signature.asc", "pgp-sha512", "pgp-sha256",
            "application/pgp-signature",
    ];

    private const int MaxParameters = 4;

    /// <summary>The field; null if it is not of the simple form.</summary>
    public static ContentField? TryParse(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n"u8);
        var end = value.IndexOfAnyExcept(PlainType);
        var type = end < 0 ? value : value[..end];
        if (type.IsEmpty || (end >= 0 && value[end] != ';'))
            return null;

        var field = new ContentField(Known(type, KnownTypes) ?? Lower(type));
        var rest = end < 0 ? default : value[(end + 1)..].Trim(" \t\r\n;"u8);
        return rest.IsEmpty ? field
            : ReadParameters(rest) is { } parameters ? field with { All = parameters }
            : null;
    }

    private static Parameter[]? ReadParameters(ReadOnlySpan<byte> rest)
    {
        var parameters = new Parameter[rest.Count((byte)';') + 1];
        if (parameters.Length > MaxParameters)
            return null;

        for (var i = 0; i < parameters.Length; i++)
        {
            var end = rest.IndexOf((byte)';');
            var piece = (end < 0 ? rest : rest[..end]).Trim(" \t\r\n"u8);
            rest = end < 0 ? default : rest[(end + 1)..];
            var equals = piece.IndexOf((byte)'=');
            if (equals <= 0
                || Known(piece[..equals], KnownNames) is not { } name || Plain(piece[(equals + 1)..]) is not { } text)
                return null;

            foreach (var earlier in parameters.AsSpan(0, i))
            {
                if (ReferenceEquals(earlier.Name, name))
                    return null;
            }

            parameters[i] = new Parameter(name, text, null);
        }

        return parameters;
    }

    private static string? Plain(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'"', .., (byte)'"'])
            text = text[1..^1];

        if (text.IsEmpty || text.IndexOfAnyExcept(PlainValue) >= 0)
            return null;

        foreach (var known in KnownValues)
        {
            if (Ascii.Equals(text, known))
                return known;
        }

        return Encoding.ASCII.GetString(text);
    }

    private static string? Known(ReadOnlySpan<byte> text, string[] words)
    {
        foreach (var word in words)
        {
            if (Ascii.EqualsIgnoreCase(text, word))
                return word;
        }

        return null;
    }

    private static string Lower(ReadOnlySpan<byte> text) => Encoding.ASCII.GetString(text).ToLowerInvariant();
}
