using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Ui;

/// <summary>Every page of the gallery in every scheme and size. POSTBAG_PICTURES=FOLDER keeps what was seen.</summary>
public sealed class LookTests(UiHost host) : IClassFixture<UiHost>
{
    private static readonly string[] Paths =
    [
        .. Postbag.Ui.Pages.Gallery.IndexModel.Shows.Select(show => "/_gallery/" + show),
        "/_gallery/forms?errors=true", "/_gallery/parts?side=party", "/_gallery/sign-in?side=party", "/keys", "/error/404", "/error/500",
    ];

    public static TheoryData<string, string> Schemes()
    {
        var data = new TheoryData<string, string>();
        foreach (var path in Paths)
        {
            foreach (var scheme in new[] { "light", "dark", "forced" })
                data.Add(path, scheme);
        }

        return data;
    }

    public static TheoryData<string> Pages() => [.. Paths];

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Axe_finds_no_fault(string path, string scheme)
    {
        var page = await host.OpenAsync(path, options =>
        {
            options.ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light;
            options.ForcedColors = scheme == "forced" ? ForcedColors.Active : ForcedColors.None;
        });
        await KeepPictureAsync(page, path, scheme);

        var found = await page.RunAxe();

        found.Violations.Select(fault => $"{fault.Impact} {fault.Id}: {string.Join(" | ", fault.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_runs_off_a_phone_sideways_and_nothing_offends_the_policy(string path)
    {
        var complaints = new List<string>();
        var page = await host.OpenAsync("/error/404", options => options.ViewportSize = new() { Width = 390, Height = 844 });
        page.Console += (_, message) =>
        {
            // A page that says 404 is logged by the browser as one.
            if (message.Type == "error" && !message.Text.Contains("status of", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(path);
        await KeepPictureAsync(page, path, "phone");

        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        wide.ShouldBeLessThanOrEqualTo(390);
        complaints.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task At_twice_the_size_nothing_runs_off_sideways(string path)
    {
        var page = await host.OpenAsync(path, options => options.ViewportSize = new() { Width = 640, Height = 400 });

        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        wide.ShouldBeLessThanOrEqualTo(640);
    }

    private static async Task KeepPictureAsync(IPage page, string path, string look)
    {
        if (Environment.GetEnvironmentVariable("POSTBAG_PICTURES") is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        var name = path.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-');
        await page.EvaluateAsync("document.fonts.ready");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{look}.png"), FullPage = look != "forced" });
    }
}
