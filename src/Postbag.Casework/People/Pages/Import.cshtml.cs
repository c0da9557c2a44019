using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.People.Moving;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.People.Pages;

/// <summary>Takes people from a file: looked at, mapped, tried, and only then taken. The file goes along in the form,
/// so nothing is left lying on the server.</summary>
[Needs(Permission.MovePeople)]
[RequestFormLimits(ValueLengthLimit = 8 << 20, MultipartBodyLengthLimit = 12 << 20)]
public sealed class ImportModel(OfficeDb db, AuditTrail audit, CurrentPerson reader, TimeProvider clock) : PageModel
{
    /// <summary>Larger lists go by the command, which has no form around it.</summary>
    private const int MostBytes = 8 << 20;

    private PeopleCsv? csv;
    private IReadOnlyList<ImportedPerson>? cards;

    /// <summary>The file, packed; empty until one has been looked at.</summary>
    [BindProperty(Name = "content")]
    public string? PackedContent { get; set; }

    [BindProperty]
    public List<PeopleColumn> Columns { get; set; } = [];

    public new string Content => PackedContent ?? "";

    public IReadOnlyList<string> Header => csv?.Header ?? [];

    /// <summary>The people of a file of vCards; none if it is another.</summary>
    public IReadOnlyList<ImportedPerson> Cards => cards ?? [];

    public int Rows => csv?.Rows.Count ?? 0;

    public PeopleImportCount? Count { get; private set; }

    public IEnumerable<string> Samples(int column) =>
        csv!.Rows.Select(row => column < row.Count ? row[column] : "").Where(cell => cell.Length > 0).Distinct()
            .Take(3);

    internal static string Say(PeopleColumn column) => column switch
    {
        PeopleColumn.None => "Not taken",
        PeopleColumn.GivenName => "Given name",
        PeopleColumn.FamilyName => "Family name",
        PeopleColumn.Email => "E-mail",
        PeopleColumn.Phone => "Telephone",
        PeopleColumn.Address => "Address, or a line of it",
        _ => column.ToString(),
    };

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostLookAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null or { Length: 0 }) return Refuse("Choose a file.");
        if (file.Length > MostBytes)
            return Refuse("The file has more than 8 MB. `postbag people import` takes larger ones.");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        try
        {
            if (VCards.AreIn(bytes.ToArray())) return await ShowCardsAsync(bytes.ToArray(), cancellationToken);
            csv = PeopleCsv.Read(bytes.ToArray());
        }
        catch (CannotException refusal)
        {
            return Refuse(refusal.Message);
        }

        (PackedContent, Columns) = (CarriedFile.Pack(bytes.ToArray()), [.. csv.Guess()]);
        ModelState.Clear();
        return Page();
    }

    /// <summary>Cards say themselves what they hold: there is nothing to map, but who they are is shown before anybody
    /// is taken.</summary>
    private async Task<IActionResult> ShowCardsAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        cards = VCards.Read(bytes);
        if (cards.Count == 0) return Refuse("There is no card in the file.");
        Count = await Import().TryAsync(cards, cancellationToken);
        PackedContent = CarriedFile.Pack(bytes);
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken)
    {
        if (Unpack() is { } refusal) return Refuse(refusal);
        if (cards is null && !Columns.Exists(
            column => column is PeopleColumn.Name or PeopleColumn.GivenName or PeopleColumn.FamilyName))
        {
            ModelState.AddModelError("", "Choose the column that holds the names.");
            return Page();
        }

        Count = await Import().TryAsync(People(), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancellationToken) =>
        Unpack() is { } refusal ? Refuse(refusal) : await TakeAsync(People(), cancellationToken);

    public async Task<IActionResult> OnPostRejectsAsync(CancellationToken cancellationToken)
    {
        if (Unpack() is { } refusal) return Refuse(refusal);
        var count = await Import().TryAsync(People(), cancellationToken);
        return File(Encoding.UTF8.GetBytes(ExportPeople.Rejects(csv?.Header ?? ["Name", "E-mail"], count.Rejected)),
            "text/csv; charset=utf-8", "not-taken.csv");
    }

    public async Task<IActionResult> OnPostExportAsync(string? format, CancellationToken cancellationToken)
    {
        var text = new StringWriter();
        var asVCards = format == "vcard";
        await new ExportPeople(db.Engine, audit).RunAsync(text, asVCards, reader.Actor, cancellationToken);
        return File(Encoding.UTF8.GetBytes(text.ToString()), asVCards
            ? "text/vcard" : "text/csv; charset=utf-8", asVCards ? "people.vcf" : "people.csv");
    }

    private async Task<IActionResult> TakeAsync(
        IReadOnlyList<ImportedPerson> people, CancellationToken cancellationToken)
    {
        var count = await Import().RunAsync(people, reader.Actor, null, cancellationToken);
        TempData["Notice"] = $"{count.Added:N0} added, {count.Known:N0} known already, {count.Rejected.Count:N0} not taken.";
        return Redirect(PeopleLinks.People);
    }

    private IReadOnlyList<ImportedPerson> People() => cards ?? csv!.People(Columns);

    private ImportPeople Import() => new(db.Engine, audit, clock);

    private PageResult Refuse(string sentence)
    {
        ModelState.Clear();
        ModelState.AddModelError("file", sentence);
        (csv, cards, PackedContent) = (null, null, null);
        return Page();
    }

    /// <returns>Why it can't be read; null if it can.</returns>
    private string? Unpack()
    {
        try
        {
            if (CarriedFile.Unpack(Content, MostBytes) is not { } bytes) return "Choose the file again.";
            if (VCards.AreIn(bytes))
            {
                cards = VCards.Read(bytes);
                return null;
            }

            csv = PeopleCsv.Read(bytes);
            while (Columns.Count < csv.Header.Count) Columns.Add(PeopleColumn.None);
            return null;
        }
        catch (CannotException refusal)
        {
            return refusal.Message;
        }
    }
}
