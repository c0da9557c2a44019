using System.Buffers;
using System.Buffers.Text;

namespace Postbag.Mime.TransferDecoding;

/// <summary>Base64 as mail has it (RFC 2045 §6.8): in lines, and damaged in every way. Lines are put together and decoded
/// by the thousand with the framework's vectors; only a stretch that it refuses is read character by character.</summary>
internal static class Base64Lines
{
    private const int StretchBytes = 16 << 10;

    /// <summary>Decodes into a buffer that is at least as long as the source; returns how many bytes were written.</summary>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> target, long offset, DefectList defects)
    {
        var stretch = ArrayPool<byte>.Shared.Rent(Math.Min(StretchBytes, source.Length + 4));
        int read = 0, written = 0, held = 0;
        var damaged = new Base64Characters(offset, defects);
        while (read < source.Length)
        {
            var stretchStart = read;
            var length = held + Gather(source, ref read, stretch.AsSpan(held));
            _ = Base64.DecodeFromUtf8(
                stretch.AsSpan(0, length), target[written..], out var consumed, out var count, isFinalBlock: false);
            written += count;
            var rest = stretch.AsSpan(consumed..length);
            held = rest.Length > 3 ? damaged.Decode(rest, target, ref written, stretchStart) : rest.Length;
            rest[..held].CopyTo(stretch);
        }

        if (held > 0)
            damaged.Finish(stretch.AsSpan(0, held), target, ref written, source.Length);

        ArrayPool<byte>.Shared.Return(stretch);
        return written;
    }

    /// <summary>Copies lines without their ends until the target is full or the source is read.</summary>
    private static int Gather(ReadOnlySpan<byte> source, ref int read, Span<byte> target)
    {
        var gathered = 0;
        while (read < source.Length)
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
        }

        return gathered;
    }
}
