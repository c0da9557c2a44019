using System.IO.Compression;
using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

public sealed class ImportingTests : IDisposable
{
    private readonly InventedPlaces places = new();

    public void Dispose() => places.Dispose();

    [Theory]
    [InlineData("pcd,pcd2,pcds,oslaua,osward,pcon")]
    [InlineData("pcd7,pcd8,pcds,lad25cd,wd25cd,pcon24cd")]
    [InlineData("PCD7,PCD8,PCDS,LAD23CD,WD23CD,PCON24CD")]
    [InlineData("pcd7,pcd8,pcds,laua,ward,pcon")]
    [InlineData("pcd7,pcd8,Postcode,District code,Ward code,Constituency code")]
    [InlineData("pcd,pcd2,postcode,district,ward,pcon2024")]
    public void Columns_are_found_by_their_names_of_any_edition(string header)
    {
        Import($"{header}\nZZ12AB,ZZ1  2AB,ZZ1 2AB,Z06000001,Z05000001,Z14000001\n");

        var place = Find("ZZ1 2AB")!;
        (place.Constituency!.Code, place.Ward!.Code, place.District!.Code)
            .ShouldBe(("Z14000001", "Z05000001", "Z06000001"));
    }

    [Fact]
    public void The_order_of_columns_and_rows_does_not_matter()
    {
        Import("pcon,doterm,junk,pcds\nZ14000002,,x,ZZ9 9ZZ\nZ14000001,199606,\"a, b\",ZZ1 2AB\n");

        Find("ZZ1 2AB")!.Constituency!.Code.ShouldBe("Z14000001");
        Find("ZZ1 2AB")!.EndedOn.ShouldBe(new DateOnly(1996, 6, 1));
        Find("ZZ9 9ZZ")!.Constituency!.Code.ShouldBe("Z14000002");
    }

    [Fact]
    public void Quotation_marks_may_hold_separators_marks_and_line_ends()
    {
        Import("\"pcds\",\"note\",\"pcon\"\r\n\"ZZ1 2AB\",\"a \"\"big\"\" place,\r\non two lines\",\"Z14000001\"\r\n\"ZZ1 2AD\",\"\",\"Z14000002\"\r\n");

        Find("ZZ1 2AB")!.Constituency!.Code.ShouldBe("Z14000001");
        Find("ZZ1 2AD")!.Constituency!.Code.ShouldBe("Z14000002");
    }

    [Theory]
    [InlineData("utf-8 with a mark")]
    [InlineData("utf-16 with a mark")]
    [InlineData("utf-16 without a mark")]
    [InlineData("utf-16 the other way round")]
    [InlineData("semicolons")]
    [InlineData("tabs")]
    [InlineData("old line ends")]
    [InlineData("gzip")]
    public void A_file_may_be_written_in_any_usual_way(string way)
    {
        var table = InventedPlaces.Table(InventedPlaces.Rows);
        var bytes = way switch
        {
            "utf-8 with a mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(table)],
            "utf-16 with a mark" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(table)],
            "utf-16 without a mark" => Encoding.Unicode.GetBytes(table),
            "utf-16 the other way round" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(table)],
            "semicolons" => Encoding.UTF8.GetBytes(table.Replace(',', ';')),
            "tabs" => Encoding.UTF8.GetBytes(table.Replace(',', '\t')),
            "old line ends" => Encoding.UTF8.GetBytes(table.Replace('\n', '\r')),
            _ => Gzip(Encoding.UTF8.GetBytes(table)),
        };

        places.Import(places.Write("whatever", bytes)).Postcodes.ShouldBe(6);

        Find("ZZ1 2AB")!.Position.ShouldBe(new GridReference(385386, 801193, false));
    }

    [Fact]
    public void Names_of_Windows_1252_are_read_as_such()
    {
        Import(InventedPlaces.Table(InventedPlaces.Rows));
        places.Import(places.Write(
            "names.csv", Encoding.Latin1.GetBytes("WD25CD,WD25NM,LAD25CD,LAD25NM\nZ05000001,Tŷ Môr,Z06000001,Orrân\n"
            .Replace("ŷ", "\u00FF", StringComparison.Ordinal))));

        Find("ZZ1 2AB")!.Ward!.Name.ShouldBe("T\u00FF Môr");
        Find("ZZ1 2AB")!.District!.Name.ShouldBe("Orrân");
    }

    [Fact]
    public void A_later_file_adds_to_what_is_there()
    {
        Import(InventedPlaces.Table(InventedPlaces.Rows));
        Import("pcds,pcon24cd\nZZ1 2AB,Z14000002\nZZ7 7ZZ,Z14000001\n");

        var changed = Find("ZZ1 2AB")!;
        changed.Constituency!.Code.ShouldBe("Z14000002");
        changed.Ward!.Code.ShouldBe("Z05000001");
        changed.Position.ShouldBe(new GridReference(385386, 801193, false));
        Find("ZZ7 7ZZ")!.Constituency!.Code.ShouldBe("Z14000001");
        Find("ZZ1 2AD")!.EndedOn.ShouldNotBeNull();
        places.Places.Index!.Imports.Count.ShouldBe(1, "the same name again is remembered once");
    }

    [Fact]
    public void A_file_with_far_fewer_postcodes_than_the_one_before_is_told() =>
        Import(InventedPlaces.Table(InventedPlaces.Rows), InventedPlaces.Table(InventedPlaces.Rows[..3]))
            .Notes.ShouldBe(["table.csv has 3 postcodes, and the largest file before had 6: make sure that it is whole."]);

    [Fact]
    public void Afresh_forgets_what_was_there()
    {
        Import(InventedPlaces.Table(InventedPlaces.Rows));
        new ImportPlaces(places.Places, TimeProvider.System) { Afresh = true }
            .Run([places.Write("few.csv", "pcds,pcon24cd\nZZ7 7ZZ,Z14000001\n")], CancellationToken.None).Postcodes
                .ShouldBe(1);
    }

    [Fact]
    public void A_zip_of_ONS_is_read_once_though_it_holds_everything_twice()
    {
        var zip = places.Zip("onspd.zip",
            ("Data/multi_csv/ONSPD_ZZ.csv",
                InventedPlaces.Table(
                [.. InventedPlaces.Rows.Where(row => row.StartsWith("ZZ", StringComparison.Ordinal))])),
            ("Data/multi_csv/ONSPD_QV.csv",
                InventedPlaces.Table(
                [.. InventedPlaces.Rows.Where(row => row.StartsWith("QV", StringComparison.Ordinal))])),
            ("Data/ONSPD_UK.csv", InventedPlaces.Table(InventedPlaces.Rows)),
            ("Documents/Names.csv", "PCON24CD,PCON24NM\nZ14000001,Marchbury\n"),
            ("Documents/Guide.txt", "How to use this file.\nRead it."));

        var done = places.Import(zip);

        done.Files.Single(file => file.Kind == PlaceFileKind.Postcodes).Rows.ShouldBe(6);
        done.Notes.ShouldHaveSingleItem().ShouldContain("1 of its files are of other kinds");
        Find("ZZ1 2AB")!.Constituency!.Name.ShouldBe("Marchbury");
    }

    [Fact]
    public void Code_Point_Open_has_no_headings_and_many_files()
    {
        const string zz = "\"ZZ1 2AB\",10,385386,801193,\"Z92000001\",\"\",\"\",\"\",\"Z06000001\",\"Z05000001\"\n\"ZZ12AD\",90,0,0,\"Z92000001\",\"\",\"\",\"\",\"\",\"\"\n";
        const string qv = "\"QV1A0AA\",10,1,2,\"Z92000001\",\"\",\"\",\"\",\"Z06000002\",\"Z05000003\"\n";

        places.Import(places.Zip("codepo.zip", ("Data/CSV/zz.csv", zz), ("Data/CSV/qv.csv", qv))).Postcodes.ShouldBe(3);

        Find("ZZ1 2AB")!.Position.ShouldBe(new GridReference(385386, 801193, false));
        Find("ZZ1 2AD")!.Position.ShouldBeNull();
        Find("QV1A 0AA")!.Ward!.Code.ShouldBe("Z05000003");
    }

    [Fact]
    public void The_older_constituencies_stand_under_the_same_column_name()
    {
        Import("pcds,pcon\nZZ1 2AB,E14000639\nZZ1 2AD,S14000021\nZZ1 2AE,S14000006\n");
        Import("pcds,pcon\nZZ1 2AB,E14001063\nZZ1 2AD,S14000021\nZZ1 2AE,S14000006\n");

        Find("ZZ1 2AB", new DateOnly(2023, 5, 1))!.Constituency!.Code.ShouldBe("E14000639");
        Find("ZZ1 2AB")!.Constituency!.Code.ShouldBe("E14001063");
        Find("ZZ1 2AD", new DateOnly(2023, 5, 1))!.Constituency!.Code.ShouldBe("S14000021");
        Find("ZZ1 2AD")!.Constituency!.Code.ShouldBe("S14000021");
        Find("ZZ1 2AE", new DateOnly(2023, 5, 1))!.Constituency!.Code.ShouldBe("S14000006");
        Find("ZZ1 2AE")!.Constituency!.Code.ShouldBe("S14000107");
    }

    [Theory]
    [InlineData("S99999999")]
    [InlineData("L99999999")]
    [InlineData("nan")]
    [InlineData("")]
    public void A_code_that_means_none_here_is_no_area(string none)
    {
        Import($"pcds,oslaua,pcon\nZZ1 2AB,Z06000001,{none}\n");

        Find("ZZ1 2AB")!.Constituency.ShouldBeNull();
    }

    [Fact]
    public void A_running_reader_takes_up_a_new_index_and_keeps_the_old_one_while_it_needs_it()
    {
        var folder = places.Places;
        Import("pcds,pcon24cd\nZZ1 2AB,Z14000001\n");
        var before = folder.Index!;
        Import("pcds,pcon24cd\nZZ1 2AB,Z14000002\nZZ1 2AD,Z14000002\n");

        folder.Index!.Live.ShouldBe(2);
        before.Live.ShouldBe(1);
        Postcode.TryParse("ZZ1 2AB", out var postcode).ShouldBeTrue();
        before.Find(postcode, InventedPlaces.Today)!.Constituency!.Code.ShouldBe("Z14000001");
        folder.Index!.Find(postcode, InventedPlaces.Today)!.Constituency!.Code.ShouldBe("Z14000002");
    }

    [Fact]
    public void The_same_files_make_the_same_index()
    {
        Import(InventedPlaces.Table(InventedPlaces.Rows));
        var postcodes = places.Places.Index!.All().ToList();
        Import(InventedPlaces.Table([.. InventedPlaces.Rows.Reverse()]));

        places.Places.Index!.All().ShouldBe(postcodes);
        foreach (var postcode in postcodes)
            places.Places.Index!.Find(postcode, InventedPlaces.Today).ShouldNotBeNull();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(bytes);
        return target.ToArray();
    }

    private ImportedPlaces Import(params string[] tables)
    {
        ImportedPlaces? last = null;
        foreach (var table in tables) last = places.Import(places.Write("table.csv", table));
        return last!;
    }

    private Place? Find(string written, DateOnly? on = null)
    {
        Postcode.TryParse(written, out var postcode).ShouldBeTrue();
        return places.Places.Index!.Find(postcode, on ?? InventedPlaces.Today);
    }
}
