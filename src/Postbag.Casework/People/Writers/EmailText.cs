using System.Text.RegularExpressions;

namespace Postbag.Casework.People.Writers;

/// <summary>Mail addresses in a text.</summary>
internal static partial class EmailText
{
    public static void Add(
        string text, int start, EvidenceOf of, EvidenceWay way, OfficeDetails office, EvidenceList items)
    {
        if (!text.Contains('@')) return;
        foreach (var match in Shape().EnumerateMatches(text))
        {
            var address = text.Substring(match.Index, match.Length).TrimEnd('.').ToLowerInvariant();
            if (address.Length > 254 || office.Emails.Contains(address)) continue;
            items.Add(new Evidence(
                EvidenceKind.Email, address, of, way, EvidenceField.Text, start + match.Index, address.Length));
        }
    }

    public static IEnumerable<(string Address, int Offset)> Find(string text)
    {
        if (!text.Contains('@')) yield break;
        foreach (Match match in Shape().Matches(text))
            yield return (match.Value.TrimEnd('.').ToLowerInvariant(), match.Index);
    }

    [GeneratedRegex(@"[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(\.[\p{L}\p{N}-]{1,63}){1,5}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
