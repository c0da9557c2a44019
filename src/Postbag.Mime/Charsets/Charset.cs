using System.Buffers;
using System.Text.Unicode;

namespace Postbag.Mime.Charsets;

/// <summary>How a charset is decoded: the ways differ in what can be done fast.</summary>
internal enum CharsetForm
{
    /// <summary>US-ASCII: what is not, is in some other charset.</summary>
    Ascii,

    /// <summary>UTF-8.</summary>
    Utf8,

    /// <summary>One byte a character, the lower half US-ASCII.</summary>
    SingleByte,

    /// <summary>Several bytes a character, the lower half US-ASCII.</summary>
    MultiByte,

    /// <summary>US-ASCII with shift sequences, or not US-ASCII at all: bytes under 128 may mean something
    /// else.</summary>
    Other,
}

/// <summary>One charset, ready to decode. Immutable.</summary>
internal sealed class Charset
{
    private readonly Encoding? encoding;
    private readonly string? upperHalf;

    private Charset(string name, CharsetForm form, Encoding? encoding, string? upperHalf) =>
        (Name, Form, this.encoding, this.upperHalf) = (name, form, encoding, upperHalf);

    public static Charset Utf8 { get; } = new("utf-8", CharsetForm.Utf8, Encoding.UTF8, null);

    public static Charset Ascii { get; } = new("us-ascii", CharsetForm.Ascii, null, null);

    public static Charset Utf7 { get; } = new("utf-7", CharsetForm.Other, null, null);

    public string Name { get; }

    public CharsetForm Form { get; }

    /// <summary>A charset of the framework.</summary>
    public static Charset Of(string name, Encoding encoding)
    {
        var ascii = new byte[128];
        for (var i = 0; i < ascii.Length; i++)
            ascii[i] = (byte)i;

        if (!Encoding.ASCII.GetString(ascii).Equals(encoding.GetString(ascii), StringComparison.Ordinal)
            || IsStateful(name))
            return new Charset(name, CharsetForm.Other, encoding, null);

        if (!encoding.IsSingleByte)
            return new Charset(name, CharsetForm.MultiByte, encoding, null);

        var upper = new byte[128];
        for (var i = 0; i < upper.Length; i++)
            upper[i] = (byte)(i + 128);

        return new Charset(name, CharsetForm.SingleByte, encoding, encoding.GetString(upper));
    }

    /// <summary>A single-byte charset that the framework lacks.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="upperHalf">The 128 characters of its upper half.</param>
    public static Charset Of(string name, string upperHalf) => new(name, CharsetForm.SingleByte, null, upperHalf);

    /// <summary>Bytes to text; those without meaning become U+FFFD.</summary>
    public string Decode(ReadOnlySpan<byte> bytes)
    {
        if (upperHalf is not null)
            return DecodeSingleBytes(bytes, upperHalf);

        return encoding is null ? Charsets.Utf7.Decode(bytes) : encoding.GetString(bytes);
    }

    /// <summary>UTF-8 to text if it is valid throughout; null if not.</summary>
    public static string? DecodeValidUtf8(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<char>.Shared.Rent(bytes.Length);
        var status = System.Text.Unicode.Utf8.ToUtf16(
            bytes, buffer, out _, out var written, replaceInvalidSequences: false, isFinalBlock: true);
        var text = status == OperationStatus.Done ? new string(buffer, 0, written) : null;
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    private static bool IsStateful(string name) =>
        name.StartsWith("iso-2022-", StringComparison.Ordinal) || name == "hz-gb-2312";

    /// <summary>Runs of US-ASCII are widened at once; the rest is looked up.</summary>
    private static string DecodeSingleBytes(ReadOnlySpan<byte> bytes, string upperHalf) =>
        string.Create(bytes.Length, new Source(bytes, upperHalf), static (target, source) =>
        {
            var rest = source.Bytes;
            while (!rest.IsEmpty)
            {
                _ = System.Text.Ascii.ToUtf16(rest, target, out var run);
                if (run == rest.Length)
                    return;

                do
                {
                    target[run] = source.UpperHalf[rest[run] - 128];
                    run++;
                }
                while (run < rest.Length && rest[run] >= 128);

                rest = rest[run..];
                target = target[run..];
            }
        });

    private readonly ref struct Source(ReadOnlySpan<byte> bytes, string upperHalf)
    {
        public ReadOnlySpan<byte> Bytes { get; } = bytes;

        public string UpperHalf { get; } = upperHalf;
    }
}
