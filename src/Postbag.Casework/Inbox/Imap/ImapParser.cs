using System.Text;

namespace Postbag.Casework.Inbox.Imap;

/// <summary>Reads a response from its pieces (RFC 9051 §9, "response"). What nobody asks for is not read any further
/// than its name: servers have extensions we don't know.</summary>
internal sealed class ImapParser
{
    private readonly List<ImapPiece> pieces;
    private readonly int maxDepth;
    private int piece;
    private int at;

    private ImapParser(List<ImapPiece> pieces, int maxDepth) => (this.pieces, this.maxDepth) = (pieces, maxDepth);

    private ReadOnlySpan<byte> Rest => pieces[piece].Bytes.AsSpan(at);

    private bool IsAtEnd => piece == pieces.Count - 1 && at == pieces[piece].Bytes.Length;

    public static ImapResponse Read(List<ImapPiece> pieces, ImapLimits limits) =>
        new ImapParser(pieces, limits.Depth).Read();

    private ImapResponse Read()
    {
        var tag = Word();
        if (tag == "+") return new ImapResponse("+", "") { Text = ImapValue.TextOf(Rest) };
        var name = Word().ToUpperInvariant();
        uint number = 0;
        if (name.Length > 0 && char.IsAsciiDigit(name[0]))
        {
            // EXISTS may be 0, so this isn't the number of a message.
            if (!uint.TryParse(name, out number)) throw ImapException.Nonsense("a number that is none");
            name = Word().ToUpperInvariant();
        }

        return name switch
        {
            "OK" or "NO" or "BAD" or "BYE" or "PREAUTH" => ReadStatus(tag, name),
            "FETCH" or "LIST" or "STATUS" => new ImapResponse(tag, name) { Number = number, Values = ReadValues() },
            // Numbers by the hundred thousand: as text they are read where they are wanted.
            _ => new ImapResponse(
                tag, name) { Number = number, Text = pieces.Count == 1 ? ImapValue.TextOf(Rest) : "" },
        };
    }

    private ImapResponse ReadStatus(string tag, string name)
    {
        var text = ImapValue.TextOf(Rest);
        if (!text.StartsWith('[') || text.IndexOf(']', StringComparison.Ordinal) is not (> 0 and var close))
            return new ImapResponse(tag, name) { Text = text };
        var code = text[1..close];
        var space = code.IndexOf(' ', StringComparison.Ordinal);
        return new ImapResponse(tag, name)
        {
            Code = (space < 0 ? code : code[..space]).ToUpperInvariant(),
            CodeText = space < 0 ? "" : code[(space + 1)..],
            Text = text[(close + 1)..].TrimStart(),
        };
    }

    private string Word()
    {
        var rest = Rest;
        var space = rest.IndexOf((byte)' ');
        var word = space < 0 ? rest : rest[..space];
        if (word.Length > 64) throw ImapException.Nonsense("something that is no mail server's answer");
        at += word.Length + (space < 0 ? 0 : 1);
        return Encoding.ASCII.GetString(word);
    }

    private List<ImapValue> ReadValues()
    {
        var values = new List<ImapValue>();
        while (!IsAtEnd)
        {
            if (Skip((byte)' ')) continue;
            values.Add(ReadValue(0));
        }

        return values;
    }

    private ImapValue ReadValue(int depth)
    {
        if (Rest.Length == 0) return ReadLiteral();
        return Rest[0] switch
        {
            (byte)'(' => ReadList(depth),
            (byte)'"' => ReadQuoted(),
            (byte)'{' or (byte)'~' when Rest.IndexOf((byte)'}') is var close and > 0 && close == Rest.Length - 1
                => ReadLiteral(),
            (byte)')' => throw ImapException.Nonsense("a bracket too many"),
            _ => ReadAtom(),
        };
    }

    private ImapValue ReadList(int depth)
    {
        if (depth >= maxDepth) throw ImapException.Nonsense("lists within lists without an end");
        at++;
        var values = new List<ImapValue>();
        while (!Skip((byte)')'))
        {
            if (IsAtEnd) throw ImapException.Nonsense("a list without an end");
            if (Skip((byte)' ')) continue;
            values.Add(ReadValue(depth + 1));
        }

        return ImapValue.OfList(values);
    }

    /// <summary>The announcement is the end of this piece, the literal is the next, and the text goes on behind
    /// it.</summary>
    private ImapValue ReadLiteral()
    {
        if (piece + 2 >= pieces.Count || !pieces[piece + 1].IsLiteral) throw ImapException.Nonsense("half an answer");
        var bytes = pieces[piece + 1].Bytes;
        piece += 2;
        at = 0;
        return ImapValue.OfString(bytes);
    }

    private ImapValue ReadQuoted()
    {
        var rest = Rest;
        var text = new List<byte>();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                at += i + 1;
                return ImapValue.OfString([.. text]);
            }

            if (rest[i] == '\\' && i + 1 < rest.Length) i++;
            text.Add(rest[i]);
        }

        throw ImapException.Nonsense("a quotation without an end");
    }

    /// <summary>Up to a space or a round bracket; square brackets belong to it with all they hold: BODY[HEADER.FIELDS
    /// (TO)].</summary>
    private ImapValue ReadAtom()
    {
        var rest = Rest;
        var i = 0;
        var inBrackets = false;
        for (; i < rest.Length && (inBrackets || rest[i] is not ((byte)' ' or (byte)'(' or (byte)')')); i++)
            inBrackets = rest[i] == '[' || (inBrackets && rest[i] != ']');
        at += i;
        return ImapValue.OfAtom(ImapValue.TextOf(rest[..i]));
    }

    private bool Skip(byte what)
    {
        if (Rest is not [var first, ..] || first != what) return false;
        at++;
        return true;
    }
}
