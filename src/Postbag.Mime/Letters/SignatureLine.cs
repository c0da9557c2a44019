namespace Postbag.Mime;

/// <summary>What a line of a signature looks like.</summary>
internal static class SignatureLine
{
    private const int Longest = 120;

    /// <summary>True for "Kind regards," and for "Kind regards, Jane Doe", but not for "Regards my neighbour, he
    /// …".</summary>
    public static bool IsSignOff(ReadOnlySpan<char> written, out bool hasName)
    {
        hasName = false;
        if (SignaturePhrases.IsFormula(written)) return true;
        if (written.Length is < 2 or > 80 || !SignaturePhrases.MayBeginSignOff(written)) return false;
        if (IsPhrase(written)) return true;

        var comma = written.IndexOfAny(",،，");
        if (comma > 0 && IsPhrase(written[..comma]))
        {
            var rest = written[(comma + 1)..].Trim();
            hasName = rest.IsEmpty || IsName(rest) || IsPhrase(rest);
            return hasName;
        }
        // "Kind regards Jane": two words at least that are a phrase, and nothing but a name after them.
        for (var space = written.LastIndexOf(' '); space > 0; space = written[..space].LastIndexOf(' '))
        {
            if (!IsPhrase(written[..space]) || written[..space].Trim().Length < 4) continue;
            var name = written[space..].Trim(" ,.!-–x");
            hasName = LetterWords.Count(name) <= 3 && IsName(name);
            return hasName;
        }
        return false;
    }

    /// <summary>True if the line is a name, an address, a number, a link, a post or a rule, and nobody speaks in
    /// it.</summary>
    /// <param name="written">The line.</param>
    /// <param name="isFirst">True for the line after the sign-off: the name.</param>
    public static bool Belongs(ReadOnlySpan<char> written, bool isFirst)
    {
        if (written.Length > Longest || IsPostscript(written)) return false;
        written = WithoutMandate(written);
        if (FooterZones.IsRule(written)) return true;
        if (IsLink(written)) return true;
        if (HasPostcode(written) && LetterWords.Count(written) <= 12 && !LetterWords.Speaks(written)) return true;
        if (written.EndsWith('?') || written.EndsWith(':')) return false;
        if (LetterWords.MayBePlea(written)) return false;
        if (IsLabelled(written) || IsNumber(written) || IsName(written) || IsAddress(written)) return true;
        return isFirst && IsSmallName(written);
    }

    public static bool IsPostscript(ReadOnlySpan<char> written) =>
        StartsWithWord(written, "PS") || StartsWithWord(written, "P.S") || StartsWithWord(written, "PPS")
        || StartsWithWord(written, "P.P.S") || StartsWithWord(written, "NB") || StartsWithWord(written, "N.B")
        || StartsWithWord(written, "ON") || StartsWithWord(written, "O.N");

    private static bool StartsWithWord(ReadOnlySpan<char> written, ReadOnlySpan<char> word) =>
        written.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        && (written.Length == word.Length || !char.IsLetterOrDigit(written[word.Length]));

    private static bool IsPhrase(ReadOnlySpan<char> text)
    {
        text = text.Trim(" ,.!-–—*_:;~،，。\u00A0");
        if (SignaturePhrases.IsSignOff(text)) return true;
        text = text.TrimEnd(" x"); // kisses
        if (SignaturePhrases.IsSignOff(text)) return true;
        Span<char> straight = stackalloc char[80];
        if (!text.Contains('’') || text.Length > straight.Length) return false;
        text.Replace(straight, '’', '\'');
        return SignaturePhrases.IsSignOff(straight[..text.Length]);
    }

    /// <summary>One to eight words that begin with capitals, with small ones between them; no sentence.</summary>
    private static bool IsName(ReadOnlySpan<char> written)
    {
        if (written.Length is 0 or > 60 || written.IndexOfAny("!?…:;") >= 0) return false;
        if (LetterWords.MayBePlea(written)) return false;
        var trimmed = written.Trim("()*_-–—~,. x");
        if (trimmed.Contains(". ", StringComparison.Ordinal) && !HasInitials(trimmed)) return false;
        var (words, capitals) = (0, 0);
        foreach (var range in trimmed.SplitAny(' ', '\u00A0', ',', '/', '|'))
        {
            var word = trimmed[range].Trim("()\"'*_“”");
            if (word.IsEmpty) continue;
            words++;
            if (SignaturePhrases.IsConnector(word)) continue;
            if (!BeginsLikeName(word)) return false;
            capitals++;
        }
        return words is > 0 and <= 8 && capitals > 0 && !(words > 4 && IsShouted(trimmed));
    }

    /// <summary>German offices sign on somebody's behalf: "i.A. Jo Example".</summary>
    private static ReadOnlySpan<char> WithoutMandate(ReadOnlySpan<char> written)
    {
        foreach (var mandate in (ReadOnlySpan<string>)["i.A.", "i. A.", "i.V.", "i. V.", "ppa.", "p.p.", "pp."])
        {
            if (written.StartsWith(mandate, StringComparison.OrdinalIgnoreCase))
                return written[mandate.Length..].Trim();
        }
        return written;
    }

    /// <summary>"J. Smith", "Mrs. A. B. Doe".</summary>
    private static bool HasInitials(ReadOnlySpan<char> text)
    {
        for (var dot = text.IndexOf(". ", StringComparison.Ordinal); dot >= 0;)
        {
            var word = text[..dot];
            var start = word.LastIndexOf(' ') + 1;
            if (dot - start > 4) return false;
            var next = text[(dot + 2)..].IndexOf(". ", StringComparison.Ordinal);
            if (next < 0) return true;
            dot += 2 + next;
        }
        return true;
    }

    /// <summary>A capital, or a letter of a script that has none, in words no longer than names are.</summary>
    private static bool BeginsLikeName(ReadOnlySpan<char> word) =>
        char.IsUpper(word[0])
        || char.GetUnicodeCategory(word[0]) == System.Globalization.UnicodeCategory.OtherLetter && word.Length <= 12
        || word.Length > 2 && word[1] is '\'' or '’' && char.IsUpper(word[2]);

    private static bool IsShouted(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLower(c)) return false;
        }
        return true;
    }

    /// <summary>"jane", or a single letter, as people sign in haste.</summary>
    private static bool IsSmallName(ReadOnlySpan<char> written)
    {
        var name = written.Trim(" .,!x-–*");
        return name.Length is > 0 and <= 14 && !name.ContainsAnyExceptInRange('A', 'z') && !LetterWords.MayBePlea(name);
    }

    /// <summary>"12 Acacia Avenue", "Flat 3, Example House": words with capitals and a number, or a street's
    /// name.</summary>
    private static bool IsAddress(ReadOnlySpan<char> written)
    {
        if (written.Length > 80 || written.IndexOfAny("!?…;") >= 0) return false;
        var (words, capitals, hasNumber, hasStreet) = (0, 0, false, false);
        foreach (var range in written.SplitAny(' ', '\u00A0', ',', '.'))
        {
            var word = written[range].Trim("()\"'*_");
            if (word.IsEmpty) continue;
            words++;
            if (char.IsAsciiDigit(word[0]))
            {
                hasNumber = true;
                continue;
            }
            hasStreet |= SignaturePhrases.IsStreet(word);
            if (SignaturePhrases.IsConnector(word)) continue;
            if (!BeginsLikeName(word) && !SignaturePhrases.IsStreet(word)) return false;
            capitals++;
        }
        return words is > 1 and <= 12 && capitals > 0 && (hasNumber || hasStreet);
    }

    /// <summary>"Tel: 020 7946 0123", "Address: 12 Acacia Avenue".</summary>
    private static bool IsLabelled(ReadOnlySpan<char> written)
    {
        written = written.TrimStart("*_ •");
        var end = 0;
        while (end < written.Length && (char.IsLetter(written[end]) || written[end] == '-')) end++;
        if (end == 0 || !SignaturePhrases.IsLabel(written[..end])) return false;
        var rest = written[end..].Trim(" .:*_()");
        if (rest.IsEmpty) return true;
        return IsNumber(rest) || IsLink(rest) || IsName(rest) || IsAddress(rest) || HasPostcode(rest)
            || rest.Contains('/') && rest.Length < 30;
    }

    /// <summary>A telephone number: seven digits or more and hardly a letter.</summary>
    private static bool IsNumber(ReadOnlySpan<char> written)
    {
        var (digits, letters) = (0, 0);
        foreach (var c in written)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsLetter(c)) letters++;
        }
        return digits >= 7 && letters <= 12;
    }

    /// <summary>An address of mail or of the web, with at most a word or two beside it.</summary>
    private static bool IsLink(ReadOnlySpan<char> written) =>
        (written.Contains('@') || written.Contains("www.", StringComparison.OrdinalIgnoreCase)
            || written.Contains("http", StringComparison.OrdinalIgnoreCase))
        && PlainWords(written) <= 4 && !LetterWords.MayBePlea(written);

    /// <summary>How many words are neither addresses nor numbers.</summary>
    private static int PlainWords(ReadOnlySpan<char> written)
    {
        var words = 0;
        foreach (var range in written.Split(' '))
        {
            var word = written[range].Trim(".,;|");
            if (!word.IsEmpty && !word.ContainsAny('@', '.', '/') && !word.ContainsAnyInRange('0', '9')) words++;
        }
        return words;
    }

    /// <summary>A British postcode, or what looks like one: "ZZ1 1AA".</summary>
    private static bool HasPostcode(ReadOnlySpan<char> written)
    {
        for (var i = 4; i + 2 < written.Length; i++)
        {
            if (!char.IsAsciiDigit(written[i]) || !char.IsAsciiLetter(written[i + 1])
                || !char.IsAsciiLetter(written[i + 2])) continue;
            if (i + 3 < written.Length && char.IsLetterOrDigit(written[i + 3])) continue;
            if (written[i - 1] != ' ' || !char.IsAsciiLetterOrDigit(written[i - 2])) continue;
            var start = i - 2;
            while (start > 0 && char.IsAsciiLetterOrDigit(written[start - 1])) start--;
            if (i - 1 - start is >= 2 and <= 4 && char.IsAsciiLetter(written[start])
                && written[start..(i - 1)].ContainsAnyInRange('0', '9'))
            {
                return true;
            }
        }
        return false;
    }
}
