using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Postbag.Casework.Inbox.Imap;
using Postbag.Office.Security;
using Postbag.Office.Staff;

namespace Postbag.Casework.Inbox.Mailboxes.Pages;

public enum MailboxSignIn
{
    Password,
    Token,
}

/// <summary>Adds a mailbox: tried first, kept only if it opens.</summary>
[Needs(Permission.ManageMailboxes)]
public sealed class AddModel(Mailboxes mailboxes, CurrentPerson person) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter the user name; often it is the address."), StringLength(254)]
    public string? UserName { get; set; }

    [BindProperty, Required(ErrorMessage = "Enter the mail server's name."), StringLength(253)]
    public string? Host { get; set; }

    [BindProperty]
    public ImapSecurity Security { get; set; } = ImapSecurity.Tls;

    [BindProperty, Range(1, 65535, ErrorMessage = "Enter a port from 1 to 65535, or leave it empty.")]
    public int? Port { get; set; }

    [BindProperty]
    public MailboxSignIn SigningIn { get; set; } = MailboxSignIn.Password;

    [BindProperty, StringLength(1000)]
    public string? Password { get; set; }

    [BindProperty, StringLength(1000)]
    public string? TokenAddress { get; set; }

    [BindProperty, StringLength(1000)]
    public string? ClientId { get; set; }

    [BindProperty, StringLength(1000)]
    public string? ClientSecret { get; set; }

    [BindProperty, StringLength(10_000)]
    public string? RefreshToken { get; set; }

    [BindProperty]
    public DateOnly? SinceOn { get; set; }

    public void OnGet()
    {
        // the form is empty
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        var wanted = Wanted();
        if (await mailboxes.WhyNotAddAsync(wanted, cancellationToken) is { } refusal)
        {
            ModelState.AddModelError(nameof(Host), refusal.Sentence);
            return Page();
        }

        try
        {
            var (mailbox, _) = await mailboxes.AddAsync(wanted, isPaused: true, person.Actor, cancellationToken);
            TempData["Notice"] = "The mailbox opens. Choose its folders, then start fetching.";
            return Redirect(MailboxLinks.Show(mailbox.Id));
        }
        catch (ImapException failure)
        {
            ModelState.AddModelError(FieldAtFault(failure.Fault), failure.Message);
            return Page();
        }
    }

    private NewMailbox Wanted() => new()
    {
        Host = Host!.Trim(),
        Port = Port ?? ImapServer.UsualPort(Security),
        Security = Security,
        UserName = UserName!.Trim(),
        Secret = SigningIn == MailboxSignIn.Password
            ? new MailboxSecret(Password)
            : new MailboxSecret(null, RefreshToken?.Trim(), ClientSecret?.Trim()),
        TokenAddress = SigningIn == MailboxSignIn.Token ? TokenAddress?.Trim() ?? "" : null,
        ClientId = SigningIn == MailboxSignIn.Token ? ClientId?.Trim() : null,
        SinceOn = SinceOn,
    };

    private string FieldAtFault(ImapFault fault) => fault switch
    {
        ImapFault.SignInRefused => SigningIn == MailboxSignIn.Password ? nameof(Password) : nameof(RefreshToken),
        ImapFault.ConnectionRefused or ImapFault.NotAnImapServer => nameof(Port),
        ImapFault.NoEncryption => nameof(Security),
        _ => nameof(Host),
    };
}
