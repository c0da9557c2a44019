using System.Buffers.Binary;

namespace Postbag.Mime.Tnef;

/// <summary>The MAPI properties that are read, by their id (MS-OXPROPS).</summary>
internal enum TnefProperty
{
    Subject = 0x0037,
    Body = 0x1000,
    CompressedRtf = 0x1009,
    Html = 0x1013,
    DisplayName = 0x3001,
    AttachedData = 0x3701,
    FileName = 0x3704,
    LongFileName = 0x3707,
    MediaType = 0x370E,
    ContentId = 0x3712,
    InternetCodePage = 0x3FDE,
    MessageCodePage = 0x3FFD,
}

/// <summary>A list of MAPI properties as TNEF writes it (MS-OXTNEF §2.1.3.4).</summary>
internal sealed class TnefProperties
{
    private readonly Dictionary<TnefProperty, (int Type, ReadOnlyMemory<byte> Value)> _values = [];

    /// <summary>Reads a list; false if it ends too early or holds a type nobody knows. What came before is
    /// kept.</summary>
    public bool Read(ReadOnlyMemory<byte> list)
    {
        var position = 0;
        if (!TryNumber(list, ref position, out var count)) return false;
        for (var i = 0u; i < count; i++)
        {
            if (!TryNumber(list, ref position, out var tag)) return false;
            var (type, id) = ((int)(tag & 0xFFFF), (int)(tag >> 16));
            if (id >= 0x8000 && !SkipName(list, ref position)) return false;
            if (!ReadValue(list, ref position, id, type)) return false;
        }
        return true;
    }

    // The cast matters: a bare null would become an empty memory, by way of the conversion from an array.
    public ReadOnlyMemory<byte>? Bytes(TnefProperty property) =>
        _values.TryGetValue(property, out var found) ? found.Value : (ReadOnlyMemory<byte>?)null;

    public int? Number(TnefProperty property) =>
        _values.TryGetValue(property, out var found) && found.Value.Length >= 4
            ? BinaryPrimitives.ReadInt32LittleEndian(found.Value.Span)
            : null;

    /// <summary>A string, or bytes that are one, in its own encoding or the one given.</summary>
    public string? Text(TnefProperty property, int codePage)
    {
        if (!_values.TryGetValue(property, out var found)) return null;
        var encoding = found.Type == 0x1F ? Encoding.Unicode : CodePages.Of(codePage);
        return encoding.GetString(found.Value.Span).TrimEnd('\0');
    }

    private bool ReadValue(ReadOnlyMemory<byte> list, ref int position, int id, int type)
    {
        var isMany = (type & 0x1000) != 0;
        var single = type & 0x0FFF;
        var isVariable = single is 0x1E or 0x1F or 0x102 or 0x0D;
        var values = 1u;
        if ((isMany || isVariable) && !TryNumber(list, ref position, out values)) return false;
        for (var i = 0u; i < values; i++)
        {
            var length = (uint)SizeOf(single);
            if (isVariable && !TryNumber(list, ref position, out length)) return false;
            if (length == 0 && !isVariable || length > list.Length - position) return false;
            if (i == 0 && Enum.IsDefined((TnefProperty)id))
            {
                _values.TryAdd((TnefProperty)id, (single, list.Slice(position, (int)length)));
            }
            position = Math.Min(list.Length, position + (int)((length + 3) & ~3u));
        }
        return true;
    }

    /// <summary>Bytes of a value of fixed size; 0 if nobody knows the type.</summary>
    private static int SizeOf(int type) => type switch
    {
        0x02 or 0x03 or 0x04 or 0x0A or 0x0B or 0x01 => 4,
        0x05 or 0x06 or 0x07 or 0x14 or 0x40 => 8,
        0x48 => 16,
        _ => 0,
    };

    /// <summary>A named property has a GUID and a number or a name before its value.</summary>
    private static bool SkipName(ReadOnlyMemory<byte> list, ref int position)
    {
        position += 16;
        if (!TryNumber(list, ref position, out var kind)
            || !TryNumber(list, ref position, out var numberOrLength)) return false;
        if (kind != 1) return true;
        if (numberOrLength > list.Length - position) return false;
        position = Math.Min(list.Length, position + (int)((numberOrLength + 3) & ~3u));
        return true;
    }

    private static bool TryNumber(ReadOnlyMemory<byte> list, ref int position, out uint number)
    {
        number = 0;
        if (position > list.Length - 4) return false;
        number = BinaryPrimitives.ReadUInt32LittleEndian(list.Span[position..]);
        position += 4;
        return true;
    }
}
