namespace Postbag.Grouping;

/// <summary>A campaign as it stands.</summary>
/// <param name="Campaign">Its number: never given twice, kept for ever.</param>
/// <param name="Family">Campaigns with the same family share text: versions, siblings, opposite asks.</param>
/// <param name="Letters">How many letters it has.</param>
/// <param name="Copies">How many of them are plain copies.</param>
/// <param name="People">How many different people sent them.</param>
/// <param name="Exemplar">The letter that has most of the template and least besides: shown without its
/// <see cref="LetterGrouper.PersonalSpans"/> it is the template.</param>
public sealed record CampaignSummary(int Campaign, int Family, int Letters, int Copies, int People, int Exemplar);
