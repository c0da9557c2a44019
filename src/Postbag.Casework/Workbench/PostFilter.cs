using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Postbag.Casework.Workbench.Labels;

namespace Postbag.Casework.Workbench;

/// <summary>The lists besides the piles.</summary>
public enum PostView
{
    Waiting,
    Mine,
    Parked,
    Flagged,
    Handled,
}

/// <summary>Which items are listed. Kept in the address, so that a list can be sent to a colleague and come back
/// to.</summary>
/// <param name="Pile">Only this pile; null for what the view shows as a whole.</param>
/// <param name="Campaign">Only the letters of this campaign.</param>
/// <param name="Label">Only the letters of which somebody has said this.</param>
public sealed record PostFilter(PostView View, Pile? Pile = null, int? Campaign = null, LabelChoice? Label = null)
{
    /// <returns>Null where the address names no list.</returns>
    public static PostFilter? Read(string? list, string? pile, int? campaign, string? label = null)
    {
        var about = LabelChoice.Read(label);
        if (Piles.Read(pile) is { } one)
            return new PostFilter(PostView.Waiting, one, one == Workbench.Pile.Campaigns ? campaign : null, about);
        if (Enum.TryParse<PostView>(list, true, out var shown) && Enum.IsDefined(shown) && !char.IsAsciiDigit(list![0]))
            return new PostFilter(shown, Label: about);
        return about is null ? null : new PostFilter(PostView.Waiting, Label: about);
    }

    /// <summary>Reads what <see cref="Query"/> wrote.</summary>
    public static PostFilter? Parse(string query)
    {
        var parts = QueryHelpers.ParseQuery(query);
        string? Of(string name) => parts.TryGetValue(name, out var values) ? values[0] : null;
        return Read(
            Of("list"), Of("pile"),
            int.TryParse(Of("campaign"), NumberStyles.None, CultureInfo.InvariantCulture, out var campaign)
            ? campaign : null, Of("label"));
    }

    public string Say() => Label is { } label ? $"{SayList()}: {label.Label}" : SayList();

    public string Query(long? before = null)
    {
        var parts = new List<string>();
        if (Pile is { } pile) parts.Add($"pile={Piles.KeyOf(pile)}");
        else parts.Add($"list={View.ToString().ToLowerInvariant()}");
        if (Campaign is { } campaign) parts.Add(string.Create(CultureInfo.InvariantCulture, $"campaign={campaign}"));
        if (Label is { } label) parts.Add($"label={Uri.EscapeDataString(label.Key)}");
        if (before is { } place) parts.Add(string.Create(CultureInfo.InvariantCulture, $"before={place}"));
        return "?" + string.Join('&', parts);
    }

    private string SayList() => View switch
    {
        PostView.Mine => "Yours",
        PostView.Parked => "Parked",
        PostView.Flagged => "Flagged",
        PostView.Handled => "Handled",
        _ => Pile is { } pile ? pile.Say() : "Waiting",
    };
}
