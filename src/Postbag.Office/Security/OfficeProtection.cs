using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Postbag.Office.Security;

/// <summary>Data Protection with a key ring for each office. A process serves many offices, and a cookie of one must be
/// worth nothing at another: so every protector asks, each time, which office the request is for.</summary>
internal sealed class OfficeProtection(IHttpContextAccessor http, ILoggerFactory logs, TimeProvider clock)
    : IDataProtectionProvider, IDisposable
{
    private readonly ConcurrentDictionary<OpenOffice, Lazy<ServiceProvider>> rings = new();

    public IDataProtector CreateProtector(string purpose) => new Protector(this, [purpose]);

    public void Dispose()
    {
        foreach (var ring in rings.Values)
            if (ring.IsValueCreated)
                ring.Value.Dispose();
    }

    private IDataProtector Resolve(string[] purposes)
    {
        var context = http.HttpContext
            ?? throw new InvalidOperationException("Outside a request there is no office whose keys to use.");
        var office = context.RequestServices.GetRequiredService<CurrentOffice>().Office;
        var ring = rings.GetOrAdd(office, of => new Lazy<ServiceProvider>(() => MakeRing(of))).Value;
        return ring.GetRequiredService<IDataProtectionProvider>().CreateProtector(purposes);
    }

    private ServiceProvider MakeRing(OpenOffice office)
    {
        var services = new ServiceCollection();
        services.AddSingleton(logs);
        services.AddDataProtection().SetApplicationName("postbag-" + office.Side.Key);
        services.Configure<KeyManagementOptions>(
            options => options.XmlRepository = new ProtectionKeys(office.Engine, clock));
        return services.BuildServiceProvider();
    }

    private sealed class Protector(OfficeProtection all, string[] purposes) : IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => new Protector(all, [.. purposes, purpose]);

        public byte[] Protect(byte[] plaintext) => all.Resolve(purposes).Protect(plaintext);

        public byte[] Unprotect(byte[] protectedData) => all.Resolve(purposes).Unprotect(protectedData);
    }
}
