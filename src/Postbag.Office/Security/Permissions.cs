using Microsoft.AspNetCore.Authorization;
using Postbag.Office.Staff;
using static Postbag.Office.Staff.Role;

namespace Postbag.Office.Security;

/// <summary>Something not everybody may do. The name is also that of the policy that guards the pages.</summary>
public enum Permission
{
    ReadPost,
    SearchPost,
    DownloadAttachment,
    MarkPost,
    ImportPost,
    SeeSources,
    WorkCampaigns,
    SeePeople,
    WorkPeople,
    MovePeople,
    ManageMailboxes,
    SeeMembers,
    SeeJobs,
    CancelJob,
    ReadAudit,
    ManageStaff,
    ManageOffice,
}

/// <summary>Who may do what: the one table. Policies are made from it, pages name its rows, tests read it.</summary>
public static class Permissions
{
    private static readonly Dictionary<Permission, Role[]> Table = new()
    {
        // The post. An auditor checks what was done and need not read what constituents confided.
        [Permission.ReadPost] = [Representative, OfficeManager, Caseworker, Volunteer],
        [Permission.SearchPost] = [Representative, OfficeManager, Caseworker, Volunteer],
        [Permission.MarkPost] = [Representative, OfficeManager, Caseworker, Volunteer],
        // Volunteers help at a desk; nothing leaves with them.
        [Permission.DownloadAttachment] = [Representative, OfficeManager, Caseworker],
        [Permission.ImportPost] = [OfficeManager, Caseworker],
        // Passwords of the office's accounts, and which servers this one talks to.
        [Permission.ManageMailboxes] = [OfficeManager],
        // Counts and names of sources, nothing of a letter: whether all has come in is an auditor's question too.
        [Permission.SeeSources] = [Representative, OfficeManager, Caseworker, Auditor],
        // Volunteers read campaigns and count; what is a case, and what an office says, others decide.
        [Permission.WorkCampaigns] = [Representative, OfficeManager, Caseworker],

        // Who writes belongs to what they write.
        [Permission.SeePeople] = [Representative, OfficeManager, Caseworker, Volunteer],
        [Permission.WorkPeople] = [Representative, OfficeManager, Caseworker],
        // Whole lists of people come in, or leave.
        [Permission.MovePeople] = [OfficeManager],

        // The party side's members.
        [Permission.SeeMembers] = [Representative, OfficeManager, Caseworker, Volunteer],

        // The office.
        [Permission.SeeJobs] = [Representative, OfficeManager, Caseworker, Auditor],
        [Permission.CancelJob] = [OfficeManager, Caseworker],
        [Permission.ReadAudit] = [Representative, OfficeManager, Auditor],
        [Permission.ManageStaff] = [OfficeManager, Representative],
        [Permission.ManageOffice] = [OfficeManager, Representative],
    };

    /// <summary>Who could do the most harm with a stolen password, and so always proves themselves twice. The office
    /// can ask it of everyone (<see cref="OfficeRecord.SecondFactorForAll"/>).</summary>
    private static readonly Role[] AlwaysTwoFactors = [Representative, OfficeManager, Auditor];

    public static IReadOnlyList<Role> RolesFor(Permission permission) => Table[permission];

    public static bool Allow(Role role, Permission permission) => Table[permission].Contains(role);

    public static bool NeedsSecondFactor(Role role, bool forAll) => forAll || AlwaysTwoFactors.Contains(role);

    /// <summary>One policy for each permission; a page that names none needs someone signed in.</summary>
    internal static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var (permission, roles) in Table)
        {
            options.AddPolicy(
                permission.ToString(),
                policy => policy.RequireAuthenticatedUser().RequireRole(roles.Select(r => r.Key())));
        }

        options.FallbackPolicy = options.DefaultPolicy;
    }
}

/// <summary>What a page, or one of its handlers' pages, needs. A page for everyone signed in carries
/// <see cref="AuthorizeAttribute"/>, one for anybody <see cref="AllowAnonymousAttribute"/>; a test refuses one with
/// neither.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class NeedsAttribute(Permission permission) : AuthorizeAttribute(permission.ToString())
{
    public Permission Permission => permission;
}
