using System.Text.RegularExpressions;
using Postbag.Mime;

namespace Postbag.Casework.People.Writers;

/// <summary>A line of the writer's own.</summary>
/// <param name="Start">Where its text starts, in UTF-16 units from the start of the letter's text.</param>
/// <param name="Text">Without the space around it; never empty.</param>
/// <param name="Way">Above the salutation, in the sign-off, or between them.</param>
/// <param name="GapBefore">Whether an empty line, or someone else's words, stand before it.</param>
internal sealed record WriterLine(int Start, string Text, EvidenceWay Way, bool GapBefore)
{
    public int End => Start + Text.Length;
}

/// <summary>The writer's own lines of a letter: never what is quoted, nor what no person wrote.</summary>
internal sealed partial class WriterLines
{
    /// <summary>Longer letters say who writes at their beginning and end; this bounds the work on an attack.</summary>
    private const int MostChars = 60_000;

    private const int MostHeadLines = 30;
    private const int MostTailLines = 10;

    /// <summary>Lines that people write below their names and addresses.</summary>
    private const int MostBelow = 3;

    private WriterLines(IReadOnlyList<WriterLine> all) => All = all;

    public IReadOnlyList<WriterLine> All { get; }

    public static WriterLines Of(LetterText letter)
    {
        var own = new List<(int Start, string Text, bool IsSignature, bool Gap)>();
        var gap = true;
        foreach (var span in letter.Spans)
        {
            if (span.Kind is LetterSpanKind.Quoted or LetterSpanKind.Footer)
            {
                gap = true;
                continue;
            }

            Split(letter.Text, span, own, ref gap);
        }

        // "---- Forwarded ----": what stands below is somebody else's letter, unless nothing stands above.
        if (own.FindIndex(line => Forwards().IsMatch(line.Text)) is > 0 and var from)
            own.RemoveRange(from, own.Count - from);
        if (own.Sum(line => line.Text.Length) > MostChars) own = Ends(own);
        return new WriterLines(Zoned(own));
    }

    /// <summary>The text of an attachment as lines of one zone: its letterhead is what comes before the
    /// salutation.</summary>
    public static WriterLines OfAttachment(string text)
    {
        var own = new List<(int Start, string Text, bool IsSignature, bool Gap)>();
        var gap = true;
        Split(text, new LetterSpan(LetterSpanKind.OwnWords, 0, Math.Min(text.Length, MostChars)), own, ref gap);
        var end = SalutationIn(own);
        return new WriterLines(end is <= 0 or > MostHeadLines
            ? [] : [.. own.Take(end)
                .Select(line => new WriterLine(line.Start, line.Text, EvidenceWay.Letterhead, line.Gap))]);
    }

    /// <summary>The lines below a sign-off of an attachment, where its writer's name stands.</summary>
    public static IEnumerable<string> SignedIn(string text)
    {
        const int Below = 5;
        var left = 0;
        foreach (var line in text[..Math.Min(text.Length, MostChars)]
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (SignOffs.Match(line) is { } rest)
            {
                left = Below;
                if (rest < line.Length) yield return line[rest..];
            }
            else if (left-- > 0) yield return line;
        }
    }

    /// <summary>"Dear Ms Prys,", "Annwyl Mari", "Hello".</summary>
    public static bool IsSalutation(string line) => line.Length <= 80 && Salutation().IsMatch(line);

    private static void Split(
        string text, LetterSpan span, List<(int Start, string Text, bool IsSignature, bool Gap)> lines, ref bool gap)
    {
        for (var start = span.Start; start < span.End;)
        {
            var end = text.IndexOf('\n', start, span.End - start);
            if (end < 0) end = span.End;
            var written = text.AsSpan(start, end - start);
            var trimmed = written.Trim();
            // What a reader left standing of somebody else's letter, however it came by its mark.
            if (trimmed.IsEmpty || trimmed[0] == '>') gap = true;
            else
            {
                AddParts(start + written.IndexOf(trimmed[0]), trimmed.ToString(), span.Kind == LetterSpanKind.Signature,
                    gap, lines);
                gap = false;
            }

            start = end + 1;
        }
    }

    /// <summary>"Jane Doe | 4 Mill Lane, Marchbury | 07700 900123" are three lines that were put in one.</summary>
    private static void AddParts(
        int start, string text, bool isSignature, bool gap,
        List<(int Start, string Text, bool IsSignature, bool Gap)> lines)
    {
        for (var from = 0; from < text.Length;)
        {
            var bar = text.AsSpan(from).IndexOfAny('|', '•', '·');
            var end = bar < 0 ? text.Length : from + bar;
            var part = text.AsSpan(from, end - from).Trim();
            if (!part.IsEmpty)
            {
                lines.Add((start + from + text.AsSpan(from).IndexOf(part[0]), part.ToString(), isSignature, gap));
                gap = false;
            }

            from = end + 1;
        }
    }

    private static List<(int Start, string Text, bool IsSignature, bool Gap)> Ends(
        List<(int Start, string Text, bool IsSignature, bool Gap)> lines)
    {
        var (kept, chars) = (new List<(int Start, string Text, bool IsSignature, bool Gap)>(), 0);
        foreach (var line in lines)
        {
            if (chars > MostChars / 2) break;
            chars += line.Text.Length;
            kept.Add(line);
        }

        var (tail, more) = (new List<(int Start, string Text, bool IsSignature, bool Gap)>(), 0);
        for (var i = lines.Count - 1; i >= kept.Count && more <= MostChars / 2; i--)
        {
            more += lines[i].Text.Length;
            tail.Insert(0, lines[i]);
        }

        return [.. kept, .. tail];
    }

    private static List<WriterLine> Zoned(List<(int Start, string Text, bool IsSignature, bool Gap)> own)
    {
        var salutation = SalutationIn(own);
        var head = salutation >= 0 && salutation <= MostHeadLines ? salutation : LeadingBlock(own);
        var tail = own.Count;
        var first = head + (salutation == head ? 1 : 0);
        while (tail > first && own.Count - tail < MostTailLines && IsBlockLine(own[tail - 1].Text)) tail--;
        var end = own.Count;
        if (tail == own.Count) (tail, end) = BlockAbove(own, first);
        // A lone short sentence isn't a sign-off; a name after a gap, or after one, may be.
        return [.. own.Select((line, i) => new WriterLine(
            line.Start, line.Text,
            i < head ? EvidenceWay.Head
                : line.IsSignature || (i >= tail && i < end) ? EvidenceWay.SignOff : EvidenceWay.Said, line.Gap))];
    }

    /// <summary>"Mrs D Platt" with her street below it heads her address; with a gap below it, whoever is spoken
    /// to.</summary>
    private static int SalutationIn(List<(int Start, string Text, bool IsSignature, bool Gap)> own)
    {
        var salutation = own.FindIndex(line => IsSalutation(line.Text));
        // "Mrs Day" below her letter signs it.
        if (salutation > 0 && PersonName.IsTitle(own[salutation].Text.Split(' ')[0])
            && !own.Take(salutation).All(line => IsBlockLine(line.Text))) return -1;
        while (salutation >= 0 && salutation + 1 < own.Count && !own[salutation + 1].Gap
            && own[salutation].Text[^1] != ','
            && PersonName.IsTitle(own[salutation].Text.Split(' ')[0]))
            salutation = own.FindIndex(salutation + 1, line => IsSalutation(line.Text));
        return salutation;
    }

    /// <summary>Below the sign-off a last thought may stand: "(ring first, the dog bites)". The name and address above
    /// it are the sign-off all the same, if they begin with a gap.</summary>
    private static (int From, int To) BlockAbove(
        List<(int Start, string Text, bool IsSignature, bool Gap)> own, int first)
    {
        for (var to = own.Count - 1; to > first && own.Count - to <= MostBelow; to--)
        {
            var from = to;
            while (from > first && to - from < MostTailLines && IsBlockLine(own[from - 1].Text)
                && (from == to || !own[from].Gap)) from--;
            if (from == to || !own[from].Gap) continue;
            if (PersonName.Read(own[from].Text, mayBeSmall: false) is { } name && name.Name.Contains(' '))
                return (from, to);
        }

        return (own.Count, own.Count);
    }

    /// <summary>Without a salutation: the lines of a form or of an address with which a letter begins.</summary>
    private static int LeadingBlock(List<(int Start, string Text, bool IsSignature, bool Gap)> own)
    {
        var end = 0;
        while (end < own.Count && end < MostHeadLines && IsBlockLine(own[end].Text)) end++;
        return end >= 2 && end < own.Count ? end : 0;
    }

    /// <summary>Short, and no sentence: what addresses, names and forms are made of.</summary>
    private static bool IsBlockLine(string line)
    {
        if (line.Length > 110 || line[^1] is '?' or '!' or ';') return false;
        if (FormLabels.Split(line) is not null) return true;
        if (line.Length > 70 || (line[^1] == '.' && line.Count(c => c == ' ') > 4)) return false;
        return !Speaks().IsMatch(line);
    }

    [GeneratedRegex(
        @"^((dear|hello|hi|hiya|hey|good (morning|afternoon|evening|day)|greetings|to whom|sir|madam|annwyl|helo)\b|bore da|prynhawn da|a chara|a dhuine|for the attention of .{0,40}$|(mr|mrs|ms|miss|dr|cllr|councillor) [\w'’-]+( [\w'’-]+)?\s*,?$)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Salutation();

    [GeneratedRegex(@"^[-_=*>~ ]{2,}\s*(begin )?(forwarded|original)( message| mail| e-?mail| letter)?( from .{0,60})?:?\s*[-_=*~ ]{2,}$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Forwards();

    [GeneratedRegex(
        @"\b(i|i'm|i’m|i've|i’ve|i'd|i’d|we|we're|we’re|we've|you|your|he|she|they|it|it's|it’s|is|are|was|were|have|has|had|because|please|can|could|would|will|this|that|don't|don’t|my|our|her|his|their|me|us|them|him|what|why|how|when|rwy'n|dw|mae)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Speaks();
}
