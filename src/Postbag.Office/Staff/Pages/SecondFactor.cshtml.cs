using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using QRCoder;

namespace Postbag.Office.Staff.Pages;

/// <summary>Setting up an authenticator app, and removing it.</summary>
[Authorize]
public sealed class SecondFactorModel(
    OfficeDb db, CurrentPerson person, CurrentOffice office, SecondFactor factor, SigningIn signingIn) : PageModel
{
    private const string Wrong =
        "That code is wrong. Check that your phone’s clock is right and enter the code it shows now.";

    private StaffMember member = null!;

    [BindProperty, Required(ErrorMessage = "Enter the code your app shows."), StringLength(10)]
    public string? Code { get; set; }

    public bool IsEnabled => member.TwoFactorEnabled;

    public bool IsRequired => person.MustSetUpSecondFactor;

    /// <summary>The secret in groups of four.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The same as a picture to scan, in SVG.</summary>
    public string Picture { get; private set; } = "";

    public IReadOnlyList<string> NewCodes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!ModelState.IsValid || IsEnabled) return Page();
        NewCodes = await factor.EnableAsync(member, Code!, cancellationToken) ?? [];
        if (NewCodes.Count == 0) ModelState.AddModelError(nameof(Code), Wrong);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!ModelState.IsValid) return Page();
        if (!await signingIn.IsCodeAsync(member, Code!, cancellationToken))
        {
            ModelState.AddModelError(nameof(Code), Wrong);
            return Page();
        }

        await factor.DisableAsync(member, cancellationToken);
        TempData["Notice"] = "The authenticator app is removed.";
        return Redirect(StaffLinks.SecondFactor);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        member = await db.Staff.SingleAsync(m => m.Id == person.Id.Value, cancellationToken);
        if (member.TwoFactorEnabled) return;
        var secret = await factor.SecretOfAsync(member);
        Key = string.Join(' ', secret.Chunk(4).Select(part => new string(part)));
        var issuer = WebUtility.UrlEncode($"Postbag {office.Office.Name}")
            .Replace("+", "%20", StringComparison.Ordinal);
        var uri = string.Create(
            CultureInfo.InvariantCulture,
            $"otpauth://totp/{issuer}:{WebUtility.UrlEncode(member.UserName)}?secret={secret}&issuer={issuer}&digits=6");
        using var data = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        Picture = code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
