using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Postbag.Office.Security;

namespace Postbag.Party.Members.Pages;

[Needs(Permission.SeeMembers)]
public sealed class IndexModel(PartyDb db) : PageModel
{
    private const int PageSize = 100;

    public int Count { get; private set; }

    /// <summary>The first names in the alphabet, at most a page of them.</summary>
    public IReadOnlyList<string> Members { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Count = await db.Members.CountAsync(cancellationToken);
        Members = await db.Members.AsNoTracking().OrderBy(member => member.Name).ThenBy(member => member.Id)
            .Select(member => member.Name).Take(PageSize).ToListAsync(cancellationToken);
    }
}
