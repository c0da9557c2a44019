using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Inbox;
using Postbag.Grouping.OtherWords;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>Two campaigns that may be one, put into other words.</summary>
/// <param name="Campaign">The larger one, which would stand.</param>
/// <param name="Other">The other one.</param>
/// <param name="Sentences">How many sentences of theirs answer one another in the same order.</param>
/// <param name="Words">Words and numbers that both have there.</param>
public sealed record CampaignSuggestion(Campaign Campaign, Campaign Other, int Sentences, IReadOnlyList<string> Words);

/// <summary>Suggests campaigns to be joined. Nothing is joined by it: people say so, or refuse, and a refusal is
/// remembered.</summary>
public sealed class CampaignSuggestions(CaseworkDb db)
{
    /// <summary>More at once nobody decides; the next ones come when these are decided.</summary>
    private const int MostShown = 5;

    /// <summary>What was found last, and in which texts: comparing hundreds takes a second, and they seldom
    /// change.</summary>
    private static readonly ConditionalWeakTable<Engine, Compared> Last = [];

    public async Task<IReadOnlyList<CampaignSuggestion>> ListAsync(CancellationToken cancellationToken)
    {
        var campaigns = await db.Campaigns.AsNoTracking()
            .Where(c => c.FoldedInto == null && c.JoinedTo == null && c.Letters > 0
                && c.Status != CampaignStatus.Closed)
            .OrderByDescending(c => c.LastAt).ThenBy(c => c.Number).Take(Paraphrases.MostTexts)
            .ToListAsync(cancellationToken);
        if (campaigns.Count < 2) return [];
        var refused = await RefusedAsync(cancellationToken);
        var suggested = new List<CampaignSuggestion>();
        foreach (var pair in Compare(campaigns))
        {
            var (first, second) = (campaigns[pair.First], campaigns[pair.Second]);
            // The grouping has told a family's members apart for what they ask.
            if (first.Family == second.Family || refused.Contains(Pair(first.Number, second.Number))) continue;
            var isLarger = first.Letters > second.Letters
                || (first.Letters == second.Letters && first.Number < second.Number);
            suggested.Add(new CampaignSuggestion(
                isLarger ? first : second, isLarger ? second : first, pair.Sentences, pair.Words));
            if (suggested.Count == MostShown) break;
        }

        return suggested;
    }

    private IReadOnlyList<SaidInOtherWords> Compare(List<Campaign> campaigns)
    {
        var texts = campaigns.ConvertAll(campaign => campaign.Template);
        if (Last.TryGetValue(db.Engine, out var last) && last.Texts.SequenceEqual(texts, StringComparer.Ordinal))
            return last.Found;
        var found = Paraphrases.Among(texts);
        Last.AddOrUpdate(db.Engine, new Compared(texts, found));
        return found;
    }

    private async Task<HashSet<(long, long)>> RefusedAsync(CancellationToken cancellationToken)
    {
        var refused = new HashSet<(long, long)>();
        await using var connection = await db.Engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            "SELECT campaign, before FROM campaign_act WHERE kind = @kind AND undone_at IS NULL",
            ("@kind", (int)CampaignActKind.NotTheSame));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            refused.Add(Pair(reader.GetInt64(0), NumberText.Read(reader.GetString(1))[0]));
        return refused;
    }

    private static (long, long) Pair(long a, long b) => a < b ? (a, b) : (b, a);

    private sealed record Compared(IReadOnlyList<string> Texts, IReadOnlyList<SaidInOtherWords> Found);
}
