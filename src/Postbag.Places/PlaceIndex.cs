using System.Buffers.Binary;
using Postbag.Places.Index;

namespace Postbag.Places;

/// <summary>All postcodes of an installation, read-only, in one file that is mapped into memory and checked by a
/// hash.</summary>
/// <remarks>Safe for use by many threads at once. There is nothing to close: the file is let go when nobody uses the
/// index any more, so that a newer one can take its place while a request still reads in this one. A look-up allocates
/// the
/// <see cref="Place"/> and nothing else.</remarks>
public sealed partial class PlaceIndex
{
    /// <summary>The name of the file in its folder.</summary>
    public const string FileName = "postcodes.places";

    private readonly MappedFile file;
    private readonly IndexLayout layout;

    /// <summary>For each outward code there could be, its place among those there are, and one; 0 if there is
    /// none.</summary>
    private readonly ushort[] outwards = new ushort[Postcode.Outwards];

    private PlaceIndex(MappedFile file, IndexLayout layout, AreaTable areas)
    {
        this.file = file;
        this.layout = layout;
        Areas = areas;
        Hash = IndexLayout.HashOf(file.GetSpan());
        Imports = ImportRecord.Read(file.GetSpan()[layout.Imports]);
    }

    /// <summary>How many postcodes are in use.</summary>
    public int Live => layout.Live;

    /// <summary>How many postcodes are not in use any more.</summary>
    public int Ended => layout.Ended;

    /// <summary>Positions are kept to so many metres: the middle of a square of that side.</summary>
    public int ResolutionMetres => layout.Resolution;

    /// <summary>SHA-256 of the file, in hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>How many bytes the file has.</summary>
    public int SizeBytes => file.Memory.Length;

    /// <summary>What was imported into it, oldest first.</summary>
    public IReadOnlyList<ImportRecord> Imports { get; }

    internal AreaTable Areas { get; }

    /// <summary>Opens an index and checks it from its first byte to its last, which takes some milliseconds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="whyNot">A sentence for people if it can't be used; null if it can.</param>
    /// <returns>Null if there is no such file, or it isn't whole: a wrong answer would be worse than none.</returns>
    public static PlaceIndex? TryOpen(string path, out string? whyNot)
    {
        MappedFile file;
        try
        {
            var length = new FileInfo(path) is { Exists: true } there
                ? there.Length : throw new FileNotFoundException();
            if (length is 0 or > IndexLayout.MaxLength)
            {
                whyNot = $"The postcodes in {path} can't be used: it isn't a postcode index. Import the official files again.";
                return null;
            }

            file = MappedFile.Open(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            whyNot = $"No postcodes have been imported: there is no {path}.";
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            whyNot = $"The postcodes in {path} can't be read: {failure.Message}";
            return null;
        }

        var index = Read(file, out var reason);
        whyNot = index is null
            ? $"The postcodes in {path} can't be used: {reason}. Import the official files again." : null;
        return index;
    }

    private static PlaceIndex? Read(MappedFile file, out string? reason)
    {
        var bytes = file.GetSpan();
        if (IndexLayout.Read(bytes, out reason) is not { } layout) return null;
        reason = "it is damaged";
        if (AreaTable.Unpack(bytes[layout.Areas]) is not { } areas) return null;
        var index = new PlaceIndex(file, layout, areas);
        if (!index.AnswersAreSound() || !index.SectorsAreSound()) return null;
        reason = null;
        return index;
    }

    private bool AnswersAreSound()
    {
        var answers = file.GetSpan()[layout.Answers];
        for (var at = 0; at + Answer.Size <= answers.Length; at += Answer.Size)
        {
            var answer = Answer.Read(answers[at..]);
            if (Math.Max(Math.Max(answer.Of2024, answer.Of2010), Math.Max(answer.Ward, answer.District)) > Areas.Count
                || Math.Max(answer.Nearby, Math.Max(answer.Nation, answer.Region)) > Areas.Count)
                return false;
        }

        return answers.Length % Answer.Size == 0;
    }

    private bool SectorsAreSound()
    {
        var bytes = file.GetSpan();
        ReadOnlySpan<byte> codes = bytes[layout.Outwards];
        ReadOnlySpan<byte> sectors = bytes[layout.Sectors];
        ReadOnlySpan<byte> blocks = bytes[layout.Blocks];
        var count = codes.Length / 4;
        if (count > ushort.MaxValue - 1 || sectors.Length != ((count * 10) + 1) * 4) return false;
        var answers = bytes[layout.Answers].Length / Answer.Size;
        var last = 0;
        for (var i = 0; i < count * 10; i++)
        {
            var (start, end) = (Number(sectors, i), Number(sectors, i + 1));
            if (start != last || end < start || end > blocks.Length - SectorBlock.Padding) return false;
            if (end > start && !SectorBlock.IsSound(blocks[start..], end - start, answers)) return false;
            last = end;
        }

        for (var i = 0; i < count; i++)
        {
            var code = Number(codes, i);
            if (code is < 0 or >= Postcode.Outwards) return false;
            outwards[code] = (ushort)(i + 1);
        }

        return true;
    }

    /// <summary>What is known of a postcode.</summary>
    /// <param name="postcode">The postcode, read by
    /// <see cref="Postcode.TryParse(ReadOnlySpan{char}, out Postcode)"/>.</param>
    /// <param name="on">The day that is asked about: it decides between the constituencies of 2010 and of 2024.</param>
    /// <returns>Null if no imported file has it.</returns>
    public Place? Find(Postcode postcode, DateOnly on)
    {
        if (!TryFind(postcode, out var found)) return null;
        var answer = found.Answer;
        var place = new Place
        {
            Postcode = postcode,
            Constituency = Areas[ConstituencyOf(answer, on)],
            Ward = Areas[answer.Ward],
            District = Areas[answer.District],
            Region = Areas[answer.Region],
            Nation = Areas[answer.Nation],
            Position = PositionOf(found),
            EndedOn = found.EndMonth == 0 ? null : MonthOf(found.EndMonth),
            AlsoNear = BoundarySets.On(on) == BoundarySet.Of2024 ? Areas[answer.Nearby] : null,
        };
        return place;
    }

    /// <summary>Whether an imported file has a postcode.</summary>
    public bool Holds(Postcode postcode) => TryFind(postcode, out _);

    internal static ushort ConstituencyOf(in Answer answer, DateOnly on) =>
        BoundarySets.On(on) == BoundarySet.Of2024 ? answer.Of2024 : answer.Of2010;

    internal static DateOnly MonthOf(int month) => new(1970 + (month / 12), 1 + (month % 12), 1);

    /// <summary>The middle of the square that is kept; null where the files give no point.</summary>
    internal GridReference? PositionOf(in Found found) => !found.Answer.HasPosition ? null : new(
        (found.East * layout.Resolution) + (layout.Resolution / 2),
        (found.North * layout.Resolution) + (layout.Resolution / 2),
        IsIrish(found.Answer.Nation));

    internal bool IsIrish(int nation) => Areas[nation] is { Code: ['N', ..] };

    internal Answer AnswerAt(int number) => Answer.Read(file.GetSpan()[layout.Answers][(number * Answer.Size)..]);

    internal int AnswerCount => file.GetSpan()[layout.Answers].Length / Answer.Size;

    internal bool TryFind(Postcode postcode, out Found found)
    {
        found = default;
        if (!postcode.IsSet) return false;
        var sector = postcode.Sector;
        var outward = outwards[sector / 10] - 1;
        if (outward < 0) return false;
        var bytes = file.GetSpan();
        var isThere = TryFind(bytes, (outward * 10) + (sector % 10), postcode.Unit, ref found);
        // Until here the mapping must not go.
        GC.KeepAlive(this);
        return isThere;
    }

    private bool TryFind(ReadOnlySpan<byte> bytes, int sector, int unit, ref Found found)
    {
        var sectors = bytes[layout.Sectors];
        var (start, end) = (Number(sectors, sector), Number(sectors, sector + 1));
        if (start == end) return false;
        var block = new SectorBlock(bytes[layout.Blocks][start..]);
        if (!block.Holds(unit)) return false;
        var place = block.Before(unit);
        var number = block.AnswerOf(place);
        var (east, north) = block.PositionOf(place);
        found = new Found(number, Answer.Read(bytes[layout.Answers][(number * Answer.Size)..]), east, north,
            block.EndOf(place));
        return true;
    }

    /// <summary>Every postcode, in order.</summary>
    internal IEnumerable<Postcode> All()
    {
        for (var i = 0; i < layout.Outwards.GetOffsetAndLength(SizeBytes).Length / 4; i++)
        {
            var outward = Number(file.GetSpan()[layout.Outwards], i);
            for (var digit = 0; digit < 10; digit++)
            {
                for (var unit = 0; unit < Postcode.UnitsInSector; unit++)
                {
                    var postcode = Postcode.Of((uint)((((outward * 10) + digit) * Postcode.UnitsInSector) + unit));
                    if (Holds(postcode)) yield return postcode;
                }
            }
        }
    }

    private static int Number(ReadOnlySpan<byte> numbers, int i) =>
        BinaryPrimitives.ReadInt32LittleEndian(numbers[(i * 4)..]);

    /// <summary>What the file has of a postcode, before names are put to numbers.</summary>
    internal readonly record struct Found(int Number, Answer Answer, int East, int North, int EndMonth);
}
