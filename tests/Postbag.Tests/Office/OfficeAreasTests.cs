using Microsoft.EntityFrameworkCore;
using Postbag.Office;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office;

public sealed class OfficeAreasTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" e14001063,  S14000061\nE14001063 ", "E14001063 S14000061")]
    [InlineData("Aldershot", null)]
    [InlineData("E1400106", null)]
    public void Areas_are_named_by_their_official_codes(string written, string? read) =>
        OfficeAreas.Read(written).ShouldBe(read);

    [Fact]
    public async Task An_office_says_which_areas_are_its_own()
    {
        var arguments = await TestPlace.NewArgumentsAsync();
        await using (await OpenOffice.OpenAsync(
            await TestPlace.FindAsync(arguments), new Postbag.Casework.CaseworkSide(), TimeProvider.System,
            CancellationToken.None))
        {
        }

        var refused = await PostbagProcess.RunAsync(["office", "set", "--area", "Marchbury", .. arguments]);
        var set = await PostbagProcess.RunAsync(
            ["office", "set", "--area", "Z14000001", "--area", "z05000002", .. arguments]);

        (refused.ExitCode, set.ExitCode).ShouldBe((1, 0), set.Errors);
        refused.Errors.ShouldContain("official codes");
        await using var office = await OpenOffice.OpenAsync(
            await TestPlace.FindAsync(arguments), new Postbag.Casework.CaseworkSide(), TimeProvider.System,
            CancellationToken.None);
        await using var db = office.OpenDb();
        (await db.Offices.SingleAsync()).AreaCodes.ShouldBe(["Z14000001", "Z05000002"]);
    }
}
