using Postbag.Casework.Inbox.Imap;
using Postbag.Office;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>The way into mailboxes: by the rules of whoever runs this process, with the office's own secrets.</summary>
public sealed class MailboxDoor(ImapReach reach, ImapLimits limits, MailboxSecrets secrets, AccessTokens tokens)
{
    public ImapReach Reach => reach;

    public MailboxSecrets Secrets => secrets;

    /// <summary>Told that messages came in; null in a command, which sees to what follows itself.</summary>
    public Arrivals? Arrivals { get; init; }

    /// <summary>Connects and signs in; the caller disposes the client.</summary>
    internal async Task<ImapClient> OpenAsync(OpenOffice office, Mailbox mailbox, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(await SignInOfAsync(office, mailbox, cancellationToken));
        }
        catch (ImapException refusal)
            when (mailbox.UsesTokens && refusal.Fault is (ImapFault.SignInRefused or ImapFault.Unavailable))
        {
            // The provider may have withdrawn a token that we thought was good for an hour. Dovecot, which asks the
            // provider, calls that a passing failure.
            tokens.Forget(mailbox.Id);
            return await OpenAsync(await SignInOfAsync(office, mailbox, cancellationToken));
        }

        async Task<ImapClient> OpenAsync(ImapSignIn who)
        {
            var client = await ImapClient.ConnectAsync(mailbox.Server, reach, limits, cancellationToken);
            try
            {
                await client.SignInAsync(who, cancellationToken);
                return client;
            }
            catch
            {
                await client.DisposeAsync();
                throw;
            }
        }
    }

    private async Task<ImapSignIn> SignInOfAsync(
        OpenOffice office, Mailbox mailbox, CancellationToken cancellationToken)
    {
        // Decrypted for each visit: with a token a new secret may have come.
        var secret = secrets.Decrypt(office, mailbox.Id, mailbox.Secret);
        return mailbox.UsesTokens
            ? new ImapSignIn(mailbox.UserName, await tokens.GetAsync(office, mailbox, secret, cancellationToken),
                IsToken: true)
            : new ImapSignIn(mailbox.UserName, secret.Password ?? "");
    }
}
