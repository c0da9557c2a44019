namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>How much of anything a client may ask for. Whoever connects is a mail server of the same machine or house,
/// but what it hands on was written by strangers, and a client can break.</summary>
public sealed record LmtpLimits
{
    /// <summary>The largest message taken, in bytes; stated in SIZE (RFC 1870). Larger ones are answered 552, so that
    /// their sender hears of it.</summary>
    /// <value>1 to 256 MiB, which is as much as is read; 100 MiB unless set.</value>
    public int MaxMessageBytes { get; init; } = 100 << 20;

    /// <summary>Bytes of messages that are on their way in at once, over all connections: more wait their turn, and
    /// with them their clients. Without it a hundred large messages at once would take all memory.</summary>
    /// <value>At least <see cref="MaxMessageBytes"/>.</value>
    public long MaxBytesInFlight { get; init; } = 256 << 20;

    /// <summary>Recipients of one message. RFC 5321 §4.5.3.1.8 asks for at least 100.</summary>
    public int MaxRecipients { get; init; } = 1000;

    /// <summary>A command line in bytes, with CR LF. RFC 5321 §4.5.3.1.4 has 512, and extensions add to it; a line
    /// without an end would fill the memory.</summary>
    public int MaxCommandBytes { get; init; } = 4096;

    /// <summary>Connections at once; further ones are answered 421 and closed.</summary>
    public int MaxConnections { get; init; } = 256;

    /// <summary>Commands in a row that aren't understood, or that lead nowhere (NOOP, RSET, VRFY), until a client is
    /// sent away with 421: it is broken, or trying things out.</summary>
    public int MaxIdleCommands { get; init; } = 100;

    /// <summary>How long a client may take for its next whole command. RFC 5321 §4.5.3.2.7 asks for five
    /// minutes.</summary>
    public TimeSpan CommandTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a message may come in slowly, or answers may stay unread, before
    /// <see cref="MinBytesPerSecond"/>
    /// counts.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What a message has to come in with on average, after the grace: otherwise a few hundred clients that
    /// send a byte a minute would hold every connection for days.</summary>
    public int MinBytesPerSecond { get; init; } = 1024;

    /// <summary>How often connections are looked at.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);
}
