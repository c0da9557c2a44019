using System.Buffers;
using System.Buffers.Text;

namespace Postbag.Mime.TransferDecoding;

/// <summary>Base64 as mail has it (RFC 2045 §6.8): in lines, and damaged in every way. Lines are put together and
/// decoded by the thousand with the framework's vectors; only a stretch that it refuses is read character by
/// character.</summary>
internal static class Base64Lines
{
    private const int StretchBytes = 16 << 10;

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    /// <summary>Decodes into a buffer that is at least as long as the source; returns how many bytes were
    /// written.</summary>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> target, long offset, DefectList defects)
    {
        var stretch = ArrayPool<byte>.Shared.Rent(Math.Min(StretchBytes, source.Length + 4));
        int read = 0, written = 0, held = 0;
        var damaged = new Base64Characters(offset, defects);
        while (read < source.Length)
        {
            var stretchStart = read;
            var length = held + Gather(source, ref read, stretch.AsSpan(held), out var isPadded);
            var consumed = DecodeClean(stretch.AsSpan(0, length), target, ref written);
            var rest = stretch.AsSpan(consumed..length);
            if (rest.Length > 3 && PaddingEnd(rest) is var end and > 0 && !GoesOn(rest[end..]))
            {
                rest = rest[..end];
                isPadded = true;
                defects.Add(DefectKind.BadBase64, offset + stretchStart, "what follows the padding is left out");
            }

            // Held over are at most three characters, so that each stretch has room for more.
            held = rest.Length > 3 ? damaged.Decode(rest, target, ref written, stretchStart) : rest.Length;
            rest[..held].CopyTo(stretch);
            if (isPadded && !GoesOn(source[read..]))
            {
                if (source[read..].IndexOfAnyExcept(" \t\r\n="u8) >= 0)
                    defects.Add(DefectKind.BadBase64, offset + read, "what follows the padding is left out");

                break;
            }
        }

        if (held > 0)
            damaged.Finish(stretch.AsSpan(0, held), target, ref written, source.Length);

        ArrayPool<byte>.Shared.Return(stretch);
        return written;
    }

    /// <summary>Decodes whole groups up to the first character that is not of the alphabet; returns how far it
    /// came.</summary>
    private static int DecodeClean(ReadOnlySpan<byte> stretch, Span<byte> target, ref int written)
    {
        // The framework has its own way with white space, and where that leaves off depends on the machine.
        if (stretch.IndexOfAnyInRange((byte)0, (byte)' ') >= 0)
            return 0;

        _ = Base64.DecodeFromUtf8(stretch, target[written..], out var consumed, out var count, isFinalBlock: false);
        written += count;
        return consumed;
    }

    /// <summary>Copies lines without their ends until one ends in padding, the target is full or the source is
    /// read.</summary>
    private static int Gather(ReadOnlySpan<byte> source, ref int read, Span<byte> target, out bool isPadded)
    {
        var gathered = 0;
        isPadded = false;
        while (read < source.Length && !isPadded)
        {
            var line = source[read..];
            var end = line.IndexOf((byte)'\n');
            var next = end < 0 ? line.Length : end + 1;
            if (end >= 0)
                line = line[..end];

            if (line is [.., (byte)'\r'])
                line = line[..^1];

            if (line.Length > target.Length - gathered)
            {
                // A line longer than all the room there is comes in pieces.
                if (gathered > 0)
                    break;

                line[..target.Length].CopyTo(target);
                read += target.Length;
                return target.Length;
            }

            line.CopyTo(target[gathered..]);
            gathered += line.Length;
            read += next;
            isPadded = line is [.., (byte)'='];
        }

        return gathered;
    }

    /// <summary>Where the first padding ends that has something behind it other than white space; -1 if there is
    /// none.</summary>
    private static int PaddingEnd(ReadOnlySpan<byte> stretch)
    {
        var end = stretch.IndexOf((byte)'=');
        if (end < 0)
            return -1;

        while (end < stretch.Length && stretch[end] == '=')
            end++;

        return stretch[end..].IndexOfAnyExcept(" \t\r"u8) < 0 ? -1 : end;
    }

    /// <summary>Whether more base64 follows after padding, as when several encoded texts were joined; and not the
    /// footer that a mailing list put beneath.</summary>
    private static bool GoesOn(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \t\r\n"u8);
        var end = rest.IndexOf((byte)'\n');
        var line = (end < 0 ? rest : rest[..end]).TrimEnd(" \t\r"u8);
        return line.Length > 0 && line.Length % 4 == 0 && line.IndexOfAnyExcept(Alphabet) < 0;
    }
}
