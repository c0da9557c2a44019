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

/// <summary>What the grouping holds in memory, in bytes.</summary>
/// <param name="Index">The index of runs and the templates: what finding a campaign costs.</param>
/// <param name="KeptLetters">The words of letters that may be judged again; plain copies are not kept.</param>
/// <param name="Vocabulary">The words told apart.</param>
/// <param name="Ledger">One row a letter: sender, state, campaign.</param>
/// <param name="Fixed">What doesn't grow: the counts of phrases, the stock text.</param>
public sealed record GroupingSize(long Index, long KeptLetters, long Vocabulary, long Ledger, long Fixed);
