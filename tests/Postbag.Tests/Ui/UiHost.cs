using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Postbag.Ui;
using Xunit;

namespace Postbag.Tests.Ui;

/// <summary>Postbag.Ui alone on a loopback port, under the policy that real pages have, and one Chromium to look at it.</summary>
public sealed class UiHost : IAsyncLifetime
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private WebApplication? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public Uri Address { get; private set; } = new("http://localhost");

    public async ValueTask InitializeAsync()
    {
        app = Build(Environments.Development);
        await app.StartAsync();
        Address = AddressOf(app);

        var chromium = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
        Assert.True(chromium is not null, "Chromium is missing: run bin/setup, which installs it.");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
    }

    /// <summary>The pages of Postbag.Ui in any environment, not yet started.</summary>
    internal static WebApplication Build(string environment)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddPostbagUi();
        builder.Services.AddRazorPages().AddApplicationPart(typeof(PageFrame).Assembly);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Path.Combine(UiFolder, "wwwroot")),
            RequestPath = "/ui",
        });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseRouting();
        app.MapRazorPages();
        return app;
    }

    internal static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal static string UiFolder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Postbag.slnx")))
                folder = folder.Parent;
            return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("Postbag.slnx"), "src", "Postbag.Ui");
        }
    }

    /// <summary>A page of its own, so that no test sees another's settings.</summary>
    internal async Task<IPage> OpenAsync(string path, Action<BrowserNewContextOptions>? with = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = Address.ToString(), ViewportSize = new() { Width = 1280, Height = 900 } };
        with?.Invoke(options);
        var context = await browser!.NewContextAsync(options);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
    }
}
