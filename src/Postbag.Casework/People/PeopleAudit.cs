using Postbag.Office.Audit;

namespace Postbag.Casework.People;

/// <summary>What people do about people, each to be taken back. The numbers are stored.</summary>
public enum PersonActKind
{
    /// <summary>A message is this person's. Before: how it stood.</summary>
    Linked = 0,

    /// <summary>A message isn't this person's. Before: how it stood.</summary>
    Unlinked = 1,

    /// <summary>Two are one. Before: who followed.</summary>
    Merged = 2,

    /// <summary>Two are two. Before: nothing.</summary>
    KeptApart = 3,

    /// <summary>What is known of them was changed. Before: that.</summary>
    Edited = 4,
}

/// <summary>What the audit trail says about people.</summary>
public static class PeopleAudit
{
    public static readonly AuditAct Undone = new("person.undone", "Took back an act about a person");
    public static readonly AuditAct Noted = new("person.noted", "Wrote a note about a person");
    public static readonly AuditAct Imported = new("people.imported", "Imported people");
    public static readonly AuditAct Exported = new("people.exported", "Exported people");
    public static readonly AuditAct RegisterTaken = new("people.register", "Took the register of electors");
    public static readonly AuditAct RegisterForgotten =
        new("people.register-forgotten", "Forgot the register of electors");
    public static readonly AuditAct PlacesNamed = new("people.places", "Said which places’ names are ours");

    private static readonly AuditAct[] ByKind =
    [
        new("person.linked", "Said whose a message is"),
        new("person.unlinked", "Said that a message isn’t a person’s"),
        new("person.merged", "Made two people one"),
        new("person.kept-apart", "Kept two people apart"),
        new("person.edited", "Changed what is known of a person"),
    ];

    public static IReadOnlyList<AuditAct> All { get; } =
        [.. ByKind, Undone, Noted, Imported, Exported, RegisterTaken, RegisterForgotten, PlacesNamed];

    public static AuditAct Of(PersonActKind kind) => ByKind[(int)kind];
}
