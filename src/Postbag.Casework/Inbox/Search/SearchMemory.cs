using System.Collections.Concurrent;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Search;

/// <summary>What was found where.</summary>
/// <param name="Total">How many in all.</param>
/// <param name="Places">One page of them, in order.</param>
internal sealed record FoundPlaces(long Total, IReadOnlyList<SearchCursor> Places);

/// <summary>What searches found, for as long as nothing has changed: people open a letter, come back, and turn pages,
/// and counting a hundred thousand hits again each time would be felt. Holds places only, no words of
/// letters.</summary>
/// <remarks>Safe from many threads. The office's own count of changes says whether an answer still holds.</remarks>
public sealed class SearchMemory
{
    /// <summary>Answers kept; then all are forgotten. Each has at most 200 places.</summary>
    private const int MaxAnswers = 500;

    private readonly ConcurrentDictionary<
        (Engine Engine, string Text, SearchSort Sort, SearchCursor? After, int Limit), Answer>
        pages = [];

    private readonly ConcurrentDictionary<(Engine Engine, string Text), Answer> totals = [];

    internal FoundPlaces? Recall(Engine engine, SearchRequest request, long changes) =>
        pages.TryGetValue((engine, request.Text ?? "", request.Sort, request.After, request.Limit), out var answer)
            && answer.Changes == changes ? answer.Found : null;

    internal long? RecallTotal(Engine engine, SearchRequest request, long changes) =>
        totals.TryGetValue((engine, request.Text ?? ""), out var answer) && answer.Changes == changes
            ? answer.Found.Total : null;

    internal void Remember(Engine engine, SearchRequest request, long changes, FoundPlaces found)
    {
        if (pages.Count >= MaxAnswers) pages.Clear();
        if (totals.Count >= MaxAnswers) totals.Clear();
        var answer = new Answer(changes, found);
        pages[(engine, request.Text ?? "", request.Sort, request.After, request.Limit)] = answer;
        totals[(engine, request.Text ?? "")] = answer;
    }

    private sealed record Answer(long Changes, FoundPlaces Found);
}
