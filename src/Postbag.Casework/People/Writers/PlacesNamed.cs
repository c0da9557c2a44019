using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Postbag.Casework.People.Writers;

/// <summary>Places named in sentences: where the writer lives, lived, or somebody else lives.</summary>
internal static partial class PlacesNamed
{
    private static readonly (EvidenceOf Of, Phrases Words)[] Leads =
    [
        (EvidenceOf.Past, Phrases.Of(
            @"\bhaving lived (in|at|near)\b|\b(i|we)( \w+)? (used to live|formerly lived|previously lived|once lived|grew up) (in|at|near|on|close to|outside)\b|\b(i|we) lived (in|at|near|on)\b|\b(was|were) (born|brought up)( and raised)? (in|at|near)\b|\b(moved?|moving|went|came) (away |out |up |down |here |over |house )?from\b|\b(i|we)('ve| have)?( just| recently)? left\b")),
        (EvidenceOf.SomeoneElse, Phrases.Of(
            @"\b(she|he|they|who|mother|mum|mam|father|dad|parents|son|daughter|sister|brother|gran|grandmother|grandfather|nan|aunt|uncle|friend|neighbour|tenant|client|niece|nephew|cousin)('s)?( is| are| both| now| still| actually| alone| also| currently| and \w+)* (lives?|living|resides?|resident|rents?|based)( alone| here| with \w+)? (in|at|near|on)\b|\b(my|our)( \w+){0,3} (wife|husband|partner|children|family|kids|parents|mum|mam|dad|mother|father|son|daughter|brother|sister)( and( the| my| our| his| her)? \w+)?( all| both| still)* (lives?|are|is|rents?)( all| both| still| now)*( at home| back home| home)? (in|at|near)\b|\b(my|our) (mother|mum|mam|father|dad|parents|son|daughter|sister|brother|gran|grandmother|grandfather|nan|aunt|aunty|auntie|uncle|friend|neighbour|niece|nephew|cousin),?( (mr|mrs|ms|miss))?( \w+){1,2},? (lives?|living|resides?|is) (in|at|near|on)\b|(sy'n|mae'n|hi'n|fo'n|e'n|nhw'n) byw (yn|ym|yng|ar)\b")),
        (EvidenceOf.Writer, Phrases.Of(
            @"\b(i|we)('m|'re| am| are| have| 've|'ve| both| all| now| currently| still| also| do| actually| just| happen to| always)* (live|living|reside|residing|rent|renting|based|resident|residents|stay|staying|settled)( alone| here| together| just| with \w+ \w+)? (in|at|near|on|outside|close to)\b|\b(i|we)('ve| have|'ve just| have just| recently| just| had)* moved( house| home| recently| now)* (in)?to\b|\b(am|are|i'm|we're|as)( a| an)?( \w+){0,2} residents? (of|in|at)\b|\b(i'm|i am|we are|we're)( originally)? from\b|\b(i|we)( am| are|'m|'re)? writ(e|ing)( to you)? from\b|\b(i|we)('ve| have)( always| both| all| now)? lived( here)? (in|at|near|on)\b|\b(i'm|i am|we're|we are)( all| both| also| just| over| down| up)? (in|near|outside)\b|(^|, |\bcurrently |\band |\bnow |\bfor now )(staying|living|sleeping|stopping|camping)( with)?( \w+){0,2} (in|at|near|around)\b|\b(on the streets|homeless|refuge|hostel)( \w+)? (in|of|near|around)\b|\b(i|we)( also| currently| now)? (rent|share|bought|am buying|are buying)( \w+){0,3} (flat|house|room|home|bungalow|place|studio|bedsit) (in|at|near|on)\b|\b(i'm|i am|we are|we're|as)( an?)?( [\w-]+){1,6} (living|who lives?|who live|based) (in|at|near|on)\b|\b(i'm|i am|we are|we're|as)( an?)?( [\w-]+){0,2} (family|couple|mum|mam|dad|mother|father|parents?|pensioners?|widow|widower|household|homeowners?)( of \w+| with( \w+){1,3})? in\b|\bhome is( in)?\b|\b(my|our) (constituency|ward) is\b|\bwhere (i|we)( come|'m| am|'re| are) from( is|,)?|\bhere in\b|\b(my|our) (\w+ )?(home|house|flat|village|town|cottage|farm|bungalow|road|street|lane|estate|garden|bedsit|place)('s| is)? (in|at|near)\b|\b(on|in|of) (my|our) (road|street|lane|estate|close|avenue),?|\bbacks? on ?to\b|(^|, |\bhave |\bjust |\bwe've |\bi've )moved( back| house| home)? ?(in)?to\b")),
        // Looked for by themselves: one of these may begin within one of those.
        (EvidenceOf.Writer, Phrases.Of(
            @"\b(i|we)('ve| have)?( just)? bought( \w+){0,3} in\b|\b(and|but|then|now)( now| still| also| both)? (live|reside|settled|based|stay|lodge|stop) (in|at|near|on)\b|\b(i|we)( \w+)? (stop|stay|lodge|lodging)( with \w+ \w+)? (in|at)\b|\bi( \w+){0,6} at (hers|his|theirs) in\b|\b(we|i'm|living|staying|stopping)( \w+){0,3} at (hers|his|theirs) in\b|\bat (mine|ours) in\b|\bfrom home in\b|\b(i'm|i am|we're|we are|i|we|me|am|are|and|still|both)( \w+){0,2} registered( \w+){0,2} (in|at)\b|^registered( \w+){0,2} (in|at)\b|\b(live|are|still) at the same (address|house|place) in\b|\bas an?\b|\b(us|me) here in\b|\b(mostly|mainly) about\b|(i'n|rwy'n|ni'n|ac yn|rwyf yn|rydym yn|a'n|fi'n) byw (yn|ym|yng|ar)\b|\band( now| both| still| we| i)* (live|reside) (in|at|near)\b|\b(mostly|mainly|usually|parked)( \w+)? (in|near|at|around)\b|\b(sleeping rough|sofa[ -]?surfing|homeless|hostel|shelter|tent|car|van) (in|at|near|around)\b|\b(constituents?|householders?|homeowners?|voters?|taxpayers?|shopkeepers?) (of yours )?(in|from|living in|of)\b|\b(\w+ )?family (is|are|live|lives) in\b|\b(my|our) (home|family home|home town|hometown) (is|was)\b")),
    ];

    private static readonly SaidBefore<IReadOnlyList<(EvidenceOf Of, string Name, int Offset, int Length)>> Before =
        new(plain => Read(plain, []));

    /// <summary>The names behind such words, each by itself: "Pont-y-Garreg, near Marchbury" are two.</summary>
    /// <param name="plain">The sentence.</param>
    /// <param name="names">What the writer is called: a place may stand behind it.</param>
    public static IReadOnlyList<(EvidenceOf Of, string Name, int Offset, int Length)> In(
        string plain, IReadOnlyList<string> names) =>
        names.Any(name => plain.Contains(name + ", ", StringComparison.Ordinal))
            ? Read(plain, names) : Before.In(plain);

    private static List<(EvidenceOf Of, string Name, int Offset, int Length)> Read(
        string plain, IReadOnlyList<string> names)
    {
        var named = new List<(EvidenceOf Of, string Name, int Offset, int Length)>();
        foreach (var (told, words) in Leads)
        {
            foreach (var match in words.All(plain))
            {
                // "My wife and I, who reside at …".
                var of = told == EvidenceOf.SomeoneElse && plain.AsSpan(match.Offset).StartsWith("who ")
                    && plain.AsSpan(0, match.Offset).TrimEnd(" ,").EndsWith(" I") ? EvidenceOf.Writer : told;
                var end = match.Offset + match.Length;
                if (of == EvidenceOf.Writer && IsForTheDay(plain, end)) continue;
                if (of == EvidenceOf.Writer
                    && (IsOthers(plain, match.Offset)
                    || NoHome.IsIn(plain.Substring(match.Offset, match.Length)))) continue;
                if (!plain.AsSpan(1).ContainsAnyInRange('A', 'Z'))
                {
                    foreach (var guess in SmallNamesAt(plain, end).Take(1))
                        named.Add((of, guess, end + 1, guess.Length));
                    continue;
                }

                foreach (var name in NamesAt(plain, end)) named.Add((of, name.Name, name.Offset, name.Name.Length));
            }
        }

        foreach (var where in Behind.All(plain))
            if (NameBefore(plain, where.Offset) is { } home)
                named.Add((EvidenceOf.Writer, home.Name, home.Offset, home.Name.Length));
        foreach (var name in names)
        {
            var at = plain.LastIndexOf(name + ", ", StringComparison.Ordinal);
            if (at < 0 || (at > 0 && plain[at - 1] is not (' ' or '('))) continue;
            foreach (var place in NamesAt(plain, at + name.Length))
                named.Add((EvidenceOf.Writer, place.Name, place.Offset, place.Name.Length));
        }

        AddSaid(plain, named);
        return named;
    }

    /// <summary>What no phrase told is asked of the words around each name.</summary>
    private static void AddSaid(string plain, List<(EvidenceOf Of, string Name, int Offset, int Length)> named)
    {
        var told = named.Select(place => place.Offset).ToHashSet();
        foreach (var (of, name, offset) in HomeSaid.In(
            plain, Candidates(plain).Where(name => !told.Contains(name.Offset))))
        {
            if (of == EvidenceOf.Writer && IsForTheDay(plain, Math.Max(0, offset - 1))) continue;
            named.Add((of, name, offset, name.Length));
        }
    }

    /// <summary>Whatever may be a place's name: the places know whether it is.</summary>
    private static IEnumerable<(string Name, int Offset)> Candidates(string plain)
    {
        foreach (Match match in Name().Matches(plain))
        {
            var (name, offset) = (match.Value.TrimEnd('.', '-', '\''), match.Index);
            // "We Cressby people", "In Ambleford I can": a sentence's own words have capitals too.
            while (FirstWord(name) is { } first && NoPlace.Contains(first))
                (name, offset) = (name[(first.Length + 1)..], offset + first.Length + 1);
            name = WithoutWriter(name);
            if (name.EndsWith("'s", StringComparison.Ordinal)) name = name[..^2];
            if (name.Length < 3 || NoPlace.Contains(name) || PersonName.IsTitle(name)) continue;
            yield return (name, offset);
            // "Between Ambleford and Thornwick" are two; "Ambleford and the Vale" is one.
            if (name.IndexOf(" and ", StringComparison.Ordinal) is > 0 and var and)
                yield return (name[(and + 5)..], offset + and + 5);
        }

        if (!IsSmall(plain)) yield break;
        foreach (Match match in SmallLead().Matches(plain))
        {
            var from = match.Index + match.Length;
            // "In the …", "to my …": no name begins so, and most such words stand before none.
            if (NoSmallName().Match(plain, from) is { Success: true } other && other.Index == from) continue;
            foreach (var guess in SmallNamesAt(plain, from - 1).Take(1)) yield return (guess, from);
        }
    }

    private static readonly FrozenSet<string> NoPlace = new[]
    {
        "I", "We", "Us", "My", "Our", "The", "As", "In", "At", "From", "Since", "Here", "Both", "And", "But", "Living",
        "Like", "Being", "For", "Where", "When",
        "This", "That", "If", "It", "So", "To", "Of", "On", "A", "An", "Is", "Am", "Are", "Please", "Having", "Because",
        "Although", "While", "Being", "Hi", "Hello",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>"Sandle I", "Ambleford I'd": the writer's own word has a capital too.</summary>
    private static string WithoutWriter(string name) =>
        name.EndsWith(" I", StringComparison.Ordinal)
            ? name[..^2] : name.LastIndexOf(" I'", StringComparison.Ordinal) is > 0 and var at ? name[..at] : name;

    /// <summary>Whether a word with a capital begins a sentence rather than a name.</summary>
    public static bool IsNoPlace(string word) => NoPlace.Contains(word);

    private static string? FirstWord(string name) => name.IndexOf(' ') is > 0 and var space ? name[..space] : null;

    /// <summary>Who writes without capitals begins sentences so, or calls themselves "i".</summary>
    private static bool IsSmall(string plain) =>
        char.IsLower(plain[0]) || plain.Contains(" i ", StringComparison.Ordinal);

    /// <summary>"Marchbury, where we've been since 1990".</summary>
    private static readonly Phrases Behind = Phrases.Of(
        @",? where (i|we)('ve| have| both| now| all| still| all of us)* (live|lived|been|settled|moved|bought|rent|are based|made our home|vote|pay council tax|am registered|are registered)\b|,? where (i'm|we're) (registered|based|living)\b");

    private static (string Name, int Offset)? NameBefore(string plain, int end)
    {
        var from = end;
        while (from > 0 && (char.IsLetter(plain[from - 1]) || plain[from - 1] is '-' or '\'')) from--;
        // "Nant Helyg" has two: as far back as the words have capitals.
        while (from > 1 && plain[from - 1] == ' ' && char.IsLetter(plain[from - 2]))
        {
            var start = from - 1;
            while (start > 0 && (char.IsLetter(plain[start - 1]) || plain[start - 1] is '-' or '\'')) start--;
            if (!char.IsUpper(plain[start])) break;
            from = start;
        }

        return end - from > 2 && char.IsUpper(plain[from]) ? (plain[from..end], from) : null;
    }

    /// <summary>"I'm in Ambleford most days for work".</summary>
    private static readonly Phrases ForTheDay = Phrases.Of(@"^ ?([\w'-]+ ){1,3}(most days|for work|for the day|on business|every day for|on holiday|for a meeting|for the weekend|at work|visiting)\b|^ ?([\w'-]+ ){1,3}(was|has been|had been|were|got|is) (sold|demolished|repossessed)\b|^ ?([\w'-]+ ){1,3}(as a child|as children|when i was|until (19|20)\d\d)\b");

    /// <summary>"We live in Sandle for work" says why, and not that it is for the day.</summary>
    private static bool IsForTheDay(string plain, int from) =>
        ForTheDay.IsIn(plain[from..Math.Min(plain.Length, from + 40)])
            && !Lives.IsIn(plain[Math.Max(0, from - 16)..from]);

    private static readonly Phrases Lives = Phrases.Of(@"\b(live|living|reside)\b");

    /// <summary>"My old flat in …".</summary>
    private static readonly Phrases NoHome = Phrases.Of(@"\b(my|our) (old|former|previous|late|last|holiday|second|rental|let)\b|\bbought (a|the|some|this) (\w+ )?(field|land|plot|shop|business|office|unit|ticket|car|pub|horse|van|share)|\bpeople who\b|\bregistered( \w+){0,2} at$");

    /// <summary>"We have moved from …" is told by the past's words; "the people I live near" isn't a home.</summary>
    private static bool IsOthers(string plain, int at) =>
        at > 4 && plain.AsSpan(Math.Max(0, at - 8), Math.Min(8, at)).EndsWith("than ", StringComparison.Ordinal);

    /// <summary>Who writes without capitals writes places so too: the longest of the next words that is a place, the
    /// places know.</summary>
    private static IEnumerable<string> SmallNamesAt(string plain, int from)
    {
        var words = plain[Math.Min(from + 1, plain.Length)..].Split(' ', 4, StringSplitOptions.None).Take(3)
            .Select(word => word.TrimEnd('.', ',', '!', '?', ';')).ToList();
        for (var count = words.Count; count > 0; count--)
        {
            var guess = string.Join(' ', words.Take(count));
            if (guess.Length is > 2 and < 60) yield return guess;
        }
    }

    private static IEnumerable<(string Name, int Offset)> NamesAt(string plain, int from)
    {
        for (var count = 0; count < 4; count++)
        {
            while (from < plain.Length && plain[from] is ' ' or ',') from++;
            var lead = Lead().Match(plain, from);
            if (lead.Success && lead.Index == from) from += lead.Length;
            var name = Name().Match(plain, from);
            if (!name.Success || name.Index != from) yield break;
            // "A resident of Sandle I object": the writer isn't in the name.
            yield return (WithoutWriter(name.Value).TrimEnd('.', '-', '\''), from);
            from += name.Length;
            if (from >= plain.Length
                || !(plain[from] is ','
                || (Joins().Match(plain, from) is { Success: true } joins && joins.Index == from))) yield break;
            if (plain[from] == ' ') from += Joins().Match(plain, from).Length;
        }
    }

    [GeneratedRegex(@"(\d{1,4}[A-Za-z]? )?(a |the )?((small|little|rural|tiny|quiet) )?((near|in|at|outside|village of|town of|city of|area of|part of|ward of|north|south|east|west) )*(the (?=[A-Z]))?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\b(in|at|near|to|from|outside|of) ", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex SmallLead();

    [GeneratedRegex(@"\G(the|a|an|my|our|your|his|her|their|this|that|it|me|you|us|them|all|which|what|be|do|get|go|see|any|some|every|no|one)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoSmallName();

    [GeneratedRegex(@" (near|in|just outside|(area|part|side|end|parish|village|district) (of|in)) ",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Joins();

    [GeneratedRegex(
        @"[\p{Lu}][\p{L}'.-]*( (?!(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(\p{Lu}[\p{L}'.-]*|((on|upon|under|le|la|y|yr|the|of|by|next|cum|super|sur) )+(?!(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\p{Lu}[\p{L}'.-]*|and (?!I\b)\p{Lu}[\p{L}'.-]*)){0,5}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
