namespace Postbag.Casework.Inbox.Imap;

/// <summary>How the way to a mail server is secured.</summary>
public enum ImapSecurity
{
    /// <summary>Encrypted from the first byte (RFC 8314 asks for this); port 993.</summary>
    Tls,

    /// <summary>Encrypted after a word in the clear; port 143. No password is sent before.</summary>
    StartTls,

    /// <summary>Not at all: only to this very machine.</summary>
    None,
}

/// <summary>Where a mail server is.</summary>
/// <param name="Host">A name or an address.</param>
public sealed record ImapServer(string Host, int Port, ImapSecurity Security)
{
    public static int UsualPort(ImapSecurity security) => security == ImapSecurity.Tls ? 993 : 143;
}

/// <summary>How someone signs in.</summary>
/// <param name="User">The user name, often the address.</param>
/// <param name="Secret">The password, or the access token.</param>
/// <param name="IsToken">Whether it is a token, for XOAUTH2.</param>
public sealed record ImapSignIn(string User, string Secret, bool IsToken = false)
{
    /// <summary>So that no record's printing ever shows a password.</summary>
    public override string ToString() => "(sign-in)";
}

/// <summary>A folder as the server lists it.</summary>
/// <param name="Name">As people write it.</param>
/// <param name="ServerName">As the server wants it.</param>
/// <param name="Marks">What the server says of it, in lower case: \noselect, \trash, …</param>
public sealed record ImapFolder(string Name, string ServerName, IReadOnlySet<string> Marks)
{
    /// <summary>Longer names would not fit into the key of a row; no server makes them.</summary>
    private const int LongestName = 400;

    /// <summary>Whether it can hold messages, and its name can be kept.</summary>
    public bool CanBeOpened => !Marks.Contains("\\noselect") && !Marks.Contains("\\nonexistent")
        && Name.Length is > 0 and <= LongestName && !Name.Any(char.IsControl);
}

/// <summary>What a folder holds, as the server tells.</summary>
/// <param name="UidValidity">Changes when the server has numbered its messages anew.</param>
/// <param name="UidNext">Greater than every number given so far; 0 if the server doesn't say.</param>
/// <param name="ChangeNumber">CONDSTORE's HIGHESTMODSEQ (RFC 7162): if it is the same, nothing has changed. 0 without
/// it.</param>
public sealed record ImapFolderState(uint Messages, uint UidValidity, uint UidNext, ulong ChangeNumber)
{
    /// <summary>Of the messages we said we know, those that are no longer there (QRESYNC); null if the server can't say
    /// what has happened since, or says so much that asking for everything is the shorter way.</summary>
    public IReadOnlyList<uint>? Vanished { get; init; }
}

/// <summary>What we know of a folder from the last time, so that a server need only say what has changed
/// since.</summary>
/// <param name="ChangeNumber">HIGHESTMODSEQ as it was then; 0 for a folder without one.</param>
/// <param name="HighestUid">Up to there every message is known.</param>
public sealed record ImapKnownFolder(uint UidValidity, ulong ChangeNumber, uint HighestUid)
{
    /// <summary>Whether a server can say anything about it.</summary>
    public bool IsOfUse => UidValidity > 0 && ChangeNumber > 0 && HighestUid > 0;
}

/// <summary>What is known of a message before its bytes.</summary>
/// <param name="SizeBytes">As the server claims.</param>
public sealed record ImapHead(uint Uid, long SizeBytes, DateTimeOffset? ReceivedAt, bool IsSeen);

/// <summary>A message's bytes; null if the server gives none for it.</summary>
public sealed record ImapBody(uint Uid, byte[]? Bytes);
