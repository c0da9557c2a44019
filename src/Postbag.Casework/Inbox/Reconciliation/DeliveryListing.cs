using System.Globalization;
using System.Runtime.CompilerServices;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>What a mail server has delivered, or people have noted: nobody else keeps a list of it, so the count is
/// kept here, in the transaction that stored the message. The keys are the numbers from 1 to that count.</summary>
internal sealed class DeliveryListing(
    Engine engine, string kind = DeliveryListing.DeliveryKind, string title = "Mail server") : ISourceListing
{
    public const string DeliveryKind = "lmtp";

    /// <summary>Notes of calls and visits, and what came on paper.</summary>
    public const string NoteKind = "note";

    public string Kind => kind;

    public string Title => title;

    public static string KeyOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    public async IAsyncEnumerable<Listed> ListAsync(
        Source source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long accepted;
        await using (var connection = await engine.OpenReaderAsync(cancellationToken))
        {
            accepted = await connection.NumberAsync(
                "SELECT accepted FROM delivery_tally WHERE source = @source", cancellationToken,
                ("@source", source.Number)) ?? 0;
        }

        for (long number = 1; number <= accepted; number++)
            yield return new Listed(KeyOf(number), WhyMissing: "it was answered for and is no longer in the ledger");
    }
}
