using System.Text;
using Postbag.Mime.Tnef;

namespace Postbag.Mime.Tests.Tnef;

/// <summary>Makes a winmail.dat byte by byte, as MS-OXTNEF describes it.</summary>
internal sealed class TnefBuilder
{
    private readonly List<byte> _bytes = [];

    public TnefBuilder()
    {
        Write(_bytes, TnefFile.Signature);
        _bytes.AddRange([1, 0]);
    }

    public byte[] Bytes => [.. _bytes];

    public TnefBuilder CodePage(int codePage) =>
        Attribute(1, 0x00069007, [.. BitConverter.GetBytes(codePage), 0, 0, 0, 0]);

    public TnefBuilder Body(byte[] text) => Attribute(1, 0x0002800C, [.. text, 0]);

    public TnefBuilder Properties(params byte[][] properties) => Attribute(1, 0x00069003, List(properties));

    public TnefBuilder Attachment(string title, byte[] content, params byte[][] properties)
    {
        Attribute(2, 0x00069002, new byte[14]);
        Attribute(2, 0x00018010, [.. Encoding.Latin1.GetBytes(title), 0]);
        if (content.Length > 0) Attribute(2, 0x0006800F, content);
        return Attribute(2, 0x00069005, List(properties));
    }

    public static byte[] Text(int id, string text) => Variable(id, 0x1F, Encoding.Unicode.GetBytes(text + "\0"));

    public static byte[] Binary(int id, byte[] value) => Variable(id, 0x102, value);

    public static byte[] Object(int id, byte[] value) => Variable(id, 0x0D, [.. new byte[16], .. value]);

    public static byte[] Number(int id, int value) => [.. Tag(id, 0x03), .. BitConverter.GetBytes(value)];

    public static byte[] Named(string name, string text)
    {
        var encoded = Encoding.Unicode.GetBytes(name + "\0");
        var value = Text(0x8001, text);
        return [.. value[..4], .. new byte[16], .. BitConverter.GetBytes(1), .. BitConverter.GetBytes(encoded.Length),
            .. Padded(encoded), .. value[4..]];
    }

    /// <summary>RTF as Outlook compresses it, but with literals only.</summary>
    public static byte[] Compress(string rtf)
    {
        var raw = Encoding.Latin1.GetBytes(rtf);
        var content = new List<byte>();
        for (var i = 0; i < raw.Length; i += 8)
        {
            content.Add(raw.Length - i >= 8 ? (byte)0 : (byte)(1 << (raw.Length - i)));
            content.AddRange(raw.AsSpan(i, Math.Min(8, raw.Length - i)));
        }
        if (raw.Length % 8 == 0) content.Add(1);
        // A reference to where the next byte would go ends the text.
        var end = (207 + raw.Length) % 4096;
        content.AddRange([(byte)(end >> 4), (byte)(end << 4)]);
        var header = new List<byte>();
        Write(header, (uint)content.Count + 12);
        Write(header, (uint)raw.Length);
        Write(header, 0x75465A4C);
        Write(header, CompressedRtf.Checksum([.. content]));
        return [.. header, .. content];
    }

    private static byte[] Variable(int id, int type, byte[] value) =>
        [.. Tag(id, type), .. BitConverter.GetBytes(1), .. BitConverter.GetBytes(value.Length), .. Padded(value)];

    private static byte[] Tag(int id, int type) => BitConverter.GetBytes((uint)id << 16 | (uint)type);

    private static byte[] Padded(byte[] value) => [.. value, .. new byte[(4 - value.Length % 4) % 4]];

    private static byte[] List(byte[][] properties) =>
        [.. BitConverter.GetBytes(properties.Length), .. properties.SelectMany(p => p)];

    private TnefBuilder Attribute(byte level, uint id, byte[] data)
    {
        _bytes.Add(level);
        Write(_bytes, id);
        Write(_bytes, (uint)data.Length);
        _bytes.AddRange(data);
        _bytes.AddRange(BitConverter.GetBytes((ushort)data.Sum(value => value)));
        return this;
    }

    private static void Write(List<byte> bytes, uint value) => bytes.AddRange(BitConverter.GetBytes(value));
}
