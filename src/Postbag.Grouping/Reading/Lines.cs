using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Postbag.Grouping.Reading;

/// <summary>What a line of a letter is for.</summary>
internal enum Zone : byte
{
    /// <summary>The writer's letter proper.</summary>
    Body,

    /// <summary>Name and address above the salutation.</summary>
    Identity,

    Salutation,

    /// <summary>From the closing words on: name, address, telephone.</summary>
    Tail,

    /// <summary>Long text below the closing words.</summary>
    Postscript,

    /// <summary>What machines put below a letter: disclaimers, "sent from my".</summary>
    Footer,

    /// <summary>Somebody else's words: an earlier letter, or one of our own.</summary>
    Quoted,
}

/// <summary>A line of a letter.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last character, the line break not counted.</param>
/// <param name="Words">How many stretches without spaces it has.</param>
internal record struct Line(int Start, int End, int Words)
{
    public Zone Zone;

    public readonly bool IsBlank => Words == 0;

    public static void Split(ReadOnlySpan<char> text, List<Line> lines)
    {
        lines.Clear();
        for (var start = 0; start <= text.Length;)
        {
            var length = text[start..].IndexOf('\n');
            var end = length < 0 ? text.Length : start + length;
            lines.Add(new Line(start, end, CountWords(text[start..end])));
            start = end + 1;
        }
    }

    private static int CountWords(ReadOnlySpan<char> line)
    {
        var units = MemoryMarshal.Cast<char, ushort>(line);
        if (units.ContainsAnyInRange((ushort)0x0E00, (ushort)0x1FFF)
            || units.ContainsAnyExceptInRange((ushort)0, (ushort)0x2FFF))
        {
            return CountUnspaced(line);
        }

        var words = 0;
        var before = 0u;
        var i = 0;
        for (; i <= units.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
        {
            var eight = Vector128.Create(units[i..]);
            var letters = ~(Vector128.LessThanOrEqual(eight, Vector128.Create((ushort)' '))
                | Vector128.Equals(eight, Vector128.Create((ushort)0xA0))).ExtractMostSignificantBits() & 0xFF;
            words += BitOperations.PopCount(letters & ~((letters << 1) | before));
            before = letters >> 7;
        }

        for (; i < units.Length; i++)
        {
            var letter = units[i] is <= ' ' or 0xA0 ? 0u : 1u;
            words += (int)(letter & ~before);
            before = letter;
        }

        return words;
    }

    /// <summary>The same where a script may put no spaces between words.</summary>
    private static int CountUnspaced(ReadOnlySpan<char> line)
    {
        var words = 0;
        var inside = false;
        foreach (var c in line)
        {
            var isSpace = c <= ' ' || c == '\u00A0';
            if (CharacterFolding.IsUnspaced(c))
            {
                // A script without spaces: every second character is about a word.
                words++;
                inside = false;
            }
            else if (!isSpace && !inside)
            {
                words++;
            }

            inside = !isSpace;
        }

        return words;
    }
}
