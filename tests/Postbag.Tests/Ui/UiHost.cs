using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Postbag.Tests.Support;
using Postbag.Ui;
using Xunit;

namespace Postbag.Tests.Ui;

/// <summary>
/// Postbag.Ui alone on a loopback port, under the policy that real pages have, and one Chromium to look at it.
/// </summary>
public sealed class UiHost : IAsyncLifetime
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private WebApplication? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public Uri Address { get; private set; } = new("http://localhost");

    public async ValueTask InitializeAsync()
    {
        app = Build(Environments.Development);
        await app.StartAsync();
        Address = AddressOf(app);

        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright);
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
            return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("Postbag.slnx"), "src",
                "Postbag.Ui");
        }
    }

    /// <summary>A page of its own, so that no test sees another's settings.</summary>
    internal async Task<OpenPage> OpenAsync(string path, bool withScripts = true)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            ViewportSize = new() { Width = 1280, Height = 900 },
            JavaScriptEnabled = withScripts,
        });
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Shown.GotoAsync(path);
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

/// <summary>One page in the browser and what the browser said against it.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public OpenPage(IBrowserContext context, IPage shown)
    {
        this.context = context;
        Shown = shown;
        shown.PageError += (_, error) => Complaints.Add(error);
        shown.Console += (_, message) =>
        {
            // A page that tells of a 404 is one, and the browser says so.
            if (message.Type == "error" && !message.Text.Contains("status of", StringComparison.Ordinal))
                Complaints.Add(message.Text);
        };
    }

    public IPage Shown { get; }

    public List<string> Complaints { get; } = [];

    public Task<int> WidthAsync() => Shown.EvaluateAsync<int>("document.documentElement.scrollWidth");

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
