using System.Buffers;

namespace Postbag.Mime;

// Tokens as text: names, comments and addresses.
internal ref partial struct AddressParser
{
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create(" \t\r\n()<>[]:;@\\,\""u8);

    /// <summary>A name with the comments seen so far behind it, which are thereby used up.</summary>
    private string? TakeName(scoped ReadOnlySpan<AddressToken> tokens) => WithComments(TakePhrase(tokens));

    private string? WithComments(string? name)
    {
        if (comments.Length == 0)
            return name;
        var text = new PooledBuffer<byte>(stackalloc byte[128]);
        foreach (var comment in comments.Written)
        {
            if (text.Length > 0)
                text.Append((byte)' ');
            AppendUnescaped(ref text, value[(comment.Start + 1)..(comment.End - 1)]);
        }

        var decoded = EncodedWords.Decode(text.Written, offset + comments.Written[0].Start, defects);
        text.Dispose();
        comments.Clear();
        if (decoded.Length == 0)
            return name;
        return name is null ? decoded : $"{name} ({decoded})";
    }

    /// <summary>Words as a phrase: quotes and escapes undone, then encoded words decoded, in quotes too, where RFC 2047
    /// §5 forbids them and half of all mailers put them. Null if there is nothing.</summary>
    private readonly string? TakePhrase(scoped ReadOnlySpan<AddressToken> tokens)
    {
        if (tokens.Length == 0)
            return null;
        var bytes = new PooledBuffer<byte>(stackalloc byte[128]);
        foreach (var token in tokens)
        {
            if (token.SpaceBefore && bytes.Length > 0)
                bytes.Append((byte)' ');
            AppendToken(ref bytes, token);
        }

        var text = new TextBuffer(stackalloc char[128]);
        EncodedWords.Append(ref text, bytes.Written, offset + tokens[0].Start, defects);
        var result = text.Length == 0 ? null : text.ToString();
        bytes.Dispose();
        text.Dispose();
        return result;
    }

    private readonly void AppendToken(ref PooledBuffer<byte> bytes, AddressToken token)
    {
        var raw = value[token.Start..token.End];
        if (token.Kind == AddressTokenKind.Quoted)
            AppendUnescaped(ref bytes, raw[1..^1]);
        else if (token.Kind == AddressTokenKind.Atom)
            AppendUnescaped(ref bytes, raw);
        else
            bytes.Append(raw);
    }

    private static void AppendUnescaped(ref PooledBuffer<byte> bytes, ReadOnlySpan<byte> raw)
    {
        while (true)
        {
            var slash = raw.IndexOf((byte)'\\');
            if (slash < 0 || slash + 1 == raw.Length)
            {
                bytes.Append(raw);
                return;
            }

            bytes.Append(raw[..slash]);
            bytes.Append(raw[slash + 1]);
            raw = raw[(slash + 2)..];
        }
    }

    /// <summary>Reads up to the closing angle bracket and gives the address between. Comments count as the
    /// name's.</summary>
    private string ReadAngle(AddressToken open)
    {
        var inside = new PooledBuffer<AddressToken>(stackalloc AddressToken[16]);
        var isRoute = false;
        while (true)
        {
            var token = scanner.Next();
            if (token.Kind == AddressTokenKind.CloseAngle)
                break;
            if (token.Kind == AddressTokenKind.Comment)
            {
                comments.Append(token);
                continue;
            }

            isRoute |= inside.Length == 0 && token.Kind == AddressTokenKind.At;
            if (token.Kind == AddressTokenKind.Colon && (isRoute || IsOnlyMailto(inside.Written)))
            {
                // A route (RFC 5322 §4.4) says how mail once travelled; it must be accepted and ignored.
                Report(open.Start, isRoute ? "the obsolete route is left out" : "mailto: is left out");
                inside.Clear();
                isRoute = false;
                continue;
            }

            if (token.Kind == AddressTokenKind.OpenAngle && inside.Length == 0)
            {
                Report(token.Start, "an angle bracket in an angle bracket is left out");
                continue;
            }

            if (EndsUnclosed(token, isRoute))
            {
                Report(token.Start, "the address ends here, its closing angle bracket being missing");
                scanner.Return(token);
                break;
            }

            inside.Append(token);
        }

        var address = TakeAddress(inside.Written, open.Start);
        inside.Dispose();
        return address;
    }

    /// <summary>mailto: before an address; a link with a subject or the like isn't one.</summary>
    private readonly bool IsOnlyMailto(scoped ReadOnlySpan<AddressToken> inside)
    {
        if (inside.Length != 1 || !IsMailto(inside[0]))
            return false;
        var rest = value[scanner.Place..];
        var end = rest.IndexOfAny((byte)'>', (byte)'?');
        return end >= 0 && rest[end] == '>';
    }

    private static bool EndsUnclosed(AddressToken token, bool isRoute) => token.Kind switch
    {
        AddressTokenKind.End or AddressTokenKind.OpenAngle or AddressTokenKind.Semicolon => true,
        AddressTokenKind.Comma => !isRoute,
        _ => false,
    };

    /// <summary>Tokens as an address: without the white space that RFC 5322 §4.4 allows around dots and the
    /// @.</summary>
    private readonly string TakeAddress(scoped ReadOnlySpan<AddressToken> tokens, int start)
    {
        var bytes = new PooledBuffer<byte>(stackalloc byte[128]);
        var previous = AddressTokenKind.At;
        foreach (var token in tokens)
        {
            var joins = IsJoint(previous) || IsJoint(token.Kind);
            if (token.SpaceBefore && !joins && bytes.Length > 0)
            {
                bytes.Append((byte)' ');
                Report(token.Start, "white space inside the address is kept");
            }

            AppendAddressToken(ref bytes, token);
            previous = token.Kind;
        }

        var address = FieldText.Decode(bytes.Written, offset + start, defects);
        bytes.Dispose();
        return address;
    }

    private static bool IsJoint(AddressTokenKind kind) => kind is AddressTokenKind.Dot or AddressTokenKind.At;

    private readonly void AppendAddressToken(ref PooledBuffer<byte> bytes, AddressToken token)
    {
        if (token.Kind != AddressTokenKind.Quoted)
        {
            // An encoded word is never decoded here (RFC 2047 §5): what it spells could be another address.
            if (token.Kind == AddressTokenKind.Encoded)
                Report(token.Start, "an encoded word in an address is kept as it stands");
            bytes.Append(value[token.Start..token.End]);
            return;
        }

        // "john.smith"@example.org is john.smith@example.org (RFC 5321 §4.1.2); other quotes are needed.
        var content = value[(token.Start + 1)..(token.End - 1)];
        var needsQuotes = content.IsEmpty || content[0] == '.' || content[^1] == '.'
            || content.IndexOf(".."u8) >= 0 || content.ContainsAny(NeedsQuotes);
        bytes.Append(needsQuotes ? value[token.Start..token.End] : content);
    }
}
