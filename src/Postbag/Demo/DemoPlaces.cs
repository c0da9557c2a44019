namespace Postbag.Demo;

/// <summary>A street with the one postcode its houses share. No postcode area ZZ exists.</summary>
internal sealed record DemoStreet(string Name, string Town, string Ward, string Postcode, string Constituency);

/// <summary>The invented constituency, its neighbours, and what stands in them.</summary>
internal static class DemoPlaces
{
    public const string Council = "Marchbury Borough Council";
    public const string Hospital = "Orran Valley Hospital";

    // A table, so its lines are long. Town: ward, outward code: streets. Ordered, because letters are drawn from it by
    // number.
    private const string Home = """
        Marchbury: Castle, ZZ1: Corve Row; Salters Steps; Old Wool Street; Gaol Lane; Bishop's Walk; Tanners Yard; Harp Court
        Marchbury: Priory, ZZ2: Priory Crescent; Lacemaker Street; Nunnery Road; St Elwen's Terrace; Quarry View; Almoner Close
        Marchbury: Station, ZZ3: Engine Street; Signal Row; Goods Yard Road; Carriage Mews; Branch Line Close; Turntable Way
        Marchbury: Larkfield, ZZ4: Larkfield Avenue; Skylark House; Linnet House; Fieldfare Drive; Wren Close; Plover Gardens
        Castle Orran: Orran Town, ZZ5: Bridge Foot; Market Pitch; Chandler Street; Broad Ropewalk; Orran Parade; Weir Cottages
        Castle Orran: Orran Heath, ZZ6: Heath Rise; Gorse Lane; Windmill Crescent; Furze Close; Beacon Road; Hollow Oak Drive
        Llanferwen: Llanferwen, ZZ7: Heol y Felin; Maes yr Onnen; Stryd y Bont; Bryn Eglwys; Ffordd Derwas; Lôn Cae Glas
        Pont-y-Garreg: Cwm Derwas, ZZ8: Rhes y Chwarel; Heol Isaf; Tan-yr-Allt; Cilgant y Parc; Teras Derwas; Heol y Capel
        Nant Helyg: Nant Helyg, ZZ9: Maes Helyg; Y Berllan; Heol Uchaf; Llwyn Celyn; Bryn Awel; Rhodfa'r Afon
        Wernbridge: Wernbridge, ZZ10: Drovers Way; Pound Street; Alder Bank; Wernbridge Road; Smithy Fold; Cattle Market Close
        Thornley Cross: Thornley, ZZ11: Cross Lane; Thornley Green; Glebe Field; Rectory Close; Parsons Hay; Upper Thornley
        Saltersford: Saltersford, ZZ12: Brine Street; Pan House Lane; Towpath Row; Lock Keepers Way; Wharf Street; Navigation Court
        """;

    private const string Elsewhere = """
        Harbury Sands: Promenade, ZZ41: Marine Row; Lobster Lane; Pier Street; Capstan Road
        Kettleby: Stour Vale, ZZ47: Malthouse Lane; Kettleby Hill; Vicarage Drive; Station Fields
        Great Umber: Umber North, ZZ52: Foundry Street; Umber Road; Chapel Bank; Colliers Row
        Aberlleni: Dyffryn Lleni, ZZ58: Heol Lleni; Maes y Dref; Ffordd y Môr; Stryd Fawr
        """;

    public static IReadOnlyList<DemoStreet> Streets { get; } =
        Read(Home, _ => DemoStaff.Constituency);

    public static IReadOnlyList<DemoStreet> StreetsElsewhere { get; } =
        Read(Elsewhere, town => town switch
        {
            "Harbury Sands" => "Harbury Sands",
            "Kettleby" => "Kettleby and Stour Vale",
            "Great Umber" => "Umberland South",
            _ => "Dyffryn Lleni",
        });

    public static IReadOnlyList<string> Schools { get; } =
        ["St Elwen's Primary School", "Ysgol Maes Helyg", "Larkfield Academy", "Castle Orran High School",
         "Thornley Cross C of E Primary", "Ysgol Gyfun Derwas", "Saltersford Junior School",
             "Wernbridge Community School"];

    public static IReadOnlyList<string> Surgeries { get; } =
        ["Priory Street Surgery", "the Ropewalk Medical Centre", "Meddygfa Derwas", "Saltersford Health Centre",
         "the Larkfield Practice", "Meddygfa'r Felin"];

    public static IReadOnlyList<string> Landlords { get; } =
        ["Orran Homes", "Cartrefi Derwas", "Larkfield Housing Trust", "Saltway Housing Association", "Severals Homes"];

    public static IReadOnlyList<string> Agents { get; } =
        ["Bramhope & Lyle Lettings", "Castlegate Property", "Keystone Rentals", "Dovetail Lets", "Pritchard Nash"];

    private static DemoStreet[] Read(string table, Func<string, string> constituency)
    {
        const string letters = "ABDEFGHJLNPQRSTUWXYZ"; // those that inward codes use
        var streets = new List<DemoStreet>();
        foreach (var line in table.Split('\n'))
        {
            var parts = line.Split(": ");
            var (ward, outward) = (parts[1].Split(", ")[0], parts[1].Split(", ")[1]);
            foreach (var street in parts[2].Split("; "))
            {
                var n = streets.Count;
                var inward = $"{1 + n % 9}{letters[n * 7 % 20]}{letters[(n * 3 + 5) % 20]}";
                streets.Add(new(street, parts[0], ward, $"{outward} {inward}", constituency(parts[0])));
            }
        }
        return [.. streets];
    }
}
