using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.People.Pages;

/// <summary>People who may be one. Several pairs can be joined at once only where hardly anything can go
/// wrong.</summary>
[Needs(Permission.WorkPeople)]
public sealed class DuplicatesModel(OfficeDb db, PeopleQueries queries, PeopleActs acts, CurrentPerson reader)
    : PageModel
{
    /// <summary>Where the next page is told of whom something was just decided.</summary>
    internal const string Decided = "DecidedPerson";

    /// <summary>Of whom it was just decided, so that it can be taken back where one is; null if of nobody.</summary>
    public Person? Just { get; private set; }

    [BindProperty]
    public List<string> Pairs { get; set; } = [];

    public IReadOnlyList<DuplicatePair> Found { get; private set; } = [];

    /// <summary>The same whole name and two things besides: a couple, or a father and son at one address, have one at
    /// most.</summary>
    public bool IsSafe(DuplicatePair pair) =>
        pair.Reasons.Count >= 3 && pair.One.Name == pair.Other.Name && pair.One.Name.Contains(' ');

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (TempData[Decided] is string id && Id<Person>.TryParse(id, null, out var person))
            Just = await queries.FindAsync(person, cancellationToken);
    }

    public async Task<IActionResult> OnPostSeveralAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        // Only what is still so: the page may be an hour old.
        var chosen = Found.Where(pair => IsSafe(pair) && Pairs.Contains($"{pair.One.Id} {pair.Other.Id}")).ToList();
        var joined = 0;
        foreach (var pair in chosen)
        {
            try
            {
                var one = (await queries.FindAsync(pair.One.Id, cancellationToken))!;
                var other = (await queries.FindAsync(pair.Other.Id, cancellationToken))!;
                await acts.MergeAsync(one, other, reader.Actor, cancellationToken);
                joined++;
            }
            catch (Refused)
            {
                // A third of the same name: it has been joined with the pair before, and stands as one with it now.
            }
        }

        TempData["Notice"] = joined == 1 ? "One pair was joined." : $"{joined:N0} pairs were joined.";
        return Redirect(PeopleLinks.Duplicates);
    }

    private async Task LoadAsync(CancellationToken cancellationToken) =>
        Found = await new FindDuplicates(db.Engine).RunAsync(cancellationToken);
}
