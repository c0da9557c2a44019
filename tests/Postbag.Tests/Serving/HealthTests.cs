using System.Net;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Serving;

public sealed class HealthTests(TestOffice office) : IClassFixture<TestOffice>
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_healthy_server_says_so_without_a_sign_in_and_without_naming_anyone(string path)
    {
        using var visitor = office.Casework.NewVisitor();

        var answer = await visitor.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Healthy");
    }
}
