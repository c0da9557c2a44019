using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office.Staff;

public sealed class StaffCommandTests
{
    [Fact]
    public async Task The_first_person_of_an_empty_place_gets_a_link_and_stands_in_the_list()
    {
        var place = await TestPlace.NewArgumentsAsync();

        var added = await PostbagProcess.RunAsync(
            ["staff", "add", .. place, "--email", "mari@example.org", "--role", "office-manager", "--name", "Mari Prys",
                "--json"]);
        var listed = await PostbagProcess.RunAsync(["staff", "list", .. place, "--json"]);

        added.ExitCode.ShouldBe(0, added.Errors);
        added.Json.GetProperty("side").GetString().ShouldBe("casework");
        added.Json.GetProperty("link").GetString().ShouldStartWith("http://127.0.0.1:8080/welcome/");
        listed.Json[0].GetProperty("role").GetString().ShouldBe("office-manager");
        listed.Json[0].GetProperty("hasPassword").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_address_twice_is_refused_and_an_unknown_role_is_a_wrong_command()
    {
        var place = await TestPlace.NewArgumentsAsync();
        await PostbagProcess.RunAsync(["staff", "add", .. place, "--email", "a@example.org", "--role", "auditor"]);

        var twice = await PostbagProcess.RunAsync(
            ["staff", "add", .. place, "--email", "A@Example.org", "--role", "auditor"]);
        var unknown = await PostbagProcess.RunAsync(
            ["staff", "add", .. place, "--email", "b@example.org", "--role", "king"]);

        (twice.ExitCode, twice.Errors).ShouldBe((1, "Somebody with this e-mail address is on the staff already."));
        unknown.ExitCode.ShouldBe(2);
        unknown.Errors.ShouldContain("There is no role \"king\".");
    }

    [Fact]
    public async Task A_whole_audit_trail_is_said_to_be_whole()
    {
        var place = await TestPlace.NewArgumentsAsync();
        await PostbagProcess.RunAsync(["staff", "add", .. place, "--email", "a@example.org", "--role", "auditor"]);

        var verified = await PostbagProcess.RunAsync(["audit", "verify", .. place, "--json"]);

        verified.ExitCode.ShouldBe(0, verified.Errors);
        verified.Json.GetProperty("entries").GetInt64().ShouldBe(1);
        verified.Json.GetProperty("isWhole").GetBoolean().ShouldBeTrue();
    }
}
