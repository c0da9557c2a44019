using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Postbag.Casework;
using Postbag.Casework.Inbox.Lmtp;
using Postbag.Casework.Inbox.Maildirs;
using Postbag.Office;
using Postbag.Office.Security;
using Postbag.Settings;
using Postbag.Ui;
using Side = Postbag.Office.Side;

namespace Postbag.Serving;

/// <summary>The web server of one side, for one or many offices.</summary>
internal static class OfficeServer
{
    /// <summary>How long requests and jobs under way have to finish when the server is told to stop.</summary>
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(20);

    /// <param name="side">The side this process serves.</param>
    /// <param name="offices">Its offices, open; the server doesn't close them.</param>
    /// <param name="settings">What whoever runs the server has set.</param>
    /// <param name="clock">The time; tests stop it.</param>
    /// <param name="adjust">Registers something in place of what is usual: tests are in more of a hurry. Null for
    /// nothing.</param>
    public static WebApplication Build(
        Side side, OfficeRegistry offices, PostbagSettings settings, TimeProvider clock,
        Action<IServiceCollection>? adjust = null)
    {
        WorkerThreads.KeepEnough();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            // Names the list of assets; the tests' program hosts this server too.
            ApplicationName = typeof(OfficeServer).Assembly.GetName().Name,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        Logs.Configure(builder.Logging, settings);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.ReachFor(offices.Offices.Count));
        builder.Services.AddHostedService<Telemetry>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTime);
        Health.AddTo(builder.Services);
        var doorway = Doorway.From(settings.Urls, settings.Proxies);
        builder.Services.AddOffice(side, offices, doorway);
        AddMailIn(side, offices, builder.Services, settings);
        builder.Services.AddSingleton(PlacesHome.Open(settings));
        // Pages live in their noun's folder, not under one root.
        builder.Services.AddRazorPages(options => options.RootDirectory = "/")
            .ConfigureApplicationPartManager(parts => UsePagesOf(side, parts));
        adjust?.Invoke(builder.Services);

        var app = builder.Build();
        OfficeHosting.WarnIfUnsafe(doorway, app.Logger);
        if (doorway.Proxies.Count > 0) app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseWhen(context => !Health.IsFor(context), branch => branch.UseChosenOffice());
        app.UseRouting();
        app.UseOffice();
        // Styles and scripts are everybody's.
        app.MapStaticAssets().ShortCircuit();
        Health.Map(app);
        app.MapRazorPages();
        return app;
    }

    private static void AddMailIn(
        Side side, OfficeRegistry offices, IServiceCollection services, PostbagSettings settings)
    {
        if ((settings.Lmtp is not null || settings.Maildir is not null) && side is not CaseworkSide)
            throw new CannotException(
                "Only casework takes mail in: leave --lmtp and --maildir, and their settings, to it.");
        if (settings.Lmtp is { } address) services.AddLmtp(address, settings.LmtpLimits);
        if (settings.Maildir is not { } maildir) return;
        if (offices.Offices.Count > 1)
            throw new CannotException(
                "A Maildir belongs to one office, and several are served here: serve its office alone.");
        services.AddMaildir(new WatchedMaildir(maildir));
    }

    /// <summary>Serves the house's pages and this side's, and none of the other side's.</summary>
    /// <remarks>By default every assembly the program references would offer its pages: the wall would have a
    /// door.</remarks>
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
