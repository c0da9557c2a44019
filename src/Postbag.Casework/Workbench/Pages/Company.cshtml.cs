using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>Who else has a letter open, and what they did with it, told to its page whenever it changes. Without
/// JavaScript the page says who is there when it is opened, and an act on what a colleague has dealt with is
/// refused.</summary>
[Needs(Permission.ReadPost)]
public sealed class CompanyModel(
    InboxQueries messages, PostCompany company, CurrentPerson person, TimeProvider clock) : PageModel
{
    /// <summary>How often whoever listens is said to be there still.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    public async Task<IActionResult> OnGetAsync(Id<Message> letter, long seen, CancellationToken cancellationToken)
    {
        if (await messages.FindAsync(letter, cancellationToken) is not { } message)
        {
            // Whoever listens doesn't ask again then.
            return new NoContentResult();
        }

        var said = clock.GetUtcNow();
        await EventStream.TellAsync(
            HttpContext,
            async token =>
            {
                if (clock.GetUtcNow() - said >= Again)
                {
                    said = clock.GetUtcNow();
                    await company.StayAsync(message.Number, person.Id, token);
                }

                return await company.SayAsync(message.Number, person.Id, seen, token);
            },
            cancellationToken);
        return new EmptyResult();
    }
}
