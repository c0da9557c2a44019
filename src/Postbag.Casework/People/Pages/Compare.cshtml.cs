using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.People.Pages;

/// <summary>A field of two people.</summary>
public sealed record ComparedField(string Field, string One, string Other, bool IsSame, bool IsEmpty);

/// <summary>Two people field by field, to be joined or kept apart.</summary>
[Needs(Permission.WorkPeople)]
public sealed class CompareModel(PeopleQueries queries, PeopleActs acts, CurrentPerson reader) : PageModel
{
    public PersonDetails Left { get; private set; } = null!;

    public PersonDetails Right { get; private set; } = null!;

    public IReadOnlyList<ComparedField> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Id<Person> one, Id<Person> other, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(one, other, cancellationToken)) return NotFound();
        if (Left.Person.Number == Right.Person.Number) return Redirect(PeopleLinks.Show(Left.Person.Id));
        Rows =
        [
            Row("Names", Left.Names, Right.Names),
            Row("Addresses", Left.Addresses.Select(a => a.Address), Right.Addresses.Select(a => a.Address)),
            Row("E-mail", Left.Emails, Right.Emails),
            Row("Telephone", Left.Phones.Select(PeopleWords.Phone), Right.Phones.Select(PeopleWords.Phone)),
            Row("Languages", [Left.Person.Languages], [Right.Person.Languages]),
            Row("Constituent", [Left.Person.Grade is { } l ? PeopleWords.Of(l) : ""],
                [Right.Person.Grade is { } r ? PeopleWords.Of(r) : ""]),
            Row("Special cases", PeopleWords.Of(Left.Person.Special), PeopleWords.Of(Right.Person.Special)),
            Row("Last wrote", [Say(Left.Person)], [Say(Right.Person)]),
        ];
        Rows = [.. Rows.Where(row => !row.IsEmpty)];
        return Page();
    }

    public Task<IActionResult> OnPostAsync(Id<Person> one, Id<Person> other, CancellationToken cancellationToken) =>
        DoAsync(
            one, other, "They are one now.", token => acts.MergeAsync(Left.Person, Right.Person, reader.Actor, token),
            cancellationToken);

    public Task<IActionResult> OnPostApartAsync(
        Id<Person> one, Id<Person> other, CancellationToken cancellationToken) => DoAsync(
            one, other, "They stay two.", token => acts.KeepApartAsync(Left.Person, Right.Person, reader.Actor, token),
            cancellationToken);

    private async Task<IActionResult> DoAsync(
        Id<Person> one, Id<Person> other, string notice, Func<CancellationToken, Task> act,
        CancellationToken cancellationToken)
    {
        if (!await LoadAsync(one, other, cancellationToken)) return NotFound();
        try
        {
            await act(cancellationToken);
            TempData["Notice"] = notice;
            TempData[DuplicatesModel.Decided] = Left.Person.Id.ToString();
        }
        catch (Refused refusal)
        {
            TempData["Notice"] = refusal.Message;
        }

        return Redirect(PeopleLinks.Duplicates);
    }

    private async Task<bool> LoadAsync(Id<Person> one, Id<Person> other, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(one, cancellationToken) is not { } left
            || await queries.FindAsync(other, cancellationToken) is not { } right) return false;
        Left = await queries.DetailsAsync(left, cancellationToken);
        Right = await queries.DetailsAsync(right, cancellationToken);
        return true;
    }

    private static ComparedField Row(string field, IEnumerable<string> one, IEnumerable<string> other)
    {
        var (left, right) = (
            one.Where(value => value.Length > 0).ToList(), other.Where(value => value.Length > 0).ToList());
        return new ComparedField(
            field, left.Count > 0 ? string.Join("; ", left) : "–", right.Count > 0 ? string.Join("; ", right) : "–",
            left.Intersect(right, StringComparer.OrdinalIgnoreCase).Any(), left.Count + right.Count == 0);
    }

    private static string Say(Person person) =>
        person.LastAt is { } at ? Postbag.Office.Calendar.OfficeCalendar.SayDay(at) : "";
}
