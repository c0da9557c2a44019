using Postbag.Casework.People.Writers.Matching;

namespace Postbag.Casework.Workbench;

/// <summary>The words by which people ask for help with something of their own, until the office's decisions have
/// taught better: a first person and what offices are asked about.</summary>
internal static class HelpAsked
{
    /// <summary>Enough to tell; letters of a megabyte aren't read to their end.</summary>
    private const int MostRead = 20_000;

    private static readonly PatternMatcher Asking = new(
        @"\b(my|our) (landlord|housing|rent|tenancy|benefits?|pension|universal credit|pip|claim|appeal|application|passport|visa|asylum|case|"
        + @"eviction|debts?|council tax|disability|operation|surgery|hospital|gp|doctor|school place|son|daughter|mother|father|mum|dad|husband|wife|"
        + @"partner|child|children|carer|neighbours?|flat|house|home|benefit payments?|esa|payments?)\b|"
        + @"\b(can|could|would) you (please )?help (me|us|my|with my)\b|\bi (need|am asking for|would be grateful for|am desperate for) (your )?(help|assistance|advice)\b|"
        + @"\bplease help\b|\bi (have|'ve) (been|tried|waited|written|complained|rung|contacted)\b");

    /// <returns>The reason, with the words; null if nothing says it.</returns>
    public static string? In(string text)
    {
        if (text.Length > MostRead) text = text[..MostRead];
        return Asking.First(text, 0) is (var offset, var length)
            ? $"It says “{text.Substring(offset, length).ReplaceLineEndings(" ")}”." : null;
    }
}
