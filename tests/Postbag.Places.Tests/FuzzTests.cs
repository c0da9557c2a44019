using System.Globalization;
using System.Text;
using Postbag.Places.Index;
using Postbag.Places.Reading;
using Shouldly;
using Xunit;

namespace Postbag.Places.Tests;

/// <summary>Whatever stands in a file: an answer or a sentence, never a crash. The seeds are fixed; POSTBAG_FUZZ=N
/// tries N times as much.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly int Rounds = 150 * (int.TryParse(
        Environment.GetEnvironmentVariable("POSTBAG_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture,
        out var times) ? times : 1);

    private readonly InventedPlaces places = new();

    public void Dispose() => places.Dispose();

    /// <summary>An index that was made to harm: its hash is right, and its numbers lead anywhere.</summary>
    [Fact]
    public void An_index_with_any_bytes_and_the_right_hash_is_refused_or_answers()
    {
        var index = places.Index();
        var whole = File.ReadAllBytes(places.Places.IndexPath);
        var postcodes = index.All().ToList();
        var random = new Random(7);
        var opened = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutate(whole, random, from: 8);
            IndexLayout.Seal(bytes);
            if (PlaceIndex.TryOpen(places.Write($"fuzz{round}", bytes), out var whyNot) is not { } broken)
            {
                whyNot.ShouldNotBeNull();
                continue;
            }

            opened++;
            foreach (var postcode in postcodes.Concat(Random(random, 50)))
            {
                _ = broken.Find(postcode, InventedPlaces.Today);
                _ = broken.Find(postcode, new DateOnly(2020, 1, 1));
            }

            _ = broken.All().Count();
            _ = new OurArea(broken, ["Z14000001"]).StandingOf("Marchbury");
        }

        opened.ShouldBeGreaterThan(0, "some changes are to what nothing leads by");
    }

    [Fact]
    public void Any_bytes_for_a_table_are_taken_or_refused_with_a_sentence()
    {
        var table = Encoding.UTF8.GetBytes(InventedPlaces.Table(InventedPlaces.Rows));
        var quoted = Encoding.UTF8.GetBytes(
            "pcds,\"pcon\"\r\n\"ZZ1 2AB\",\"Z14000001\"\r\n\"ZZ1 2AD\",\"Z1\"\"4\"\r\n");
        var random = new Random(8);
        for (var round = 0; round < Rounds; round++)
            TakeOrRefuse(Mutate(round % 2 == 0 ? table : quoted, random, from: 0));
    }

    [Fact]
    public void Any_bytes_for_names_or_boundaries_are_taken_or_refused_with_a_sentence()
    {
        var names = Encoding.UTF8.GetBytes(InventedPlaces.Names);
        var boundaries = Encoding.UTF8.GetBytes(
            """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"PCON24CD":"Z14000001"},"geometry":{"type":"Polygon","coordinates":[[[1,51],[1,52],[2,52],[1,51]]]}}]}""");
        var random = new Random(9);
        for (var round = 0; round < Rounds; round++)
            TakeOrRefuse(Mutate(round % 2 == 0 ? names : boundaries, random, from: 0));
    }

    [Fact]
    public void Rows_are_read_alike_however_the_file_comes_in()
    {
        var random = new Random(10);
        for (var round = 0; round < Rounds; round++)
        {
            var text = Mutate(Encoding.ASCII.GetBytes("a,\"b\"\"c\",d\r\ne,\"f\ng\",h\n\n,,\"\"\n"), random, from: 0)
                .Where(letter => letter != 0).ToArray();

            Rows(new MemoryStream(text)).ShouldBe(Rows(new DrippingStream(text)));
        }
    }

    [Fact]
    public void Any_text_is_looked_through_for_postcodes()
    {
        var index = places.Index();
        var random = new Random(11);
        const string letters = "ZZ1 2AB zz10 3qq\n\r\t,.-/#@éＺ\u00A0\ud83d0O1IlS5postcode ref ";
        for (var round = 0; round < Rounds; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(200)).Select(_ => letters[random.Next(letters.Length)]));
            var end = 0;
            foreach (var mention in PlaceText.FindPostcodes(text, index))
            {
                mention.Offset.ShouldBeGreaterThanOrEqualTo(end);
                text.Substring(mention.Offset, mention.Length).ShouldBe(mention.Written);
                end = mention.Offset + mention.Length;
            }

            _ = index.Ask(text, InventedPlaces.Today).Note;
        }
    }

    private void TakeOrRefuse(byte[] bytes)
    {
        var file = places.Write("fuzz.csv", bytes);
        try
        {
            places.Import(file);
        }
        catch (PlacesException refusal)
        {
            refusal.Message.ShouldNotBeNullOrWhiteSpace();
        }
    }

    private static List<string> Rows(Stream stream)
    {
        var rows = new List<string>();
        var csv = new CsvReader(stream, (byte)',', "x");
        try
        {
            while (csv.Read()) rows.Add(string.Join('|', Enumerable.Range(0, csv.Count).Select(csv.Text)));
        }
        catch (PlacesException refusal)
        {
            rows.Add(refusal.Message);
        }

        return rows;
    }

    private static byte[] Mutate(byte[] whole, Random random, int from)
    {
        var bytes = whole.ToArray();
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var at = random.Next(from, bytes.Length);
            bytes[at] = random.Next(4) switch
            {
                0 => (byte)random.Next(256),
                1 => 0xFF,
                2 => (byte)"\",\n\r{}[]0Z"[random.Next(10)],
                _ => (byte)(bytes[at] ^ (1 << random.Next(8))),
            };
        }

        return random.Next(8) == 0 && from == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static IEnumerable<Postcode> Random(Random random, int count) => Enumerable.Range(0, count)
        .Select(_ => Postcode.Of((uint)random.Next(Postcode.Outwards * 10 * Postcode.UnitsInSector)));

    /// <summary>Hands over a byte at a time.</summary>
    private sealed class DrippingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
