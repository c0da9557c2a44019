using System.IO.Compression;
using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

/// <summary>Whatever is wrong with a file, a sentence says so, and the index that was there stays in use.</summary>
public sealed class BadFilesTests : IDisposable
{
    private readonly InventedPlaces places = new();
    private readonly byte[] before;

    /// <summary>More than is looked at to recognise a file.</summary>
    private static readonly string ManyRows =
        InventedPlaces.Table([.. Enumerable.Repeat(InventedPlaces.Rows[0], 20_000)]);

    public BadFilesTests()
    {
        places.Index();
        before = File.ReadAllBytes(places.Places.IndexPath);
    }

    public void Dispose() => places.Dispose();

    [Fact]
    public void A_file_that_is_not_there() => Refuse(Path.Combine(places.Folder, "nothing.csv"), "There is no file");

    [Fact]
    public void A_folder() => Refuse(places.Folder, "is a folder");

    [Fact]
    public void An_empty_file() => Refuse(places.Write("empty.csv", ""), "none of the files");

    [Fact]
    public void Another_table() =>
        Refuse(places.Write("other.csv", "name,colour\nAnn,red\n"), "its columns are name, colour");

    [Fact]
    public void A_picture() =>
        Refuse(places.Write("picture.csv", [0x89, .. "PNG\r\n"u8, 26, 10, 0, 0, 0, 13]), "none of the files");

    [Fact]
    public void Headings_without_rows() =>
        Refuse(places.Write("headings.csv", InventedPlaces.Header + "\n"), "no rows");

    [Fact]
    public void Headings_with_rows_of_something_else() =>
        Refuse(places.Write("rows.csv", "pcds,pcon\n" + string.Concat(Enumerable.Repeat("hello,Z14000001\n", 200))),
            "can't be read");

    /// <summary>Four bytes a row: ten gigabytes of them aren't waited for.</summary>
    [Fact]
    public void Headings_with_bad_rows_without_end() =>
        Refuse(places.Write("endless.csv", "pcds,pcon\n" + string.Concat(Enumerable.Repeat("a,b\n", 300_000))),
            "100,001 of 100,001 rows");

    /// <summary>Wherever the download stopped, but for the end of a line.</summary>
    [Fact]
    public void Half_a_table()
    {
        var whole = InventedPlaces.Table(InventedPlaces.Rows);
        var last = whole.TrimEnd().LastIndexOf('\n') + 1;
        for (var length = last + 1; length < whole.Length - 10; length++)
            Refuse(places.Write("half.csv", whole[..length]), "cut short");
    }

    [Fact]
    public void Half_a_zip()
    {
        var whole = File.ReadAllBytes(places.Zip("whole.zip", ("a.csv", InventedPlaces.Table(InventedPlaces.Rows))));
        for (var length = 4; length < whole.Length; length += 29)
            Refuse(places.Write("half.zip", whole[..length]), "half.zip");
    }

    [Fact]
    public void A_zip_whose_content_is_damaged()
    {
        var whole = File.ReadAllBytes(places.Zip("whole.zip", ("a.csv", InventedPlaces.Table(InventedPlaces.Rows))));
        whole.AsSpan(60, 40).Fill(0xAA);
        Refuse(places.Write("damaged.zip", whole), "a.csv");
    }

    [Fact]
    public void Half_a_gzip()
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(ManyRows));
        var whole = target.ToArray();
        foreach (var length in new[] { whole.Length / 2, whole.Length - 20, whole.Length - 3 })
            Refuse(places.Write("half.csv.gz", whole[..length]), "half.csv.gz");
    }

    [Fact]
    public void A_quotation_that_does_not_end() =>
        Refuse(places.Write("quote.csv", "pcds,pcon\n\"ZZ1 2AB,Z14000001\nZZ1 2AD,Z14000001\n"),
            "a quotation that begins in line 2");

    [Fact]
    public void A_row_without_an_end() =>
        Refuse(places.Write("long.csv", "pcds,pcon\n" + new string('x', 3 << 20)), "a row of more than");

    [Fact]
    public void Zeros_behind_good_rows() =>
        Refuse(places.Write("zeros.csv", ManyRows + new string('\0', 1 << 20)), "it holds zeros");

    /// <summary>Ten gigabytes that pack into ten megabytes are refused at the first of them: nothing waits for the
    /// rest.</summary>
    [Fact]
    public void Zeros_in_a_zip_without_end()
    {
        var path = Path.Combine(places.Folder, "bomb.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("ONSPD.csv", CompressionLevel.Fastest).Open();
            entry.Write(Encoding.UTF8.GetBytes(ManyRows));
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 200; i++) entry.Write(zeros);
        }

        Refuse(path, "it holds zeros");
    }

    [Fact]
    public void A_zip_of_nothing_but_zeros()
    {
        var path = Path.Combine(places.Folder, "zeros.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("ONSPD.csv", CompressionLevel.Fastest).Open();
            entry.Write(new byte[20 << 20]);
        }

        Refuse(path, "none of the files");
    }

    [Fact]
    public void Half_a_list_of_names() =>
        Refuse(places.Write("names.json", InventedPlaces.Names[..80]), "isn't whole JSON");

    [Fact]
    public void Json_of_something_else() =>
        Refuse(places.Write("some.json", """{"a":1}"""), "no object of areas' codes and names");

    [Fact]
    public void One_bad_file_among_good_ones_changes_nothing() =>
        RefuseAll("There is no file", places.Write("good.csv", "pcds,pcon24cd\nZZ1 2AB,Z14000002\n"),
            Path.Combine(places.Folder, "nothing.csv"));

    [Fact]
    public void A_few_bad_rows_are_left_out_and_named()
    {
        var done = places.Import(
            places.Write("rows.csv", "pcds,pcon24cd\nZZ1 2AB,Z14000002\nnone,Z14000001\nZZ1 2AD\nZZ1 2ZZ,Z14000001\n"));

        done.Files.Single().ShouldSatisfyAllConditions(
            file => file.Rows.ShouldBe(2), file => file.LeftOut.ShouldBe(2));
        done.Notes.ShouldBe([
            "rows.csv, line 3: \"none\" isn't a postcode; left out.",
            "rows.csv, line 4: it has 1 fields, and the headings are 2; left out.",
            "rows.csv has 2 postcodes, and the largest file before had 6: make sure that it is whole.",
        ]);
    }

    [Fact]
    public void Two_imports_at_once_do_not_forget_each_others_files()
    {
        using var turn = PlacesWriting.TakeTurn(places.Places.Folder);

        Refuse(places.Write("good.csv", "pcds,pcon24cd\nZZ1 2AB,Z14000002\n"), "Another import");
    }

    private void Refuse(string path, string because) => RefuseAll(because, path);

    private void RefuseAll(string because, params string[] paths)
    {
        Should.Throw<PlacesException>(() => places.Import(paths)).Message.ShouldContain(because);

        File.ReadAllBytes(places.Places.IndexPath).ShouldBe(before);
        places.Places.Index.ShouldNotBeNull();
        Directory.GetFiles(places.Places.Folder, "*.part").ShouldBeEmpty();
    }
}
