using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>The numbers of the morning; what each person did, and how much that is hard to read they opened, for
/// whoever manages the office.</summary>
[Needs(Permission.ReadPost)]
public sealed class NumbersModel(OfficeDb db, PostQueries queries, CurrentPerson person, TimeProvider clock) : PageModel
{
    public PostNumbers Numbers { get; private set; } = null!;

    public PostTally Tally { get; private set; } = null!;

    public bool MaySeePeople => person.May(Permission.ManageStaff);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Numbers = await new CountPost(db.Engine, clock).RunAsync(cancellationToken);
        Tally = await queries.TallyAsync(cancellationToken);
    }
}
