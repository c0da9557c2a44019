using System.Text.RegularExpressions;

namespace Postbag.Casework.People.Writers;

/// <summary>Lines of addresses that say a writer is in prison, with the forces, abroad, or nowhere of their
/// own.</summary>
internal static partial class InstitutionWords
{
    /// <summary>Whether a line names a place where people are without its deciding whose constituents they
    /// are.</summary>
    public static bool IsIn(string line) => Any().IsMatch(line);

    public static (int Offset, int Length)? PrisonIn(string line) => First(Prison().Match(line));

    public static (int Offset, int Length)? ForcesIn(string line) => First(Forces().Match(line));

    public static (int Offset, int Length)? HostelIn(string line) => First(Hostel().Match(line));

    /// <summary>A country as an address's last line.</summary>
    public static (int Offset, int Length)? CountryIn(string line) => First(Country().Match(line));

    private static (int Offset, int Length)? First(Match match) => match.Success ? (match.Index, match.Length) : null;

    [GeneratedRegex(
        @"\b(HMP(/?YOI)?|HMYOI|HM Prison|H\.M\. ?Prison|H\.?M\.?P\.|BFPO|BF1 ?\d[A-Z]{2}|Barracks|Garrison|RAF [A-Z]\w+|HMS [A-Z]\w+|(officers'?|officers’|sergeants'?|sergeants’|wardroom) mess|night shelter|hostel|refuge|immigration removal centre|IRC [A-Z]\w+|young offender|detention centre|day centre)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Any();

    [GeneratedRegex(@"\b(HMP(/?YOI)?|HMYOI|HM Prison|H\.M\. ?Prison|H\.?M\.?P\.)( [A-Z][\w'-]+){0,3}|\b[Pp]rison(er)? (no|number|num)\b\.?:? ?[A-Z0-9]{4,8}|\bIRC [A-Z]\w+|[Ii]mmigration [Rr]emoval [Cc]entre", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Prison();

    [GeneratedRegex(@"\b(night shelter|hostel|women's refuge|refuge|day centre|no fixed (address|abode)|nfa)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hostel();

    [GeneratedRegex(@"\bBFPO ?\d{0,3}|\bBF1 ?\d[A-Z]{2}\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Forces();

    [GeneratedRegex(
        @"(^|, *)(Spain|España|France|Germany|Deutschland|Italy|Portugal|Republic of Ireland|Ireland|Cyprus|Malta|Greece|Turkey|Netherlands|The Netherlands|Belgium|Switzerland|Austria|Sweden|Norway|Denmark|Finland|Poland|Bulgaria|Canada|U\.?S\.?A\.?|United States( of America)?|Mexico|Brazil|Australia|New Zealand|South Africa|Kenya|Nigeria|Ghana|Egypt|Dubai|UAE|United Arab Emirates|Qatar|Israel|India|Pakistan|Bangladesh|Thailand|Malaysia|Singapore|Hong Kong|Japan|Philippines|Jamaica|Barbados|Bermuda)\.?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Country();
}
