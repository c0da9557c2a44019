using System.Net;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office.Staff;

public sealed class SigningInTests(TestOffice office) : IClassFixture<TestOffice>
{
    [Fact]
    public async Task Whoever_isnt_signed_in_is_led_to_the_sign_in_page_and_back()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker, withApp: false);
        using var visitor = new Visitor(office.Casework.Address);

        var door = await visitor.GetAsync("/security/sessions?x=1");
        var inside = await visitor.PostAsync(door.Location!, new { person.Email, person.Password });

        door.Location.ShouldBe("/sign-in?to=%2Fsecurity%2Fsessions%3Fx%3D1");
        inside.ShouldLeadTo("/security/sessions?x=1");
    }

    [Fact]
    public async Task A_password_alone_isnt_enough_for_someone_with_an_app()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker);
        using var visitor = new Visitor(office.Casework.Address);

        var page = await visitor.PostAsync("/sign-in", new { person.Email, person.Password });

        page.ShouldLeadTo("/sign-in/code");
        (await visitor.GetAsync("/security")).Location.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_link_to_another_address_isnt_followed_after_signing_in()
    {
        var person = await office.Casework.AddPersonAsync(Role.Caseworker, withApp: false);
        using var visitor = new Visitor(office.Casework.Address);

        var page = await visitor.PostAsync(
            "/sign-in?to=https%3A%2F%2Fexample.com%2F", new { person.Email, person.Password });

        page.ShouldLeadTo("/");
    }
}
