using System.Text;
using System.Text.RegularExpressions;

namespace Postbag.Casework.People.Writers;

/// <summary>An address as it stands in a letter.</summary>
/// <param name="Text">In one line.</param>
/// <param name="Lines">Its lines within the block, first and behind the last; an empty range for one in a
/// sentence.</param>
/// <param name="Start">Where it begins in the letter's text.</param>
/// <param name="End">The position behind it.</param>
internal sealed record FoundAddress(string Text, Range Lines, int Start, int End);

/// <summary>Finds addresses: lines one below the other, or one within a sentence.</summary>
internal static partial class AddressFinder
{
    private const int MostLines = 7;

    /// <summary>The address in a block of lines that belong together; null if there is none.</summary>
    /// <param name="lines">The block.</param>
    /// <param name="isName">Whether a line is known to be the writer's name.</param>
    public static FoundAddress? InBlock(IReadOnlyList<WriterLine> lines, Func<int, bool> isName)
    {
        var last = LastWithPostcode(lines);
        return last >= 0 ? Upwards(lines, last, isName) : Downwards(lines, isName);
    }

    /// <summary>"14 Mill Lane, Marchbury, ZZ1 1AA" within a sentence.</summary>
    public static IEnumerable<(string Text, int Offset, int Length)> InSentence(string plain)
    {
        if (!plain.AsSpan().ContainsAnyInRange('0', '9')) yield break;
        foreach (Match match in Inline().Matches(plain))
        {
            var text = match.Value.TrimEnd(' ', ',', '.', '\'', '-');
            // A number and words with capitals may be anything: "14 Members", "2 Peter". A street or postcode makes it
            // one.
            if (!AddressWords.HasStreet(text) && !(AddressWords.HasHouse(text) && text.Contains(','))
                && PostcodeText.Find(text).Count == 0) continue;
            yield return (text, match.Index, text.Length);
        }
    }

    /// <summary>"The Old Forge, Smithy Lane, Ambleford, ZZ6 1AB" within a sentence: from a postcode back to where its
    /// address begins.</summary>
    /// <returns>Where the address begins; null if there is no more than a town.</returns>
    public static int? Before(string plain, int postcode, int end)
    {
        var words = HomeWord.Cut(plain[..postcode]);
        if (HomeSaid.AddressBefore(words) is not { } from) return null;
        return AddressWords.IsWhole(plain[from..end]) ? from : null;
    }

    private static int LastWithPostcode(IReadOnlyList<WriterLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
            if (PostcodeText.Find(lines[i].Text).Count > 0 && Part(lines[i].Text) is not null) return i;
        return -1;
    }

    /// <summary>From the line with the postcode up, as far as the lines look like places.</summary>
    private static FoundAddress? Upwards(IReadOnlyList<WriterLine> lines, int last, Func<int, bool> isName)
    {
        var first = last;
        // A whole address on the postcode's own line has nothing above it.
        var isWhole = AddressWords.BeginsHouse(Part(lines[last].Text)!.Value.Text) && lines[last].Text.Contains(',');
        while (!isWhole && first > 0 && last - first < MostLines && !lines[first].GapBefore && !isName(first - 1)
            && AddressWords.IsPlaceLike(lines[first - 1].Text) && !AddressWords.IsPost(lines[first - 1].Text)
            && SignOffs.Match(lines[first - 1].Text) is null
            && FormLabels.Split(lines[first - 1].Text) is null or { Field: FormField.Address }
                or { Field: FormField.AddressLine })
        {
            first--;
            if (AddressWords.BeginsHouse(lines[first].Text) && !IsFlatAlone(lines, first)) break;
        }

        return Joined(lines, first, last + 1);
    }

    /// <summary>"12 Mill Lane" below "Flat 3" belongs to it; a house number is where most addresses begin.</summary>
    private static bool IsFlatAlone(IReadOnlyList<WriterLine> lines, int line) =>
        line > 0 && !lines[line].GapBefore && lines[line - 1].Text.StartsWith("Fl", StringComparison.OrdinalIgnoreCase)
        && AddressWords.BeginsHouse(lines[line - 1].Text);

    /// <summary>Without a postcode it begins with a house's number, or has a street's name in it.</summary>
    private static FoundAddress? Downwards(IReadOnlyList<WriterLine> lines, Func<int, bool> isName)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (isName(i) || Part(lines[i].Text) is not { } part || !AddressWords.IsPlaceLike(part.Text)) continue;
            var begins = AddressWords.BeginsHouse(part.Text)
                && (AddressWords.HasStreet(part.Text) || part.Text.Contains(',') || NextIsPlace(lines, i));
            if (!begins && !(AddressWords.HasStreet(part.Text) && part.Text.Contains(','))
                && !(AddressWords.HasHouse(part.Text) && NextIsPlace(lines, i))) continue;
            var end = i + 1;
            while (end < lines.Count && end - i < MostLines && !lines[end].GapBefore
                && AddressWords.IsPlaceLike(lines[end].Text)
                && SignOffs.Match(lines[end].Text) is null && FormLabels.Split(lines[end].Text) is null) end++;
            return Joined(lines, i, end);
        }

        return null;
    }

    private static bool NextIsPlace(IReadOnlyList<WriterLine> lines, int line) =>
        line + 1 < lines.Count && !lines[line + 1].GapBefore && AddressWords.IsPlaceLike(lines[line + 1].Text)
        && FormLabels.Split(lines[line + 1].Text) is null;

    private static FoundAddress? Joined(IReadOnlyList<WriterLine> lines, int first, int end)
    {
        var text = new StringBuilder();
        for (var i = first; i < end; i++)
        {
            if (Part(lines[i].Text) is not { } part) continue;
            if (text.Length > 0) text.Append(", ");
            text.Append(part.Text);
        }

        // A postcode alone is kept as one; it is no address.
        if (text.Length == 0 || PostcodeText.Normal(text.ToString()) is not null) return null;
        return new FoundAddress(
            text.ToString(), first..end, lines[first].Start + Part(lines[first].Text)!.Value.Offset,
            lines[end - 1].End);
    }

    /// <summary>A line's part of an address: without its label, and without what stands beside the postcode.</summary>
    private static (string Text, int Offset)? Part(string line)
    {
        var offset = 0;
        if (FormLabels.Split(line) is { } label)
        {
            if (label.Field is not (FormField.Address or FormField.AddressLine or FormField.Postcode)) return null;
            offset = label.Value;
        }
        else if (FormLabels.Alone(line) is not null) return null;

        var end = line.Length;
        if (PostcodeText.Find(line) is [.., var postcode])
        {
            if (postcode.Offset < offset) return null;
            end = postcode.Offset + postcode.Length;
            // A sentence with a postcode in it is no line of an address.
            var above = line[offset..postcode.Offset];
            if (line.Length - end > 40
                || (!AddressWords.IsPlaceLike(above + "Aa")
                && !(AddressWords.BeginsHouse(above) && above.Length < 60))) return null;
        }

        var text = line[offset..end].Trim(' ', ',', '.', '*', '_', '|', '-', '–', '(', ')');
        return text.Length == 0 ? null : (text, offset);
    }

    [GeneratedRegex(
        @"(([Ff]lat|[Aa]partment|[Uu]nit|[Rr]oom)\s+(\d\w{0,3}|[A-Z])\s*,?\s+(\d{1,4}[A-Za-z]?([-/]\d{1,4})?,?\s+)?|\d{1,4}[A-Za-z]?([-/]\d{1,4})?,?\s+)[\p{Lu}\p{Lo}][\w'.-]*(\s+([\p{Lu}\p{Lo}][\w'.-]*|y|yr|of|the|and|le|\d[A-Za-z]{2}\b|[A-Z]{1,2}\d\w?\s?\d[A-Z]{2})){0,6}(\s*,\s*(near\s+|in\s+)?[\p{Lu}\p{Lo}][\w'.-]*(\s+([\p{Lu}\p{Lo}][\w'.-]*|y|yr|on|upon|under|le|the|of|\d[A-Za-z]{2}\b)){0,4}){0,4}(\s*\([A-Za-z]{1,2}\d\w?\s?\d[A-Za-z]{2}\))?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Inline();
}
