using System.Text.Json;
using Postbag.Demo;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>What anybody can ask of a letter without an office: who wrote it, and are they ours.</summary>
public sealed class PeopleReadCommandTests
{
    [Fact]
    public async Task A_letter_is_graded_by_the_places_of_a_folder()
    {
        var folder = TestPlace.NewFolder();
        var files = await DemoPlaceFiles.WriteAsync(Path.Combine(folder, "files"), CancellationToken.None);
        (await PostbagProcess.RunAsync(["places", "import", .. files, "--data", folder])).ExitCode.ShouldBe(0);
        var street = DemoPlaces.Streets[0];
        var away = DemoPlaces.StreetsElsewhere[0];
        var ours = Letters.File(
            "a.eml", Letters.Plain(
            "x", $"Dear Ms Prys\n\nBins.\n\nHazel Pemble\n14 {street.Name}\n{street.Town}\n{street.Postcode}",
            "Hazel Pemble <hazel@example.org>"));
        var theirs = Letters.File(
            "b.eml", Letters.Plain(
            "x", $"Dear Ms Prys\n\nBins.\n\nAlan Farrow\n14 {away.Name}\n{away.Town}\n{away.Postcode}",
            "Alan Farrow <alan@example.org>"));

        var read = await PostbagProcess.RunAsync(
            ["people", "read", ours, theirs, "--json", "--data", folder, "--area", DemoPlaceFiles.Constituency]);

        read.ExitCode.ShouldBe(0, read.Errors);
        var lines = read.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => (line.GetProperty("person").GetString(), line.GetProperty("grade").GetString()))
            .ShouldBe([("Hazel Pemble", "confirmed"), ("Alan Farrow", "elsewhere")]);
        lines[1].GetProperty("constituency").GetString().ShouldBe(away.Constituency);
    }
}
