using Postbag.Casework.People.Grading;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>How somebody likes to be answered. The numbers are stored.</summary>
public enum AnswerBy
{
    NotSaid = 0,
    Email = 1,
    Post = 2,
    Telephone = 3,
}

/// <summary>What somebody needs so that a letter or a meeting is of any use. The numbers are stored.</summary>
[Flags]
public enum PersonNeeds
{
    None = 0,
    LargePrint = 1,
    EasyRead = 2,
    Interpreter = 4,
    Braille = 8,
    SignLanguage = 16,
}

/// <summary>Whose a message is. The numbers are stored.</summary>
public enum LinkState
{
    /// <summary>Perhaps theirs: a person decides.</summary>
    Offered = 0,

    /// <summary>Theirs by evidence that agrees.</summary>
    Certain = 1,

    /// <summary>Somebody said so.</summary>
    Decided = 2,

    /// <summary>Somebody said that it isn't theirs.</summary>
    Refused = 3,
}

/// <summary>Whoever writes to the office, or is written about.</summary>
public sealed record Person
{
    /// <summary>The row's number.</summary>
    public required long Number { get; init; }

    public required Id<Person> Id { get; init; }

    /// <summary>Who they turned out to be the same as; null if nobody said.</summary>
    public long? MergedInto { get; init; }

    /// <summary>As they write it.</summary>
    public required string Name { get; init; }

    /// <summary>What they speak, in words.</summary>
    public string Languages { get; init; } = "";

    public AnswerBy AnswerBy { get; init; }

    public PersonNeeds Needs { get; init; }

    public string NeedsNote { get; init; } = "";

    /// <summary>Null if nobody looked.</summary>
    public bool? IsOnRegister { get; init; }

    /// <summary>Of the last message that said something; null if none did.</summary>
    public Grade? Grade { get; init; }

    public SpecialCases Special { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    public int Version { get; init; }
}

/// <summary>An address of a person's.</summary>
/// <param name="Address">In one line.</param>
/// <param name="Postcode">In capitals with its space; empty if it isn't known.</param>
/// <param name="From">Since when it has been known.</param>
/// <param name="To">Until when they lived there; null if they do.</param>
/// <param name="IsLearned">Whether it came from a message, rather than from a person or an import.</param>
public sealed record PersonAddress(string Address, string Postcode, DateOnly? From, DateOnly? To, bool IsLearned);

/// <summary>A note about a person.</summary>
public sealed record PersonNote(string Content, string? By, DateTimeOffset At);

/// <summary>Everything kept about a person, whoever they were joined with included.</summary>
public sealed record PersonDetails(
    Person Person, IReadOnlyList<Person> Joined, IReadOnlyList<string> Names, IReadOnlyList<string> Emails,
    IReadOnlyList<string> Phones, IReadOnlyList<PersonAddress> Addresses, IReadOnlyList<PersonNote> Notes);
