namespace Postbag.Places;

/// <summary>A United Kingdom postcode, such as ZZ1 2AB: an outward code, and an inward code of a digit and two
/// letters.</summary>
/// <remarks>A value of four bytes. That something has the form of a postcode doesn't mean that it exists: ask a
/// <see cref="PlaceIndex"/>. Postcodes are ordered by their letters and digits, so that those of a sector stand
/// together. The form: https://www.gov.uk/government/publications/bulk-data-transfer-for-sponsors-xml-schema (read
/// 2026-11-22).</remarks>
public readonly struct Postcode : IEquatable<Postcode>, IComparable<Postcode>
{
    /// <summary>The most letters and digits a postcode has.</summary>
    internal const int MaxLength = 7;

    /// <summary>How many postcodes a sector can have: two of twenty letters.</summary>
    internal const int UnitsInSector = 20 * 20;

    /// <summary>How many outward codes can be written, the irregular ones at the end.</summary>
    internal const int Outwards = Regular + 2;

    /// <summary>The letters of inward codes. C, I, K, M, O and V aren't used: they are too easily taken for
    /// others.</summary>
    internal const string InwardLetters = "ABDEFGHJLNPQRSTUWXYZ";

    private const int Regular = 26 * 27 * 10 * 37;

    /// <summary>Girobank's GIR 0AA, and Newport's postcodes until 1984: the only ones that begin with three
    /// letters.</summary>
    private const int Girobank = Regular;

    private const int Newport = Regular + 1;

    /// <summary>One more than the number, so that the value nobody has set is no postcode.</summary>
    private readonly uint oneMore;

    private Postcode(uint number) => oneMore = number + 1;

    /// <summary>Whether this is a postcode at all; false for the value that nobody has set.</summary>
    public bool IsSet => oneMore != 0;

    /// <summary>The first half, such as ZZ1.</summary>
    public string Outward => ToString().Split(' ')[0];

    /// <summary>The second half, such as 2AB.</summary>
    public string Inward => ToString()[^3..];

    internal uint Number => oneMore - 1;

    /// <summary>The outward code and the digit, as a number.</summary>
    internal int Sector => (int)(Number / UnitsInSector);

    /// <summary>The place among the 400 postcodes its sector can have.</summary>
    internal int Unit => (int)(Number % UnitsInSector);

    internal static Postcode Of(uint number) => new(number);

    /// <summary>Reads a postcode as people write it: case, spaces and punctuation don't matter, and letters and digits
    /// of full width, as some keyboards write them, are letters and digits.</summary>
    /// <param name="text">What was written, and nothing besides; text of more than 64 characters is no
    /// postcode.</param>
    /// <param name="postcode">The postcode; not set if it isn't one.</param>
    /// <returns>Whether it has the form of a postcode. Slips such as O for 0 are for
    /// <see cref="PlaceIndex.Ask"/>.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Postcode postcode)
    {
        Span<byte> compact = stackalloc byte[MaxLength];
        postcode = default;
        return TryCompact(text, compact, out var length) && TryRead(compact[..length], out postcode);
    }

    /// <summary>As <see cref="TryParse(ReadOnlySpan{char}, out Postcode)"/>, of ASCII bytes.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out Postcode postcode)
    {
        Span<byte> compact = stackalloc byte[MaxLength];
        postcode = default;
        var length = 0;
        foreach (var letter in text)
        {
            if (letter is (byte)' ') continue;
            if (length == MaxLength) return false;
            compact[length++] = letter is >= (byte)'a' and <= (byte)'z' ? (byte)(letter - 32) : letter;
        }

        return TryRead(compact[..length], out postcode);
    }

    /// <summary>The letters and digits of a text as capitals, without what stands between them.</summary>
    /// <returns>False if there are more than a postcode has, or others than those of ASCII.</returns>
    internal static bool TryCompact(ReadOnlySpan<char> text, Span<byte> compact, out int length)
    {
        length = 0;
        if (text.Length > 64) return false;
        foreach (var written in text)
        {
            var letter = written is >= '\uFF01' and <= '\uFF5E' ? (char)(written - 0xFEE0) : written;
            if (!char.IsLetterOrDigit(letter)) continue;
            if (length == MaxLength || !char.IsAscii(letter)) return false;
            compact[length++] = (byte)char.ToUpperInvariant(letter);
        }

        return true;
    }

    /// <summary>Reads capitals and digits without spaces, such as ZZ12AB.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> compact, out Postcode postcode)
    {
        postcode = default;
        if (compact.Length is < 5 or > MaxLength) return false;
        var inward = compact[^3..];
        var (first, second) = (Letters.PlaceOf(inward[1]), Letters.PlaceOf(inward[2]));
        if (!IsDigit(inward[0]) || first < 0 || second < 0) return false;
        var outward = OutwardOf(compact[..^3]);
        if (outward < 0) return false;
        postcode = new(((((uint)outward * 10) + Digit(inward[0])) * UnitsInSector) + (uint)((first * 20) + second));
        return outward != Girobank || inward.SequenceEqual("0AA"u8);
    }

    private static int OutwardOf(ReadOnlySpan<byte> outward)
    {
        if (outward.SequenceEqual("GIR"u8)) return Girobank;
        if (outward.SequenceEqual("NPT"u8)) return Newport;
        if (!IsLetter(outward[0])) return -1;
        var second = IsLetter(outward[1]) ? outward[1] - 'A' + 1 : 0;
        var rest = outward[(second == 0 ? 1 : 2)..];
        if (rest.Length is < 1 or > 2 || !IsDigit(rest[0])) return -1;
        var last = rest.Length == 1
            ? 0 : IsDigit(rest[1]) ? (int)Digit(rest[1]) + 1 : IsLetter(rest[1]) ? rest[1] - 'A' + 11 : -1;
        return last < 0 ? -1 : ((((((outward[0] - 'A') * 27) + second) * 10) + (int)Digit(rest[0])) * 37) + last;
    }

    private static bool IsDigit(byte letter) => letter is >= (byte)'0' and <= (byte)'9';

    private static bool IsLetter(byte letter) => letter is >= (byte)'A' and <= (byte)'Z';

    private static uint Digit(byte letter) => (uint)(letter - '0');

    /// <summary>Writes the postcode in capitals with one space, at most eight bytes.</summary>
    internal int Write(Span<byte> target)
    {
        var length = WriteOutward(Sector / 10, target);
        target[length++] = (byte)' ';
        target[length++] = (byte)('0' + (Sector % 10));
        target[length++] = (byte)InwardLetters[Unit / 20];
        target[length++] = (byte)InwardLetters[Unit % 20];
        return length;
    }

    private static int WriteOutward(int outward, Span<byte> target)
    {
        if (outward >= Regular)
        {
            (outward == Girobank ? "GIR"u8 : "NPT"u8).CopyTo(target);
            return 3;
        }

        var length = 0;
        target[length++] = (byte)('A' + (outward / (27 * 370)));
        if (outward / 370 % 27 is > 0 and var second) target[length++] = (byte)('A' + second - 1);
        target[length++] = (byte)('0' + (outward / 37 % 10));
        if (outward % 37 is > 0 and var last) target[length++] = (byte)(last <= 10 ? '0' + last - 1 : 'A' + last - 11);
        return length;
    }

    /// <summary>In capitals with one space; empty for the value that nobody has set.</summary>
    public override string ToString()
    {
        if (!IsSet) return "";
        Span<byte> written = stackalloc byte[MaxLength + 1];
        return System.Text.Encoding.ASCII.GetString(written[..Write(written)]);
    }

    /// <inheritdoc/>
    public bool Equals(Postcode other) => oneMore == other.oneMore;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Postcode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)oneMore;

    /// <inheritdoc/>
    public int CompareTo(Postcode other) => oneMore.CompareTo(other.oneMore);

    /// <summary>Whether both are the same postcode.</summary>
    public static bool operator ==(Postcode one, Postcode other) => one.Equals(other);

    /// <summary>Whether they are different postcodes.</summary>
    public static bool operator !=(Postcode one, Postcode other) => !one.Equals(other);

    /// <summary>The places of inward letters among the twenty.</summary>
    private static class Letters
    {
        private static readonly sbyte[] Places = Count();

        public static int PlaceOf(byte letter) => Places[letter];

        private static sbyte[] Count()
        {
            var places = new sbyte[256];
            Array.Fill(places, (sbyte)-1);
            for (var i = 0; i < InwardLetters.Length; i++) places[InwardLetters[i]] = (sbyte)i;
            return places;
        }
    }
}
