namespace Postbag.Places.Building;

/// <summary>The areas met while files are read, each with a number of its own in the order of meeting. 0 means
/// none.</summary>
internal sealed class AreaBook
{
    /// <summary>The longest code there may be; ONS's have nine characters.</summary>
    private const int MaxCodeLength = 12;

    private const int KindCount = 5;
    private const int MaxNameLength = 200;

    private readonly Dictionary<ulong, ushort>[] numbers = new Dictionary<ulong, ushort>[KindCount];
    private readonly List<(AreaKind Kind, string Code, string? Name)> areas = [default];

    public AreaBook()
    {
        for (var kind = 0; kind < KindCount; kind++) numbers[kind] = [];
    }

    public int Count => areas.Count - 1;

    public (AreaKind Kind, string Code, string? Name) this[int number] => areas[number];

    /// <summary>The number of an area by its code; 0 for what says "none here": nothing, "nan", a letter and
    /// 99999999.</summary>
    /// <exception cref="PlacesException">There are more areas than an index can number: no such country
    /// exists.</exception>
    public ushort NumberOf(AreaKind kind, ReadOnlySpan<byte> code)
    {
        var packed = Pack(code);
        if (packed == 0) return 0;
        if (numbers[(int)kind].TryGetValue(packed, out var number)) return number;
        if (SaysNone(code)) return 0;
        if (areas.Count > ushort.MaxValue)
            throw new PlacesException(
                $"There are more than {ushort.MaxValue:N0} different areas in these files: they can't be right.");
        number = (ushort)areas.Count;
        areas.Add((kind, System.Text.Encoding.ASCII.GetString(code).ToUpperInvariant(), null));
        numbers[(int)kind].Add(packed, number);
        return number;
    }

    /// <inheritdoc cref="NumberOf(AreaKind, ReadOnlySpan{byte})"/>
    public ushort NumberOf(AreaKind kind, string code) =>
        code.Length > MaxCodeLength ? (ushort)0 : NumberOf(kind, System.Text.Encoding.ASCII.GetBytes(code));

    /// <summary>Gives an area its name.</summary>
    /// <returns>Whether there was anything to name.</returns>
    public bool Name(AreaKind kind, string code, string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || NumberOf(kind, code) is not (> 0 and var number)) return false;
        var trimmed = name.Trim();
        areas[number] = areas[number]
            with { Name = trimmed.Length > MaxNameLength ? trimmed[..MaxNameLength] : trimmed };
        return true;
    }

    private static bool SaysNone(ReadOnlySpan<byte> code) =>
        (code.Length == 9 && code[1..].SequenceEqual("99999999"u8)) || code.SequenceEqual("nan"u8)
            || code.SequenceEqual("NAN"u8);

    /// <summary>A code as one number; 0 if it isn't made of letters and digits, or is longer than codes are.</summary>
    private static ulong Pack(ReadOnlySpan<byte> code)
    {
        if (code.Length > MaxCodeLength) return 0;
        ulong packed = 0;
        foreach (var letter in code)
        {
            var value = letter switch
            {
                >= (byte)'0' and <= (byte)'9' => letter - '0' + 1,
                >= (byte)'A' and <= (byte)'Z' => letter - 'A' + 11,
                >= (byte)'a' and <= (byte)'z' => letter - 'a' + 11,
                _ => 0,
            };
            if (value == 0) return 0;
            packed = (packed * 37) + (ulong)value;
        }

        return packed;
    }

    /// <summary>The areas by kind and code, and for each number here its number there.</summary>
    public (List<(AreaKind Kind, string Code, string? Name)> Sorted, ushort[] NewNumbers) Sort()
    {
        var order = Enumerable.Range(1, Count).ToArray();
        Array.Sort(order, (one, other) => areas[one].Kind != areas[other].Kind
            ? areas[one].Kind.CompareTo(areas[other].Kind)
            : string.CompareOrdinal(areas[one].Code, areas[other].Code));
        var numbersThere = new ushort[Count + 1];
        for (var i = 0; i < order.Length; i++) numbersThere[order[i]] = (ushort)(i + 1);
        return ([.. order.Select(number => areas[number])], numbersThere);
    }
}
