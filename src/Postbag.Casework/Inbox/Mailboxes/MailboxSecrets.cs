using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>What opens a mailbox: a password, or what access tokens are had with.</summary>
/// <param name="Password">Null where tokens are used.</param>
/// <param name="RefreshToken">Null where a password is used.</param>
/// <param name="ClientSecret">Null if the provider gave none.</param>
public sealed record MailboxSecret(string? Password, string? RefreshToken = null, string? ClientSecret = null)
{
    /// <summary>So that no record's printing ever shows a password.</summary>
    public override string ToString() => "(secret)";
}

/// <summary>Encrypts what opens a mailbox with the office's own keys. The mailbox's id is part of the purpose, so a
/// secret copied into another mailbox's row opens nothing.</summary>
/// <remarks>The keys lie in the same database: this keeps passwords out of logs, listings and careless eyes, and apart
/// from other offices. Whoever has the whole file has both; the backup has to be kept as the mail itself is.</remarks>
public sealed class MailboxSecrets(OfficeKeyRings rings)
{
    public byte[] Encrypt(OpenOffice office, Id<Mailbox> mailbox, MailboxSecret secret) =>
        ProtectorOf(office, mailbox).Protect(JsonSerializer.SerializeToUtf8Bytes(secret));

    /// <exception cref="CannotException">The office's keys don't open it: they were lost or replaced.</exception>
    public MailboxSecret Decrypt(OpenOffice office, Id<Mailbox> mailbox, byte[] encrypted)
    {
        try
        {
            return JsonSerializer.Deserialize<MailboxSecret>(ProtectorOf(office, mailbox).Unprotect(encrypted))!;
        }
        catch (CryptographicException failure)
        {
            throw new CannotException("The mailbox's password can't be read any more. Enter it again.", failure);
        }
    }

    private IDataProtector ProtectorOf(OpenOffice office, Id<Mailbox> mailbox) =>
        rings.For(office, "mailbox", mailbox.ToString());
}
