using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Postbag.Office;
using Postbag.Office.Jobs;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Postbag.Tests.Ui;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office;

/// <summary>The office's own pages as they look: in light and dark, on a desk and on a phone, under the real policy.
/// POSTBAG_PICTURES=FOLDER keeps what was seen.</summary>
public sealed class OfficeLookTests(OfficeBrowser browser) : IClassFixture<OfficeBrowser>
{
    public static TheoryData<string, string?> Pages() => new()
    {
        { "/sign-in", null },
        { "/sign-in/passkey", null },
        { "/welcome/not-a-link", null },
        { "/security", nameof(Role.OfficeManager) },
        { "/security/second-factor", nameof(Role.OfficeManager) },
        { "/security/password", nameof(Role.OfficeManager) },
        { "/security/recovery-codes", nameof(Role.OfficeManager) },
        { "/security/sessions", nameof(Role.OfficeManager) },
        { "/staff", nameof(Role.OfficeManager) },
        { "/staff/add", nameof(Role.OfficeManager) },
        { "PERSON", nameof(Role.OfficeManager) },
        { "/office", nameof(Role.OfficeManager) },
        { "/audit", nameof(Role.OfficeManager) },
        { "/jobs", nameof(Role.OfficeManager) },
        { "/sign-out", nameof(Role.Volunteer) },
        { "/audit", nameof(Role.Volunteer) },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_no_fault_and_fits_a_phone(string path, string? role)
    {
        if (path == "/jobs") await AddJobsAsync();
        var person = await browser.Office.Casework.AddPersonAsync(Role.Volunteer, withApp: false);
        var address = path == "PERSON" ? $"/staff/{person.Member.StaffId}" : path;
        await using var page = await browser.OpenAsync(
            browser.Office.Casework, address, role is null ? null : Enum.Parse<Role>(role));

        await CheckAsync(page, $"{path}-{role}");
    }

    [Fact]
    public async Task The_way_in_by_a_one_time_link_is_without_fault()
    {
        var side = browser.Office.Casework;
        string secret;
        using (var scope = side.NewScope())
        {
            (_, secret) = await scope.ServiceProvider.GetRequiredService<Staffing>().AddAsync(
                "first@example.org", "Mari Prys", Role.Representative, Postbag.Office.Audit.Actor.Command,
                CancellationToken.None);
        }

        await using var page = await browser.OpenAsync(side, $"/welcome/{secret}", null);
        await CheckAsync(page, "welcome");
        await page.Shown.FillAsync("[name=Password]", ServedSide.Password);
        await page.Shown.FillAsync("[name=Again]", ServedSide.Password);
        await page.Shown.ClickAsync("text=Go on");
        page.Shown.Url.ShouldEndWith("/security/second-factor");
        await CheckAsync(page, "second-factor-set-up");
        var key = (await page.Shown.InnerTextAsync(".pb-secret")).Replace(" ", "", StringComparison.Ordinal);
        await page.Shown.FillAsync("[name=Code]", side.CodeOf(key));
        await page.Shown.ClickAsync("text=Switch it on");
        (await page.Shown.Locator(".pb-codes li").CountAsync()).ShouldBe(10);
        await CheckAsync(page, "codes");
    }

    [Fact]
    public async Task A_passkey_is_added_and_signs_in_alone()
    {
        var side = browser.Office.Party;
        await using var page = await browser.OpenAsync(side, "/sign-in", null);
        var client = await page.Shown.Context.NewCDPSessionAsync(page.Shown);
        await client.SendAsync("WebAuthn.enable");
        await client.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true,
                ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        var person = await side.AddPersonAsync(Role.Caseworker, withApp: false);
        // A passkey belongs to a name, never to an IP address.
        var home = $"http://localhost:{side.Address.Port}";

        await page.Shown.GotoAsync(home + "/sign-in");
        await page.Shown.FillAsync("[name=Email]", person.Email);
        await page.Shown.FillAsync("[name=Password]", person.Password);
        await page.Shown.ClickAsync("button:has-text('Sign in')");
        await page.Shown.GotoAsync(home + "/security");
        await page.Shown.FillAsync("#passkey-name", "Test key");
        await page.Shown.ClickAsync("text=Add a passkey");
        await page.Shown.WaitForSelectorAsync("text=The passkey is added.");
        await page.Shown.Context.ClearCookiesAsync();
        await page.Shown.GotoAsync(home + "/sign-in?to=%2Fsecurity");
        await page.Shown.ClickAsync("text=Use a passkey");
        await page.Shown.ArriveAsync("/security");

        (await page.Shown.InnerTextAsync("main")).ShouldContain("Test key");
        page.Complaints.ShouldBeEmpty();
    }

    /// <summary>No fault that axe finds, no complaint of the policy, nothing off a phone.</summary>
    internal static async Task CheckAsync(OpenPage page, string name)
    {
        await page.Shown.ShouldLookRightAsync($"office-{name}");
        page.Complaints.ShouldBeEmpty(name);
    }

    private async Task AddJobsAsync()
    {
        using var scope = browser.Office.Casework.NewScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<JobRunner>()
            .RunDueAsync(browser.Office.Casework.Office, CancellationToken.None);
        await services.GetRequiredService<JobQueue>().AddAsync(
            services.GetRequiredService<OfficeDb>(),
            new JobKind("test.unknown", "Unknown", (_, _) => Task.FromResult("")),
            null, null, null, CancellationToken.None);
        await services.GetRequiredService<JobRunner>()
            .RunDueAsync(browser.Office.Casework.Office, CancellationToken.None);
    }
}
