using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Postbag.Places;

namespace Postbag.Benchmarks;

/// <summary>
/// The promise of `postbag where`: 2.7 million postcodes in at most 12 MB, built in under 20 seconds, looked up in
/// under a microsecond. The real postcodes of Great Britain, and as many ended ones as are missing to 2.7 million,
/// invented: in the sectors of real ones, near one of them and with its areas, a third of them at the very place of
/// another (as large firms' were), and ended in months of which some ended very many. They stand in a table like the
/// ONS Postcode Directory's, of 52 columns.
/// </summary>
internal static class PlacesBenchmark
{
    private const int Wanted = 2_700_000;
    private const int LookUps = 5_000_000;

    private const string Header =
        "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,"
        + "nhser,ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,msoa11,"
        + "wz11,sicbl,bua11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21,pcon10cd";

    /// <summary>`places SHARED`: the folder with gb-postcodes.csv.gz, names/ and the boundaries.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments is not [var shared] || !File.Exists(Path.Combine(shared, "gb-postcodes.csv.gz")))
        {
            Console.Error.WriteLine("places FOLDER, where gb-postcodes.csv.gz, names/ and the boundaries are.");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("pb-bench-places-").FullName;
        try
        {
            Measure(shared, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static void Measure(string shared, string folder)
    {
        var (table, zip) = (Path.Combine(folder, "onspd.csv"), Path.Combine(folder, "onspd.zip"));
        var written = WriteTable(Path.Combine(shared, "gb-postcodes.csv.gz"), table);
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create)) archive.CreateEntryFromFile(
            table, "Data/ONSPD.csv", CompressionLevel.Fastest);
        Console.WriteLine($"{written:N0} postcodes in a table of {new FileInfo(table).Length / 1e6:N0} MB, zipped {new FileInfo(zip).Length / 1e6:N0} MB");
        var names = Directory.GetFiles(Path.Combine(shared, "names"), "*.json").Order(StringComparer.Ordinal).ToArray();
        var boundaries = Directory.GetFiles(shared, "*.geojson.gz");
        var places = new PlacesFolder(Path.Combine(folder, "places"));
        Import("table and names", places, [table, .. names]);
        Import("zip and names", places, [zip, .. names]);
        Import("zip, names and boundaries", places, [zip, .. names, .. boundaries]);
        File.Delete(table);
        var start = Stopwatch.GetTimestamp();
        var index = PlaceIndex.TryOpen(places.IndexPath, out _)!;
        Console.WriteLine($"opened and checked in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:N0} ms");
        for (var pass = 0; pass < 3; pass++) LookUp(index);
    }

    private static void Import(string what, PlacesFolder places, string[] files)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var done = new ImportPlaces(places, TimeProvider.System) { Afresh = true }.Run(files, CancellationToken.None);
        Console.WriteLine(
            $"{what}: {Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s by the clock, {(Environment.CpuUsage.TotalTime - before).TotalSeconds:N1} s of "
            + $"processor; {done.SizeBytes:N0} bytes, {(double)done.SizeBytes / done.Postcodes:N2} a postcode, to {places.Index!.ResolutionMetres} m; "
            + $"peak {Environment.WorkingSet / 1e6:N0} MB");
    }

    private static void LookUp(PlaceIndex index)
    {
        // Asked in the order of chance, from a list that is itself out of the processor's reach: as cold as life.
        var all = index.All().ToArray();
        new Random(1).Shuffle(all);
        var found = 0;
        var day = new DateOnly(2026, 11, 22);
        var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < LookUps; i++)
            if (index.Find(all[i % all.Length], day) is { Constituency: not null })
                found++;
        var (clock, processor) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - before);
        Console.WriteLine(
            $"{LookUps / clock.TotalSeconds:N0} look-ups a second by the clock, {LookUps / processor.TotalSeconds:N0} of processor: "
            + $"{clock.TotalNanoseconds / LookUps:N0} and {processor.TotalNanoseconds / LookUps:N0} ns each ({found:N0} found)");
    }

    private static int WriteTable(string source, string target)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(source), CompressionMode.Decompress));
        using var writer = new StreamWriter(target);
        writer.Write(Header + "\r\n");
        reader.ReadLine();
        var live = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            var row = line.Split(',');
            live.Add(row);
            Write(writer, row, row[0], "", int.Parse(row[2], CultureInfo.InvariantCulture),
                int.Parse(row[3], CultureInfo.InvariantCulture));
        }

        return live.Count + WriteEnded(writer, live);
    }

    private static int WriteEnded(StreamWriter writer, List<string[]> live)
    {
        const string letters = "ABDEFGHJLNPQRSTUWXYZ";
        var random = new Random(1974);
        var taken = live.Select(row => row[0]).ToHashSet(StringComparer.Ordinal);
        string[] months = ["199606", "198112", "199906", "200312", "199412", "201006"];
        var count = 0;
        while (live.Count + count < Wanted)
        {
            var like = live[random.Next(live.Count)];
            var postcode = $"{like[0][..^2]}{letters[random.Next(20)]}{letters[random.Next(20)]}";
            if (!taken.Add(postcode)) continue;
            count++;
            var ended = random.Next(3) == 0
                ? months[random.Next(months.Length)] : $"{random.Next(1975, 2025)}{random.Next(1, 13):D2}";
            var (east, north) = (
                int.Parse(like[2], CultureInfo.InvariantCulture), int.Parse(like[3], CultureInfo.InvariantCulture));
            var away = random.Next(3) == 0 || east == 0 ? 0 : 150;
            Write(writer, like, postcode, ended, east + random.Next(-away, away + 1),
                north + random.Next(-away, away + 1));
        }

        return count;
    }

    private static void Write(StreamWriter writer, string[] row, string postcode, string ended, int east, int north)
    {
        var (outward, inward) = (postcode[..^4], postcode[^3..]);
        var hasPosition = row[1] != "90";
        writer.Write(
            $"{outward.PadRight(4)}{inward},{outward.PadRight(5)}{inward},{postcode},198001,{ended},S99999999,S99999999,{row[5]},{row[6]},S99999999,0,"
            + $"{(hasPosition ? east : "")},{(hasPosition ? north.ToString("D7", CultureInfo.InvariantCulture) : "")},{(hasPosition ? 1 : 9)},S08000020,"
            + $"S99999999,{row[4]},S99999999,0,{row[7]},S15000001,S09000001,S22000047,S03000012,S30000026,99ZZ00,S00001364,01C30,S99999999,"
            + "S01000011,S02000007,6,3C2,S00090303,S01006514,S02001237,S34002990,S03000012,,3,1C3,57.101474,-2.242851,S99999999,,S23000009,6715,"
            + $"S99999999,S99999999,S00137176,,,{(row[8] == "nan" ? "" : row[8])}\r\n");
    }
}
