using System.Buffers;
using System.Globalization;

namespace Postbag.Mime.Uuencode;

/// <summary>Reads one file, or one part of a file, in yEnc (draft 1.3, www.yenc.org).</summary>
internal static class YEncFile
{
    /// <summary>The file that begins on this line; null if none does.</summary>
    public static EmbeddedFile? Read(ReadOnlySpan<byte> text, int start)
    {
        var lineEnd = EmbeddedFiles.LineEnd(text, start, out var next);
        var header = text[start..lineEnd];
        var nameAt = header.IndexOf(" name="u8);
        if (nameAt < 0 || Value(header[..nameAt], "line"u8).IsEmpty
            || Value(header[..nameAt], "size"u8).IsEmpty) return null;
        var isPart = !Value(header[..nameAt], "part"u8).IsEmpty;
        if (text[next..].StartsWith("=ypart "u8)) EmbeddedFiles.LineEnd(text, next, out next);

        var content = new ArrayBufferWriter<byte>();
        var trailer = ReadOnlySpan<byte>.Empty;
        while (next < text.Length)
        {
            var end = EmbeddedFiles.LineEnd(text, next, out var after);
            var line = text[next..end];
            if (line.StartsWith("=ybegin "u8)) break; // the end of the one before is missing
            next = after;
            if (line.StartsWith("=yend"u8))
            {
                trailer = line;
                break;
            }
            Decode(line, content);
        }
        var bytes = content.WrittenSpan.ToArray();
        // Without its end it could be a sentence; what is encoded holds bytes that no sentence does.
        if (trailer.IsEmpty && text[lineEnd..next].IndexOfAnyInRange((byte)0x7F, (byte)0xFF) < 0) return null;
        return new(EmbeddedFiles.NameOnly(header[(nameAt + 6)..]), start, next, bytes, DefectOf(bytes, trailer, isPart),
            IsYEnc: true);
    }

    private static void Decode(ReadOnlySpan<byte> line, ArrayBufferWriter<byte> content)
    {
        var target = content.GetSpan(line.Length + 1);
        var length = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '=') target[length++] = (byte)(line[i] - 42);
            else if (++i < line.Length) target[length++] = (byte)(line[i] - 64 - 42);
        }
        content.Advance(length);
    }

    private static string? DefectOf(byte[] bytes, ReadOnlySpan<byte> trailer, bool isPart)
    {
        if (trailer.IsEmpty) return "it has no end";
        if (!int.TryParse(Value(trailer, "size"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size != bytes.Length)
        {
            return "its size is not as stated";
        }
        // A part states its own sum as pcrc32; its crc32 is that of the whole file.
        var stated = Value(trailer, isPart ? "pcrc32"u8 : "crc32"u8);
        return stated.IsEmpty
            || uint.TryParse(stated, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sum)
                && sum == Crc32.Of(bytes)
            ? null
            : "its checksum is wrong";
    }

    /// <summary>The value of " name=value" in a line; empty if there is none.</summary>
    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        for (var rest = line; ;)
        {
            var at = rest.IndexOf(name);
            if (at < 0) return [];
            var after = rest[(at + name.Length)..];
            if (at > 0 && rest[at - 1] == ' ' && after.StartsWith("="u8))
            {
                var end = after.IndexOf((byte)' ');
                return end < 0 ? after[1..] : after[1..end];
            }
            rest = after;
        }
    }
}
