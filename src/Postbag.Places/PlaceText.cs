namespace Postbag.Places;

/// <summary>Finds the postcodes in a letter's text.</summary>
public static class PlaceText
{
    /// <summary>Text beyond this isn't looked at: nobody writes their address behind a million characters.</summary>
    public const int MaxLength = 1_000_000;

    /// <summary>No more than this many are found in one text: a list of postcodes isn't an address.</summary>
    public const int MaxMentions = 200;

    /// <summary>Words before a number that make it something else: an order, a reference, a registration.</summary>
    private static readonly HashSet<string> OtherNumbers = new(StringComparer.OrdinalIgnoreCase)
    {
        "order", "ref", "reference", "refs", "invoice", "serial", "model", "flight", "policy", "account", "booking",
        "tracking",
        "licence", "license", "claim", "case", "reg", "registration", "vehicle", "plate", "sku", "ticket", "batch",
        "voucher",
        "coupon", "code", "pin", "password", "passcode", "ni", "nino", "insurance", "vat", "utr", "complaint",
        "application", "permit", "pcn", "imei", "isbn", "version",
    };

    /// <summary>Words between such a word and the number.</summary>
    private static readonly HashSet<string> Between = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "nr", "num", "number", "numbers", "is", "was", "our", "your", "my", "the", "quote", "quoting",
    };

    /// <summary>Every postcode in a text, in order.</summary>
    /// <param name="text">Any text; quotations and signatures are the caller's to tell apart, by the offsets.</param>
    /// <param name="index">What postcodes there are; null if none have been imported, and then only the form
    /// decides.</param>
    /// <returns>Mentions that don't overlap. Slips (see <see cref="PlaceIndex.Ask"/>) are found only with an index,
    /// where the letters are capitals or the word postcode stands before. Order numbers, registrations and the like
    /// aren't postcodes, even if they have the form of one: what is glued to other letters, digits or hyphens, or
    /// stands behind a word such as "ref".</returns>
    public static IReadOnlyList<PostcodeMention> FindPostcodes(string text, PlaceIndex? index)
    {
        var found = new List<PostcodeMention>();
        var end = Math.Min(text.Length, MaxLength);
        for (var at = 0; at < end && found.Count < MaxMentions; at++)
        {
            if (!char.IsAsciiLetterOrDigit(text[at]) || (at > 0 && IsGlue(text, at - 1))) continue;
            if (MentionAt(text, at, end, index) is { } mention)
            {
                found.Add(mention);
                at = mention.Offset + mention.Length - 1;
            }
            else
            {
                while (at + 1 < end && char.IsAsciiLetterOrDigit(text[at + 1])) at++;
            }
        }

        return found;
    }

    private static PostcodeMention? MentionAt(string text, int at, int end, PlaceIndex? index)
    {
        Span<byte> compact = stackalloc byte[Postcode.MaxLength];
        var (length, stop, gap) = (0, at, -1);
        PostcodeMention? best = null;
        // An outward code, at most two spaces or one line end, where mail broke the line, and an inward code.
        for (var i = at; i < end; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i]))
            {
                if (length == Postcode.MaxLength) break;
                compact[length++] = (byte)char.ToUpperInvariant(text[i]);
                stop = i + 1;
                if (EndsHere(text, stop, end) && length >= 5 && (gap < 0 || gap == length - 3))
                    best = Read(text, at, stop, compact[..length], gap >= 0, index) ?? best;
            }
            else
            {
                var spaces = SpacesAt(text, i, end);
                if (spaces == 0 || gap >= 0 || length is < 2 or > 4) break;
                gap = length;
                i += spaces - 1;
            }
        }

        return best;
    }

    private static PostcodeMention? Read(
        string text, int at, int stop, ReadOnlySpan<byte> compact, bool hasGap, PlaceIndex? index)
    {
        var written = text[at..stop];
        var isForm = Postcode.TryRead(compact, out var postcode);
        var isThere = isForm && (index?.Holds(postcode) ?? false);
        var (isLabelled, isOther) = WordsBefore(text, at);
        if (isOther) return null;
        // What a line end parts is a postcode only if there is one: lines end and begin with all sorts of things.
        if (!isThere && written.Contains('\n', StringComparison.Ordinal)) return null;
        if (isThere) return new PostcodeMention(at, written.Length, written, postcode, true, []);
        var capitals = !written.Any(char.IsAsciiLetterLower);
        if (index is not null && (capitals || isLabelled))
        {
            var meant = PostcodeSlips.Find(compact, index.Holds).Select(reading => reading.Postcode).ToList();
            if (meant.Count > 0) return new PostcodeMention(
                at, written.Length, written, meant.Count == 1 ? meant[0] : null, true, meant);
        }

        // Without a gap and in small letters it is more likely a password or a part of an address on the web.
        return isForm && (isLabelled || (hasGap && capitals) || (index is null && capitals))
            ? new PostcodeMention(at, written.Length, written, postcode, false, [])
            : null;
    }

    /// <summary>What the words just before, on the same line, make of what follows.</summary>
    private static (bool IsLabelled, bool IsOther) WordsBefore(string text, int at)
    {
        var end = at;
        for (var words = 0; words < 3; words++)
        {
            while (end > 0 && !char.IsLetterOrDigit(text[end - 1])
                && text[end - 1] is not ('\n' or '\r' or ',' or ';')) end--;
            var start = end;
            while (start > 0 && char.IsLetter(text[start - 1])) start--;
            if (start == end) return (false, false);
            var word = text[start..end];
            if (word.Equals("postcode", StringComparison.OrdinalIgnoreCase) || IsPostCode(text, start, word))
                return (true, false);
            if (OtherNumbers.Contains(word)) return (false, true);
            if (!Between.Contains(word)) return (false, false);
            end = start;
        }

        return (false, false);
    }

    /// <summary>"post code", in two words; "code" alone is another matter.</summary>
    private static bool IsPostCode(string text, int start, string word) =>
        word.Equals("code", StringComparison.OrdinalIgnoreCase)
        && text.AsSpan(0, start).TrimEnd([' ', '-']) is var before
        && (before.EndsWith("post", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith("postal", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith("zip", StringComparison.OrdinalIgnoreCase));

    private static int SpacesAt(string text, int at, int end)
    {
        var (count, lines) = (0, 0);
        for (; at + count < end && count < 4 && text[at + count] is ' ' or '\u00A0' or '\t' or '\r' or '\n'; count++)
            if (text[at + count] == '\n')
                lines++;
        return count > 2 + (lines * 2) || lines > 1 ? 0 : count;
    }

    private static bool EndsHere(string text, int stop, int end) =>
        stop == end || (!IsGlue(text, stop) && !char.IsAsciiLetterOrDigit(text[stop]));

    /// <summary>Whether what stands there belongs to a longer word or number: letters, digits, and marks that join
    /// them.</summary>
    private static bool IsGlue(string text, int at) => text[at] switch
    {
        '-' or '_' or '/' or '@' or '=' or '#' or '&' or '\\' or '+' or '%' =>
            // A dash with a space beside it only parts two things.
            !(at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]))
                && !(at == 0 || char.IsWhiteSpace(text[at - 1])),
        var letter => char.IsLetterOrDigit(letter),
    };
}

/// <summary>A postcode in a text.</summary>
/// <param name="Offset">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="Written">How it is written there.</param>
/// <param name="Postcode">What it is, or is assumed to be; null if a slip leaves several.</param>
/// <param name="Exists">Whether an imported file has it.</param>
/// <param name="Candidates">The postcodes that may be meant, if it is a slip; empty if it stands as written.</param>
public sealed record PostcodeMention(
    int Offset, int Length, string Written, Postcode? Postcode, bool Exists, IReadOnlyList<Postcode> Candidates);
