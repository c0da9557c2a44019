using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.People.Pages;

/// <summary>Whoever writes to the office, the latest first, or found by what is typed.</summary>
[Needs(Permission.SeePeople)]
public sealed class IndexModel(PeopleQueries queries, CurrentPerson person) : PageModel
{
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public int Number { get; private set; } = 1;

    public bool MayWork => person.May(Permission.WorkPeople);

    public bool MayMove => person.May(Permission.MovePeople);

    public string? PreviousHref => Number > 1 ? PeopleLinks.List(Query, Number - 1) : null;

    public string? NextHref => Number * PeopleQueries.PageSize < Total ? PeopleLinks.List(Query, Number + 1) : null;

    public async Task OnGetAsync([FromQuery(Name = "page")] int number, CancellationToken cancellationToken)
    {
        Number = Math.Clamp(number, 1, 100_000);
        (Rows, Total) = await queries.ListAsync(Query, Number, cancellationToken);
    }
}
