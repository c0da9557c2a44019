using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Postbag.Casework.People.Writers;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.People.Pages;

/// <summary>What people say of a person.</summary>
[Needs(Permission.WorkPeople)]
public sealed class EditModel(PeopleQueries queries, PeopleActs acts, CurrentPerson reader) : PageModel
{
    private const string Until = " until ";

    public Person Person { get; private set; } = null!;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter a name."),
        StringLength(200, ErrorMessage = "Enter a name of at most 200 characters.")]
    public string? Name { get; set; }

    [BindProperty, StringLength(4000, ErrorMessage = "Enter at most 4,000 characters.")]
    public string? Addresses { get; set; }

    [BindProperty, StringLength(4000, ErrorMessage = "Enter at most 4,000 characters.")]
    public string? Emails { get; set; }

    [BindProperty, StringLength(4000, ErrorMessage = "Enter at most 4,000 characters.")]
    public string? Phones { get; set; }

    [BindProperty, StringLength(200, ErrorMessage = "Enter at most 200 characters.")]
    public string? Languages { get; set; }

    [BindProperty]
    public AnswerBy AnswerBy { get; set; }

    [BindProperty]
    public List<string> Needs { get; set; } = [];

    [BindProperty, StringLength(500, ErrorMessage = "Enter at most 500 characters.")]
    public string? NeedsNote { get; set; }

    /// <summary>"", "yes" or "no".</summary>
    [BindProperty]
    public string? Register { get; set; }

    public IReadOnlyList<SelectListItem> Ways { get; } =
        [.. Enum.GetValues<AnswerBy>()
            .Select(way => new SelectListItem(PeopleWords.Of(way) ?? "They haven’t said", way.ToString()))];

    public IReadOnlyList<SelectListItem> RegisterAnswers { get; } =
        [new("Nobody looked", ""), new("On the register", "yes"), new("Looked up and not found", "no")];

    public async Task<IActionResult> OnGetAsync(Id<Person> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } person) return NotFound();
        Person = person;
        var own = await queries.OwnDetailsAsync(person, cancellationToken);
        (Name, Languages, AnswerBy, NeedsNote, Version) =
            (person.Name, person.Languages, person.AnswerBy, person.NeedsNote, person.Version);
        Needs = [.. Enum.GetValues<PersonNeeds>().Where(need => need != PersonNeeds.None && person.Needs.HasFlag(need))
            .Select(need => need.ToString())];
        Register = person.IsOnRegister switch { true => "yes", false => "no", _ => "" };
        Emails = string.Join('\n', own.Emails);
        Phones = string.Join('\n', own.Phones);
        Addresses = string.Join('\n', own.Addresses.Select(address =>
            address.To is { } to
                ? string.Create(CultureInfo.InvariantCulture, $"{address.Address}{Until}{to:dd/MM/yyyy}")
                : address.Address));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Id<Person> id, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } person) return NotFound();
        Person = person;
        var emails = Lines(Emails).Select(line => line.ToLowerInvariant()).ToList();
        if (emails.Exists(email => !email.Contains('@')))
            ModelState.AddModelError(
                nameof(Emails), "Enter an e-mail address, such as name@example.org, on each line.");
        var phones = Lines(Phones).Select(line => PhoneText.Normal(line) ?? "").ToList();
        if (phones.Contains(""))
            ModelState.AddModelError(nameof(Phones), "Enter a telephone number with its area code on each line.");
        if (!ModelState.IsValid) return Page();
        var own = await queries.OwnDetailsAsync(person, cancellationToken);
        var needs = Needs.Select(need => Enum.TryParse<PersonNeeds>(need, out var known) ? known : PersonNeeds.None)
            .Aggregate(PersonNeeds.None, (all, one) => all | one);
        var words = new PersonWords(
            Name!.Trim(), Languages?.Trim() ?? "", AnswerBy, needs, NeedsNote?.Trim() ?? "",
            Register switch { "yes" => true, "no" => false, _ => null }, emails, phones,
            [.. Lines(Addresses).Select(line => AddressOf(line, own))]);
        try
        {
            await acts.EditAsync(person, words, Version, reader.Actor, cancellationToken);
        }
        catch (Refused refusal)
        {
            ModelState.AddModelError("", refusal.Message);
            ModelState.Remove(nameof(Version));
            Version = person.Version;
            return Page();
        }

        TempData["Notice"] = "Saved.";
        return Redirect(PeopleLinks.Show(person.Id));
    }

    private static PersonAddress AddressOf(string line, PersonDetails own)
    {
        var at = line.LastIndexOf(Until, StringComparison.OrdinalIgnoreCase);
        DateOnly? to = null;
        if (at > 0 && DateOnly.TryParse(line[(at + Until.Length)..], CultureInfo.GetCultureInfo("en-GB"), out var day))
            (line, to) = (line[..at].TrimEnd(' ', ','), day);
        var before = own.Addresses.FirstOrDefault(address => address.Address == line);
        var postcode = PostcodeText.Find(line) is [.., var last] ? last.Postcode : "";
        return new PersonAddress(line, postcode, before?.From, to, IsLearned: false);
    }

    private static IEnumerable<string> Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(20);
}
