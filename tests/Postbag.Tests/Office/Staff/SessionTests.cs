using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office.Staff;

/// <summary>Each test has an office of its own, because it moves the clock.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private readonly TestOffice office = new();

    public ValueTask InitializeAsync() => office.InitializeAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_session_ends_after_half_an_hour_without_use()
    {
        var visitor = await office.Casework.AsAsync(Role.Caseworker);

        office.Clock.Advance(TimeSpan.FromMinutes(29));
        var before = await visitor.GetAsync("/security");
        office.Clock.Advance(TimeSpan.FromMinutes(29));
        var stillBefore = await visitor.GetAsync("/security");
        office.Clock.Advance(TimeSpan.FromMinutes(31));
        var after = await visitor.GetAsync("/security");

        before.Status.ShouldBe(HttpStatusCode.OK);
        stillBefore.Status.ShouldBe(HttpStatusCode.OK);
        after.Location.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_page_that_refreshes_itself_keeps_nobody_signed_in()
    {
        var visitor = await office.Casework.AsAsync(Role.OfficeManager);
        for (var minutes = 0; minutes < 30; minutes += 10)
        {
            office.Clock.Advance(TimeSpan.FromMinutes(10));
            using var poll = new HttpRequestMessage(HttpMethod.Get, "/jobs?handler=List");
            poll.Headers.Add("Postbag-Poll", "1");
            await visitor.Http.SendAsync(poll);
        }

        (await visitor.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Even_a_busy_session_ends_after_twelve_hours()
    {
        var visitor = await office.Casework.AsAsync(Role.Caseworker);
        for (var i = 0; i < 35; i++)
        {
            office.Clock.Advance(TimeSpan.FromMinutes(20));
            (await visitor.GetAsync("/security")).Status.ShouldBe(HttpStatusCode.OK);
        }

        office.Clock.Advance(TimeSpan.FromMinutes(21));

        (await visitor.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker, withApp: false);
        using var visitor = await office.Casework.SignInAsync(person);
        var cookie = visitor.Cookies.GetCookies(office.Casework.Address)["postbag-casework"]!.Value;

        await visitor.PostAsync("/security", action: "/sign-out");
        using var thief = new Visitor(office.Casework.Address);
        thief.Cookies.Add(office.Casework.Address, new Cookie("postbag-casework", cookie));

        (await thief.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Ending_another_session_ends_it_and_keeps_this_one()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker, withApp: false);
        using var here = await office.Casework.SignInAsync(person);
        using var there = await office.Casework.SignInAsync(person);

        var page = await here.PostAsync("/security/sessions", action: "handler=End");

        page.ShouldLeadTo("/security/sessions");
        (await there.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
        (await here.GetAsync("/security")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker, withApp: false);
        using var here = await office.Casework.SignInAsync(person);
        using var there = await office.Casework.SignInAsync(person);

        await here.PostAsync("/security/sessions", action: "EndAll");

        (await there.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
        (await here.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Nobody_can_end_somebody_elses_session()
    {
        var victim = await office.Casework.AddPersonAsync(Role.Caseworker, withApp: false);
        using var theirs = await office.Casework.SignInAsync(victim);
        var somebody = await office.Casework.AddPersonAsync(Role.Volunteer, withApp: false);
        using var mine = await office.Casework.SignInAsync(somebody);
        using var alsoMine = await office.Casework.SignInAsync(somebody);
        using var scope = office.Casework.NewScope();
        var session = await scope.ServiceProvider.GetRequiredService<OfficeDb>().StaffSessions
            .SingleAsync(s => s.StaffId == victim.Member.StaffId);

        await mine.PostAsync("/security/sessions", new { id = session.Id }, action: "handler=End");

        (await theirs.GetAsync("/security")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker, withApp: false);
        using var here = await office.Casework.SignInAsync(person);
        using var there = await office.Casework.SignInAsync(person);
        const string better = "four words nobody says together";

        var page = await here.PostAsync(
            "/security/password", new { Current = person.Password, Password = better, Again = better });

        page.ShouldLeadTo("/security");
        (await here.GetAsync("/security")).Status.ShouldBe(HttpStatusCode.OK);
        (await there.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_new_role_ends_every_session_and_counts_from_the_next_one()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker, withApp: false);
        using var visitor = await office.Casework.SignInAsync(person);
        var manager = await office.Casework.AsAsync(Role.OfficeManager);

        var page = await manager.PostAsync(
            $"/staff/{person.Member.StaffId}", new { Role = nameof(Role.Volunteer) }, action: "handler=Role");

        page.ShouldLeadTo($"/staff/{person.Member.StaffId}");
        (await visitor.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_suspended_person_is_out_at_once()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker, withApp: false);
        using var visitor = await office.Casework.SignInAsync(person);
        var manager = await office.Casework.AsAsync(Role.OfficeManager);

        await manager.PostAsync($"/staff/{person.Member.StaffId}", action: "handler=Suspend");
        using var again = new Visitor(office.Casework.Address);
        var refused = await again.PostAsync("/sign-in", new { person.Email, person.Password });

        (await visitor.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
        refused.ShouldRefuse("don’t go together");
    }

    [Fact]
    public async Task The_last_manager_can_neither_be_suspended_nor_lose_the_role()
    {
        var manager = await office.Casework.AsAsync(Role.OfficeManager);
        using var scope = office.Casework.NewScope();
        var db = scope.ServiceProvider.GetRequiredService<OfficeDb>();
        var staffing = scope.ServiceProvider.GetRequiredService<Staffing>();
        var only = await db.Staff.SingleAsync(m => m.Role == Role.OfficeManager);

        var page = await manager.PostAsync($"/staff/{only.StaffId}", action: "handler=Suspend");

        page.ShouldRefuse("This is the only person who can manage the staff.");
        await Should.ThrowAsync<Refused>(
            () => staffing.ChangeRoleAsync(only, Role.Volunteer, Actor.Command, CancellationToken.None));
    }
}
