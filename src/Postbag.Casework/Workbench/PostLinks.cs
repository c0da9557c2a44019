using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Storage;

namespace Postbag.Casework.Workbench;

/// <summary>Which items are listed. Kept in the address, so that a list can be sent to a colleague and come back to.</summary>
/// <param name="Pile">Only this pile; null for what the view shows as a whole.</param>
/// <param name="Campaign">Only the letters of this campaign.</param>
public sealed record PostFilter(PostView View, Pile? Pile = null, int? Campaign = null)
{
    /// <returns>Null where the address names no list.</returns>
    public static PostFilter? Read(string? list, string? pile, int? campaign) =>
        Piles.Read(pile) is { } one ? new PostFilter(PostView.Waiting, one, one == Workbench.Pile.Campaigns ? campaign : null)
        : Enum.TryParse<PostView>(list, true, out var shown) && Enum.IsDefined(shown) && !char.IsAsciiDigit(list![0])
            ? new PostFilter(shown) : null;

    public string Say() => View switch
    {
        PostView.Mine => "Yours",
        PostView.Parked => "Parked",
        PostView.Flagged => "Flagged",
        PostView.Handled => "Handled",
        _ => Pile is { } pile ? pile.Say() : "Waiting",
    };

    public string Query(long? before = null)
    {
        var parts = new List<string>();
        if (Pile is { } pile) parts.Add($"pile={Piles.KeyOf(pile)}");
        else parts.Add($"list={View.ToString().ToLowerInvariant()}");
        if (Campaign is { } campaign) parts.Add(string.Create(CultureInfo.InvariantCulture, $"campaign={campaign}"));
        if (before is { } place) parts.Add(string.Create(CultureInfo.InvariantCulture, $"before={place}"));
        return "?" + string.Join('&', parts);
    }
}

/// <summary>The lists besides the piles.</summary>
public enum PostView
{
    Waiting,
    Mine,
    Parked,
    Flagged,
    Handled,
}

/// <summary>The addresses of the workbench.</summary>
public static class PostLinks
{
    public const string Bench = "/casework/post";
    public const string Act = "/casework/post/act";
    public const string Numbers = "/casework/post/numbers";
    public const string Note = "/casework/post/note";
    public const string News = "/casework/post/news";
    public const string Company = "/casework/post/company";
    public const string Label = "/casework/post/label";
    public const string Help = "/casework/post/safeguarding";

    public static string List(PostFilter filter, long? before = null) => Bench + filter.Query(before);

    /// <summary>Where the page of a letter hears who else has it open, and what they do.</summary>
    /// <param name="seen">The last act on it that the page knows of; 0 for none.</param>
    public static string CompanyOf(Id<Message> id, long seen) =>
        string.Create(CultureInfo.InvariantCulture, $"{Company}?letter={id}&seen={seen}");

    public static string Show(Id<Message> id, PostFilter filter, long? before = null) =>
        $"{MessageLinks.Inbox}/{id}{filter.Query(before)}";
}
