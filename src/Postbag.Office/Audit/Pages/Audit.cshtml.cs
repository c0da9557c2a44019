using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Office.Audit.Pages;

[Needs(Permission.ReadAudit)]
public sealed class AuditModel(OfficeDb db, AuditQueries queries) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Act { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];

    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Acts { get; private set; } = [];

    /// <summary>Null on the first page.</summary>
    public string? NewestHref => Before is null ? null : HrefTo(null);

    /// <summary>Null on the last page.</summary>
    public string? OlderHref { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var by = Id<StaffMember>.TryParse(By, null, out var id) ? id : (Id<StaffMember>?)null;
        var (rows, older) = await queries.FindAsync(
            new AuditFilter(by, string.IsNullOrEmpty(Act) ? null : Act, Before), cancellationToken);
        Rows = rows;
        OlderHref = older is { } before ? HrefTo(before) : null;
        var staff = await db.Staff.AsNoTracking().OrderBy(m => m.Name).ToListAsync(cancellationToken);
        People = [new("Everyone", ""), .. staff.Select(m => new SelectListItem(m.Name, m.StaffId.ToString()))];
        Acts = [new("Everything", ""), .. queries.Acts.Select(act => new SelectListItem(act.Title, act.Key))];
    }

    /// <summary>"role: caseworker, …": the details are words of the program's own.</summary>
    public string DetailsOf(AuditRow row) => row.Details is null
        ? ""
        : string.Join(", ", JsonSerializer.Deserialize<Dictionary<string, string>>(row.Details)!
            .Select(detail => $"{detail.Key}: {detail.Value}"));

    private string HrefTo(long? before)
    {
        var query = new Dictionary<string, string?> { ["by"] = By, ["act"] = Act };
        if (before is { } number) query["before"] = number.ToString(CultureInfo.InvariantCulture);
        return QueryHelpers.AddQueryString("/audit", query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }
}
