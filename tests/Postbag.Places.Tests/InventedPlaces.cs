using System.IO.Compression;
using System.Text;

namespace Postbag.Places.Tests;

/// <summary>Invented places: no postcode area ZZ or QV exists, and no code begins with Z.</summary>
internal sealed class InventedPlaces : IDisposable
{
    public static readonly DateOnly Today = new(2026, 11, 20);

    public const string Header =
        "pcd,pcds,dointr,doterm,oslaua,osward,oseast1m,osnrth1m,osgrdind,ctry,rgn,pcon24cd,pcon10cd";

    public static readonly string[] Rows =
    [
        "ZZ1 2AB,ZZ1 2AB,198001,,Z06000001,Z05000001,385386,0801193,1,Z92000001,,Z14000001,Z14000091",
        "ZZ1 2AD,ZZ1 2AD,198001,199606,Z06000001,Z05000001,385400,0801200,1,Z92000001,,Z14000001,Z14000091",
        "ZZ1 2ZZ,ZZ1 2ZZ,202001,,Z06000001,Z05000002,386000,0801900,1,Z92000001,,Z14000001,Z14000092",
        "ZZ103QQ,ZZ10 3QQ,202406,,Z06000002,Z05000003,390000,0802000,1,Z92000001,,Z14000002,Z14000092",
        "QV1A0AA,QV1A 0AA,199001,,Z06000002,Z05000003,,,9,Z92000001,,,",
        "ZZ5 5SS,ZZ5 5SS,199001,,Z06000002,Z05000003,391000,0803000,1,Z92000001,,Z14000002,Z14000092",
    ];

    public const string Names = """
        {"Z14000001": "Marchbury", "Z14000002": "Harbury Sands", "Z14000091": "Marchbury and Orran", "Z14000092": "Old Harbury",
         "Z05000001": "Castle", "Z05000002": "Priory", "Z05000003": "Pier", "Z06000001": "Orran", "Z06000002": "Umber", "Z92000001": "Here"}
        """;

    public string Folder { get; } = Directory.CreateTempSubdirectory("pb-places-").FullName;

    public PlacesFolder Places => new(Path.Combine(Folder, "places"));

    public static string Table(params string[] rows) => string.Join('\n', [Header, .. rows, ""]);

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Zip(string name, params (string Name, string Content)[] entries)
    {
        var path = Path.Combine(Folder, name);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (entry, content) in entries)
        {
            using var writer = new StreamWriter(zip.CreateEntry(entry).Open());
            writer.Write(content);
        }

        return path;
    }

    public ImportedPlaces Import(params string[] paths) =>
        new ImportPlaces(Places, TimeProvider.System).Run(paths, CancellationToken.None);

    /// <summary>An index of the invented places.</summary>
    public PlaceIndex Index()
    {
        Import(Write("postcodes.csv", Table(Rows)), Write("names.json", Names));
        return Places.Index!;
    }

    public void Dispose() => Directory.Delete(Folder, true);
}
