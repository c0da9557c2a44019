using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Postbag.Office;

namespace Postbag.Serving;

/// <summary>The web server of one side, for one or many offices.</summary>
internal static class OfficeServer
{
    /// <param name="side">The side this process serves.</param>
    /// <param name="offices">Its offices, open; the server doesn't close them.</param>
    /// <param name="urls">Where to listen, separated by semicolons, e.g. "http://127.0.0.1:8080".</param>
    /// <param name="clock">The time; tests stop it.</param>
    public static WebApplication Build(Side side, OfficeRegistry offices, string urls, TimeProvider clock)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(urls);
        builder.Services.AddSingleton(clock);
        builder.Services.AddOffice(side, offices);
        builder.Services.AddRazorPages().ConfigureApplicationPartManager(parts => UsePagesOf(side, parts));

        var app = builder.Build();
        app.UseStaticFiles();
        app.UseOffice();
        app.UseRouting();
        app.MapRazorPages();
        return app;
    }

    /// <summary>Serves the house's pages and this side's, and none of the other side's.</summary>
    /// <remarks>By default every assembly the program references would offer its pages: the wall would have a door.</remarks>
    private static void UsePagesOf(Side side, ApplicationPartManager manager)
    {
        manager.ApplicationParts.Clear();
        foreach (var assembly in new[] { Assembly.Load("Postbag.Ui"), typeof(OfficeDb).Assembly, side.Assembly })
        {
            manager.ApplicationParts.Add(new AssemblyPart(assembly));
            manager.ApplicationParts.Add(new CompiledRazorAssemblyPart(assembly));
        }
    }
}
