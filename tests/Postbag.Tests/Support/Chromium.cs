using Microsoft.Playwright;
using Xunit;

namespace Postbag.Tests.Support;

/// <summary>The machine's Chromium, without a window.</summary>
internal static class Chromium
{
    /// <summary>The one without a window of its own first: the whole browser draws its toolbars even where nobody sees
    /// them, which takes most of its time.</summary>
    private static readonly string[] Programs =
    [
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    ];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var program = Array.Find(Programs, File.Exists);
        Assert.True(program is not null, "Chromium is missing: run bin/setup, which installs it.");
        // For all that is waited for: what never comes fails later, what is slow on a busy machine doesn't fail.
        Assertions.SetDefaultExpectTimeout(OfficeBrowser.Patience);
        return playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
    }
}
