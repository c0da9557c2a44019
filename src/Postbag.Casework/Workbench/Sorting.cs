using Postbag.Casework.Workbench.Labels;
using Postbag.Mime;

namespace Postbag.Casework.Workbench;

/// <summary>What is known of a message when it is sorted.</summary>
/// <param name="Need">The reason of the gravest need found in it; null if none was.</param>
/// <param name="SenderDomain">What stands behind the @, in lower case.</param>
/// <param name="Subject">As it came.</param>
/// <param name="Answers">Whether it answers a letter in a conversation that was here before it.</param>
/// <param name="Campaign">The name of the campaign it counts in; null if it is in none.</param>
/// <param name="Elsewhere">Whose constituent the writer seems to be, if not ours: "likely in …"; null
/// otherwise.</param>
/// <param name="Suggested">What kind of message it seems to be; null where nothing says.</param>
/// <param name="AsksForHelp">Why it looks like a case: words of the letter; null if it doesn't.</param>
internal sealed record PostFacts(
    bool IsReadable, MessageKind Kind, string? Need, string SenderDomain, string Subject, bool Answers,
    string? Campaign, string? Elsewhere, string? AsksForHelp, ShownSuggestion? Suggested = null);

/// <summary>Puts a message on its pile, with the reason. A need raises whatever else is true; nothing hides a
/// letter.</summary>
internal static class Sorting
{
    /// <summary>The domains of public bodies: what comes from them is an answer, or asks for one.</summary>
    private static readonly string[] Agencies =
    [
        "gov.uk", "nhs.uk", "nhs.net", "police.uk", "mod.uk", "gov.scot", "gov.wales", "llyw.cymru", "nidirect.gov.uk",
        "nics.gov.uk", "parliament.uk", "parliament.scot", "senedd.wales", "niassembly.gov.uk", "ombudsman.org.uk",
        "judiciary.uk", "bankofengland.co.uk",
    ];

    private static readonly string[] Invites =
        ["invitation", "invite", "you are invited", "save the date", "rsvp", "gwahoddiad"];

    public static (Pile Pile, string Why) Of(PostFacts facts)
    {
        if (facts.Need is { } need) return (Pile.Urgent, need);
        if (!facts.IsReadable)
            return (Pile.Unreadable, "Nothing could be made of it; it can only be shown as it came.");
        switch (facts.Kind)
        {
            case MessageKind.Bounce: return (Pile.Automatic, "A mail system says that a message wasn’t delivered.");
            case MessageKind.AutoReply: return (Pile.Automatic, "A program answered.");
            case MessageKind.Receipt: return (Pile.Automatic, "A mail program says that a message was read.");
            case MessageKind.Calendar: return (Pile.Invitations, "It brings an entry for the diary.");
        }

        if (facts.Campaign is { } campaign) return (Pile.Campaigns, $"One of the letters of {campaign}.");
        if (facts.Kind == MessageKind.List) return (Pile.Automatic, "It went to a list.");
        if (AgencyOf(facts.SenderDomain) is { } agency) return (Pile.Agencies, $"It comes from {agency}.");
        if (facts.Answers) return (Pile.Replies, "It answers a letter of a conversation that is here.");
        if (Invites.FirstOrDefault(
            word => facts.Subject.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } invite)
            return (Pile.Invitations, $"Its subject says “{invite}”.");
        if (OfKind(facts.Suggested) is { } seems) return seems;
        if (facts.Elsewhere is { } elsewhere) return (Pile.Elsewhere, elsewhere);
        return facts.AsksForHelp is { } help
            ? (Pile.Cases, help) : (Pile.Letters, "Nothing marks it as a case, a campaign or a reply.");
    }

    /// <summary>Where a suggested kind belongs. To take a letter from people's eyes it must have been learnt from the
    /// office's own decisions, and be nearly sure.</summary>
    private static (Pile Pile, string Why)? OfKind(ShownSuggestion? kind) => kind switch
    {
        { Label: "agency's reply" } => (Pile.Agencies, $"It reads like an agency’s reply: {kind.Words}."),
        { Label: "invitation" } => (Pile.Invitations, $"It reads like an invitation: {kind.Words}."),
        { Label: "reply to us" } => (Pile.Replies, $"It reads like a reply to us: {kind.Words}."),
        { Label: "spam" or "automatic", Percent: >= 90 } =>
            (Pile.Automatic, $"It reads like {kind.Label} mail: {kind.Words}."),
        _ => null,
    };

    private static string? AgencyOf(string domain) =>
        Array.Exists(Agencies, agency => domain == agency || domain.EndsWith("." + agency, StringComparison.Ordinal))
            ? domain : null;
}
