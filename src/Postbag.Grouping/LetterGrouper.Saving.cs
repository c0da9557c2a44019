using System.Text;
using Postbag.Grouping.Campaigns;

namespace Postbag.Grouping;

/// <content>The state as bytes, to be kept in the office's database, and what there is to list.</content>
public sealed partial class LetterGrouper
{
    /// <summary>"PGRP" and the version of the format.</summary>
    private const uint Mark = 0x50475209;

    /// <summary>The campaigns that three people sent, by number. Costs a pass over all letters.</summary>
    public IReadOnlyList<CampaignSummary> Campaigns()
    {
        var found = new SortedDictionary<
            int, (HashSet<ulong> People, int Letters, int Copies, int Exemplar, int Score)>();
        for (var letter = 0; letter < Count; letter++)
        {
            ref var entry = ref desk.Ledger[letter];
            if (desk.Clusters.Resolve(entry.Cluster) is not { IsNamed: true } cluster)
            {
                continue;
            }

            if (!found.TryGetValue(cluster.Id, out var tally))
            {
                tally = ([], 0, 0, -1, int.MinValue);
            }

            tally.People.Add(entry.Sender);
            var score = entry.ShareOfTemplate - entry.OwnWords;
            var isBetter = score > tally.Score;
            found[cluster.Id] = (
                tally.People, tally.Letters + 1, tally.Copies + (entry.Tokens == 0 ? 1 : 0),
                isBetter ? letter : tally.Exemplar, isBetter ? score : tally.Score);
        }

        return [.. found.Select(pair => new CampaignSummary(
            pair.Key, desk.Clusters[pair.Key].Family, pair.Value.Letters, pair.Value.Copies, pair.Value.People.Count,
            pair.Value.Exemplar))];
    }

    /// <summary>What this holds in memory.</summary>
    public GroupingSize Size() => new(
        desk.Candidates.SizeBytes + desk.Copies.SizeBytes
            + desk.Clusters.Standing.Sum(cluster => cluster.Template.SizeBytes + (cluster.Residuals.Count * 40L)),
        desk.Store.SizeBytes,
        desk.Vocabulary.SizeBytes,
        (long)desk.Ledger.Count * Ledger.EntryBytes,
        desk.Counts.SizeBytes + desk.Choices.SizeBytes + (1 << 17));

    /// <summary>Writes the whole state. What was saved and loaded goes on exactly as if it had never stopped.</summary>
    /// <remarks>Events that were not taken are not saved.</remarks>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var to = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        to.Write(Mark);
        desk.Vocabulary.Save(to);
        desk.Stock.Save(to);
        desk.Counts.Save(to);
        desk.Choices.Save(to);
        desk.Store.Save(to);
        desk.Ledger.Save(to);
        to.Write(desk.Clusters.Count);
        for (var id = 0; id < desk.Clusters.Count; id++)
        {
            desk.Clusters[id].Save(to);
        }

        desk.Candidates.Save(to);
        desk.Pins.Save(to);
        desk.Queue.Save(to);
        desk.Copies.Save(to);
    }

    /// <summary>Reads a state that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">The state. Only load what this office saved: it is trusted.</param>
    /// <param name="options">The options it was made with.</param>
    /// <exception cref="InvalidDataException">The bytes are no state of this version.</exception>
    public static LetterGrouper Load(Stream stream, GroupingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var grouper = new LetterGrouper(options);
        var desk = grouper.desk;
        using var from = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (from.ReadUInt32() != Mark)
        {
            throw new InvalidDataException(
                "This is no saved grouping, or one of another version: group the letters again.");
        }

        desk.Vocabulary.Load(from);
        desk.Stock.Load(from);
        desk.Counts.Load(from);
        desk.Choices.Load(from);
        desk.Store.Load(from);
        desk.Ledger.Load(from);
        for (int id = 0, count = from.ReadInt32(); id < count; id++)
        {
            desk.Clusters.Put(Cluster.Load(id, from, desk.Vocabulary, desk.Options.ShingleWords));
        }

        desk.Candidates.Load(from);
        desk.Pins.Load(from);
        desk.Queue.Load(from);
        desk.Copies.Load(from);
        return grouper;
    }
}
