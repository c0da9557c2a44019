using Postbag.Grouping.Matching;

namespace Postbag.Grouping.Reading;

/// <summary>Turns a letter's text into the tokens that are compared.</summary>
internal sealed class LetterReader(GroupingOptions options, Vocabulary vocabulary, StockText stock)
{
    private readonly SeenLines seenLines = new();
    private readonly Zones zones = new(options);
    private readonly LetterTokens quoted = new();
    private readonly char[] folded = new char[64];
    private string repaired = "";
    private int[]? origins;

    /// <summary>The lines of the letter last read; offsets are in the repaired text.</summary>
    public IReadOnlyList<Line> Lines => zones.Lines;

    /// <summary>
    /// The hash of the opened letter's body as it came; 0 for a letter that has more than a body (a postscript, a
    /// quotation), which is never known without reading it.
    /// </summary>
    public ulong BodyHash()
    {
        var hash = Hashing.Seed;
        var lines = zones.Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Zone is Zone.Postscript or Zone.Quoted)
            {
                return 0;
            }

            if (lines[i].Zone != Zone.Body || lines[i].IsBlank)
            {
                continue;
            }

            var last = LastOfStretch(i, Zone.Body);
            hash = Hashing.OfBody(repaired.AsSpan(lines[i].Start, lines[last].End - lines[i].Start), hash);
            i = last;
        }

        return hash;
    }

    /// <summary>Reads a letter into <paramref name="tokens"/>, which is cleared first.</summary>
    public void Read(string text, LetterTokens tokens)
    {
        Open(text);
        ReadWords(tokens);
    }

    /// <summary>Tells the letter's zones apart: all that has to be known to know a plain copy.</summary>
    public void Open(string text)
    {
        (repaired, origins) = TextRepair.Of(text);
        zones.Read(repaired);
    }

    /// <summary>Reads the words of the letter that was opened.</summary>
    public void ReadWords(LetterTokens tokens)
    {
        tokens.Clear();
        AddZone(repaired, origins, tokens, Zone.Body);
        tokens.BodyWords = CountWords(tokens);
        tokens.PostscriptAt = tokens.Count;
        AddZone(repaired, origins, tokens, Zone.Postscript);
        Shingles.Of(tokens, options.ShingleWords);
        tokens.AnswersUs = AnswersUs(repaired, tokens);
    }

    /// <summary>Reads a text that is all body: one of our own replies, a formula.</summary>
    public void ReadPlain(string text, LetterTokens tokens)
    {
        tokens.Clear();
        AddWords(text, 0, text.Length, null, tokens);
        tokens.PostscriptAt = tokens.BodyWords = tokens.Count;
        Shingles.Of(tokens, options.ShingleWords);
    }

    private static int CountWords(LetterTokens tokens)
    {
        var words = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            words += tokens.Ids[i] == LetterTokens.Break ? 0 : 1;
        }

        return words;
    }

    private bool AnswersUs(string text, LetterTokens tokens)
    {
        if (!stock.HasOwnTexts)
        {
            return false;
        }

        var hits = stock.CountOwn(tokens);
        if (hits < options.OwnReplyShingles && zones.Lines.Exists(line => line.Zone == Zone.Quoted))
        {
            quoted.Clear();
            AddZone(text, null, quoted, Zone.Quoted);
            Shingles.Of(quoted, options.ShingleWords);
            hits += stock.CountOwn(quoted);
        }

        return hits >= options.OwnReplyShingles;
    }

    /// <summary>Adds the lines of a zone, those that follow one another as one stretch.</summary>
    private void AddZone(ReadOnlySpan<char> text, int[]? origins, LetterTokens tokens, Zone zone)
    {
        var lines = zones.Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Zone != zone || lines[i].IsBlank)
            {
                continue;
            }

            var first = i;
            i = LastOfStretch(i, zone);
            tokens.AddBreak();
            for (var line = first; line <= i; line++)
            {
                AddLine(text, lines[line].Start, lines[line].End, origins, tokens);
            }

            tokens.DropLastBreak();
        }
    }

    private int LastOfStretch(int line, Zone zone)
    {
        var lines = zones.Lines;
        while (line + 1 < lines.Count && (lines[line + 1].Zone == zone || lines[line + 1].IsBlank))
        {
            line++;
        }

        return line;
    }

    /// <summary>Adds the words of a line; a word never goes on in the next one.</summary>
    private void AddLine(ReadOnlySpan<char> text, int from, int to, int[]? origins, LetterTokens tokens)
    {
        if (to - from is < SeenLines.LeastLength or > SeenLines.MostLength || origins is not null)
        {
            AddWords(text, from, to, origins, tokens);
            return;
        }

        var hash = Hashing.OfBody(text[from..to], Hashing.Seed);
        var seen = seenLines.Find(hash, out var isWanted);
        if (seen is not null && tokens.Count + seen.Ids.Length < options.MaxWords)
        {
            tokens.Add(seen.Ids, seen.Words, seen.Starts, seen.Ends, from);
            return;
        }

        var first = tokens.Count;
        AddWords(text, from, to, null, tokens);
        if (isWanted && tokens.CutAt < 0)
        {
            seenLines.Keep(hash, tokens, first, from);
        }
    }

    private void AddWords(ReadOnlySpan<char> text, int from, int to, int[]? origins, LetterTokens tokens)
    {
        var cursor = Words.In(text, from, to);
        while (tokens.Count < options.MaxWords && cursor.Next(folded))
        {
            var id = vocabulary.Intern(folded.AsSpan(0, cursor.FoldedLength), cursor.Hash, cursor.IsNumber);
            tokens.Add(
                id,
                cursor.Hash,
                origins is null ? cursor.Start : origins[cursor.Start],
                origins is null ? cursor.End : origins[cursor.End - 1] + 1);
        }

        if (tokens.Count >= options.MaxWords && tokens.CutAt < 0)
        {
            tokens.CutAt = tokens.Ends[tokens.Count - 1];
        }
    }
}
