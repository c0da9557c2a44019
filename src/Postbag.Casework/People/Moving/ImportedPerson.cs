namespace Postbag.Casework.People.Moving;

/// <summary>What a column of a file holds.</summary>
public enum PeopleColumn
{
    /// <summary>Not taken.</summary>
    None,
    Name,
    GivenName,
    FamilyName,
    Email,
    Phone,

    /// <summary>A whole address, or a line of one: lines are put together in the order of their columns.</summary>
    Address,
    Postcode,
    Languages,
    Note,
}

/// <summary>A person as a file has them.</summary>
/// <param name="Row">Their number in the file: 1 for the first person.</param>
/// <param name="Source">The row's cells as they were, for the file of those who weren't taken; empty for a
/// vCard.</param>
public sealed record ImportedPerson(int Row, IReadOnlyList<string> Source)
{
    public string Name { get; init; } = "";

    public IReadOnlyList<string> Emails { get; init; } = [];

    public IReadOnlyList<string> Phones { get; init; } = [];

    public string Address { get; init; } = "";

    public string Postcode { get; init; } = "";

    public string Languages { get; init; } = "";

    public string Note { get; init; } = "";
}

/// <summary>A row that wasn't taken, and why.</summary>
public sealed record RejectedPerson(ImportedPerson Person, string Why);

/// <summary>How an import went, or would go.</summary>
public sealed record PeopleImportCount(int Added, int Known, IReadOnlyList<RejectedPerson> Rejected);
