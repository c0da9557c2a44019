namespace Postbag.Mime;

/// <summary>Decodes encoded words (RFC 2047, languages of RFC 2231 §5) and raw UTF-8 (RFC 6532) in a field's
/// value.</summary>
internal static class EncodedWords
{
    /// <summary>The value as text: unfolded, decoded, trimmed.</summary>
    public static string Decode(ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        offset += FieldText.LeadingSpace(value);
        value = FieldText.Trim(value);
        if (value.IndexOf("=?"u8) < 0)
            return FieldText.Decode(value, offset, defects);

        var text = new TextBuffer(stackalloc char[256]);
        Append(ref text, value, offset, defects);
        var result = text.ToString();
        text.Dispose();
        return result.Trim(' ', '\t');
    }

    /// <summary>Appends the decoded value.</summary>
    public static void Append(ref TextBuffer text, ReadOnlySpan<byte> value, long offset, DefectList defects)
    {
        var run = new EncodedWordRun(stackalloc byte[256]);
        var gapStart = 0;
        var place = 0;
        while (true)
        {
            var next = value[place..].IndexOf("=?"u8);
            if (next < 0)
                break;
            place += next;
            if (!EncodedWord.TryRead(value, place, out var word))
            {
                place += 2;
                continue;
            }

            var gap = value[gapStart..place];
            // White space between two encoded words isn't part of the text (RFC 2047 §6.2).
            if (!run.IsEmpty && gap.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            {
                if (!run.IsSameCharset(value, word))
                    text.Append(run.Take(defects));
            }
            else
            {
                text.Append(run.Take(defects));
                FieldText.Append(ref text, gap, offset + gapStart, defects);
            }

            run.Add(value, word, offset, defects);
            place = gapStart = word.End;
        }

        text.Append(run.Take(defects));
        FieldText.Append(ref text, value[gapStart..], offset + gapStart, defects);
        run.Dispose();
    }
}
