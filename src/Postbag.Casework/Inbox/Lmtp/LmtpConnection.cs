using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>A client's conversation (RFC 2033): sender, recipients, message, and an answer for each recipient, given
/// when the message is on disk and not before.</summary>
internal sealed class LmtpConnection
{
    private readonly ConnectionContext connection;
    private readonly Letterboxes letterboxes;
    private readonly LmtpLimits limits;
    private readonly BytesInFlight inFlight;
    private readonly PipeWriter output;
    private readonly LmtpInput input;
    private LmtpEnvelope? envelope;
    private bool hasGreeted;
    private int idleCommands;
    private bool isOver;

    /// <summary>Why the client is to go, as a reply; null while it may stay.</summary>
    private volatile string? farewell;

    public LmtpConnection(
        ConnectionContext connection, Letterboxes letterboxes, LmtpLimits limits, BytesInFlight inFlight)
    {
        (this.connection, this.letterboxes, this.limits, this.inFlight) = (connection, letterboxes, limits, inFlight);
        output = connection.Transport.Output;
        input = new LmtpInput(connection.Transport.Input, FlushAsync, () => farewell is not null);
        Pace = new LmtpPace(limits, input);
    }

    /// <summary>What the watch looks at.</summary>
    public LmtpPace Pace { get; }

    /// <summary>Ends the conversation when the message under way, if there is one, has been answered.</summary>
    /// <param name="reply">What the client is told.</param>
    public void SendAway(string reply)
    {
        farewell ??= reply;
        connection.Transport.Input.CancelPendingRead();
    }

    /// <summary>Ends it now, without a word: it is too slow to be waited for.</summary>
    public void Cut() => connection.Abort();

    public async Task RunAsync()
    {
        try
        {
            Reply(LmtpReplies.Greeting);
            while (!isOver)
            {
                Pace.Await(LmtpPhase.Command);
                var (kind, text) = await input.ReadLineAsync(limits.MaxCommandBytes);
                Pace.Await(LmtpPhase.Ours);
                if (kind == LineKind.Line) await AnswerAsync(LmtpCommand.Parse(text));
                else if (kind == LineKind.Closed) Leave();
                else Idle(kind == LineKind.TooLong ? LmtpReplies.LineTooLong : LmtpReplies.BareLineFeed);
            }

            await FlushAsync();
        }
        catch (Exception gone) when (gone is IOException or ConnectionAbortedException or OperationCanceledException)
        {
            // The client broke off. What wasn't answered, it sends again (RFC 5321 §4.5.4.1).
        }
        finally
        {
            envelope?.Dispose();
        }
    }

    private void Leave()
    {
        if (farewell is { } reply) Reply(reply);
        isOver = true;
    }

    private ValueTask AnswerAsync(LmtpCommand command)
    {
        switch (command.Verb)
        {
            case LmtpVerb.Data:
                return DataAsync();
            case LmtpVerb.Bdat:
                return ChunkAsync(command);
            case LmtpVerb.Lhlo when command.Argument.Length > 0:
                hasGreeted = true;
                Forget();
                Reply(LmtpReplies.Welcome(limits));
                break;
            case LmtpVerb.Lhlo:
                Idle(LmtpReplies.BadArgument);
                break;
            case LmtpVerb.Mail:
                Mail(command);
                break;
            case LmtpVerb.Rcpt:
                Recipient(command);
                break;
            case LmtpVerb.Rset:
                Forget();
                Idle(LmtpReplies.Done);
                break;
            case LmtpVerb.Noop:
                Idle(LmtpReplies.Done);
                break;
            case LmtpVerb.Vrfy:
                Idle(LmtpReplies.NotVerified);
                break;
            case LmtpVerb.Quit:
                Reply(LmtpReplies.Goodbye);
                isOver = true;
                break;
            case LmtpVerb.Helo:
                Idle(LmtpReplies.NotSmtp);
                break;
            default:
                Idle(LmtpReplies.NotUnderstood);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private void Mail(LmtpCommand command)
    {
        if (!hasGreeted || envelope is not null)
        {
            Idle(hasGreeted ? LmtpReplies.NestedMail : LmtpReplies.GreetFirst);
            return;
        }

        if (command.PathAfter("FROM:") is not { IsSound: true } path)
        {
            Idle(LmtpReplies.BadArgument);
            return;
        }

        var (started, refusal) = LmtpEnvelope.Begin(path, limits);
        envelope = started;
        if (refusal is null) Reply(LmtpReplies.SenderTaken);
        else Idle(refusal);
    }

    private void Recipient(LmtpCommand command)
    {
        if (envelope is null) Idle(LmtpReplies.MailFirst);
        else if (command.PathAfter("TO:") is not { IsSound: true, Address.Length: > 0 } path)
            Idle(LmtpReplies.BadArgument);
        else if (path.Parameters.Count > 0) Idle(LmtpReplies.UnknownParameter);
        else if (envelope.Message is not null) Idle(LmtpReplies.OutOfOrder);
        else if (envelope.Recipients.Count >= limits.MaxRecipients) Reply(LmtpReplies.TooManyRecipients);
        else if (letterboxes.Find(path) is not { } letterbox) Reply(LmtpReplies.NobodyHere);
        else
        {
            envelope.Recipients.Add((path.Address, letterbox));
            Reply(LmtpReplies.RecipientTaken);
        }
    }

    private async ValueTask DataAsync()
    {
        // RFC 2033 §4.2: without a recipient that was accepted there is nobody to deliver to.
        if (envelope is not { Recipients.Count: > 0, Message: null })
        {
            Idle(envelope is { Message: not null } ? LmtpReplies.OutOfOrder : LmtpReplies.RecipientsFirst);
            return;
        }

        if (!await ReserveAsync(envelope))
        {
            Reply(LmtpReplies.Busy);
            Forget();
            return;
        }

        Reply(LmtpReplies.SendMessage);
        Pace.Await(LmtpPhase.Message);
        var isWhole = await input.ReadDataAsync(envelope.Message!);
        Pace.Await(LmtpPhase.Ours);
        if (isWhole) await DeliverAsync(envelope);
        else isOver = true;
        Forget();
    }

    private async ValueTask ChunkAsync(LmtpCommand command)
    {
        if (command.Chunk() is not { } chunk)
        {
            // How much follows isn't known, so nothing behind it can be taken for a command.
            Reply(LmtpReplies.BadArgument);
            isOver = true;
            return;
        }

        var isWanted = envelope is { Recipients.Count: > 0 }
            && (envelope.Message is not null || await ReserveAsync(envelope));
        var message = isWanted ? envelope!.Message! : null;
        if (chunk.Bytes > limits.MaxMessageBytes)
        {
            // Nobody waits for terabytes to go by.
            Reply(LmtpReplies.TooLarge);
            isOver = true;
            return;
        }

        Pace.Await(LmtpPhase.Message);
        var isWhole = await input.ReadChunkAsync(chunk.Bytes, message);
        Pace.Await(LmtpPhase.Ours);
        if (!isWhole)
        {
            isOver = true;
        }
        else if (message is null)
        {
            Idle(envelope is { Recipients.Count: > 0 } ? LmtpReplies.Busy : LmtpReplies.RecipientsFirst);
            Forget();
        }
        else if (chunk.IsLast)
        {
            await DeliverAsync(envelope!);
            Forget();
        }
        else if (message.IsTooLarge || message.IsCrowdedOut)
        {
            Reply(message.IsTooLarge ? LmtpReplies.TooLarge : LmtpReplies.Busy);
            Forget();
        }
        else
        {
            Reply(LmtpReplies.Done);
        }
    }

    private async ValueTask<bool> ReserveAsync(LmtpEnvelope wanted)
    {
        if (wanted.TryReserve(inFlight, limits)) return true;
        // The client sees what was answered so far, and that it is waited for room.
        await FlushAsync();
        return await wanted.ReserveAsync(inFlight, limits, connection.ConnectionClosed);
    }

    /// <summary>Stores the message for each office it is for, then answers for each recipient, in their
    /// order.</summary>
    private async Task DeliverAsync(LmtpEnvelope whole)
    {
        idleCommands = 0;
        var answers = await whole.DeliverAsync();
        foreach (var (_, letterbox) in whole.Recipients) Reply(answers[letterbox]);
    }

    /// <summary>Answers something that brings no message any nearer; a client that does nothing else is sent
    /// away.</summary>
    private void Idle(string reply)
    {
        Reply(reply);
        if (++idleCommands <= limits.MaxIdleCommands) return;
        Reply(LmtpReplies.TooManyErrors);
        isOver = true;
    }

    private void Forget()
    {
        envelope?.Dispose();
        envelope = null;
    }

    private void Reply(string reply) => Encoding.ASCII.GetBytes(reply, output);

    private async ValueTask FlushAsync()
    {
        if (output.UnflushedBytes == 0) return;
        using (Pace.Sending()) await output.FlushAsync();
    }
}
