using Postbag.Casework.Elsewhere;
using Postbag.Demo;
using Postbag.Places;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Elsewhere;

public sealed class RightPersonTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly string Away = DemoPlaces.StreetsElsewhere[0].Postcode;

    [Fact]
    public async Task The_right_person_is_named_as_far_as_the_files_know()
    {
        var places = await ImportAsync();

        RightPerson.Find(places, ["Z14000001"], Away, null, Today).ShouldBe(new(
            "Harbury Sands", $"Your postcode, {Away}, is in the constituency of Harbury Sands.",
            "You are represented by Aled Fenwick MP (aled.fenwick@example.org, 01632 960101)."));
        var byName = RightPerson.Find(places, ["Z14000001"], "", "Great Umber", Today);
        byName.Where.ShouldBe("As far as we can tell, you live in the constituency of Great Umber.");
        byName.Who.ShouldStartWith("You can find who represents Great Umber, and how to reach them, at https://");
        RightPerson.Find(null, [], "", null, Today).Where.ShouldBe(
            "As far as we can tell, you live outside the area we serve.");
    }

    [Fact]
    public async Task A_councillors_office_answers_about_wards_and_names_everybody_who_shares_one()
    {
        var places = await ImportAsync(
            "area,representative,email\nZ05000013,Cllr Ann Example,ann@example.org\nZ05000013,Cllr Bob Example,\n");

        var right = RightPerson.Find(places, ["Z05000001"], Away, null, Today);

        right.Where.ShouldBe($"Your postcode, {Away}, is in the ward of Promenade.");
        right.Who.ShouldBe("You are represented by Cllr Ann Example (ann@example.org); Cllr Bob Example.");
        RightPerson.Find(places, ["Z05000001"], DemoPlaces.StreetsElsewhere[^1].Postcode, null, Today).Who
            .ShouldBe("Your council can tell you who your councillors are.");
    }

    [Fact]
    public void A_name_with_braces_is_put_in_as_it_is()
    {
        var words = new ElsewhereWords("Dear {name}, {who} {unknown}", 30);

        words.Fill(new RightPerson("", "w", "{office}"), "{area}", "a", "o")
            .ShouldBe("Dear {area}, {office} {unknown}");
        words.Fill(new RightPerson("", "w", "x"), null, "a", "o").ShouldStartWith("Dear Sir or Madam,");
        ElsewhereWords.WhyNot(ElsewhereWords.Usual.Content).ShouldBeNull();
    }

    private static async Task<PlacesFolder> ImportAsync(string? representatives = null)
    {
        var folder = TestPlace.NewFolder();
        var files = (await DemoPlaceFiles.WriteAsync(folder, CancellationToken.None)).ToList();
        if (representatives is not null)
        {
            files.Add(Path.Combine(folder, "councillors.csv"));
            await File.WriteAllTextAsync(files[^1], representatives);
        }

        var places = new PlacesFolder(Path.Combine(folder, "places"));
        new ImportPlaces(places, TimeProvider.System).Run(files, CancellationToken.None);
        return places;
    }
}
