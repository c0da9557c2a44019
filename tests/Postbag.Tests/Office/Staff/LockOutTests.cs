using System.Net;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office.Staff;

public sealed class LockOutTests : IAsyncLifetime
{
    private readonly TestOffice office = new();

    public ValueTask InitializeAsync() => office.InitializeAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_for_a_minute()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker, withApp: false);
        await TryAsync(person.Email, "wrong", 5);

        var locked = await TryAsync(person.Email, person.Password, 1);
        office.Clock.Advance(TimeSpan.FromSeconds(61));
        var open = await TryAsync(person.Email, person.Password, 1);

        locked.ShouldRefuse("don’t go together");
        open.ShouldLeadTo("/");
    }

    [Fact]
    public void Each_lock_out_is_twice_as_long_up_to_an_hour()
    {
        var clock = StoppedClock.OnMonday();
        var member = StaffMember.Add("a@example.org", "A", Role.Caseworker, clock);
        var minutes = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            for (var wrong = 0; wrong < StaffMember.TriesBeforeLockOut; wrong++) member.TryFailed(clock.GetUtcNow());
            minutes.Add((member.LockoutEnd!.Value - clock.GetUtcNow()).TotalMinutes);
        }

        minutes.ShouldBe([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    [Fact]
    public async Task Wrong_codes_count_like_wrong_passwords()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker);
        using var visitor = new Visitor(office.Casework.Address);
        await visitor.PostAsync("/sign-in", new { person.Email, person.Password });
        for (var i = 0; i < 5; i++) await visitor.PostAsync("/sign-in/code", new { Code = "000000" });

        var page = await visitor.PostAsync("/sign-in/code", new { Code = office.Casework.CodeOf(person.Secret!) });

        page.ShouldRefuse("wrong or has been used");
    }

    [Fact]
    public async Task A_stranger_gets_the_same_answer_as_someone_with_a_wrong_password()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker);

        var known = await TryAsync(person.Email, "wrong", 1);
        var unknown = await TryAsync("nobody@example.org", "wrong", 1);

        known.Status.ShouldBe(unknown.Status);
        Say(known).ShouldBe(Say(unknown));
    }

    [Fact]
    public async Task Too_many_tries_for_one_address_in_a_minute_are_answered_429()
    {
        var last = await TryAsync("nobody@example.org", "wrong", SignInLimits.PerEmail + 1);

        last.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        last.Title.ShouldBe("Too many tries");
    }

    [Fact]
    public async Task Too_many_tries_from_one_machine_are_answered_429_whoever_is_tried()
    {
        VisitedPage? last = null;
        for (var i = 0; i <= SignInLimits.PerAddress; i++) last = await TryAsync($"nobody{i}@example.org", "", 1);

        last!.Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static string Say(VisitedPage page) => page.Document.QuerySelector(".govuk-error-summary")!.TextContent;

    private async Task<VisitedPage> TryAsync(string email, string password, int times)
    {
        using var visitor = new Visitor(office.Casework.Address);
        VisitedPage? page = null;
        for (var i = 0; i < times; i++)
            page = await visitor.PostAsync("/sign-in", new { Email = email, Password = password });
        return page!;
    }
}
