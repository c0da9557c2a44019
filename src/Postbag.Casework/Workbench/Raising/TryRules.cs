using System.Data.Common;
using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Storage;
using Postbag.Triage.Needs;

namespace Postbag.Casework.Workbench.Raising;

/// <summary>A letter that other rules would sort otherwise.</summary>
/// <param name="Needs">What the rules that raise it find, the gravest first.</param>
public sealed record TriedLetter(
    long Number, Id<Message> Id, string Sender, string Title, IReadOnlyList<FoundNeed> Needs);

/// <summary>What rules would change among the newest letters.</summary>
/// <param name="Letters">How many were looked at.</param>
/// <param name="Raised">Those they would raise and those that count now don't.</param>
/// <param name="NoLonger">Those that are raised now and wouldn't be.</param>
public sealed record RulesTrial(int Letters, IReadOnlyList<TriedLetter> Raised, IReadOnlyList<TriedLetter> NoLonger);

/// <summary>Tries rules on the newest letters beside those that count now. Changes nothing.</summary>
internal sealed class TryRules(Engine engine)
{
    /// <summary>Some weeks of an office; looked through in a second or two.</summary>
    private const int Newest = 500;

    /// <summary>Guards memory: letters together, as they are kept.</summary>
    private const long MostBytes = 64 << 20;

    public async Task<RulesTrial> RunAsync(NeedRules rules, CancellationToken cancellationToken)
    {
        var standing = await RulesOfNeed.InForceAsync(engine, cancellationToken);
        var letters = await LoadAsync(cancellationToken);
        var found = new (LetterSigns Now, LetterSigns Then)[letters.Count];
        var atOnce = new ParallelOptions { CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, letters.Count, atOnce, i =>
        {
            var text = letters[i].Text();
            found[i] = (LetterSigns.Of(text, null, standing), LetterSigns.Of(text, null, rules));
        });
        TriedLetter Tried(int i, LetterSigns signs) => new(
            letters[i].Number, letters[i].Id, letters[i].Sender, letters[i].Title, signs.Needs);
        var all = Enumerable.Range(0, letters.Count).ToList();
        return new RulesTrial(
            letters.Count,
            [.. all.Where(i => found[i] is { Now.Needs.Count: 0, Then.Needs.Count: > 0 })
                .Select(i => Tried(i, found[i].Then))],
            [.. all.Where(i => found[i] is { Now.Needs.Count: > 0, Then.Needs.Count: 0 })
                .Select(i => Tried(i, found[i].Now))]);
    }

    private async Task<List<Letter>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT m.number, m.id, m.sender_name, m.sender_address, m.subject, m.state, r.packing, r.content, r.size_bytes, l.campaign,
              coalesce(l.own_text, '')
            FROM message m JOIN post_item p ON p.message = m.number JOIN raw_message r ON r.number = m.number
            LEFT JOIN campaign_letter l ON l.message = m.number
            WHERE m.place IS NOT NULL ORDER BY m.place DESC LIMIT @newest
            """,
            ("@newest", Newest));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var letters = new List<Letter>();
        long bytes = 0;
        while (bytes < MostBytes && await reader.ReadAsync(cancellationToken))
        {
            letters.Add(ReadLetter(reader));
            bytes += letters[^1].Content.Length;
        }

        return letters;
    }

    private Letter ReadLetter(DbDataReader reader)
    {
        int Whole(int column) => Convert.ToInt32(reader.GetValue(column), CultureInfo.InvariantCulture);
        var (name, address, subject) = (reader.GetString(2), reader.GetString(3), reader.GetString(4));
        return new Letter(
            reader.GetInt64(0), new Id<Message>(engine.ReadId(reader, 1)),
            name.Length > 0 ? name
                : address.Length > 0 ? address : "No sender", subject.Length > 0 ? subject : "No subject",
            Whole(5) == (int)MessageState.Read, Whole(6), reader.GetFieldValue<byte[]>(7), reader.GetInt64(8),
            !reader.IsDBNull(9), reader.GetString(10));
    }

    private sealed record Letter(
        long Number, Id<Message> Id, string Sender, string Title, bool IsRead, int Packing, byte[] Content, long Size,
        bool IsOfCampaign, string OwnText)
    {
        /// <summary>The same words that are looked at when it is sorted.</summary>
        public string Text() =>
            IsOfCampaign ? OwnText
            : IsRead ? OpenedLetter.Of(RawPacking.Unpack(Packing, Content, Size))?.Letter.OwnWords ?? "" : "";
    }
}
