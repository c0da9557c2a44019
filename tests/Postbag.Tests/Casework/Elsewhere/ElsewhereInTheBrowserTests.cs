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

/// <summary>The pages about somebody else's constituents as people have them before them.</summary>
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
            drafted, await Side.People.OfMessageAsync(drafted.Number, CancellationToken.None), Actor.Command,
            CancellationToken.None);
        // So that something goes soon, and the clock asks.
        await Side.Office.Engine.WriteAsync(
            async (connection, token) =>
            {
                await connection.ExecuteAsync("UPDATE elsewhere_answer SET delete_on = '2026-06-20'", token);
                await connection.ExecuteAsync("UPDATE short_clock SET asks = 'The clock says that 365 days have passed since it was last looked at.'", token);
            },
            CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("letter")]
    [InlineData("drafted-letter")]
    [InlineData("answer")]
    [InlineData("words")]
    [InlineData("clock")]
    [InlineData("office")]
    public async Task A_page_has_no_fault_and_fits_a_phone(string name)
    {
        await using var open = await browser.OpenAsync(Side, await PathAsync(name), Role.OfficeManager);
        await open.Shown.ShouldLookRightAsync($"elsewhere-{name}");
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

        await open.Shown.Keyboard.PressAsync("q");

        await open.Shown.ArriveAsync(ElsewhereLinks.Show(letter.Id));
        (await open.Shown.Locator("textarea").InputValueAsync()).ShouldContain("Dear Noor Haddad");
    }

    private async Task<string> PathAsync(string name) => name switch
    {
        "letter" => MessageLinks.Show((await Side.MessageAsync("The damp of Hazel Pemble")).Id),
        "drafted-letter" => MessageLinks.Show((await Side.MessageAsync("The damp of Siôn Wyn")).Id),
        "answer" => ElsewhereLinks.Show((await Side.MessageAsync("The damp of Siôn Wyn")).Id),
        "words" => ElsewhereLinks.Words,
        "clock" => ElsewhereLinks.Clock,
        _ => "/office",
    };
}
