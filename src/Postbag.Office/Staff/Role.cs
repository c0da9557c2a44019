using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Postbag.Office.Staff;

/// <summary>What someone is in the office. What each may do stands in <see cref="Security.Permissions"/>.</summary>
public enum Role
{
    Representative,
    OfficeManager,
    Caseworker,
    Volunteer,
    Auditor,
}

/// <summary>How roles are stored, written on the command line and said.</summary>
public static class Roles
{
    public static IReadOnlyList<Role> All { get; } = Enum.GetValues<Role>();

    /// <summary>As stored and on the command line: "office-manager".</summary>
    public static string Key(this Role role) => role switch
    {
        Role.Representative => "representative",
        Role.OfficeManager => "office-manager",
        Role.Caseworker => "caseworker",
        Role.Volunteer => "volunteer",
        Role.Auditor => "auditor",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>As people say it: "Office manager".</summary>
    public static string Title(this Role role)
    {
        var key = role.Key();
        return char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ');
    }

    /// <summary>What the person does, in a line for the form that gives the role.</summary>
    public static string Meaning(this Role role) => role switch
    {
        Role.Representative => "The elected person. Sees all the post and the audit trail.",
        Role.OfficeManager => "Runs the office: everything, with staff and settings.",
        Role.Caseworker => "Does the daily work: reads, brings in and answers the post.",
        Role.Volunteer => "Helps: reads and searches the post, takes nothing away.",
        Role.Auditor => "Checks the audit trail. Sees no post.",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>Reads a key or a title in any case, and "manager" for short; null if it is none.</summary>
    public static Role? Parse(string text)
    {
        var key = text.Trim().ToLowerInvariant().Replace(' ', '-').Replace('_', '-');
        if (key is "manager" or "officemanager") return Role.OfficeManager;
        foreach (var role in All)
            if (role.Key() == key)
                return role;
        return null;
    }
}

internal sealed class RoleAsKey() : ValueConverter<Role, string>(role => role.Key(), key => FromKey(key))
{
    private static Role FromKey(string key) =>
        Roles.Parse(key) ?? throw new InvalidOperationException($"The database has the unknown role {key}.");
}
