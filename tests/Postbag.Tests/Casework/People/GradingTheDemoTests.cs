using Postbag.Casework.People;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Demo;
using Postbag.Places;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>The demo's letters, which weren't written for this, graded by the demo's own places.</summary>
public sealed class GradingTheDemoTests
{
    [Fact]
    public async Task Nobody_of_the_invented_constituency_is_put_elsewhere_and_most_are_known()
    {
        var folder = TestPlace.NewFolder();
        var places = new PlacesFolder(Path.Combine(folder, "places"));
        new ImportPlaces(places, TimeProvider.System).Run(
            await DemoPlaceFiles.WriteAsync(Path.Combine(folder, "files"), CancellationToken.None),
            CancellationToken.None);
        var book = new OfficeArea([DemoPlaceFiles.Constituency], "Office of Nia Thackwray MP").BookOf(places.Index);
        var grading = new GradeWriter(book);
        var on = new DateOnly(2026, 11, 20);
        var home = DemoPlaces.Streets.Select(street => street.Postcode).ToHashSet(StringComparer.Ordinal);
        var (letters, named, sure, given, falsely) = (0, 0, 0, 0, new List<string>());

        foreach (var letter in DemoMailbox.Letters(
            new DemoOptions { Now = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero) }))
        {
            if (letter.Writer is not { } writer || letter.Postcode is not { } postcode || letter.Broken) continue;
            if (LinkWriters.Read(letter.Raw, OfficeDetails.None) is not { } evidence) continue;
            letters++;
            var answer = grading.Grade(evidence, KnownOfWriter.Nothing, on);
            if (evidence.Name is { } name && PersonName.MayBeSame(name, writer)) named++;
            if (letter.Grade == "confirmed") given++;
            if (letter.Grade == "confirmed" && answer.Grade >= Grade.Likely) sure++;
            if (answer.Grade == Grade.Elsewhere && home.Contains(postcode))
                falsely.Add($"{letter.FileName} {letter.Text} {answer.Reasons[0].Sentence}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{letters} letters, {named} named, {sure} of {given} with their postcode are likely or confirmed");
        falsely.ShouldBeEmpty();
        letters.ShouldBeGreaterThan(800);
        (named / (double)letters).ShouldBeGreaterThan(0.95);
        // The rest are answers that only quote a letter with the postcode: what is quoted isn't read.
        (sure / (double)given).ShouldBeGreaterThan(0.9);
    }
}
