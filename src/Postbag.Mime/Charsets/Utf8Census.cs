using System.Buffers;

namespace Postbag.Mime.Charsets;

/// <summary>Counts how much of a text is UTF-8.</summary>
internal static class Utf8Census
{
    /// <summary>How many characters of more than one byte there are, and how many stretches that are none.</summary>
    public static (int Good, int Bad) Take(ReadOnlySpan<byte> bytes)
    {
        int good = 0, bad = 0;
        while (true)
        {
            var next = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (next < 0)
                return (good, bad);

            bytes = bytes[next..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done)
                good++;
            else
                bad++;

            bytes = bytes[length..];
        }
    }
}
