using Postbag.Casework.Inbox.Imap;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>How fetching goes about its time; tests are in more of a hurry.</summary>
public sealed record FetchPace
{
    public ImapLimits Limits { get; init; } = new();

    /// <summary>Failures in a row, without a message in between, after which a round is given up until the
    /// next.</summary>
    public int Tries { get; init; } = 6;

    /// <summary>The first pause after a failure; each is twice as long as the one before.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After a refused password: providers lock accounts at which somebody keeps guessing.</summary>
    public TimeSpan RefusedPause { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long to wait for news at a stretch. Servers hang up after 29 minutes (RFC 2177), many a router
    /// forgets a silent connection after ten.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(9);

    /// <summary>How often to ask a server that doesn't tell by itself, and to look into the folders beside the one that
    /// is waited at.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often to go through everything and count.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How often to see whether mailboxes were added, changed, or let go by another process.</summary>
    public TimeSpan Watch { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A fifth more or less, so that what failed together isn't tried together.</summary>
    public TimeSpan PauseAfter(int failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return (pause < LongestPause ? pause : LongestPause) * (0.8 + (0.4 * Random.Shared.NextDouble()));
    }
}
