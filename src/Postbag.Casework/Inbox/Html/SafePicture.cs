namespace Postbag.Casework.Inbox.Html;

/// <summary>Pictures that came with a letter, as addresses that hold them. Only what is a picture by its first bytes,
/// and of a kind that can't hold a script (never SVG).</summary>
internal static class SafePicture
{
    /// <summary>A data: address of a picture; null if the bytes are none.</summary>
    public static string? AsAddress(ReadOnlySpan<byte> bytes) =>
        TypeOf(bytes) is { } type ? $"data:{type};base64,{Convert.ToBase64String(bytes)}" : null;

    /// <summary>The bytes of a picture that the HTML holds itself; null if it holds none.</summary>
    public static byte[]? FromAddress(string src)
    {
        var comma = src.IndexOf(',');
        if (comma < 0 || !src.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            || !src[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            return null;
        var text = string.Concat(src.AsSpan(comma + 1).ToString().Where(c => !char.IsWhiteSpace(c)));
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) ? "image/gif"
        : bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : null;
}
