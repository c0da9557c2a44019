using System.Text;

namespace Postbag.Mime.Tests.Fuzzing;

/// <summary>Makes broken mail out of whole: bytes, lines, boundaries, header fields, cuts, and two messages
/// spliced.</summary>
internal sealed class Mutator
{
    private const int LongestInput = 60_000;

    private static readonly byte[] Interesting = [0, 9, 10, 13, 27, 32, 34, 40, 41, 43, 44, 45, 58, 59, 60, 61, 62, 63,
        64, 92,
        128, 160, 194, 195, 226, 240, 255];

    private readonly Random random;
    private readonly IReadOnlyList<byte[]> seeds = FuzzSeeds.All();
    private readonly IReadOnlyList<byte[]> words = FuzzSeeds.Words();

    public Mutator(int seed) => random = new Random(seed);

    public byte[] Next()
    {
        var bytes = new List<byte>(Pick(seeds));
        for (var count = random.Next(1, 9); count > 0; count--)
            Mutate(bytes);

        return bytes.Count > LongestInput ? [.. bytes[..LongestInput]] : [.. bytes];
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private void Mutate(List<byte> bytes)
    {
        var place = random.Next(bytes.Count + 1);
        switch (random.Next(14))
        {
            case 0 when place < bytes.Count:
                bytes[place] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when place < bytes.Count:
                bytes[place] = Pick(Interesting);
                break;
            case 2:
                bytes.RemoveRange(place, Math.Min(random.Next(1, 60), bytes.Count - place));
                break;
            case 3:
                bytes.InsertRange(place, Chunk(bytes, 400));
                break;
            case 4:
                bytes.InsertRange(place, Pick(words));
                break;
            case 5:
                bytes.InsertRange(LineStart(bytes, place), Pick(words));
                break;
            case 6 when random.Next(4) == 0:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 7:
                var other = Pick(seeds);
                bytes.RemoveRange(place, bytes.Count - place);
                bytes.AddRange(other.AsSpan(random.Next(other.Length)));
                break;
            case 8:
                bytes.InsertRange(LineStart(bytes, place), Line(bytes));
                break;
            case 9 when random.Next(8) == 0:
                Replace(bytes, "\n", Pick(new[] { "\r\n", "\r", "\r\r\n", "\n\n" }));
                break;
            case 10 when random.Next(6) == 0:
                bytes.InsertRange(place, Enumerable.Repeat(Pick(words), random.Next(1, 300)).SelectMany(word => word));
                break;
            case 11:
                bytes.InsertRange(LineStart(bytes, place), Pick(seeds));
                break;
            case 12:
                bytes.InsertRange(place, Enumerable.Repeat(Pick(Interesting), random.Next(1, 200)));
                break;
            default:
                bytes.InsertRange(place, [Pick(Interesting)]);
                break;
        }
    }

    private byte[] Chunk(List<byte> bytes, int longest)
    {
        var start = random.Next(bytes.Count + 1);
        return [.. bytes.GetRange(start, Math.Min(random.Next(longest), bytes.Count - start))];
    }

    private static int LineStart(List<byte> bytes, int place)
    {
        while (place > 0 && bytes[place - 1] != '\n')
            place--;

        return place;
    }

    private byte[] Line(List<byte> bytes)
    {
        var start = LineStart(bytes, random.Next(bytes.Count + 1));
        var end = bytes.IndexOf((byte)'\n', start);
        return [.. bytes.GetRange(start, (end < 0 ? bytes.Count : end + 1) - start)];
    }

    private static void Replace(List<byte> bytes, string from, string to)
    {
        var text = Encoding.Latin1.GetString([.. bytes]).Replace(from, to, StringComparison.Ordinal);
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(text));
    }
}
