using System.Globalization;

namespace Postbag.Casework.Campaigns;

/// <summary>Numbers of messages or campaigns as they are kept in a step or an act: "17,18,204".</summary>
internal static class NumberText
{
    public static string Of(IEnumerable<long> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    public static IReadOnlyList<long> Read(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
}
