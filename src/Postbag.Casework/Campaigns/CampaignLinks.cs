using System.Globalization;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>The addresses of the campaigns' pages.</summary>
public static class CampaignLinks
{
    public const string Campaigns = "/casework/campaigns";
    public const string OwnTexts = "/casework/campaigns/our-texts";

    public static string List(bool closed) => closed ? $"{Campaigns}?closed=true" : Campaigns;

    /// <param name="id">The campaign.</param>
    /// <param name="show">"accepted", "cases", "like" or "all"; null for what waits to be read.</param>
    /// <param name="page">1 for the first.</param>
    public static string Show(Id<Campaign> id, string? show = null, int page = 1)
    {
        var parts = new List<string>();
        if (show is not null) parts.Add($"show={show}");
        if (page > 1) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        return $"{Campaigns}/{id}{(parts.Count == 0 ? "" : "?" + string.Join('&', parts))}";
    }

    public static string Edit(Id<Campaign> id) => $"{Campaigns}/{id}/edit";

    public static string Act(Id<Campaign> id, string act) => $"{Campaigns}/{id}/act?handler={act}";
}
