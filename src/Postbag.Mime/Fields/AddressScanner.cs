using System.Buffers;

namespace Postbag.Mime;

/// <summary>Cuts an address list into tokens. What is opened but never closed is taken for an ordinary character, and
/// looked for only once, so that the scan stays linear.</summary>
internal ref struct AddressScanner(ReadOnlySpan<byte> value, long offset, DefectList defects)
{
    private static readonly SearchValues<byte> AtomEnd = SearchValues.Create(" \t\r\n()<>[:;@\\,.\"="u8);

    private static readonly SearchValues<byte> LiteralEnd = SearchValues.Create("] \t\r\n,;<>@"u8);

    private readonly ReadOnlySpan<byte> value = value;
    private int place;
    private int wordsSearchedTo;
    private bool quotesAreLiteral;
    private bool parenthesesAreLiteral;

    public readonly int Place => place;

    /// <summary>Goes back to a token that was read, to read it again.</summary>
    public void Return(AddressToken token) => place = token.Start;

    /// <summary>Goes on from a place further behind.</summary>
    public void GoTo(int further) => place = further;

    public AddressToken Next()
    {
        var start = place;
        while (place < value.Length && FieldText.IsSpace(value[place]))
            place++;
        var hasSpace = place > start;
        if (place == value.Length)
            return new(AddressTokenKind.End, place, place, hasSpace);

        start = place;
        var kind = value[place] switch
        {
            (byte)'.' => One(AddressTokenKind.Dot),
            (byte)'@' => One(AddressTokenKind.At),
            (byte)',' => One(AddressTokenKind.Comma),
            (byte)';' => One(AddressTokenKind.Semicolon),
            (byte)':' => One(AddressTokenKind.Colon),
            (byte)'<' => One(AddressTokenKind.OpenAngle),
            (byte)'>' => One(AddressTokenKind.CloseAngle),
            (byte)'"' when TryEnd(Quote(place)) => AddressTokenKind.Quoted,
            (byte)'(' when TryEnd(Comment(place)) => AddressTokenKind.Comment,
            (byte)'[' when TryEnd(Literal(place)) => AddressTokenKind.Literal,
            (byte)'=' when TryEnd(Word(place)) => AddressTokenKind.Encoded,
            _ => Atom(),
        };
        return new(kind, start, place, hasSpace);
    }

    private AddressTokenKind One(AddressTokenKind kind)
    {
        place++;
        return kind;
    }

    private bool TryEnd(int end)
    {
        if (end < 0)
            return false;
        place = end;
        return true;
    }

    /// <summary>Reads an atom; its first character may be any, for instance a quote that is never closed.</summary>
    private AddressTokenKind Atom()
    {
        if (value[place] == '\\' && place + 1 < value.Length)
            place++;
        place++;
        while (place < value.Length)
        {
            var next = value[place..].IndexOfAny(AtomEnd);
            place = next < 0 ? value.Length : place + next;
            if (place == value.Length || (value[place] != '=' && value[place] != '['))
                break;
            if (value[place] == '=' && Word(place) >= 0)
                break;
            place++;
        }

        return AddressTokenKind.Atom;
    }

    private int Quote(int start)
    {
        if (quotesAreLiteral)
            return -1;
        for (var i = start + 1; i < value.Length; i++)
        {
            if (value[i] == '\\')
                i++;
            else if (value[i] == '"')
                return i + 1;
        }

        quotesAreLiteral = true;
        defects.Add(DefectKind.BadAddress, offset + start, "a quote that is never closed stands for itself");
        return -1;
    }

    private int Comment(int start)
    {
        if (parenthesesAreLiteral)
            return -1;
        var depth = 0;
        for (var i = start; i < value.Length; i++)
        {
            if (value[i] == '\\')
                i++;
            else if (value[i] == '(')
                depth++;
            else if (value[i] == ')' && --depth == 0)
                return i + 1;
        }

        parenthesesAreLiteral = true;
        defects.Add(DefectKind.BadAddress, offset + start, "a parenthesis that is never closed stands for itself");
        return -1;
    }

    private readonly int Literal(int start)
    {
        // An address between brackets has at most 45 characters (an IPv6 one with an IPv4 tail) and "IPv6:".
        var window = value[start..Math.Min(value.Length, start + 64)];
        var end = window.IndexOfAny(LiteralEnd);
        return end >= 0 && window[end] == ']' ? start + end + 1 : -1;
    }

    /// <summary>Where the encoded word ends that begins at <paramref name="start"/>; -1 if none does. A word counts as
    /// one token even with a comma or a parenthesis in it, which RFC 2047 §5 forbids and mailers send; but never with
    /// what could hide an address.</summary>
    private int Word(int start)
    {
        if (start < wordsSearchedTo || start + 1 >= value.Length || value[start + 1] != '?')
            return -1;
        if (!EncodedWord.TryRead(value, start, out var word))
            return -1;
        if (word.IsTerminated && !value[word.TextStart..word.TextEnd].ContainsAny("<>\"@"u8))
            return word.End;
        wordsSearchedTo = word.End;
        return -1;
    }
}
