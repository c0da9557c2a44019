using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Mime;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>A message as the grouping sees it.</summary>
/// <param name="Number">Its number in the ledger.</param>
/// <param name="IsLetter">False for what machines sent and for what can't be read: it is in no campaign.</param>
/// <param name="Person">Who it is from, as an address in lower case; the same for all who give none.</param>
/// <param name="Text">Its text for people.</param>
internal sealed record IncomingLetter(long Number, bool IsLetter, string Person, string Subject, string Text);

/// <summary>Reads stored messages for the grouping, in the order of the ledger, on all cores.</summary>
internal sealed class LetterIntake(Engine engine)
{
    /// <summary>Letters on their way at once; the texts of so many are in memory.</summary>
    public const int BatchLetters = 256;

    private const long BatchBytes = 16 << 20;

    private readonly NumberList list = NumberList.Of(engine);
    private readonly LettersAtHand hand = LettersAtHand.Of(engine);

    /// <summary>Longer text isn't grouped on: the grouping reads so many words only, and the rest is shown as
    /// own.</summary>
    private const int MaxChars = 400_000;

    /// <summary>The next messages that wait to be grouped; empty when none does.</summary>
    public async Task<IReadOnlyList<IncomingLetter>> NextAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT m.number, m.state, r.packing, r.size_bytes, r.content
            FROM message m JOIN raw_message r ON r.number = m.number
            WHERE m.group_state = 0 AND m.state <> 0 ORDER BY m.number LIMIT @limit
            """,
            ("@limit", BatchLetters));
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>All of those messages, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<IncomingLetter>> TheseAsync(
        IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        var letters = new List<IncomingLetter>(numbers.Count);
        var wanted = numbers.Order().ToList();
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        while (wanted.Count > 0)
        {
            await using var command = connection.Command(
                $"""
                SELECT m.number, m.state, r.packing, r.size_bytes, r.content
                FROM message m JOIN raw_message r ON r.number = m.number
                WHERE {list.In("m.number", "@numbers")} ORDER BY m.number
                """,
                ("@numbers", list.Value(wanted)));
            var read = await ReadAsync(command, cancellationToken);
            if (read.Count == 0)
                throw new InvalidOperationException($"The ledger has lost message {wanted[0]}, which was grouped.");
            letters.AddRange(read);
            // Large letters come in several goes.
            wanted.RemoveAll(number => number <= read[^1].Number);
        }

        return letters;
    }

    private async Task<IReadOnlyList<IncomingLetter>> ReadAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var raw = new List<(long Number, bool IsReadable, int Packing, long Size, byte[] Content)>();
        long bytes = 0;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (bytes < BatchBytes && await reader.ReadAsync(cancellationToken))
            {
                raw.Add((
                    reader.GetInt64(0), reader.GetInt64(1) == (int)MessageState.Read, (int)reader.GetInt64(2),
                    reader.GetInt64(3), reader.GetFieldValue<byte[]>(4)));
                bytes += raw[^1].Size;
            }
        }

        var letters = new IncomingLetter[raw.Count];
        Parallel.For(
            0, raw.Count, new ParallelOptions { CancellationToken = cancellationToken },
            i => letters[i] = Read(
                raw[i].Number, raw[i].IsReadable
                    ? hand.Read(raw[i].Number, raw[i].Packing, raw[i].Content, raw[i].Size) : null));
        return letters;
    }

    /// <summary>A message as the grouping sees it.</summary>
    internal static IncomingLetter Read(long number, OpenedLetter? message)
    {
        if (message is null or { Kind: MessageKind.Bounce or MessageKind.AutoReply or MessageKind.Receipt
            or MessageKind.Calendar })
            return NoLetter(number);
        var text = message.Letter.Text;
        if (string.IsNullOrWhiteSpace(text)) return NoLetter(number);
        return new IncomingLetter(
            number, true, PersonOf(message), message.Subject, text.Length <= MaxChars ? text : text[..MaxChars]);
    }

    /// <summary>Whom an answer would go to: campaign sites send in their own name and put the writer into
    /// Reply-To.</summary>
    private static string PersonOf(OpenedLetter message)
    {
        var writer = message.ReplyTo.Count == 1 && message.ReplyTo[0].Address.Contains('@') ? message.ReplyTo[0]
            : message.From.Count > 0 ? message.From[0] : null;
        return MessageReading.Line(writer?.Address, 320).ToLowerInvariant();
    }

    private static IncomingLetter NoLetter(long number) => new(number, false, "", "", "");
}
