namespace Postbag.Mime;

internal enum AddressTokenKind : byte
{
    End,
    Atom,
    Dot,
    At,
    Quoted,
    Literal,
    Encoded,
    Comment,
    Comma,
    Semicolon,
    Colon,
    OpenAngle,
    CloseAngle,
}

/// <summary>One lexical token of an address list (RFC 5322 §3.2), as a place in the value.</summary>
internal readonly record struct AddressToken(AddressTokenKind Kind, int Start, int End, bool SpaceBefore);
