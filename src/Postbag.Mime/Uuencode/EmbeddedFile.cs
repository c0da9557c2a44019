namespace Postbag.Mime.Uuencode;

/// <summary>A file that stands encoded within text, as it was done before MIME.</summary>
/// <param name="Name">Its name without folders; never empty.</param>
/// <param name="Start">Where its first line begins in the text's bytes.</param>
/// <param name="End">Where the line after its last begins.</param>
/// <param name="Content">Its bytes, as many as could be decoded.</param>
/// <param name="Defect">What is wrong with it; null if nothing.</param>
/// <param name="IsYEnc">True if it is yEnc, false if uuencode or base64 in uuencode's frame.</param>
internal sealed record EmbeddedFile(string Name, int Start, int End, byte[] Content, string? Defect, bool IsYEnc);

/// <summary>
/// Finds uuencoded files (POSIX.1-2017, uuencode), the base64 in the same frame, and yEnc (draft 1.3, www.yenc.org)
/// within text. A sentence that begins with "begin" is not one: what follows must be encoded lines.
/// </summary>
/// <remarks>Linear: a stretch that was tried in vain is at most a few lines long. Works on bytes, because yEnc is
/// 8-bit.</remarks>
internal static class EmbeddedFiles
{
    /// <summary>How many are taken out of one text; a file of one byte can be sent in 25, so a text could hold a
    /// million.</summary>
    public const int MaxFiles = 1000;

    public static IReadOnlyList<EmbeddedFile> Find(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("begin"u8) < 0) return [];
        var files = new List<EmbeddedFile>();
        for (var position = 0; position < text.Length && files.Count < MaxFiles;)
        {
            var line = text[position..];
            var file = line.StartsWith("begin"u8) ? UuencodedFile.Read(text, position)
                : line.StartsWith("=ybegin "u8) ? YEncFile.Read(text, position)
                : null;
            if (file is not null)
            {
                files.Add(file);
                position = file.End;
                continue;
            }
            // The "begin" of a "=ybegin" that was tried in vain must not lead back to it.
            position = NextCandidate(text, line.StartsWith("=ybegin"u8) ? position + 2 : position);
        }
        return JoinParts(files);
    }

    /// <summary>The text's bytes without the files; what stood before and after them is kept.</summary>
    public static byte[] Without(IReadOnlyList<EmbeddedFile> files, ReadOnlySpan<byte> text)
    {
        var rest = new byte[text.Length];
        var (position, length) = (0, 0);
        foreach (var file in files)
        {
            var between = text[position..Math.Max(position, file.Start)];
            between.CopyTo(rest.AsSpan(length));
            length += between.Length;
            position = file.End;
        }
        text[position..].CopyTo(rest.AsSpan(length));
        return rest[..(length + text.Length - position)];
    }

    /// <summary>The name without folders, which could lead out of the one it is saved in.</summary>
    public static string NameOnly(ReadOnlySpan<byte> name)
    {
        var text = Charsets.CharsetDecoder.Decode(name, null, isHtml: false, 0, new DefectList()).Trim().Trim('"');
        text = text[(text.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return text is "" or "." or ".." ? "attachment.bin" : text;
    }

    /// <summary>The end of the line's content, and where the next line begins.</summary>
    public static int LineEnd(ReadOnlySpan<byte> text, int start, out int next)
    {
        var length = text[start..].IndexOf((byte)'\n');
        next = length < 0 ? text.Length : start + length + 1;
        var end = length < 0 ? text.Length : start + length;
        while (end > start && text[end - 1] == '\r') end--;
        return end;
    }

    /// <summary>The next line that begins with "begin" or "=ybegin".</summary>
    private static int NextCandidate(ReadOnlySpan<byte> text, int position)
    {
        while (true)
        {
            var found = text[(position + 1)..].IndexOf("begin"u8);
            if (found < 0) return text.Length;
            position += 1 + found;
            if (text[position - 1] == '\n') return position;
            if (position > 2 && text[position - 1] == 'y' && text[position - 2] == '='
                && text[position - 3] == '\n') return position - 2;
        }
    }

    /// <summary>Parts of one yEnc file that follow each other make one file.</summary>
    private static List<EmbeddedFile> JoinParts(List<EmbeddedFile> files)
    {
        var joined = new List<EmbeddedFile>();
        for (var first = 0; first < files.Count;)
        {
            var end = first + 1;
            while (end < files.Count && Continues(files[end - 1], files[end])) end++;
            var parts = files[first..end];
            joined.Add(parts.Count == 1 ? parts[0] : parts[0] with
            {
                End = parts[^1].End,
                Content = [.. parts.SelectMany(part => part.Content)],
                Defect = parts.Find(part => part.Defect is not null)?.Defect,
            });
            first = end;
        }
        return joined;
    }

    private static bool Continues(EmbeddedFile before, EmbeddedFile file) =>
        before.IsYEnc && file.IsYEnc && before.Name == file.Name && before.End == file.Start;
}
