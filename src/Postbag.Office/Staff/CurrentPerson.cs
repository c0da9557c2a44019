using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Postbag.Office.Audit;
using Postbag.Office.Security;
using Postbag.Storage;

namespace Postbag.Office.Staff;

/// <summary>Who is at the page: scoped to the request. Asking for anything but <see cref="IsSignedIn"/> while nobody is
/// signed in is a mistake of the page's, which should have been closed to them.</summary>
public sealed class CurrentPerson(IHttpContextAccessor http)
{
    internal const string SessionClaim = "session";
    internal const string SetUpClaim = "must-set-up";

    private ClaimsPrincipal User => http.HttpContext?.User ?? new ClaimsPrincipal();

    public bool IsSignedIn => User.Identity?.IsAuthenticated == true;

    public Id<StaffMember> Id => Id<StaffMember>.Parse(Claim(ClaimTypes.NameIdentifier), null);

    public Id<StaffSession> SessionId => Id<StaffSession>.Parse(Claim(SessionClaim), null);

    public string Name => Claim(ClaimTypes.Name);

    public Role Role => Roles.Parse(Claim(ClaimTypes.Role))!.Value;

    /// <summary>Whether they have to set up a second factor before anything else.</summary>
    public bool MustSetUpSecondFactor => User.HasClaim(claim => claim.Type == SetUpClaim);

    /// <summary>For the audit trail.</summary>
    public Actor Actor => IsSignedIn ? Actor.Person(Id) : Actor.Visitor;

    public bool May(Permission permission) => IsSignedIn && Permissions.Allow(Role, permission);

    private string Claim(string type) =>
        User.FindFirstValue(type) ?? throw new InvalidOperationException("Nobody is signed in.");
}
