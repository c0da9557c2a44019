namespace Postbag.Casework.Inbox.Imap;

/// <summary>What a mail server may ask of us. It may be hostile: a manager can be talked into adding any.</summary>
public sealed record ImapLimits
{
    /// <summary>Until a connection, with TLS and greeting, has to stand.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a server may say nothing while it owes us an answer.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a command may take altogether: a server that sends a byte a minute is never silent.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How slowly messages may come before the command's time is up: about that of a modem.</summary>
    public int SlowestBytesPerSecond { get; init; } = 4096;

    /// <summary>Bytes of one response without its literals. A server without ESEARCH lists the numbers of a whole
    /// folder on one line: two million of them fit.</summary>
    public int LineBytes { get; init; } = 16 << 20;

    /// <summary>Bytes of a literal that isn't a message: a folder's name, for example.</summary>
    public int TextLiteralBytes { get; init; } = 64 << 10;

    /// <summary>Bytes of a message: what the reader reads, too. It has to be in memory to be stored.</summary>
    public int MessageBytes { get; init; } = 256 << 20;

    /// <summary>Literals within one response, so that many small ones don't get around the limit of a line.</summary>
    public int LiteralsPerResponse { get; init; } = 64;

    /// <summary>Lists within lists: nothing we ask for has more than two; without a limit the stack would be the
    /// limit.</summary>
    public int Depth { get; init; } = 20;

    /// <summary>Responses to one command, those we didn't ask for included.</summary>
    public int Responses { get; init; } = 1_000_000;

    /// <summary>Folders of a mailbox.</summary>
    public int Folders { get; init; } = 5_000;

    /// <summary>Messages that a folder may say have vanished since we last looked; where there are more, all that is
    /// there is asked for instead. A server that has forgotten names every gap there ever was (RFC 7162
    /// §3.2.5.1).</summary>
    public int VanishedAtOnce { get; init; } = 1_000;

    /// <summary>Messages of a folder: their numbers are held in memory while it is compared.</summary>
    public int MessagesPerFolder { get; init; } = 4_000_000;
}
