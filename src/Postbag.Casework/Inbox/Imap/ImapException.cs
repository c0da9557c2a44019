namespace Postbag.Casework.Inbox.Imap;

/// <summary>What went wrong with a mail server.</summary>
public enum ImapFault
{
    HostNotFound,
    AddressNotAllowed,
    ConnectionRefused,
    NotReached,
    CertificateNotTrusted,
    NoEncryption,
    SignInRefused,

    /// <summary>It can't check passwords now, or has too many visitors (RFC 5530): nobody's fault here.</summary>
    Unavailable,
    NotAnImapServer,
    NoSuchFolder,

    /// <summary>It answered NO or BAD to something else.</summary>
    CommandRefused,

    /// <summary>It said nothing for too long, or took too long.</summary>
    TooSlow,

    /// <summary>The connection was cut, by whomever.</summary>
    Cut,

    /// <summary>It sent what no mail server should.</summary>
    Nonsense,
}

/// <summary>A mail server, or the way to it, failed. The message is a sentence for the office, and holds nothing of
/// anybody's mail.</summary>
public sealed class ImapException(ImapFault fault, string sentence, Exception? inner = null)
    : Exception(sentence, inner)
{
    public ImapFault Fault => fault;

    /// <summary>Whether to go on as if nothing had happened, on a new connection.</summary>
    public bool IsPassing => fault is ImapFault.Cut or ImapFault.TooSlow or ImapFault.NotReached
        or ImapFault.ConnectionRefused or ImapFault.HostNotFound or ImapFault.Unavailable;

    internal static ImapException Nonsense(string what) =>
        new(ImapFault.Nonsense, $"The mail server sent {what}. It may not be a mail server, or it is broken.");

    internal static ImapException Cut(Exception? inner = null) =>
        new(ImapFault.Cut, "The connection to the mail server was cut.", inner);
}
