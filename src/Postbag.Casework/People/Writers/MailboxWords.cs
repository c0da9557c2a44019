using System.Collections.Frozen;
using Postbag.Mime;

namespace Postbag.Casework.People.Writers;

/// <summary>What a mailbox's address says of whoever writes from it: an organisation's name, a post's, or a
/// person's.</summary>
internal static class MailboxWords
{
    private const int ShortestLabel = 6;

    /// <summary>Labels of domains that are nobody's organisation: registries', and those of whoever lends mailboxes to
    /// everybody.</summary>
    private static readonly FrozenSet<string> Everybodys = Set(
        """
        example gmail googlemail hotmail outlook icloud yahoo ymail rocketmail btinternet btopenworld talktalk virginmedia blueyonder ntlworld
        plusnet protonmail zoominternet tiscali fastmail hushmail tutanota mailbox freeserve orange sky aol live msn proton hey gmx
        """);

    /// <summary>Whoever has the post reads it: a person's own mailbox isn't called so.</summary>
    private static readonly FrozenSet<string> Posts = Set(
        """
        admin office info enquiries enquiry reception press media news newsdesk editor editorial policy publicaffairs parliamentary campaigns
        campaign casework caseworker advice adviser advisor manager director chair chairman ceo secretary treasurer clerk head headteacher
        principal bursar events sales marketing partnerships communications comms research researcher branch union membership legal
        solicitors lettings bookings hello team contact fundraising projects development planning
        """);

    /// <summary>The names of organisations in a mailbox's domain, in small letters and run together:
    /// "lowthergale".</summary>
    /// <param name="mailbox">The writer's.</param>
    /// <param name="names">What the writer is called: a domain of their own name is theirs.</param>
    public static IReadOnlyList<string> Organisations(Mailbox mailbox, IEnumerable<string> names)
    {
        var at = mailbox.Address.LastIndexOf('@');
        if (at < 0) return [];
        var own = names.SelectMany(PersonName.Folded).Where(word => word.Length > 2).ToList();
        return [.. mailbox.Address[(at + 1)..].Split('.').Select(RunTogether)
            .Where(label => label.Length >= ShortestLabel && !Everybodys.Contains(label)
                && !own.Exists(word => label.Contains(word, StringComparison.Ordinal)))];
    }

    /// <summary>Whether the mailbox is a post's and not a person's: "press@", "chair.branch@".</summary>
    public static bool IsOfPost(Mailbox mailbox) =>
        Local(mailbox).Any(Posts.Contains);

    /// <summary>The name that a mailbox is made of: "bernie.coyle@" is written by a Coyle; null if it is made of one
    /// word.</summary>
    public static string? NameIn(Mailbox mailbox) =>
        Local(mailbox).Where(word => word.Length > 2).ToList() is [_, ..] and { Count: 2 or 3 } words
            && !IsOfPost(mailbox) ? string.Join(' ', words) : null;

    /// <summary>Letters and digits only, in small letters: how a domain writes a name.</summary>
    public static string RunTogether(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static IEnumerable<string> Local(Mailbox mailbox) =>
        mailbox.LocalPart.ToLowerInvariant().Split(['.', '_', '-', '+'])
            .Select(word => word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.Ordinal);
}
