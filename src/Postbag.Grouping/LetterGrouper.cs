using Postbag.Grouping.Campaigns;
using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping;

/// <summary>
/// Recognises campaigns by what letters say, one letter after the other. The same letters in the same order give the
/// same answers, byte for byte.
/// </summary>
/// <remarks>Not safe for several threads at once. Holds no text: to see a letter's own words its text is handed in
/// again. Every decision can change as a campaign becomes better known; <see cref="TakeEvents"/> tells.</remarks>
public sealed partial class LetterGrouper
{
    private readonly Desk desk;
    private readonly Upkeep upkeep;
    private readonly PersonalPart personal;
    private readonly LetterTokens tokens = new();

    /// <summary>An empty grouper.</summary>
    /// <param name="options">What it decides by; the defaults if null.</param>
    /// <param name="ownTexts">The office's own standard replies: a letter that quotes one is an answer to it.</param>
    public LetterGrouper(GroupingOptions? options = null, IEnumerable<string>? ownTexts = null)
    {
        desk = new Desk(options ?? new GroupingOptions());
        upkeep = new Upkeep(desk);
        personal = new PersonalPart(desk);
        foreach (var text in ownTexts ?? [])
        {
            AddOwnText(text);
        }
    }

    /// <summary>How many letters were added; the number of the next one.</summary>
    public int Count => desk.Ledger.Count;

    /// <summary>Makes a standard reply of the office known. Letters that came before are not looked at again.</summary>
    public void AddOwnText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        desk.Reader.ReadPlain(text, tokens);
        desk.Stock.AddOwn(tokens);
        desk.Copies.ForgetAll();
    }

    /// <summary>Takes a letter in and decides on it at once.</summary>
    /// <remarks>Costs about ten microseconds for a copy, a hundred for a letter of its own. Splits and folds wait
    /// for <see cref="Settle"/>.</remarks>
    public Decision Add(Letter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var number = desk.Ledger.Add(Hashing.OfText(letter.From.Trim().ToLowerInvariant()));
        desk.Reader.Open(letter.Text);
        var body = desk.Options.FastPath ? desk.Reader.BodyHash() : 0;
        if (body != 0 && desk.Copies.Find(body) is { } known)
        {
            desk.Filing.FileKnown(number, known);
        }
        else
        {
            ReadAndFile(number, body);
        }

        ref var filed = ref desk.Ledger[number];
        (filed.ArrivalCluster, filed.ArrivalState) = (filed.Cluster, filed.State);
        return Now(number);
    }

    private void ReadAndFile(int number, ulong body)
    {
        desk.Reader.ReadWords(tokens);
        if (tokens.AnswersUs || tokens.BodyWords < desk.Options.MinWords)
        {
            ref var entry = ref desk.Ledger[number];
            entry.State = tokens.AnswersUs ? LetterState.Reply : LetterState.Short;
            entry.BodyWords = entry.OwnWords = (ushort)Math.Min(ushort.MaxValue, tokens.BodyWords);
        }
        else
        {
            var verdict = desk.Judge.On(tokens, number);
            desk.Filing.File(number, tokens, verdict);
            if (body != 0 && verdict.State == LetterState.Copy)
            {
                desk.Filing.KnowCopy(number, body, verdict);
            }
        }
    }

    /// <summary>Revises the campaigns that have learnt something since: to be called between letters, every few
    /// hundred or when nothing arrives. Without it siblings stay together and early letters apart.</summary>
    public void Settle() => upkeep.Run();

    /// <summary>Revises every campaign and judges every letter that stands apart: what the letters say now, whatever
    /// order they came in. Costs about thirty microseconds for each letter that isn't a plain copy.</summary>
    public void SettleAll() => upkeep.RunAll();

    /// <summary>The decision on a letter as it stands.</summary>
    public Decision Now(int letter)
    {
        CheckLetter(letter);
        ref var entry = ref desk.Ledger[letter];
        return Describe(letter, entry.State, entry.Cluster);
    }

    /// <summary>The decision on a letter as it was first taken; the campaign's number follows folds.</summary>
    public Decision AtArrival(int letter)
    {
        CheckLetter(letter);
        ref var entry = ref desk.Ledger[letter];
        return Describe(letter, entry.ArrivalState, entry.ArrivalCluster);
    }

    /// <summary>A letter's own words by today's template: <see cref="LetterSpans.Own"/> of
    /// <see cref="Spans"/>.</summary>
    public IReadOnlyList<Span> PersonalSpans(int letter, string text) => Spans(letter, text).Own;

    /// <summary>A letter's words by today's template: its writer's own, and the template's. A letter that is like a
    /// campaign or held is shown against that one; of any other all is its writer's own. Salutation, signature,
    /// quotations, footers and slips are in neither.</summary>
    public LetterSpans Spans(int letter, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        CheckLetter(letter);
        return personal.Of(text, ShownAgainst(letter));
    }

    private Cluster? ShownAgainst(int letter)
    {
        ref var entry = ref desk.Ledger[letter];
        var cluster = desk.Clusters.Resolve(entry.Cluster);
        return cluster is { IsNamed: false, Contradicts: >= 0 }
            ? desk.Clusters.Resolve(cluster.Contradicts) ?? cluster
            : cluster ?? desk.Clusters.Resolve(entry.Like);
    }

    /// <summary>The family of a campaign: campaigns of one family share text. The campaign need not stand any
    /// more.</summary>
    public int FamilyOf(int campaign)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            (uint)campaign, (uint)desk.Clusters.Count, nameof(campaign));
        return desk.Clusters[campaign].Family;
    }

    /// <summary>The campaign that this one is part of now, after folds; null if it stands no more.</summary>
    public int? StandingFor(int campaign)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            (uint)campaign, (uint)desk.Clusters.Count, nameof(campaign));
        return desk.Clusters.Resolve(campaign)?.Id;
    }

    /// <summary>What happened since this was last called, in order.</summary>
    public IReadOnlyList<GroupingEvent> TakeEvents()
    {
        var events = desk.Events.ToArray();
        desk.Events.Clear();
        return events;
    }

    private Decision Describe(int letter, LetterState state, int clusterId)
    {
        ref var entry = ref desk.Ledger[letter];
        var cluster = desk.Clusters.Resolve(clusterId);
        var like = cluster is null ? entry.Like : cluster.IsNamed ? -1 : cluster.Contradicts;
        if (cluster is { IsNamed: false } && like >= 0)
        {
            state = LetterState.Held;
        }
        else if (cluster is { IsNamed: true } && state == LetterState.Pair)
        {
            state = LetterState.Member;
        }
        else if (cluster is { IsNamed: false } && state is LetterState.Copy or LetterState.Member)
        {
            state = LetterState.Pair;
        }

        return new Decision(
            letter,
            state,
            cluster is { IsNamed: true } ? cluster.Id : null,
            desk.Clusters.Resolve(like) is { IsNamed: true } alike ? alike.Id : null,
            entry.ShareOfLetter / 100.0,
            entry.ShareOfTemplate / 100.0,
            entry.OwnWords,
            entry.OwnWords >= desk.Options.ReadOneWords
                || entry.OwnWords >= desk.Options.ReadOneShare * entry.BodyWords);
    }

    private void CheckLetter(int letter) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)letter, (uint)Count, nameof(letter));
}
