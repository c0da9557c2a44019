using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Serving;
using Postbag.Settings;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office.Security;

/// <summary>A cookie of one office or side is worth nothing at another, though one process serves many.</summary>
public sealed class OfficeProtectionTests(TestOffice office) : IClassFixture<TestOffice>
{
    [Fact]
    public async Task A_party_cookie_signs_nobody_in_at_casework()
    {
        var member = await office.Party.AsAsync(Role.OfficeManager);
        var cookie = member.Cookies.GetCookies(office.Party.Address)["postbag-party"]!.Value;

        foreach (var name in new[] { "postbag-party", "postbag-casework" })
        {
            using var crosser = new Visitor(office.Casework.Address);
            crosser.Cookies.Add(office.Casework.Address, new Cookie(name, cookie));

            (await crosser.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
        }
    }

    [Fact]
    public async Task Two_offices_of_one_process_have_keys_and_cookies_of_their_own()
    {
        await using var process = await TwoOffices.StartAsync();
        var cookie = await process.SignInAsync("north.example.org");

        (await process.GetAsync("north.example.org", cookie)).ShouldBe(HttpStatusCode.OK);
        (await process.GetAsync("south.example.org", cookie)).ShouldBe(HttpStatusCode.Redirect);
        (await process.KeysAsync(0)).Intersect(await process.KeysAsync(1)).ShouldBeEmpty();
        (await process.KeysAsync(0)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_form_of_one_office_is_refused_at_another()
    {
        await using var process = await TwoOffices.StartAsync();

        (await process.PostFormOfAsync("north.example.org", "north.example.org")).ShouldBe(HttpStatusCode.OK);
        (await process.PostFormOfAsync("north.example.org", "south.example.org")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "postbag-casework", false, true)]
    [InlineData("https://0.0.0.0:443", "__Host-postbag-casework", true, false)]
    [InlineData("http://0.0.0.0:80;https://0.0.0.0:443", "postbag-casework", false, false)]
    public void Cookies_are_bound_to_https_where_everyone_comes_by_it(
        string urls, string name, bool isHttps, bool isLoopback)
    {
        var doorway = Doorway.From(urls, []);

        SecurityHosting.CookieName(new CaseworkSide(), doorway, "").ShouldBe(name);
        (doorway.IsHttps, doorway.IsLoopback).ShouldBe((isHttps, isLoopback));
        doorway.IsUnsafe.ShouldBe(!isHttps && !isLoopback);
    }

    [Fact]
    public async Task Cookies_are_hidden_from_scripts_and_from_other_sites()
    {
        var person = await office.Casework.AddPersonAsync(Role.Volunteer, withApp: false);
        using var visitor = new Visitor(office.Casework.Address);

        var page = await visitor.PostAsync("/sign-in", new { person.Email, person.Password });

        var cookie = page.Answer.Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("postbag-casework=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("path=/");
        cookie.ShouldNotContain("expires");
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/error/404")]
    [InlineData("/there-is-no-such-page")]
    public async Task Every_answer_tells_the_browser_what_to_refuse(string path)
    {
        using var visitor = new Visitor(office.Casework.Address);

        var answer = (await visitor.GetAsync(path)).Answer;

        Header(answer, "Content-Security-Policy").ShouldBe(SecurityHeaders.ContentPolicy);
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(answer, "Referrer-Policy").ShouldBe("no-referrer");
        Header(answer, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Header(answer, "Cache-Control").ShouldBe("no-store");
    }

    [Fact]
    public async Task Another_name_for_this_machine_gets_no_office()
    {
        using var visitor = new Visitor(office.Casework.Address);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/sign-in") { Headers = { Host = "rebound.example.com" } };

        var answer = await visitor.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);

    /// <summary>Two casework offices, north and south, in one process.</summary>
    private sealed class TwoOffices(Microsoft.AspNetCore.Builder.WebApplication app, OpenOffice[] offices, Uri address)
        : IAsyncDisposable
    {
        public static async Task<TwoOffices> StartAsync()
        {
            var offices = new[] { await OpenAsync("north.example.org"), await OpenAsync("south.example.org") };
            var settings = PostbagSettings.Read(null, new Dictionary<string, string?>
            {
                ["Urls"] = "http://127.0.0.1:0", ["Log:Level"] = "Error",
            });
            var app = OfficeServer.Build(
                new CaseworkSide(), new OfficeRegistry(offices), settings, StoppedClock.OnMonday());
            await app.StartAsync();
            return new TwoOffices(app, offices, new Uri(app.Urls.First()));
        }

        public async Task<string> SignInAsync(string host)
        {
            using var scope = app.Services.CreateScope();
            scope.ServiceProvider.GetRequiredService<CurrentOffice>().Office =
                offices.Single(o => o.HostNames.Contains(host));
            var (_, secret) = await scope.ServiceProvider.GetRequiredService<Staffing>().AddAsync(
                "a@example.org", "A", Role.Caseworker, Actor.Command, CancellationToken.None);
            using var visitor = At(host);
            var page = await visitor.PostAsync(
                StaffLinks.Welcome(secret), new { ServedSide.Password, Again = ServedSide.Password });
            page.ShouldLeadTo(StaffLinks.SecondFactor);
            return visitor.Cookies.GetCookies(address)["postbag-casework"]!.Value;
        }

        public async Task<HttpStatusCode> GetAsync(string host, string cookie)
        {
            using var visitor = At(host);
            visitor.Cookies.Add(address, new Cookie("postbag-casework", cookie));
            return (await visitor.GetAsync("/security")).Status;
        }

        public async Task<HttpStatusCode> PostFormOfAsync(string from, string to)
        {
            using var visitor = At(from);
            var form = await visitor.GetAsync("/sign-in");
            visitor.Http.DefaultRequestHeaders.Host = to;
            return (await visitor.SubmitAsync(
                form, "/sign-in", new { Email = "a@example.org", Password = "wrong" })).Status;
        }

        public async Task<IReadOnlyList<string>> KeysAsync(int which)
        {
            await using var connection = await offices[which].Engine.OpenReaderAsync(CancellationToken.None);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT name FROM protection_key";
            await using var reader = await command.ExecuteReaderAsync();
            var names = new List<string>();
            while (await reader.ReadAsync()) names.Add(reader.GetString(0));
            return names;
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
            foreach (var office in offices) await office.DisposeAsync();
        }

        private Visitor At(string host)
        {
            var visitor = new Visitor(address);
            visitor.Http.DefaultRequestHeaders.Host = host;
            return visitor;
        }

        private static async Task<OpenOffice> OpenAsync(string host)
        {
            var arguments = await TestPlace.NewArgumentsAsync();
            await using (var first = await OpenOffice.OpenAsync(
                await TestPlace.FindAsync(arguments), new CaseworkSide(), TimeProvider.System, CancellationToken.None))
            await using (var db = first.OpenDb())
            {
                db.Offices.Single().Hosts = host;
                await db.SaveChangesAsync();
            }

            return await OpenOffice.OpenAsync(
                await TestPlace.FindAsync(arguments), new CaseworkSide(), TimeProvider.System, CancellationToken.None);
        }
    }
}
