using Microsoft.Playwright;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.People;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>The people's pages as people have them before them.</summary>
public sealed class PeopleInTheBrowserTests(OfficeBrowser browser) : IClassFixture<OfficeBrowser>, IAsyncLifetime
{
    private ServedSide Side => browser.Office.Casework;

    public async ValueTask InitializeAsync()
    {
        if ((await Side.People.ListAsync(null, 1, default)).Total > 0) return;
        foreach (var (name, address, home) in new[]
        {
            ("Siân ferch Owain", "sian@example.org", "7 Heol y Capel\nPont-y-Garreg\nZZ8 7WA\n01632 960123"),
            ("Khalid al-Khatib", "khalid@example.net", "14 Corve Row\nMarchbury\nZZ1 1BH"),
            ("Siân ferch Owain", "sfo@example.com", "7 Heol y Capel\nPont-y-Garreg\nZZ8 7WA"),
            ("Khalid al-Khatib", "kk@example.com", "14 Corve Row\nMarchbury\nZZ1 1BH"),
        })
        {
            await Side.ReceiveAsync([Letters.Plain(
                $"The bus from {address}", $"Dear Ms Prys\n\nAs your constituent I ask you to bring back the bus. I am writing for my mother, who lives in Llanferwen.\n\nYours sincerely\n{name}\n{home}",
                $"{name} <{address}>")]);
            await Side.LinkAsync();
        }

        // Somebody says that the second Khalid is somebody new: now they look like one.
        var second = await Side.MessageAsync("The bus from kk@example.com");
        await new PeopleActs(Side.Office.Engine, new AuditTrail(TimeProvider.System), TimeProvider.System)
            .MakeAsync(second.Number, "Khalid al-Khatib", Actor.Command, default);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("list")]
    [InlineData("person")]
    [InlineData("edit")]
    [InlineData("letter")]
    [InlineData("duplicates")]
    [InlineData("side-by-side")]
    [InlineData("import")]
    [InlineData("places")]
    public async Task A_page_has_no_fault_and_fits_a_phone(string name)
    {
        await using var open = await browser.OpenAsync(Side, await PathAsync(name), Role.OfficeManager);
        await open.Shown.ShouldLookRightAsync($"people-{name}");
    }

    [Fact]
    public async Task A_list_is_looked_at_mapped_tried_and_then_taken()
    {
        await using var open = await browser.OpenAsync(Side, PeopleLinks.Import, Role.OfficeManager);
        var page = open.Shown;

        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "people.csv", MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(
            "Who,E-mail\nJoost van der Meulen,joost@example.org\nNobody,\n"),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at it" }).ClickAsync();
        await page.Locator("select[name=columns]").First.SelectOptionAsync("Name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".pb-alert")).ToContainTextAsync("1 would be added");
        await page.KeepPictureAsync("people-mapping.light");
        (await page.FaultsAsync("light")).ShouldBeEmpty();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import them" }).ClickAsync();

        await Assertions.Expect(page.Locator("[role=status]").First)
            .ToContainTextAsync("1 added, 0 known already, 1 not taken");
        (await Side.PersonAsync("Joost van der Meulen")).ShouldNotBeNull();
    }

    private async Task<string> PathAsync(string name)
    {
        var sian = await Side.PersonAsync("Siân ferch Owain");
        var khalid = await Side.PersonAsync("Khalid al-Khatib");
        return name switch
        {
            "list" => PeopleLinks.People,
            "person" => PeopleLinks.Show(sian.Id),
            "edit" => PeopleLinks.Edit(sian.Id),
            "import" => PeopleLinks.Import,
            "places" => PeopleLinks.Places,
            "duplicates" => PeopleLinks.Duplicates,
            "side-by-side" => PeopleLinks.Compare(sian.Id, khalid.Id),
            _ => MessageLinks.Show(await UnlinkedAsync()),
        };
    }

    /// <summary>The letter that may be from somebody known.</summary>
    private async Task<Postbag.Storage.Id<Message>> UnlinkedAsync()
    {
        await using var db = (CaseworkDb)Side.Office.OpenDb();
        return db.Messages.Single(message => message.SenderAddress == "sfo@example.com").Id;
    }
}
