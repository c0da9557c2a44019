using System.Text;

namespace Postbag.Casework.Inbox.Imap;

/// <summary>A value within a response: an atom, a string, a list, or NIL.</summary>
internal sealed class ImapValue
{
    public static readonly ImapValue Nil = new();

    private ImapValue()
    {
    }

    /// <summary>Null unless it is an atom, such as \Seen, BODY[] or 42.</summary>
    public string? Atom { get; private init; }

    /// <summary>Null unless it is a string, quoted or a literal.</summary>
    public byte[]? Bytes { get; private init; }

    /// <summary>Null unless it is a list.</summary>
    public IReadOnlyList<ImapValue>? List { get; private init; }

    /// <summary>What is written there, atom or string; null for lists and NIL. Bytes that aren't UTF-8 are read as
    /// Latin-1, so that nothing is lost.</summary>
    public string? Text => Atom ?? (Bytes is null ? null : TextOf(Bytes));

    public bool Is(string atom) => string.Equals(Atom, atom, StringComparison.OrdinalIgnoreCase);

    public static ImapValue OfAtom(string atom) =>
        atom.Equals("NIL", StringComparison.OrdinalIgnoreCase) ? Nil : new() { Atom = atom };

    public static ImapValue OfString(byte[] bytes) => new() { Bytes = bytes };

    public static ImapValue OfList(IReadOnlyList<ImapValue> list) => new() { List = list };

    public static string TextOf(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
}
