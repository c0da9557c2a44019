namespace Postbag.Mime;

/// <summary>Finds the boundary that a multipart's body uses when its header does not say, or says another.</summary>
internal static class BoundaryGuess
{
    private const int LongestBoundary = 200;

    /// <summary>The first line "--X" that is followed by a Content- field; empty if there is none.</summary>
    public static byte[] In(ReadOnlySpan<byte> bytes, LineReader lines, int start, int end)
    {
        for (var position = start; position < end;)
        {
            var line = lines.At(position);
            var text = bytes[line.Start..line.End];
            if (text.StartsWith("--"u8) && text.Length is > 2 and <= LongestBoundary && line.Next < end)
            {
                var next = lines.At(line.Next);
                if (IsContentField(bytes[next.Start..next.End]))
                    return text[2..].TrimEnd(" \t"u8).ToArray();
            }

            position = line.Next;
        }

        return [];
    }

    private static bool IsContentField(ReadOnlySpan<byte> line) =>
        line.Length > 8 && Ascii.EqualsIgnoreCase(line[..8], "Content-"u8) && line.Contains((byte)':');
}
