using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Postbag.Office.Security;

/// <summary>Each office's own key ring, kept in its own database: what one office protects is noise to every
/// other.</summary>
/// <remarks>For jobs and commands too, which are of an office without being a request of it.</remarks>
public sealed class OfficeKeyRings(ILoggerFactory logs, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<OpenOffice, Lazy<ServiceProvider>> rings = new();

    /// <param name="office">Whose keys.</param>
    /// <param name="purposes">What for: what is protected for one purpose can't be read for another.</param>
    public IDataProtector For(OpenOffice office, params IEnumerable<string> purposes)
    {
        var ring = rings.GetOrAdd(office, of => new Lazy<ServiceProvider>(() => MakeRing(of))).Value;
        return ring.GetRequiredService<IDataProtectionProvider>().CreateProtector(purposes);
    }

    public void Dispose()
    {
        foreach (var ring in rings.Values)
            if (ring.IsValueCreated)
                ring.Value.Dispose();
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
}
