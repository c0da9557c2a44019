using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Office.Audit;

/// <summary>A kind of thing that is written to the audit trail. Each slice names its own and registers them, so that
/// the audit page can say them in words.</summary>
/// <param name="Key">What is stored, e.g. "message.read": never changed once used.</param>
/// <param name="Title">In words, e.g. "Read a message".</param>
public sealed record AuditAct(string Key, string Title);

/// <summary>Who did it, and by which way in.</summary>
/// <param name="StaffId">Null for the command line, jobs and unknown visitors.</param>
/// <param name="Via">"web", "command" or "job".</param>
public sealed record Actor(Id<StaffMember>? StaffId, string Via)
{
    /// <summary>Someone at the web pages whom nobody knows yet.</summary>
    public static readonly Actor Visitor = new(null, "web");

    /// <summary>Whoever sits at the server's command line.</summary>
    public static readonly Actor Command = new(null, "command");

    public static readonly Actor Job = new(null, "job");

    public static Actor Person(Id<StaffMember> id) => new(id, "web");
}

/// <summary>What is to be recorded. Details hold counts, ids and words of the program's own, never personal
/// text.</summary>
public sealed record AuditFact(AuditAct Act, Actor By)
{
    public string? SubjectKind { get; init; }

    public Guid? SubjectId { get; init; }

    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];

    /// <summary>A fact about a noun, e.g. <c>AuditFact.About(MessageActs.Read, person.Actor, message.Id)</c>.</summary>
    public static AuditFact About<T>(AuditAct act, Actor by, Id<T> subject) =>
        new(act, by) { SubjectKind = typeof(T).Name, SubjectId = subject.Value };
}
