using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Postbag.Ui.Pages.Errors;

/// <summary>
/// What went wrong, in plain words. The composition sends refusals and exceptions here
/// (<c>UseStatusCodePagesWithReExecute("/error/{0}")</c>, <c>UseExceptionHandler("/error/500")</c>).
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class StatusModel : PageModel
{
    /// <summary>No host of that name here; not an HTTP status, so it has its own number outside their range.</summary>
    public const int UnknownOffice = 1;

    internal ErrorWords Said { get; private set; } = ErrorWords.For(404);

    /// <summary>Joins the page to the log's entry; null where nothing was logged.</summary>
    public string? Reference { get; private set; }

    public void OnGet(int code = 500) => Say(code);

    public void OnPost(int code = 500) => Say(code);

    private void Say(int code)
    {
        Said = ErrorWords.For(code);
        Reference = code == 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        Response.StatusCode = code is >= 400 and < 600 ? code : 404;
    }
}

internal sealed record ErrorWords(string Title, bool OffersHome, params string[] Lines)
{
    public static ErrorWords For(int code) => code switch
    {
        StatusModel.UnknownOffice => new("There is no office at this address", false,
            "Check the address in the bar above against the one you were given.",
            "If it is right, tell whoever looks after your office’s Postbag: this server doesn’t know that name."),
        400 => new("That page had been open too long", true,
            "Nothing was changed. Go back, load the page again and repeat what you did."),
        401 => new("Sign in first", true, "Your sign-in may have run out. Nothing you had already saved is lost."),
        403 => new("This isn’t open to you", true,
            "Your role doesn’t include this page, or it belongs to a case that was closed to most people.",
            "If you need it for your work, ask your office manager. Having asked is never held against anyone."),
        404 => new("There is nothing here", true,
            "The address may be mistyped, or what stood here has been removed under your office’s retention rules."),
        429 => new("Too many tries", false,
            "To keep strangers out, we wait a little after several tries. Try again in a few minutes.",
            "If it wasn’t you, tell your office manager."),
        503 => new("Postbag is being looked after", false,
            "It will be back shortly. Letters that arrive meanwhile are kept and lose nothing."),
        _ => new("Something went wrong on our side", true,
            "Nothing you had saved is lost. Try again; if it happens twice, pass on the reference below."),
    };
}
