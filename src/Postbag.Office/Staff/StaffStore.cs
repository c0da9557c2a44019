using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Postbag.Office.Staff;

/// <summary>Identity's store over the office's own database. It differs in one thing: recovery codes are kept as
/// hashes.</summary>
/// <remarks>Claims and logins of other providers aren't mapped, because nothing uses them.</remarks>
internal sealed class StaffStore(OfficeDb db, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<StaffMember, OfficeDb, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>,
        IdentityUserToken<Guid>, IdentityUserPasskey<Guid>>(db, describer)
{
    public override Task ReplaceCodesAsync(
        StaffMember user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(HashOf), cancellationToken);

    public override Task<bool> RedeemCodeAsync(StaffMember user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, HashOf(code), cancellationToken);

    /// <remarks>The codes are random, so a plain hash will do. Case and hyphens are as people type them.</remarks>
    private static string HashOf(string code) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(
            new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant())));
}
