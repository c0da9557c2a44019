using Microsoft.EntityFrameworkCore;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office;

public sealed class OfficeRegistryTests
{
    [Fact]
    public async Task A_single_office_without_host_names_answers_to_every_name()
    {
        await using var offices = new OfficeRegistry([await OpenAsync("")]);

        offices.Find("localhost").ShouldBe(offices.Offices[0]);
        offices.WhyNotReachable().ShouldBeNull();
    }

    [Fact]
    public async Task With_several_offices_each_answers_to_its_own_names_and_nobody_gets_one_by_default()
    {
        await using var offices =
            new OfficeRegistry([await OpenAsync("prys.example"), await OpenAsync("owen.example")]);

        offices.Find("OWEN.example").ShouldBe(offices.Offices[1]);
        offices.Find("localhost").ShouldBeNull();
        offices.WhyNotReachable().ShouldBeNull();
    }

    [Theory]
    [InlineData("prys.example", "", "has no host name")]
    [InlineData("prys.example", "prys.example", "Two offices go by")]
    public async Task An_office_nobody_could_reach_is_named_before_serving_begins(
        string one, string other, string sentence)
    {
        await using var offices = new OfficeRegistry([await OpenAsync(one), await OpenAsync(other)]);

        offices.WhyNotReachable()!.ShouldContain(sentence);
    }

    private static async Task<OpenOffice> OpenAsync(string hosts)
    {
        var arguments = await TestPlace.NewArgumentsAsync();
        await using (var office = await OpenAsync(arguments))
        {
            await using var db = office.OpenDb();
            (await db.Offices.SingleAsync()).Hosts = hosts;
            await db.SaveChangesAsync();
        }

        return await OpenAsync(arguments);
    }

    private static async Task<OpenOffice> OpenAsync(string[] arguments) => await OpenOffice.OpenAsync(
        await TestPlace.FindAsync(arguments), new CaseworkSide(), TimeProvider.System, CancellationToken.None);
}
