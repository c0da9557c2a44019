using System.Text.RegularExpressions;
using Postbag.Casework.Inbox.Search;

namespace Postbag.Casework.Inbox.Threads;

/// <summary>What a subject is about: without the marks that programs put before it, folded as words are for the
/// search.</summary>
internal static partial class ThreadSubject
{
    private const int MaxLength = 500;

    public static string Of(string? subject)
    {
        if (string.IsNullOrWhiteSpace(subject)) return "";
        var text = subject.Length > MaxLength ? subject[..MaxLength] : subject;
        return Words.Fold(Marks().Replace(text, ""));
    }

    /// <summary>"Re:" and "Fwd:" in the languages people here write from, also "Re[2]:", and a list's name in
    /// brackets.</summary>
    [GeneratedRegex(
        @"^\s*(((re|aw|antw|sv|vs|ateb|yn|odp|r|rif|res|fw|fwd|wg|tr|doorst|vb|ynt|blaen)\s*(\[\d+\]|\(\d+\))?\s*[:：]|\[[^\]\r\n]{1,40}\])\s*)+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marks();
}
