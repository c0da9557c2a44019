using System.Text;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>A message on its way in: from whom, for whom, and as much of it as has come.</summary>
internal sealed class LmtpEnvelope : IDisposable
{
    /// <summary>How long a client waits for room in memory until it is told to come again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string sender;
    private readonly long? statedBytes;

    private LmtpEnvelope(string sender, long? statedBytes) => (this.sender, this.statedBytes) = (sender, statedBytes);

    public List<(string Address, DeliveryIntake Letterbox)> Recipients { get; } = [];

    /// <summary>Null until the message itself is begun.</summary>
    public MessageBuffer? Message { get; private set; }

    /// <returns>The envelope, or the reply that says why there is none.</returns>
    public static (LmtpEnvelope? Envelope, string? Refusal) Begin(LmtpPath from, LmtpLimits limits)
    {
        long? stated = null;
        foreach (var parameter in from.Parameters)
        {
            if (parameter.StartsWith("SIZE=", StringComparison.OrdinalIgnoreCase))
            {
                stated = LmtpCommand.Number(parameter[5..]);
                if (stated is null) return (null, LmtpReplies.BadArgument);
                if (stated > limits.MaxMessageBytes) return (null, LmtpReplies.TooLarge);
            }
            else if (!IsKnown(parameter))
            {
                return (null, LmtpReplies.UnknownParameter);
            }
        }

        return (new LmtpEnvelope(from.Address, stated), null);
    }

    /// <summary>Makes room for the message if there is room now.</summary>
    public bool TryReserve(BytesInFlight inFlight, LmtpLimits limits)
    {
        var message = new MessageBuffer(inFlight, limits.MaxMessageBytes);
        if (message.TryReserve(statedBytes))
        {
            Message = message;
            return true;
        }

        message.Dispose();
        return false;
    }

    /// <summary>Makes room for the message, waiting for it.</summary>
    /// <returns>False if there was none for too long.</returns>
    public async Task<bool> ReserveAsync(BytesInFlight inFlight, LmtpLimits limits, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var message = new MessageBuffer(inFlight, limits.MaxMessageBytes);
        try
        {
            await message.ReserveAsync(statedBytes, patience.Token);
            Message = message;
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            message.Dispose();
            return false;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>Stores the message in each office it is for.</summary>
    /// <returns>The reply for each.</returns>
    public async Task<Dictionary<DeliveryIntake, string>> DeliverAsync()
    {
        var message = Message!;
        var refusal = message.IsTooLarge ? LmtpReplies.TooLarge : message.IsCrowdedOut ? LmtpReplies.Busy
            : message.Message.IsEmpty ? LmtpReplies.Empty : null;
        var answers = new Dictionary<DeliveryIntake, string>();
        foreach (var office in Recipients.GroupBy(recipient => recipient.Letterbox, recipient => recipient.Address))
            answers[office.Key] = refusal ?? await office.Key.AcceptAsync(message.Message, Trace(office));
        return answers;
    }

    public void Dispose()
    {
        Message?.Dispose();
        Message = null;
    }

    /// <summary>Other things that may be said of a sender: how the body is coded (RFC 6152, RFC 3030), that addresses
    /// are in UTF-8 (RFC 6531). Whatever they say, the bytes are kept as they come.</summary>
    private static bool IsKnown(string parameter) =>
        parameter.ToUpperInvariant() is "BODY=7BIT" or "BODY=8BITMIME" or "SMTPUTF8";

    /// <summary>What a mail server would write above the message on delivering it (RFC 5321 §4.4).</summary>
    private string Trace(IEnumerable<string> addresses)
    {
        var trace = new StringBuilder($"Return-Path: <{sender}>\r\n");
        foreach (var address in addresses) trace.Append($"Delivered-To: {address}\r\n");
        return trace.ToString();
    }
}
