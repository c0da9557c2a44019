using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.People.Pages;

/// <summary>One person: what is known of them, and everything that is theirs, as far as the reader may see
/// it.</summary>
[Needs(Permission.SeePeople)]
public sealed class ShowModel(
    OfficeDb db, PeopleQueries queries, IEnumerable<PersonTimeline> timelines, CurrentPerson reader) : PageModel
{
    public Person Person { get; private set; } = null!;

    public PersonDetails Details { get; private set; } = null!;

    public IReadOnlyList<TimelineEntry> Entries { get; private set; } = [];

    public PersonActKind? LastAct { get; private set; }

    public bool MayWork => reader.May(Permission.WorkPeople);

    public async Task<IActionResult> OnGetAsync(Id<Person> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } person) return NotFound();
        // They have been joined to somebody: an old link still leads there.
        if (person.Id != id) return Redirect(PeopleLinks.Show(person.Id));
        Person = person;
        Details = await queries.DetailsAsync(person, cancellationToken);
        var numbers = await queries.NumbersAsync(person, cancellationToken);
        var entries = new List<TimelineEntry>();
        foreach (var timeline in timelines)
            entries.AddRange(await timeline.Find(db.Engine, numbers, reader, cancellationToken));
        Entries = [.. entries.OrderByDescending(entry => entry.At)];
        LastAct = MayWork ? await queries.LastActAsync(person, cancellationToken) : null;
        return Page();
    }
}
