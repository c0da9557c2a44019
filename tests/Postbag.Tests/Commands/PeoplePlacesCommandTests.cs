using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Postbag.Casework;
using Postbag.Casework.People;
using Postbag.Office;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Commands;

/// <summary>`postbag people places --from FILE`, as a process of its own: an official list of places' names, in the
/// columns and the code page in which ONS's Index of Place Names is downloaded. Its places are invented, and so are
/// their codes.</summary>
public sealed class PeoplePlacesCommandTests
{
    private const string Postcodes = """
        pcds,doterm,oslaua,osward,oseast1m,osnrth1m,ctry,pcon24cd,pcon10cd
        ZZ1 2AB,,Z06000001,Z05000001,385386,801193,E92000001,Z14000001,Z14000091
        ZZ1 2AD,,Z06000001,Z05000002,385400,801200,E92000001,Z14000001,Z14000091
        ZZ9 3QQ,,Z06000002,Z05000003,395400,811300,E92000001,Z14000002,Z14000091
        """;

    // ONS Geography, "Index of Place Names in Great Britain", edition of 2024: its columns (read 2026-11-23).
    private const string Headings =
        "placeid,place23cd,placesort,place23nm,splitind,descnm,ctyhistnm,cty61nm,cty91nm,ctyltnm,ctry23nm,cty23cd,cty23nm,lad23cd,lad23nm,laddescnm,"
        + "wd23cd,par23cd,hlth23cd,hlth23nm,regd23cd,regd23nm,rgn23cd,rgn23nm,npark23cd,npark23nm,bua22cd,pcon23cd,pcon23nm,eer23cd,eer23nm,"
        + "pfa23cd,pfa23nm,gridgb1m,gridgb1e,gridgb1n,grid1km,lat,long";

    private static readonly Lazy<Task<string>> Index = new(ImportAsync);

    [Fact]
    public async Task The_villages_of_the_area_are_added_and_what_the_office_has_said_stays()
    {
        var arguments = await OfficeAsync("Z14000001");
        var (ours, elsewhere, list) =
            (Write("ours.txt", "The Vale"), Write("elsewhere.txt", "Nether Green"), Zipped(List));

        var said = await RunAsync(["people", "places", "--ours", ours, "--elsewhere", elsewhere, .. arguments]);
        var added = await RunAsync(["people", "places", "--from", list, "--json", .. arguments]);

        said.ExitCode.ShouldBe(0, said.Errors);
        added.ExitCode.ShouldBe(0, added.Errors);
        // Not Newton, which another place is called too; nor Sandhythe, which isn't ours; nor Nether Green, of which
        // the office said so.
        Names(added.Json, "ours")
            .ShouldBe(["The Vale", "Upper Mere", "Llanfêr", "Stoke, Lower", "Merebury"], ignoreOrder: true);
        Names(added.Json, "elsewhere").ShouldBe(["Nether Green"]);
        (await KeptAsync(arguments)).Ours.ShouldBe(
            ["Llanfêr", "Merebury", "Stoke, Lower", "The Vale", "Upper Mere"], ignoreOrder: true);

        var again = await RunAsync(["people", "places", "--from", list, "--json", .. arguments]);
        Names(again.Json, "ours").Count.ShouldBe(5);
    }

    [Fact]
    public async Task What_is_no_whole_list_is_refused_in_a_sentence_and_the_names_before_stay()
    {
        var arguments = await OfficeAsync("Z14000001");
        (await RunAsync(["people", "places", "--ours", Write("before.txt", "The Vale"), .. arguments])).ExitCode
            .ShouldBe(0);
        var half = Zipped(List);
        await using (var cut = File.OpenWrite(half)) cut.SetLength(cut.Length / 2);
        (string File, string Says)[] wrong =
        [
            (Path.Combine(TestPlace.NewFolder(), "none.csv"), "none.csv"),
            (Write("empty.csv", ""), "no list of places"),
            (Write("other.csv", Postcodes), "no list of places"),
            (Write("headings.csv", Headings.Replace("place23nm", "name", StringComparison.Ordinal) + "\n"),
                "no list of places"),
            (Write("short.csv", List[..^40]), "cut short"),
            (half, ""),
        ];

        foreach (var (file, says) in wrong)
        {
            var run = await RunAsync(["people", "places", "--from", file, .. arguments]);

            run.ExitCode.ShouldBe(1, file);
            run.Errors.ShouldContain(says, customMessage: file);
            run.Errors.ShouldNotContain("   at ", customMessage: file);
        }

        (await KeptAsync(arguments)).Ours.ShouldBe(["The Vale"]);
    }

    [Fact]
    public async Task Without_an_area_it_says_what_to_do_first()
    {
        var arguments = await OfficeAsync(area: null);

        var run = await RunAsync(["people", "places", "--from", Zipped(List), .. arguments]);

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("Say first which area is the office’s");
    }

    private static string List => string.Join("\r\n",
    [
        Headings,
        Row(1, "Upper Mere", "LOC", "Z06000001", "Z05000001"),
        Row(2, "Newton", "LOC", "Z06000001", "Z05000002"),
        Row(3, "Newton", "LOC", "Z06000002", "Z05000003"),
        Row(4, "Sandhythe", "LOC", "Z06000002", "Z05000003"),
        Row(5, "Llanfêr", "LOC", "Z06000001", "Z05000002"),
        Row(6, "\"Stoke, Lower\"", "PAR", "Z06000001", "Z05000002"),
        Row(7, "Nether Green", "LOC", "Z06000001", "Z05000001"),
        // Built-up areas are called so in the list, and by nobody who lives there.
        Row(8, "Merebury BUA", "BUA", "Z06000001", "Z05000001"),
        Row(9, "Upper Mere BUASD", "BUASD", "Z06000001", "Z05000001"),
        Row(10, "Sandhythe BUA", "BUA", "Z06000002", "Z05000003"),
        "",
    ]);

    private static string Row(int id, string name, string kind, string district, string ward) =>
        $"IPN{id:0000000},,{name.Trim('"').Replace(" ", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).ToLowerInvariant()},{name},0,{kind},Ambershire,,,Ambershire,England,,,{district},Orran,UA,"
        + $"{ward},,,,,,E12000099,Midshire,,,,Z14000091,Old Marchbury,,,,,ZZ8538601193,385386,801193,ZZ8501,57.1,-2.2";

    /// <summary>As it is downloaded: a zip with a guide beside the list, which is in the code page of
    /// Windows.</summary>
    private static string Zipped(string list)
    {
        var path = Path.Combine(TestPlace.NewFolder(), "IPN_GB_2024.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using (var guide = new StreamWriter(zip.CreateEntry("User Guide.txt").Open())) guide.Write(
            "How to use this index.");
        using var table = zip.CreateEntry("IPN_GB_2024.csv").Open();
        table.Write(Encoding.Latin1.GetBytes(list));
        return path;
    }

    private static string Write(string name, string text)
    {
        var path = Path.Combine(TestPlace.NewFolder(), name);
        File.WriteAllText(path, text);
        return path;
    }

    private static List<string?> Names(JsonElement printed, string list) =>
        [.. printed.GetProperty(list).EnumerateArray().Select(name => name.GetString())];

    private static async Task<string[]> OfficeAsync(string? area)
    {
        var arguments = await TestPlace.NewArgumentsAsync();
        await using (await OpenOffice.OpenAsync(
            await TestPlace.FindAsync(arguments), new CaseworkSide(), TimeProvider.System, CancellationToken.None))
        {
        }

        if (area is not null) (await RunAsync(["office", "set", "--area", area, .. arguments])).ExitCode.ShouldBe(0);
        return arguments;
    }

    /// <summary>The index is one for an installation, wherever the office is: a variable says where.</summary>
    private static async Task<PostbagRun> RunAsync(IReadOnlyList<string> arguments) =>
        await PostbagProcess.RunAsync(
            "/usr/bin/env", [$"POSTBAG_PLACES={await Index.Value}", PostbagProcess.Program, .. arguments]);

    private static async Task<string> ImportAsync()
    {
        var (data, postcodes) = (TestPlace.NewFolder(), Write("postcodes.csv", Postcodes + "\n"));
        var run = await PostbagProcess.RunAsync("places", "import", postcodes, "--data", data);
        run.ExitCode.ShouldBe(0, run.Errors);
        return Path.Combine(data, "places");
    }

    private static async Task<PlaceNames> KeptAsync(string[] arguments)
    {
        await using var office =
            await OpenOffice.OpenAsync(
            await TestPlace.FindAsync(arguments), new CaseworkSide(), TimeProvider.System, CancellationToken.None);
        await using var connection = await office.Engine.OpenReaderAsync(CancellationToken.None);
        return await PlaceNames.LoadAsync(connection, CancellationToken.None);
    }
}
