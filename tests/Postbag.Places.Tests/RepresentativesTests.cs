using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

public sealed class RepresentativesTests : IDisposable
{
    private readonly InventedPlaces places = new();

    public void Dispose() => places.Dispose();

    [Fact]
    public void Several_may_represent_one_area_and_each_says_how_to_be_reached()
    {
        var folder = places.Places;
        folder.Representatives.All.ShouldBeEmpty();
        places.Import(places.Write("mps.csv", """
            Area code,Name of area,Representative,Email,Phone
            Z14000002,Harbury Sands,"Ann ""Nan"" Example MP",ann@example.org,01632 960123
            z05000003,Pier,Cllr Bob Example,,01632 960124
            Z05000003,Pier,Cllr Cat Example,"cat@example.org",
            """));

        folder.Representatives.Of("Z14000002")
            .ShouldBe([new("Z14000002", "Ann \"Nan\" Example MP", "ann@example.org, 01632 960123")]);
        folder.Representatives.Of("Z05000003").Select(one => one.Name)
            .ShouldBe(["Cllr Bob Example", "Cllr Cat Example"]);
        folder.Representatives.Of("Z14000001").ShouldBeEmpty();
    }

    [Fact]
    public void A_later_file_replaces_what_was_said_of_its_areas()
    {
        places.Import(places.Write(
            "a.csv", "code,representative,reach\nZ14000001,Old Example,x\nZ14000002,Other Example,y\n"));
        places.Import(places.Write("b.csv", "code,representative,reach\nZ14000001,New Example,z\n"));

        places.Places.Representatives.All.Select(one => one.Name).ShouldBe(["Other Example", "New Example"]);
    }
}
