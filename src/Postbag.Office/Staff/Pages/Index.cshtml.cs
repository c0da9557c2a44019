using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;

namespace Postbag.Office.Staff.Pages;

[Needs(Permission.ManageStaff)]
public sealed class IndexModel(StaffQueries queries, TimeProvider clock) : PageModel
{
    public IReadOnlyList<StaffRow> Staff { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Staff = await queries.AllAsync(cancellationToken);
}
