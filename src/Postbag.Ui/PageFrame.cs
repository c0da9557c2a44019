namespace Postbag.Ui;

/// <summary>Whose desk a page lies on. The two sides never share a process; see ARCHITECTURE.md, "The wall".</summary>
public enum Side
{
    Casework,
    Party,
}

/// <summary>
/// What the layout shows around a page. Scoped to the request: the composition fills it in before the page is rendered.
/// While <see cref="Person"/> is null nobody is signed in, and the layout is one plain sheet.
/// </summary>
public sealed class PageFrame
{
    public Side Side { get; set; } = Side.Casework;

    /// <summary>The name of the office as its staff call it; null where no office was recognised.</summary>
    public string? OfficeName { get; set; }

    /// <summary>Who is signed in; null for nobody.</summary>
    public FramePerson? Person { get; set; }

    public IReadOnlyList<NavigationItem> Navigation { get; set; } = [];

    /// <summary>Where the header's search form goes (GET, field "q"); null shows no search.</summary>
    public string? SearchHref { get; set; }

    /// <summary>What was searched for, so that the field keeps it.</summary>
    public string? SearchQuery { get; set; }

    public string SearchLabel { get; set; } = "Search letters";

    /// <summary>Where the sign-out form posts.</summary>
    public string SignOutHref { get; set; } = "/sign-out";

    public string HomeHref { get; set; } = "/";

    /// <summary>A line in the footer, such as the program's version or "Demo office: nothing here is real".</summary>
    public string? Footnote { get; set; }

    public string SideName => Side == Side.Party ? "Party side" : "Casework";

    public string SideClass => Side == Side.Party ? "pb-side-party" : "pb-side-casework";

    /// <summary>Marks the place that a page belongs to where its address doesn't say: a letter opened from a list of
    /// another place.</summary>
    public void StandAt(string href) =>
        Navigation = [.. Navigation.Select(item => item with { IsCurrent = item.Href == href })];

    /// <summary>The page's title for the browser's tab: what, which side, whose office.</summary>
    public string TitleOf(string? page) =>
        string.Join(" – ", new[] { page, SideName, OfficeName ?? "Postbag" }.Where(part =>
            !string.IsNullOrWhiteSpace(part)));
}

/// <param name="Links">The menu under the name: sign-ins, security.</param>
public sealed record FramePerson(string Name, string Role, IReadOnlyList<FrameLink> Links)
{
    /// <summary>Two letters for the badge: of the first and the last name.</summary>
    public string Initials
    {
        get
        {
            var names = Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return names.Length switch
            {
                0 => "?",
                1 => names[0][..1].ToUpperInvariant(),
                _ => (names[0][..1] + names[^1][..1]).ToUpperInvariant(),
            };
        }
    }
}

public sealed record FrameLink(string Text, string Href);

/// <param name="Icon">A name that <c>pb-icon</c> knows; null for none.</param>
/// <param name="Count">Shown beside the text; null for none.</param>
/// <param name="CountLabel">What is counted, for those who hear it: "unread".</param>
/// <param name="Key">The keyboard shortcut, such as "g i"; null for none.</param>
public sealed record NavigationItem(
    string Text,
    string Href,
    string? Icon = null,
    int? Count = null,
    string? CountLabel = null,
    bool IsCurrent = false,
    string? Key = null);
