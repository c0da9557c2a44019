using System.Net;
using Microsoft.Playwright;
using Postbag.Casework.Inbox;
using Postbag.Casework.People;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>The register of electors on its page: looked at, taken, and forgotten.</summary>
public sealed class RegisterPageTests(OfficeBrowser browser) : IClassFixture<OfficeBrowser>
{
    private const string File = "Elector Surname,Elector Forename,Address1,PostCode\nPEMBLE,Hazel Mary,14 Corve Row,ZZ1 1BH\nTregarth,Lowena,2 Mill Lane,ZZ1 2AB\nGone,,,\n";

    private ServedSide Side => browser.Office.Casework;

    [Fact]
    public async Task A_register_is_looked_at_taken_and_forgotten()
    {
        await using var open = await browser.OpenAsync(Side, PeopleLinks.Register, Role.OfficeManager);
        var page = open.Shown;
        await Assertions.Expect(page.Locator("main [role=status]").First)
            .ToContainTextAsync("The office has no register.");

        await page.Locator("#file")
            .SetInputFilesAsync(new FilePayload { Name = "register.csv", MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(File) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".pb-alert"))
            .ToContainTextAsync("2 electors would be taken, 1 row left out. Nothing has changed yet.");
        await page.ShouldLookRightAsync("register-mapping");
        (await CountAsync("register_key")).ShouldBe(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Take the register" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("2 electors, taken on");
        await page.ShouldLookRightAsync("register");
        (await CountAsync("register_key")).ShouldBe(2);
        (await CountAsync("audit_entry WHERE act = 'people.register'")).ShouldBe(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Forget the register" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The office has no register.");
        (await CountAsync("register_key")).ShouldBe(0);
        (await CountAsync("audit_entry WHERE act = 'people.register-forgotten'")).ShouldBe(1);
    }

    [Theory]
    [InlineData(Role.Caseworker, HttpStatusCode.Forbidden)]
    [InlineData(Role.OfficeManager, HttpStatusCode.OK)]
    public async Task Only_who_may_move_people_takes_a_register(Role role, HttpStatusCode expected) =>
        (await (await Side.AsAsync(role)).GetAsync(PeopleLinks.Register)).Status.ShouldBe(expected);

    [Fact]
    public async Task A_file_without_names_or_postcodes_is_refused_and_what_is_left_out_can_be_had()
    {
        var manager = await Side.AsAsync(Role.OfficeManager);

        var shown = await LookAsync(manager, "What,Else\n1,2\n");
        var usable = await LookAsync(manager, File);
        var fields = usable.Document.QuerySelectorAll("form[action*=Try] input[type=hidden]")
            .Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!))
            .Concat(usable.Document.QuerySelectorAll("select[name=columns] option[selected]")
                .Select(option => KeyValuePair.Create("columns", option.GetAttribute("value")!)));
        using var form = new FormUrlEncodedContent(fields);
        var left = await (await manager.Http.PostAsync($"{PeopleLinks.Register}?handler=Rejects", form)).Content
            .ReadAsStringAsync();

        shown.Text.ShouldContain("No row has a name and a postcode. Say which columns hold them.");
        shown.Document.QuerySelector("button[formaction*=Take]").ShouldBeNull();
        usable.Text.ShouldContain("Row 3: There is no postcode.");
        left.ShouldContain("Gone");
        left.ShouldNotContain("Tregarth");
    }

    private async Task<long?> CountAsync(string what)
    {
        await using var connection = await Side.Office.Engine.OpenReaderAsync(CancellationToken.None);
        return await connection.NumberAsync($"SELECT count(*) FROM {what}", CancellationToken.None);
    }

    private static async Task<VisitedPage> LookAsync(Visitor manager, string file)
    {
        var page = await manager.GetAsync(PeopleLinks.Register);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.Document.QuerySelector(
                "main input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(file)), "file", "register.csv" },
        };
        return await VisitedPage.ReadAsync(await manager.Http.PostAsync($"{PeopleLinks.Register}?handler=Look", form));
    }
}
