using Microsoft.Playwright;
using Postbag.Office.Staff;
using Postbag.Tests.Ui;
using Xunit;

namespace Postbag.Tests.Support;

/// <summary>A test office and one Chromium to look at it, signed in as whoever is wanted.</summary>
public sealed class OfficeBrowser : IAsyncLifetime
{
    /// <summary>How long anything may take, in milliseconds.</summary>
    public const int Patience = 60_000;

    private IPlaywright? playwright;
    private IBrowser? browser;

    public TestOffice Office { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Office.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright);
    }

    /// <param name="side">Whose server.</param>
    /// <param name="path">The page.</param>
    /// <param name="role">Who is signed in; null for nobody.</param>
    /// <param name="withScripts">Whether the browser runs JavaScript.</param>
    internal async Task<OpenPage> OpenAsync(ServedSide side, string path, Role? role, bool withScripts = true)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = side.Address.ToString(), ViewportSize = new() { Width = 1280, Height = 900 },
            JavaScriptEnabled = withScripts,
        });
        context.SetDefaultTimeout(Patience);
        if (role is { } wanted) await (await side.AsAsync(wanted)).HandOverAsync(context);
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Shown.GotoAsync(path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        await Office.DisposeAsync();
    }
}
