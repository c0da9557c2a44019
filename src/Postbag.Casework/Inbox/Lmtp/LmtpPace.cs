using System.Diagnostics;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>Whom a conversation is waiting for.</summary>
internal enum LmtpPhase
{
    /// <summary>The client, for its next command.</summary>
    Command,

    /// <summary>The client, for a message.</summary>
    Message,

    /// <summary>Ourselves: storing, or room in memory. A client isn't blamed for that.</summary>
    Ours,
}

/// <summary>How a conversation is getting on; set by the conversation, looked at by the watch.</summary>
internal sealed class LmtpPace(LmtpLimits limits, LmtpInput input)
{
    private volatile LmtpPhase phase = LmtpPhase.Ours;
    private long since = Stopwatch.GetTimestamp();
    private long takenBefore;
    private long sendingSince;

    public void Await(LmtpPhase next)
    {
        Interlocked.Exchange(ref takenBefore, input.Taken);
        Interlocked.Exchange(ref since, Stopwatch.GetTimestamp());
        phase = next;
    }

    /// <summary>While an answer is on its way out: until what is returned is disposed.</summary>
    public SendingTime Sending()
    {
        Interlocked.Exchange(ref sendingSince, Stopwatch.GetTimestamp());
        return new SendingTime(this);
    }

    /// <summary>Whether the client hasn't come with a command for too long, and can be told so.</summary>
    public bool IsIdle() => phase == LmtpPhase.Command && Elapsed(since) > limits.CommandTime;

    /// <summary>Whether the client sends or takes so slowly that it isn't worth telling.</summary>
    public bool IsTooSlow()
    {
        if (Interlocked.Read(ref sendingSince) is not 0 and var start && Elapsed(start) > limits.Grace) return true;
        var time = Elapsed(Interlocked.Read(ref since));
        return phase == LmtpPhase.Message && time > limits.Grace
            && (input.Taken - Interlocked.Read(ref takenBefore)) / time.TotalSeconds < limits.MinBytesPerSecond;
    }

    private static TimeSpan Elapsed(long start) => Stopwatch.GetElapsedTime(start);

    internal readonly struct SendingTime(LmtpPace pace) : IDisposable
    {
        public void Dispose() => Interlocked.Exchange(ref pace.sendingSince, 0);
    }
}
