using Postbag.Casework.Inbox.Imap;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>What somebody entered to add a mailbox.</summary>
public sealed record NewMailbox
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required ImapSecurity Security { get; init; }

    public required string UserName { get; init; }

    public required MailboxSecret Secret { get; init; }

    public string? TokenAddress { get; init; }

    public string? ClientId { get; init; }

    public DateOnly? SinceOn { get; init; }

    /// <summary>Which folders; null for the usual choice.</summary>
    public IReadOnlyList<string>? Folders { get; init; }

    /// <summary>Why it can't be a mailbox, before anything is tried; null if it can.</summary>
    public Refusal? WhyNot() =>
        Uri.CheckHostName(Host) == UriHostNameType.Unknown || Host.Length > 253
            ? new("Enter the server's name as the provider gives it, such as imap.example.org, without a port.")
        : Port is < 1 or > 65535 ? new("Enter a port from 1 to 65535; usually it is 993.")
        : UserName.Trim().Length is 0 or > 254 || UserName.Any(char.IsControl)
        ? new("Enter the user name; often it is the address.")
        : Security == ImapSecurity.None && !IsThisMachine
        ? new("Without encryption the password could be read on the way: choose TLS or STARTTLS.")
        : TokenAddress is not null && ClientId is not { Length: > 0 }
        ? new("Enter the client id that the provider gave.")
        : TokenAddress is not null && Secret.RefreshToken is not { Length: > 0 } ? new("Enter the refresh token.")
        : TokenAddress is not null ? AccessTokens.WhyNot(TokenAddress)
        : Secret.Password is not { Length: > 0 } ? new("Enter the password.")
        : null;

    private bool IsThisMachine => Host is "localhost" or "127.0.0.1" or "::1" or "[::1]";
}
