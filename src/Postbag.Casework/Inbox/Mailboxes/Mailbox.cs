using Postbag.Casework.Inbox.Imap;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>A mailbox at some provider's that is fetched by IMAP: where it is, how to get in, and since when its mail
/// is wanted. Its mail is only ever looked at: what is marked, moved or deleted there is the people's own
/// doing.</summary>
/// <remarks>Where it is and whose never changes: a password must not be sent to another server than it was given
/// for.</remarks>
public sealed class Mailbox
{
    public const string SourceKind = "imap";

    public required Id<Mailbox> Id { get; init; }

    /// <summary>The source under which its messages are in the ledger. It stays when the mailbox is removed.</summary>
    public required long Source { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required ImapSecurity Security { get; init; }

    public required string UserName { get; init; }

    /// <summary>Encrypted; see <see cref="MailboxSecrets"/>.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>Where access tokens are had (OAuth 2); null where a password is used.</summary>
    public string? TokenAddress { get; init; }

    /// <summary>Who Postbag is to the provider; null where a password is used.</summary>
    public string? ClientId { get; init; }

    /// <summary>Mail the provider received before that day isn't wanted; null for all.</summary>
    public DateOnly? SinceOn { get; set; }

    public required bool IsPaused { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When all its chosen folders were last gone through to their end; null until they were.</summary>
    public DateTimeOffset? FetchedAt { get; internal init; }

    public int Version { get; set; }

    public List<MailboxFolder> Folders { get; } = [];

    public bool UsesTokens => TokenAddress is not null;

    /// <summary>What people and sources call it.</summary>
    public string Name => NameOf(UserName, Host);

    public ImapServer Server => new(Host, Port, Security);

    public static string NameOf(string userName, string host) =>
        userName.EndsWith("@" + host, StringComparison.OrdinalIgnoreCase) ? userName : $"{userName} at {host}";
}

/// <summary>A folder of a mailbox, and how far it has been taken in.</summary>
public sealed class MailboxFolder
{
    public required Id<Mailbox> Mailbox { get; init; }

    /// <summary>As people write it.</summary>
    public required string Name { get; init; }

    public required bool IsChosen { get; set; }

    /// <summary>How many messages it had when it was last looked at.</summary>
    public long Messages { get; set; }

    /// <summary>0 until it was first fetched. When the server's differs, its numbers mean other messages.</summary>
    public long UidValidity { get; private set; }

    /// <summary>Up to there every message is in the ledger, or listed as missing.</summary>
    public long HighestUid { get; private set; }

    /// <summary>The server's own count of changes then (CONDSTORE); 0 without one.</summary>
    public long ChangeNumber { get; private set; }

    /// <summary>How many messages that are wanted it lists, as last known.</summary>
    public long Listed { get; private set; }

    /// <summary>How many of those aren't here.</summary>
    public long Missing { get; private set; }

    /// <summary>How many were deleted there before they could be fetched.</summary>
    public long Lost { get; private set; }

    /// <summary>When all it lists was last compared with what is here; null if it never was.</summary>
    public DateTimeOffset? ComparedAt { get; private set; }

    /// <summary>The cut-off day's number then; 0 without one.</summary>
    public long ComparedSince { get; private set; }

    internal ImapKnownFolder Known =>
        new((uint)UidValidity, (ulong)ChangeNumber, (uint)Math.Min(HighestUid, uint.MaxValue));

    /// <summary>Everything up to that place has been gone through.</summary>
    internal void Place(FolderPlace place)
    {
        (Messages, UidValidity, HighestUid) = (place.State.Messages, place.State.UidValidity, place.HighestUid);
        ChangeNumber = (long)Math.Min(place.State.ChangeNumber, long.MaxValue);
        (Listed, Missing, Lost) = (place.Listed, place.Missing, place.Lost);
        (ComparedAt, ComparedSince) = (place.ComparedAt, place.ComparedSince);
    }

    /// <summary>Whether what the server says has vanished, and what is new, tells all there is to know: everything was
    /// compared not long ago, for the same days, and nothing was missing. What a server says of itself is believed for
    /// so long only.</summary>
    internal bool IsKnown(ImapFolderState state, DateOnly? since, DateTimeOffset comparedAfter) =>
        state.Vanished is not null && Missing == 0 && ComparedAt > comparedAfter && ComparedSince == NumberOf(since);

    internal static long NumberOf(DateOnly? since) => since?.DayNumber ?? 0;

    /// <summary>Whether the server may have messages that we haven't been through.</summary>
    /// <param name="state">What it says; null if it won't say.</param>
    internal bool MayHaveMore(ImapFolderState? state) => state switch
    {
        null => true,
        _ when state.UidValidity != UidValidity => true,
        // CONDSTORE (RFC 7162): not even a flag has changed.
        { ChangeNumber: > 0 } when (long)state.ChangeNumber == ChangeNumber => false,
        _ => state.UidNext == 0 || state.UidNext > HighestUid + 1,
    };
}
