using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Postbag.Casework.People.Writers;

/// <summary>Reads a name where one is expected, and compares two. A name is kept as it was written: its particles,
/// apostrophes and accents are the person's, and one name alone is a name.</summary>
internal static class PersonName
{
    /// <summary>Longer lines are sentences.</summary>
    private const int Longest = 70;

    private const int MostWords = 7;

    private static readonly FrozenSet<string> Titles =
        """
        mr mrs ms miss mx dr prof professor rev'd rev’d canon sir dame lord lady rev revd reverend fr father imam rabbi cllr councillor capt
        captain chief petty officer lcpl pte private spr gnr ssgt csgt wo1 wo2 sqn cdr major maj col colonel sgt sergeant lt cpl corporal judge mister madam master hon baroness baron canon
        pastor señor señora herr frau mme monsieur madame pan pani
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Small words within names, of whatever culture.</summary>
    private static readonly FrozenSet<string> Particles =
        """
        van der den de la le du da do dos das del della di von zu zum ter ten te op 't het y e i ap ab ferch verch ó ní nic
        mac mc ua uí al el bin bint ibn abu umm und and & a st o san santa af av zur das d' l' al- el- ul ur-
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words of a letter that begin with a capital and are nobody's name.</summary>
    private static readonly FrozenSet<string> NoNames =
        """
        thanks thank you please help regards sincerely faithfully truly kind kindest best wishes warm many dear hello hi
        urgent housing benefit benefits council mp msp member parliament office sent from my the your yours with this that we
        our i am it is in of for to on at by not no yes re subject date email phone tel mobile address postcode name
        constituent constituency constituents resident website contact form team support campaign campaigns customer services
        service noreply no-reply mailer postmaster newsletter info enquiries admin account accounts reception secretary via
        house commons sender message enquiry query view message attached enc cc ps p.s. pp solicitors limited ltd plc llp
        association society trust charity foundation group union party club school academy college university nhs hospital
        department ministry government police town borough county district army road avenue
        cofion diolch yn gywir annwyl cynnes gorau fawr le meas is mise mortgage rent damp mould eviction family everyone
        library public pc relay computer desk kiosk someone anonymous iphone ipad android outlook mail web online portal system do reply automatic confidential urgently
        concerned worried desperate angry upset tired mother father voter taxpayer tenant worker
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[][] ShortNames =
    [
        ["margaret", "maggie", "meg", "peggy", "marge", "greta", "mags"],
        ["elizabeth", "liz", "lizzie", "beth", "betty", "eliza", "lisa"],
        ["william", "bill", "will", "billy", "liam", "wil"], ["robert", "bob", "rob", "bobby", "robbie", "bert"],
        ["richard", "dick", "rick", "rich", "richie"], ["james", "jim", "jimmy", "jamie"],
        ["john", "jack", "johnny", "jon"],
        ["michael", "mike", "mick", "mickey"], ["david", "dave", "davey", "dai", "dafydd"], ["thomas", "tom", "tommy"],
        ["catherine", "katherine", "kathryn", "kate", "cathy", "kathy", "katie", "kath"],
        ["susan", "sue", "susie", "suzanne"],
        ["patricia", "pat", "tricia", "trish", "patsy"], ["patrick", "pat", "paddy"], ["christopher", "chris", "kit"],
        ["christine", "chris", "chrissie", "tina"], ["anthony", "antony", "tony"], ["andrew", "andy", "drew"],
        ["edward", "ed", "eddie", "ted", "ned"], ["joseph", "joe", "joey"], ["stephen", "steven", "steve"],
        ["jennifer", "jen", "jenny"], ["deborah", "debbie", "deb"], ["victoria", "vicky", "vicki", "tori"],
        ["alexander", "alex", "sandy", "alec"], ["alexandra", "alex", "sandra", "sasha"], ["samuel", "sam"],
        ["samantha", "sam"],
        ["daniel", "dan", "danny"], ["matthew", "matt"], ["nicholas", "nick", "nicky"], ["peter", "pete"],
        ["geoffrey", "geoff", "jeff"], ["ronald", "ron", "ronnie"], ["kenneth", "ken"], ["gwenllian", "gwen"],
        ["eleanor", "ellie", "nell"],
        ["mohammed", "mohamed", "muhammad", "mo", "mohammad"], ["dorothy", "dot", "dolly"], ["jacqueline", "jackie"],
        ["pamela", "pam"], ["barbara", "barb", "babs"], ["timothy", "tim"], ["gregory", "greg"], ["benjamin", "ben"],
        ["angharad", "ang"], ["agnieszka", "aga"], ["małgorzata", "gosia"], ["siobhán", "siobhan"],
    ];

    private static readonly FrozenDictionary<string, int[]> Short = ShortNames
        .SelectMany((names, i) => names.Select(name => (Name: Fold(name), Group: i)))
        .GroupBy(pair => pair.Name)
        .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Group).ToArray());

    public static bool IsParticle(string word) => Particles.Contains(word);

    public static bool IsTitle(ReadOnlySpan<char> word) =>
        Titles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word.TrimEnd('.'));

    /// <summary>Reads a line, or a display name, that may be a name.</summary>
    /// <param name="text">The line.</param>
    /// <param name="mayBeSmall">Whether it stands where a name is sure to stand, so that "jane" is one.</param>
    /// <returns>The name without titles and what follows it, with its place in the text; null if it is none.</returns>
    public static (string Name, int Offset, int Length)? Read(string text, bool mayBeSmall)
    {
        if (text.Length > Longest + 40) return null;
        var (start, end) = Core(text);
        if (end <= start || end - start > Longest) return null;
        var words = WordsIn(text, start, end);
        if (words.Count is 0 or > MostWords) return null;
        var first = 0;
        while (first < words.Count && IsTitle(text.AsSpan(words[first].Start, words[first].Length))) first++;
        if (first == words.Count) return null;
        var proper = 0;
        for (var i = first; i < words.Count; i++)
        {
            var word = text.Substring(words[i].Start, words[i].Length);
            if (!IsNameWord(word)) return null;
            if (NoNames.Contains(word.TrimEnd('.')) && !Particles.Contains(word)) return null;
            var isParticle = Particles.Contains(word) && words.Count - first > 1;
            if (BeginsLikeName(word)) proper++;
            else if (!isParticle && !(mayBeSmall && IsPlain(word))) return null;
        }

        if (proper == 0 && !(mayBeSmall && words.Count - first <= 3 && words[^1].Length > 1)) return null;
        // "Mrs Price" is all that is known of her; "Mrs Gwen Price" is Gwen Price.
        if (first > 0 && (words.Count - first == 1 || IsJoint(text, words, first))) first = 0;
        var from = words[first].Start;
        var to = words[^1].Start + words[^1].Length;
        return (text[from..to], from, to - from);
    }

    /// <summary>"Surname, Given" as address books write it, put in order; any other name as it is.</summary>
    public static string InOrder(string name)
    {
        var comma = name.IndexOf(',');
        if (comma <= 0 || comma == name.Length - 1 || name.IndexOf(',', comma + 1) >= 0) return name;
        var (family, given) = (name[..comma].Trim(), name[(comma + 1)..].Trim());
        var isName = family.Length > 0 && given.Length > 0 && family.Count(c => c == ' ') <= 2
            && given.Count(c => c == ' ') <= 2
            && !given.Any(char.IsDigit) && BeginsLikeName(given) && !given.All(c => char.IsUpper(c) || c == ' ');
        return isName ? $"{given} {family}" : name;
    }

    /// <summary>Each of two or more who sign together: "John and Mary Smith" are John Smith and Mary Smith.</summary>
    public static IReadOnlyList<string> Each(string name)
    {
        var parts = name.Split(
            [" and ", " & ", " a ", " + "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2) return [name];
        var last = parts[1].Split(' ');
        var first = parts[0].Split(' ').Where(word => !IsTitle(word)).ToList();
        return first.Count == 0 || last.Length < 2 ? [name]
            : first.Count == 1 ? [$"{first[0]} {string.Join(' ', last.Skip(1))}", parts[1]] : [parts[0], parts[1]];
    }

    /// <summary>Whether two names may be one person's: one is the other in short. "J. Doe", "Jane" and "Jane A Doe"
    /// may.</summary>
    public static bool MayBeSame(string one, string other)
    {
        var (a, b) = (Folded(one), Folded(other));
        if (a.Count == 0 || b.Count == 0) return false;
        var (few, many) = a.Count <= b.Count ? (a, b) : (b, a);
        if (few.Count == 1)
            return IsTitled(one) || IsTitled(other) ? many[^1] == few[0] : many.Any(word => IsShortFor(few[0], word));
        // The family name is the last, or in many cultures the first.
        var sameFamily = few[^1] == many[^1] || few[0] == many[^1] || few[^1] == many[0];
        if (!sameFamily) return false;
        var family = few[^1] == many[^1] || few[^1] == many[0] ? few[^1] : few[0];
        var givenFew = few.Where(word => word != family).DefaultIfEmpty(family).ToList();
        var givenMany = many.Where(word => word != family).DefaultIfEmpty(family).ToList();
        return givenFew.TrueForAll(word => givenMany.Exists(full => IsShortFor(word, full)));
    }

    /// <summary>Whether two names have a family name and the first letter in common: Bernie and Bernadette
    /// Coyle.</summary>
    public static bool SharesFamily(string one, string other)
    {
        var (a, b) = (Folded(one), Folded(other));
        return a.Count > 1 && b.Count > 1 && a[^1].Length > 2 && a[^1] == b[^1] && a[0][0] == b[0][0];
    }

    /// <summary>A name's words without titles, particles' case, accents and marks: what it is searched by.</summary>
    public static IReadOnlyList<string> Folded(string name) =>
        [.. name.Split([' ', '\u00A0', '-', '.', ',', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !IsTitle(word)).Select(Fold).Where(word => word.Length > 0)];

    /// <summary>Lower case, without accents and apostrophes.</summary>
    public static string Fold(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark
                || c is '\'' or '’' or '‘' or '`' or 'ʻ') continue;
            var lower = char.ToLowerInvariant(c);
            folded.Append(lower switch { 'ł' => "l", 'ø' => "o", 'ß' => "ss", 'đ' => "d", 'ı' => "i", 'æ' => "ae",
                _ => lower.ToString() });
        }

        return folded.ToString();
    }

    private static bool IsTitled(string name) =>
        name.IndexOf(' ') is var space and > 0 && IsTitle(name.AsSpan(0, space));

    private static bool IsShortFor(string word, string full) =>
        word == full
        || (word.Length == 1 && full[0] == word[0]) || (full.Length == 1 && full[0] == word[0])
        || (word.Length >= 3 && full.StartsWith(word, StringComparison.Ordinal))
        || (full.Length >= 3 && word.StartsWith(full, StringComparison.Ordinal))
        || (Short.TryGetValue(word, out var groups) && Short.TryGetValue(full, out var others)
            && groups.Intersect(others).Any());

    private static bool IsJoint(string text, List<(int Start, int Length)> words, int first) =>
        words.Skip(first).Any(word => text.AsSpan(word.Start, word.Length) is "and" or "&")
        && words.Skip(first).Any(word => IsTitle(text.AsSpan(word.Start, word.Length)));

    /// <summary>Without rules, kisses, and what follows a name: posts, pronouns, letters of honour.</summary>
    private static (int Start, int End) Core(string text)
    {
        var start = 0;
        while (start < text.Length
            && text[start] is ' ' or '*' or '_' or '-' or '–' or '—' or '~' or ',' or '"' or '\'' or '|'
            or '(') start++;
        var end = text.Length;
        foreach (var mark in (ReadOnlySpan<string>)[" (", " - ", " – ", " — ", " | ", ", ", "; ", " via ", " / "])
        {
            var at = text.IndexOf(mark, start, StringComparison.OrdinalIgnoreCase);
            if (at > start && at < end) end = at;
        }

        while (end > start && text[end - 1] is ' ' or ',' or '*' or '_' or '-' or '–' or '—' or '~' or '"' or '\''
            or ')' or '!' or ':') end--;
        if (end > start && text[end - 1] == '.'
            && !(end - start >= 2 && text[end - 2] is >= 'A' and <= 'Z'
            && (end - start == 2 || text[end - 3] is ' ' or '.'))) end--;
        while (end - start > 3 && text[end - 1] is 'x' or 'X' && text[end - 2] is ' ' or 'x' or 'X') end--;
        while (end > start && text[end - 1] is ' ') end--;
        return (start, end);
    }

    private static List<(int Start, int Length)> WordsIn(string text, int start, int end)
    {
        var words = new List<(int, int)>();
        for (var i = start; i < end;)
        {
            if (text[i] is ' ' or '\u00A0' or '\t')
            {
                i++;
                continue;
            }

            var from = i;
            while (i < end && text[i] is not (' ' or '\u00A0' or '\t')) i++;
            words.Add((from, i - from));
        }

        return words;
    }

    private static bool IsNameWord(string word)
    {
        foreach (var rune in word.EnumerateRunes())
        {
            var isPart = Rune.IsLetter(rune)
                || rune.Value is '\'' or '’' or '‘' or 'ʻ' or '`' or '-' or '.' or '&' or '‐'
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark;
            if (!isPart) return false;
        }

        return word is "&" || word.Any(char.IsLetter);
    }

    private static bool BeginsLikeName(string word)
    {
        var first = word[0];
        return char.IsUpper(first) || char.GetUnicodeCategory(first) == UnicodeCategory.OtherLetter
            || (word.Length > 2 && word[1] is '\'' or '’' or '-' && char.IsUpper(word[2]))
            || (word.Length > 3 && word[2] is '-' or '\'' or '’' && char.IsUpper(word[3]));
    }

    private static bool IsPlain(string word) =>
        word.Length <= 14 && word.All(c => char.IsLetter(c) || c is '\'' or '’' or '-');
}
