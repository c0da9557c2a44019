using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox;
using Postbag.Mime;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>Ten seconds' form for a call or a visit; it becomes an item like a letter.</summary>
[Needs(Permission.MarkPost)]
public sealed class NoteModel(CurrentOffice current, Arrivals arrivals, CurrentPerson person, TimeProvider clock)
    : PageModel
{
    private static readonly string[] Ways = ["Phone", "Counter", "Letter"];

    [BindProperty]
    public string How { get; set; } = "Phone";

    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public string? Who { get; set; }

    [BindProperty]
    public string? Reach { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var note = new CallNote(
            Ways.Contains(How) ? How
                : Ways[0], Who ?? "", Reach ?? "", What ?? "", person.Name, await ReadFilesAsync(cancellationToken));
        if (TakeNote.WhyNot(note) is { } refusal)
        {
            ModelState.AddModelError(nameof(What), refusal.Sentence);
            return Page();
        }

        await new TakeNote(current.Office, arrivals, clock).RunAsync(note, cancellationToken);
        TempData["Notice"] = "Kept. It appears in the post in a moment.";
        return Redirect(PostLinks.Bench);
    }

    private async Task<IReadOnlyList<OutgoingFile>> ReadFilesAsync(CancellationToken cancellationToken)
    {
        var files = new List<OutgoingFile>();
        foreach (var file in Files.Where(file => file.Length > 0))
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            var name = string.Concat(Path.GetFileName(file.FileName.Replace('\\', '/')).Where(c => !char.IsControl(c)));
            files.Add(new OutgoingFile(
                name.Length > 0 ? name : "scan", MediaTypeOf(file.ContentType), content.ToArray()));
        }

        return files;
    }

    /// <summary>What the browser says is no more than a guess; anything odd is bytes.</summary>
    private static string MediaTypeOf(string? said) =>
        said is "image/jpeg" or "image/png" or "application/pdf" or "image/tiff" or "image/heic"
            ? said : "application/octet-stream";
}
