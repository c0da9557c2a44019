using System.Text;
using System.Text.RegularExpressions;
using Postbag.Casework.Inbox;
using Postbag.Grouping;

namespace Postbag.Casework.Campaigns;

/// <summary>Texts made for a campaign's page.</summary>
internal static partial class CampaignText
{
    private const int MaxTemplate = 20_000;
    private const int MaxTitle = 120;

    /// <summary>The template's words of a letter as paragraphs: what stands between two of its stretches is left out,
    /// and a gap that isn't just the end of a sentence is marked.</summary>
    public static string Paragraphs(string text, IReadOnlyList<Span> spans)
    {
        var template = new StringBuilder();
        for (var i = 0; i < spans.Count && template.Length < MaxTemplate; i++)
        {
            if (i > 0) template.Append(Between(text.AsSpan(spans[i - 1].End, spans[i].Start - spans[i - 1].End)));
            template.Append(text, spans[i].Start, spans[i].Length);
        }

        return template.ToString();
    }

    /// <summary>What a campaign is called until somebody names it: its commonest subject, else how its letter
    /// begins.</summary>
    public static string Title(string? subject, string template)
    {
        var title = ReplyMarks().Replace(subject ?? "", "").Trim();
        if (title.Length == 0) title = template.Split('\n').FirstOrDefault(line => line.Length > 0) ?? "";
        return MessageReading.Line(title, MaxTitle);
    }

    private static string Between(ReadOnlySpan<char> gap)
    {
        var hasWords = false;
        foreach (var c in gap) hasWords |= char.IsLetterOrDigit(c);
        return hasWords ? gap.Contains('\n') ? "\n\n" : " … " : gap.Length > 40 ? "\n\n" : gap.ToString();
    }

    [GeneratedRegex(@"^(\s*(re|fwd?|aw|wg|tr|ateb|ymlaen)\s*:\s*)+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReplyMarks();
}
