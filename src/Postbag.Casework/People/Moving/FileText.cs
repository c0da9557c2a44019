using System.Text;
using Postbag.Office;

namespace Postbag.Casework.People.Moving;

/// <summary>A file's text, in whatever encoding it came: offices' programs write four.</summary>
internal static class FileText
{
    /// <summary>UTF-16 and UTF-8 by their marks, UTF-16 by its noughts, UTF-8 if it is valid, else Windows-1252, as
    /// spreadsheets write.</summary>
    /// <exception cref="CannotException">It holds no text: a sentence for people.</exception>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOfAnyExcept((byte)0) < 0) throw new CannotException("The file is empty.");
        var text = Decode(bytes);
        return text.Contains('\0')
            ? throw new CannotException("This isn’t a CSV file: it holds something other than text. A spreadsheet’s own program saves it as CSV.") : text;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(new byte[] { 0xFF, 0xFE })) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith(new byte[] { 0xFE, 0xFF })) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF })) bytes = bytes[3..];
        if (IsUtf16(bytes, high: 1)) return Encoding.Unicode.GetString(bytes);
        if (IsUtf16(bytes, high: 0)) return Encoding.BigEndianUnicode.GetString(bytes);
        try
        {
            return new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // The framework says "this isn't UTF-8" in no other way.
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    /// <summary>UTF-16 without its mark: every other byte of the headings is nought, and none between them.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> bytes, int high)
    {
        const int Enough = 32;
        if (bytes.Length < 4) return false;
        for (var i = 0; i + 1 < bytes.Length && i < Enough; i += 2)
            if (bytes[i + high] != 0 || bytes[i + 1 - high] == 0) return false;
        return true;
    }
}
