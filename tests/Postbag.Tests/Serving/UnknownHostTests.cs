using System.Net;
using Postbag.Casework;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Serving;

public sealed class UnknownHostTests
{
    [Fact]
    public async Task A_host_name_no_office_goes_by_gets_a_plain_page_and_no_office()
    {
        await using var served = await ServedSide.StartAsync(
            new CaseworkSide(), StoppedClock.OnMonday(), hosts: "prys.office.example");
        using var visitor = served.NewVisitor();

        var answer = await visitor.GetAsync("/casework/inbox");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain(served.Office.Name);
    }
}
