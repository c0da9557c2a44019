using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Postbag.Casework.People.Writers;

/// <summary>What lines of addresses are made of.</summary>
internal static partial class AddressWords
{
    private static readonly FrozenSet<string> Streets =
        """
        street st road rd avenue ave lane ln close cl drive dr court ct gardens gdns garden terrace terr crescent cres place pl
        square sq way grove hill row mews walk rise green parade wharf quay view gate yard path passage alley bank steps
        circus broadway highway embankment promenade esplanade croft meadow meadows fields park end bridge pitch fold hay foot
        heol ffordd stryd lôn clos maes rhes teras bryn rhodfa cilgant llwyn stad tan-yr-allt sráid bóthar sraid rathad
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Houses =
        """
        cottage cottages house farm farmhouse lodge villa villas hall manor barn mill bungalow flat apartment tower heights mansions
        vicarage rectory grange croft tŷ ty plas fferm bwthyn caravan narrowboat marina building buildings wing room hostel
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Small =
        "of the on upon by in le la under and next y yr near nr sub cum with at en c/o am".Split(' ')
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What people are, below their names: no line of an address.</summary>
    private static readonly FrozenSet<string> Posts =
        """
        churchwarden chair chairman chairwoman chairperson secretary treasurer director manager headteacher clerk vicar rector minister
        trustee president captain coordinator convenor convener volunteer councillor
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsPost(string line) =>
        !line.Any(char.IsAsciiDigit) && Words(line).FirstOrDefault() is { } first && Posts.Contains(first);

    public static bool HasStreet(string line) => Words(line).Any(Streets.Contains);

    public static bool HasHouse(string line) => Words(line).Any(Houses.Contains);

    /// <summary>Whether an address names a house or a street, and not a town and a postcode alone.</summary>
    public static bool IsWhole(string address)
    {
        var parts = address.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => PostcodeText.Find(part) is [var code, ..]
                ? part.Remove(code.Offset, code.Length).Trim() : part)
            .Where(part => part.Any(char.IsLetter)).ToList();
        return parts.Count > 1 || parts.Exists(part => HasStreet(part) || HasHouse(part) || BeginsHouse(part));
    }

    /// <summary>"12 Acacia Avenue", "Flat 3, Example House", "12a, Heol y Felin".</summary>
    public static bool BeginsHouse(string line) => HouseNumber().IsMatch(line);

    /// <summary>Words with capitals, numbers and small words only: a line of an address, whatever it names.</summary>
    public static bool IsPlaceLike(string line)
    {
        if (line.Length > 80 || line.IndexOfAny(['@', '!', '?', ';', '"', '£']) >= 0
            || line.Contains("www.", StringComparison.OrdinalIgnoreCase)) return false;
        if (IsDate(line) || PhoneText.Find(line).Count > 0) return false;
        var (words, capitals) = (0, 0);
        foreach (var word in Words(line.StartsWith("c/o ", StringComparison.OrdinalIgnoreCase) ? line[4..] : line))
        {
            words++;
            if (char.IsAsciiDigit(word[0]) || Small.Contains(word)) continue;
            if (!char.IsUpper(word[0]) && !(char.IsLetter(word[0]) && !char.IsLower(word[0])) && !Streets.Contains(word)
                && !(word.Length > 2 && word[1] is '\'' or '’' && char.IsUpper(word[2]))) return false;
            capitals++;
        }

        return words is > 0 and <= 12 && (capitals > 0 || BeginsHouse(line));
    }

    /// <summary>"Department of …", "Example Ltd", "Senior reporter": a line of whoever writes from work.</summary>
    public static bool IsWorkplace(string line)
    {
        foreach (var match in Workplace().EnumerateMatches(line))
        {
            // "4 Hospital Road" and "The Old Surgery" are homes.
            var before = line.AsSpan(0, match.Index).TrimEnd();
            var after = Words(line[(match.Index + match.Length)..]).FirstOrDefault();
            var isParted = match.Index + match.Length < line.Length && line[match.Index + match.Length] == ',';
            if (!(after is not null && !isParted && Streets.Contains(after))
                && !before.EndsWith("Old", StringComparison.OrdinalIgnoreCase)
                && !before.EndsWith("Former", StringComparison.OrdinalIgnoreCase)
                && !before.EndsWith("Retired", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    public static bool IsDate(string line) => Date().IsMatch(line);

    /// <summary>A line of whoever the letter is written to, as people put it above theirs.</summary>
    public static bool IsRecipient(string line) => Recipient().IsMatch(line);

    /// <summary>The first line of an office's own footer, which an answer may hold below the writer's name.</summary>
    public static bool IsOffice(string line) => Office().IsMatch(line);

    public static IEnumerable<string> Words(string line) =>
        line.Split([' ', ',', '.', '(', ')', '/', '\u00A0', '|', ';'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^(Office of .+|(The )?Constituency Office\b.*|House of Commons\b.*|[^,]{2,60},? M\.?P\.?)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Office();

    [GeneratedRegex(
        @"\b(university|department of|faculty of|school of|institute|limited|ltd|plc|llp|solicitors|barristers|advertiser|gazette|herald|chronicle|news|broadcasting|radio|television|society|trust|foundation|charity|association|council|hospital|infirmary|surgery|medical centre|health centre|clinic|academy|college|chambers|partners|consulting|consultants|agency|rescue|museum|theatre|reporter|journalist|correspondent|editor|lecturer|researcher|solicitor|director|manager|officer|adviser|advisor|consultant|chief executive|managing|advice centre|community centre|resource centre|law centre|family centre|day centre|leisure centre|visitor centre|town hall|village hall|church hall|parish office|parish of|diocese|deanery|caf[eéè]|caff[eéè]|cabs|taxis|motors|tyres|salon|restaurant|takeaway|stores|pharmacy|dental|nursery|(primary|secondary|infant|junior|high|grammar) school|sixth form|recruitment|estate agents?|lettings|letting agents?|insurance|logistics|haulage|holdings|enterprises|industries|services|headteacher|head of|head teacher|registered office|company|registered charity|charity (no|number)|vat (no|reg)|regulated by|registered in (england|scotland|wales)|public affairs|press office|parliamentary|policy|coordinator|co-ordinator|branch secretary|caseworker|social worker|support worker|health visitor|general practitioner|practice manager|foodbank|food bank|citizens advice|housing association|union branch|juniors|infants|primary|high school|comprehensive|guild|union|federation|alliance|coalition|(football|cricket|rugby|tennis|golf|bowls|rowing|cycling|sports|social|working men's|youth) club|f\.?c\.?|pcc|parochial|parish (council|clerk)|club secretary|hon\.? sec|general secretary|press|studio \d+|suite \d+|\d+(st|nd|rd|th) floor|p\.?o\.? box|business park|trading estate|industrial estate|enterprise (centre|park)|retail park|registry|laboratory|institution|hotel|inn|brewery|ceramics|engineering|builders|joinery|plumbing|electrical|accountants?|surveyors?|architects?|planning|strategies|communications|media|magazine|podcast)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Workplace();

    [GeneratedRegex(@"^(c/o )?((flat|apartment|apt|unit|room|studio|fflat|plot|pitch|berth)\.? ?[\w/-]{1,5}\b|\d{1,4} ?[a-z]?(-\d{1,4}[a-z]?)?,? +\p{L})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HouseNumber();

    [GeneratedRegex(
        @"^(date:? *)?((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? *)?(the *)?(\d{1,2}(st|nd|rd|th)? *(of *)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)\w*\.?,? *(\d{4})?|(january|february|march|april|june|july|august|september|october|november|december) +\d{1,2}(st|nd|rd|th)?,? +\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Date();

    [GeneratedRegex(
        @"(^(to|for|at|fao|attn)\b:?|^(the )?(rt\.? hon|right hon)|\b(Minister|Secretary of State|Ombudsman|Prime Minister)\b|^(The )?(Department|Ministry|Home Office|Cabinet Office|Treasury)\b|\bM\.?P\.?\b|\bMSP\b|\bMLA\b|\bMS\b(?=,|$)|\bMember of (Parliament|the)|\bHouse of (Commons|Lords)\b|\bSenedd\b|\bScottish Parliament\b|\bconstituency office\b|\boffice of\b|\bTown Hall\b|\bParliament Buildings\b|\b(Cllr|Councillor)\b)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Recipient();
}
