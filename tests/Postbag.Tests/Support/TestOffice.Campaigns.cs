using Postbag.Casework;
using Postbag.Casework.Campaigns;

namespace Postbag.Tests.Support;

public sealed partial class ServedSide
{
    /// <summary>Groups what has come in, as the job does.</summary>
    public Task GroupAsync() =>
        new GroupLetters(Office.Engine, TimeProvider.System).RunAsync(null, CancellationToken.None);

    /// <summary>Takes what has come in the whole road, as the server does.</summary>
    public Task SortAsync() => LetterRoad.FollowAsync(Office.Engine, null, TimeProvider.System, CancellationToken.None);

    /// <summary>The open campaigns, the largest first.</summary>
    public async Task<IReadOnlyList<Campaign>> CampaignsAsync()
    {
        await using var db = (CaseworkDb)Office.OpenDb();
        return [.. (await new CampaignQueries(db).ListAsync(false, CancellationToken.None))
            .OrderByDescending(c => c.Letters)];
    }

    /// <summary>What a campaign's page lists.</summary>
    public async Task<IReadOnlyList<CampaignLetterRow>> CampaignLettersAsync(Campaign campaign, CampaignShow show)
    {
        await using var db = (CaseworkDb)Office.OpenDb();
        var queries = new CampaignQueries(db);
        return await queries.LettersAsync(
            await queries.NumbersAsync(campaign, CancellationToken.None), show, new HashSet<long>(), 1,
            CancellationToken.None);
    }
}
