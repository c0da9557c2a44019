using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Postbag.Office.Security;

/// <summary>Data Protection with a key ring for each office. A process serves many offices, and a cookie of one must be
/// worth nothing at another: so every protector asks, each time, which office the request is for.</summary>
internal sealed class OfficeProtection(IHttpContextAccessor http, OfficeKeyRings rings) : IDataProtectionProvider
{
    public IDataProtector CreateProtector(string purpose) => new Protector(this, [purpose]);

    private IDataProtector Resolve(string[] purposes)
    {
        var context = http.HttpContext
            ?? throw new InvalidOperationException("Outside a request there is no office whose keys to use.");
        return rings.For(context.RequestServices.GetRequiredService<CurrentOffice>().Office, purposes);
    }

    private sealed class Protector(OfficeProtection all, string[] purposes) : IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => new Protector(all, [.. purposes, purpose]);

        public byte[] Protect(byte[] plaintext) => all.Resolve(purposes).Protect(plaintext);

        public byte[] Unprotect(byte[] protectedData) => all.Resolve(purposes).Unprotect(protectedData);
    }
}
