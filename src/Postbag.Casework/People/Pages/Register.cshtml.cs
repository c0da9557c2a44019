using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.People.Moving;
using Postbag.Casework.People.Register;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.People.Pages;

/// <summary>The office's register of electors: whether there is one, a new one in its place, and none. A file is looked
/// at and mapped before anything of it is kept, and of it only keys are.</summary>
[Needs(Permission.MovePeople)]
[RequestFormLimits(ValueLengthLimit = 24 << 20, MultipartBodyLengthLimit = 28 << 20)]
[RequestSizeLimit(30 << 20)]
public sealed class RegisterModel(OfficeDb db, AuditTrail audit, CurrentPerson reader, TimeProvider clock) : PageModel
{
    /// <summary>A whole constituency's; larger ones go by the command.</summary>
    private const int MostBytes = 24 << 20;

    private PeopleCsv? csv;

    /// <summary>The file, packed; empty until one has been looked at.</summary>
    [BindProperty(Name = "content")]
    public string? PackedContent { get; set; }

    [BindProperty]
    public List<PeopleColumn> Columns { get; set; } = [];

    public RegisterState State { get; private set; } = new(0, null);

    public new string Content => PackedContent ?? "";

    public IReadOnlyList<string> Header => csv?.Header ?? [];

    public RegisterCount? Count { get; private set; }

    public IReadOnlyList<RejectedPerson> Left { get; private set; } = [];

    /// <summary>What a column may hold that says anything here.</summary>
    internal static IReadOnlyList<PeopleColumn> Choices { get; } =
        [PeopleColumn.None, PeopleColumn.Name, PeopleColumn.GivenName, PeopleColumn.FamilyName, PeopleColumn.Address,
            PeopleColumn.Postcode];

    public IEnumerable<string> Samples(int column) =>
        csv!.Rows.Select(row => column < row.Count ? row[column] : "").Where(cell => cell.Length > 0).Take(2);

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        State = await Register().StateAsync(cancellationToken);

    public async Task<IActionResult> OnPostLookAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null or { Length: 0 }) return await RefuseAsync("Choose a file.", cancellationToken);
        if (file.Length > MostBytes)
            return await RefuseAsync(
                "The file has more than 24 MB. `postbag people register` takes larger ones.", cancellationToken);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        try
        {
            csv = PeopleCsv.Read(bytes.ToArray());
        }
        catch (CannotException refusal)
        {
            return await RefuseAsync(refusal.Message, cancellationToken);
        }

        (PackedContent, Columns) =
            (CarriedFile.Pack(bytes.ToArray()),
            [.. csv.Guess().Select(column => Choices.Contains(column) ? column : PeopleColumn.None)]);
        ModelState.Clear();
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken) =>
        Unpack() is { } refusal ? await RefuseAsync(refusal, cancellationToken) : await ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostRejectsAsync(CancellationToken cancellationToken)
    {
        if (Unpack() is { } refusal) return await RefuseAsync(refusal, cancellationToken);
        var (_, left) = TakeRegister.Try(csv!.People(Columns));
        return File(Encoding.UTF8.GetBytes(ExportPeople.Rejects(csv.Header, left)), "text/csv; charset=utf-8",
            "not-taken.csv");
    }

    public async Task<IActionResult> OnPostTakeAsync(CancellationToken cancellationToken)
    {
        if (Unpack() is { } refusal) return await RefuseAsync(refusal, cancellationToken);
        if (TakeRegister.Try(csv!.People(Columns)).Count.Entries == 0) return await ShowAsync(cancellationToken);
        var count = await Register().RunAsync(csv.People(Columns), reader.Actor, cancellationToken);
        TempData["Notice"] = $"{count.Entries:N0} electors taken, {(count.Left == 1 ? "1 row" : $"{count.Left:N0} rows")} left out. Grades are given anew.";
        return Redirect(PeopleLinks.Register);
    }

    public async Task<IActionResult> OnPostForgetAsync(CancellationToken cancellationToken)
    {
        await Register().ForgetAsync(reader.Actor, cancellationToken);
        TempData["Notice"] = "The register is forgotten. Grades are given anew.";
        return Redirect(PeopleLinks.Register);
    }

    private TakeRegister Register() => new(db.Engine, audit, clock);

    private async Task<PageResult> ShowAsync(CancellationToken cancellationToken)
    {
        State = await Register().StateAsync(cancellationToken);
        (Count, Left) = TakeRegister.Try(csv!.People(Columns));
        if (Count.Entries == 0)
            ModelState.AddModelError("", "No row has a name and a postcode. Say which columns hold them.");
        return Page();
    }

    private async Task<PageResult> RefuseAsync(string sentence, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        ModelState.AddModelError("file", sentence);
        (csv, PackedContent) = (null, null);
        State = await Register().StateAsync(cancellationToken);
        return Page();
    }

    /// <returns>Why it can't be read; null if it can.</returns>
    private string? Unpack()
    {
        if (CarriedFile.Unpack(Content, MostBytes) is not { } bytes) return "Choose the file again.";
        try
        {
            csv = PeopleCsv.Read(bytes);
        }
        catch (CannotException refusal)
        {
            return refusal.Message;
        }

        while (Columns.Count < csv.Header.Count) Columns.Add(PeopleColumn.None);
        return null;
    }
}
