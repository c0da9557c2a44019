using Microsoft.EntityFrameworkCore;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Office.Audit;

/// <summary>What the audit page is asked for.</summary>
/// <param name="By">Only this person's acts.</param>
/// <param name="Act">Only this act.</param>
/// <param name="Before">Only older entries than this.</param>
public sealed record AuditFilter(Id<StaffMember>? By, string? Act, long? Before);

/// <param name="Who">A name, or "command line", "job", "a visitor".</param>
public sealed record AuditRow(
    long Sequence, DateTimeOffset At, string Who, string What, string? SubjectKind, string? Subject, string? Details);

/// <summary>Reads the trail, newest first.</summary>
public sealed class AuditQueries(OfficeDb db, IEnumerable<AuditAct> acts)
{
    public const int PageSize = 50;

    private readonly Dictionary<string, string> titles = acts.ToDictionary(act => act.Key, act => act.Title);

    public IReadOnlyList<AuditAct> Acts { get; } = [.. acts.OrderBy(act => act.Title, StringComparer.CurrentCulture)];

    /// <returns>A page, and the sequence to ask for before which there is more; null if there isn't.</returns>
    public async Task<(IReadOnlyList<AuditRow> Rows, long? Older)> FindAsync(
        AuditFilter filter, CancellationToken cancellationToken)
    {
        var query = db.AuditEntries.AsNoTracking();
        if (filter.By is { } by) query = query.Where(e => e.StaffId == by);
        if (filter.Act is { } act) query = query.Where(e => e.Act == act);
        if (filter.Before is { } before) query = query.Where(e => e.Sequence < before);
        var entries = await query.OrderByDescending(e => e.Sequence).Take(PageSize + 1).ToListAsync(cancellationToken);
        var names = await db.Staff.AsNoTracking().Select(m => new { m.Id, m.Name })
            .ToDictionaryAsync(m => m.Id, m => m.Name, cancellationToken);
        string? NameOf(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
        var rows = entries.Take(PageSize).Select(e => new AuditRow(
            e.Sequence, e.At,
            NameOf(e.StaffId?.Value)
                ?? (e.Via == "command" ? "The command line" : e.Via == "job" ? "A job" : "A visitor"),
            titles.GetValueOrDefault(e.Act, e.Act), e.SubjectKind,
            e.SubjectId is { } id ? NameOf(id) ?? id.ToString("n")[..8] : null,
            e.Details));
        return ([.. rows], entries.Count > PageSize ? entries[PageSize - 1].Sequence : null);
    }
}
