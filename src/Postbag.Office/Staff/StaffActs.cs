using Postbag.Office.Audit;

namespace Postbag.Office.Staff;

/// <summary>What the audit trail says about staff and their signing in.</summary>
public static class StaffActs
{
    public static readonly AuditAct Added = new("staff.added", "Added someone to the staff");
    public static readonly AuditAct LinkMade = new("staff.link-made", "Made a one-time link");
    public static readonly AuditAct LinkUsed = new("staff.link-used", "Used a one-time link");
    public static readonly AuditAct RoleChanged = new("staff.role-changed", "Changed a role");
    public static readonly AuditAct Suspended = new("staff.suspended", "Suspended someone");
    public static readonly AuditAct Readmitted = new("staff.readmitted", "Let someone back in");
    public static readonly AuditAct SignedIn = new("staff.signed-in", "Signed in");
    public static readonly AuditAct SignInRefused = new("staff.sign-in-refused", "Tried to sign in and was refused");
    public static readonly AuditAct LockedOut = new("staff.locked-out", "Was locked out after too many tries");
    public static readonly AuditAct SignedOut = new("staff.signed-out", "Signed out");
    public static readonly AuditAct SessionEnded = new("staff.session-ended", "Ended a session");
    public static readonly AuditAct PasswordChanged = new("staff.password-changed", "Changed a password");
    public static readonly AuditAct SecondFactorSetUp =
        new("staff.second-factor-set-up", "Set up an authenticator app");
    public static readonly AuditAct SecondFactorRemoved =
        new("staff.second-factor-removed", "Removed an authenticator app");
    public static readonly AuditAct RecoveryCodesMade = new("staff.recovery-codes-made", "Made new recovery codes");
    public static readonly AuditAct PasskeyAdded = new("staff.passkey-added", "Added a passkey");
    public static readonly AuditAct PasskeyRemoved = new("staff.passkey-removed", "Removed a passkey");
    public static readonly AuditAct OfficeChanged = new("office.changed", "Changed the office's settings");

    public static IReadOnlyList<AuditAct> All { get; } =
    [
        Added, LinkMade, LinkUsed, RoleChanged, Suspended, Readmitted, SignedIn, SignInRefused, LockedOut, SignedOut,
        SessionEnded, PasswordChanged, SecondFactorSetUp, SecondFactorRemoved, RecoveryCodesMade, PasskeyAdded,
        PasskeyRemoved, OfficeChanged,
    ];
}
