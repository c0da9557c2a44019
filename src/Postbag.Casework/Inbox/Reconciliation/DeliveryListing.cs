using System.Globalization;
using System.Runtime.CompilerServices;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Reconciliation;

/// <summary>What a mail server has delivered: a server keeps no list of what it was answered "250" for, so the count is
/// kept here, in the transaction that stored the message. The keys are the numbers from 1 to that count.</summary>
internal sealed class DeliveryListing(Engine engine) : ISourceListing
{
    public const string DeliveryKind = "lmtp";

    public string Kind => DeliveryKind;

    public string Title => "Mail server";

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
