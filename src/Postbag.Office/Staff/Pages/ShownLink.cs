using Microsoft.AspNetCore.Http;

namespace Postbag.Office.Staff.Pages;

/// <summary>A one-time link as it is shown, once, to whoever made it.</summary>
public sealed record ShownLink(string Name, string Address, DateTimeOffset ExpiresAt)
{
    public static ShownLink Of(StaffMember member, string secret, HttpRequest request, TimeProvider clock) => new(
        member.Name, $"{request.Scheme}://{request.Host}{StaffLinks.Welcome(secret)}",
        clock.GetUtcNow() + StaffLink.Lasts);
}
