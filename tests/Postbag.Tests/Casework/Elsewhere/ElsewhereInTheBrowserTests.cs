using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Postbag.Casework.Elsewhere;
using Postbag.Casework.Inbox;
using Postbag.Demo;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Elsewhere;

/// <summary>The pages about somebody else's constituents as people have them before them. POSTBAG_PICTURES=FOLDER keeps what was seen.</summary>
public sealed class ElsewhereInTheBrowserTests(OfficeBrowser browser) : IClassFixture<OfficeBrowser>, IAsyncLifetime
{
    private static readonly DemoStreet Away = DemoPlaces.StreetsElsewhere[0];

    private ServedSide Side => browser.Office.Casework;

    public async ValueTask InitializeAsync()
    {
        if (Side.Places.Index is not null) return;
        await Side.ImportPlacesAsync();
        foreach (var name in new[] { "Hazel Pemble", "Siôn Wyn" })
        {
            await Side.ReceiveAsync([Letters.Plain(
                $"The damp of {name}", $"Dear Ms Thackwray\n\nPlease help with the damp in my flat.\n\nYours sincerely\n{name}\n3 {Away.Name}\n{Away.Town}\n{Away.Postcode}",
                $"{name} <post@example.org>")]);
        }

        await Side.LinkWithPlacesAsync();
        var drafted = await Side.MessageAsync("The damp of Siôn Wyn");
        using var scope = Side.NewScope();
        await scope.ServiceProvider.GetRequiredService<ElsewhereAnswers>().DraftAsync(
            drafted, await Side.People.OfMessageAsync(drafted.Number, CancellationToken.None), Actor.Command, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("letter")]
    [InlineData("drafted-letter")]
    [InlineData("answer")]
    [InlineData("words")]
    [InlineData("office")]
    public async Task A_page_has_no_fault_and_fits_a_phone(string name)
    {
        await using var open = await browser.OpenAsync(Side, await PathAsync(name), Role.OfficeManager);
        var page = open.Shown;
        foreach (var look in new[] { "light", "dark", "forced" })
        {
            await page.EmulateMediaAsync(new()
            {
                ColorScheme = look == "dark" ? ColorScheme.Dark : ColorScheme.Light,
                ForcedColors = look == "forced" ? ForcedColors.Active : ForcedColors.None,
            });
            await KeepPictureAsync(page, name, look);
            if (look == "forced") continue;
            var faults = await page.RunAxe(new AxeRunOptions());
            faults.Violations.Select(fault => $"{look} {fault.Impact} {fault.Id}: {string.Join(" | ", fault.Nodes.Select(node => node.Html))}")
                .ShouldBeEmpty();
        }

        await page.SetViewportSizeAsync(390, 844);
        await KeepPictureAsync(page, name, "phone");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
    }

    [Fact]
    public async Task One_key_drafts_the_answer()
    {
        await Side.ReceiveAsync([Letters.Plain(
            "Damp again", $"Dear Ms Thackwray\n\nPlease help.\n\nYours sincerely\nNoor Haddad\n5 {Away.Name}\n{Away.Town}\n{Away.Postcode}",
            "Noor Haddad <noor@example.com>")]);
        await Side.LinkWithPlacesAsync();
        var letter = await Side.MessageAsync("Damp again");
        await using var open = await browser.OpenAsync(Side, MessageLinks.Show(letter.Id), Role.Caseworker);

        await open.Shown.Keyboard.PressAsync("o");

        await open.Shown.WaitForURLAsync($"**{ElsewhereLinks.Show(letter.Id)}");
        (await open.Shown.Locator("textarea").InputValueAsync()).ShouldContain("Dear Noor Haddad");
    }

    private async Task<string> PathAsync(string name) => name switch
    {
        "letter" => MessageLinks.Show((await Side.MessageAsync("The damp of Hazel Pemble")).Id),
        "drafted-letter" => MessageLinks.Show((await Side.MessageAsync("The damp of Siôn Wyn")).Id),
        "answer" => ElsewhereLinks.Show((await Side.MessageAsync("The damp of Siôn Wyn")).Id),
        "words" => ElsewhereLinks.Words,
        _ => "/office",
    };

    private static async Task KeepPictureAsync(IPage page, string name, string look)
    {
        if (Environment.GetEnvironmentVariable("POSTBAG_PICTURES") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        await page.EvaluateAsync("document.fonts.ready");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"elsewhere-{name}.{look}.png"), FullPage = look == "phone" });
    }
}
