using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Office;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office.Staff;

public sealed class OneTimeLinkTests : IAsyncLifetime
{
    private readonly TestOffice office = new();

    public ValueTask InitializeAsync() => office.InitializeAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_representative_is_led_from_the_link_to_a_second_factor_and_no_further_without()
    {
        var link = await LinkForAsync("Representative");
        using var visitor = new Visitor(office.Casework.Address);

        var page = await visitor.PostAsync(link, new { ServedSide.Password, Again = ServedSide.Password });

        page.ShouldLeadTo("/security/second-factor");
        (await visitor.GetAsync("/staff")).Location.ShouldBe("/security/second-factor");
        var setUp = await visitor.GetAsync("/security/second-factor");
        var key = setUp.Document.QuerySelector(".pb-secret")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        var codes = await visitor.PostAsync("/security/second-factor", new { Code = office.Casework.CodeOf(key) });
        codes.Document.QuerySelectorAll(".pb-codes li").Length.ShouldBe(10);
        (await visitor.GetAsync("/staff")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_caseworker_may_leave_the_second_factor_for_later_unless_the_office_asks_it_of_all()
    {
        var link = await LinkForAsync("Caseworker");
        using var visitor = new Visitor(office.Casework.Address);
        await visitor.PostAsync(link, new { ServedSide.Password, Again = ServedSide.Password });

        var before = await visitor.GetAsync("/jobs");
        var manager = await office.Casework.AsAsync(Role.OfficeManager);
        await manager.PostAsync("/office", new { Name = "Test office", IdleMinutes = 30, SecondFactorForAll = "true" });
        var after = await visitor.GetAsync("/jobs");

        before.Status.ShouldBe(HttpStatusCode.OK);
        after.Location.ShouldBe("/security/second-factor");
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var link = await LinkForAsync("Caseworker");
        using var first = new Visitor(office.Casework.Address);
        await first.PostAsync(link, new { ServedSide.Password, Again = ServedSide.Password });
        using var second = new Visitor(office.Casework.Address);

        var page = await second.GetAsync(link);

        page.Title.ShouldBe("This link can’t be used");
    }

    [Fact]
    public async Task A_link_runs_out_after_two_days()
    {
        var link = await LinkForAsync("Caseworker");
        using var visitor = new Visitor(office.Casework.Address);

        office.Clock.Advance(TimeSpan.FromHours(48));

        (await visitor.GetAsync(link)).Title.ShouldBe("This link can’t be used");
    }

    [Fact]
    public async Task Only_a_hash_of_the_link_is_kept()
    {
        var link = await LinkForAsync("Caseworker");
        var secret = link.Split('/')[^1];
        using var scope = office.Casework.NewScope();

        var kept = await scope.ServiceProvider.GetRequiredService<OfficeDb>().StaffLinks
            .SingleAsync(l => l.SecretHash == StaffLink.HashOf(secret));

        kept.SecretHash.ShouldBe(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));
    }

    [Theory]
    [InlineData("short", "short", "Make the password at least 12 characters long.")]
    [InlineData("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "Use at least 5 different characters.")]
    [InlineData("correct horse battery", "correct horse batterx", "The two passwords differ.")]
    [InlineData("ann.lloyd ann.lloyd", "ann.lloyd ann.lloyd", "Leave your e-mail address out of your password.")]
    public async Task A_poor_password_is_refused_with_what_to_do(string password, string again, string sentence)
    {
        var link = await LinkForAsync("Caseworker");
        using var visitor = new Visitor(office.Casework.Address);

        var page = await visitor.PostAsync(link, new { Password = password, Again = again });

        page.ShouldRefuse(sentence);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker);
        string code;
        using (var scope = office.Casework.NewScope())
        {
            var member = await scope.ServiceProvider.GetRequiredService<OfficeDb>().Staff.SingleAsync(
                m => m.Id == person.Member.Id);
            code = (await scope.ServiceProvider.GetRequiredService<SecondFactor>()
                .RenewCodesAsync(member, CancellationToken.None))[0];
        }

        (await TryAsync(person, code)).ShouldLeadTo("/");
        (await TryAsync(person, code)).ShouldRefuse("wrong or has been used");
    }

    [Fact]
    public async Task A_code_of_the_app_lets_in_once()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker);
        var code = office.Casework.CodeOf(person.Secret!);

        (await TryAsync(person, code)).ShouldLeadTo("/");
        (await TryAsync(person, code)).ShouldRefuse("wrong or has been used");
    }

    private async Task<VisitedPage> TryAsync(TestPerson person, string code)
    {
        using var visitor = new Visitor(office.Casework.Address);
        await visitor.PostAsync("/sign-in", new { person.Email, person.Password });
        return await visitor.PostAsync("/sign-in/code", new { Code = code });
    }

    /// <summary>As a manager makes it, on the page that shows it once.</summary>
    private async Task<string> LinkForAsync(string role)
    {
        var manager = await office.Casework.AsAsync(Role.OfficeManager);
        var page = await manager.PostAsync(
            "/staff/add", new { Name = "Ann Lloyd", Email = "ann.lloyd@example.org", Role = role });
        return new Uri(page.Document.QuerySelector(".pb-secret")!.TextContent).AbsolutePath;
    }
}
