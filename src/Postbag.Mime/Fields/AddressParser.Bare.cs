namespace Postbag.Mime;

// Addresses without angle brackets, alone (RFC 5322 §3.4.1) or with words around them.
internal ref partial struct AddressParser
{
    private void EndBare()
    {
        var tokens = words.Written;
        if (tokens.Length == 0)
        {
            comments.Clear();
            return;
        }

        // "undisclosed-recipients:;@mx.example.org": a mail server took the group for a name without a domain.
        if (tokens[0].Kind == AddressTokenKind.At && tokens[0].Start == groupEnd)
            Report(tokens[0].Start, "a host behind a group is left out");
        else if (HasAt(tokens))
            EndBareAddresses(tokens);
        else
            EndWithoutAddress(tokens);
        words.Clear();
    }

    private void EndWithoutAddress(scoped ReadOnlySpan<AddressToken> tokens)
    {
        var wasKept = kept;
        kept = null;
        var start = tokens[0].Start;
        Mailbox mailbox;
        if (IsLocalName(tokens))
        {
            mailbox = new Mailbox(WithComments(null), TakeAddress(tokens, start), group);
            Report(start, "an address without a domain");
        }
        else
        {
            mailbox = new Mailbox(TakeName(tokens), "", group);
            Report(start, "a name without an address");
        }

        if (wasKept is not null)
            mailboxes.Add(wasKept);
        if (CanBeginName(tokens))
            kept = mailbox;
        else
            mailboxes.Add(mailbox);
    }

    /// <summary>One word without spaces: a user on the machine that sent it ("root").</summary>
    private static bool IsLocalName(scoped ReadOnlySpan<AddressToken> tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind is not (AddressTokenKind.Atom or AddressTokenKind.Dot)
                || (i > 0 && tokens[i].SpaceBefore))
                return false;
        }

        return true;
    }

    private static bool CanBeginName(scoped ReadOnlySpan<AddressToken> tokens)
    {
        // A surname has few words, and nobody quotes half a name.
        if (tokens.Length > 5)
            return false;
        foreach (var token in tokens)
        {
            if (token.Kind is not (AddressTokenKind.Atom or AddressTokenKind.Dot or AddressTokenKind.Encoded))
                return false;
        }

        return true;
    }

    private void EndBareAddresses(scoped ReadOnlySpan<AddressToken> tokens)
    {
        Release();
        var isFirst = true;
        var at = NextAt(tokens, 0);
        var free = 0;
        while (at >= 0)
        {
            var first = LocalStart(tokens, free, at);
            var end = DomainEnd(tokens, at);
            var next = NextAt(tokens, end);
            var start = tokens[first].Start;
            if (!isFirst)
                Report(start, "a comma is missing between two addresses");
            if (first > free)
                Report(start, "an address without angle brackets, with its name before it");

            var name = TakePhrase(tokens[free..first]);
            if (next < 0 && end < tokens.Length)
            {
                Report(tokens[end].Start, "words behind the address belong to its name");
                var behind = TakePhrase(tokens[end..]);
                name = name is null ? behind : $"{name} {behind}";
            }

            Add(WithComments(name), TakeAddress(tokens[first..end], start), start);
            isFirst = false;
            free = end;
            at = next;
        }
    }

    private static int NextAt(scoped ReadOnlySpan<AddressToken> tokens, int from)
    {
        for (var i = from; i < tokens.Length; i++)
        {
            if (tokens[i].Kind == AddressTokenKind.At)
                return i;
        }

        return -1;
    }

    /// <summary>Where the local part begins that ends before the @: words joined by dots without white space.</summary>
    private static int LocalStart(scoped ReadOnlySpan<AddressToken> tokens, int free, int at)
    {
        var first = at;
        while (first > free)
        {
            var isJoined = first == at || IsDotBetween(tokens, first);
            if (!isJoined || (first < at && tokens[first].SpaceBefore))
                break;
            first--;
        }

        return first;
    }

    private static bool IsDotBetween(scoped ReadOnlySpan<AddressToken> tokens, int second) =>
        tokens[second].Kind == AddressTokenKind.Dot || tokens[second - 1].Kind == AddressTokenKind.Dot;

    /// <summary>Where the domain ends that begins behind the @. White space around its dots is obsolete but allowed
    /// (RFC 5322 §4.4), if the dot isn't the end of a sentence. A second @ right behind belongs to it.</summary>
    private static int DomainEnd(scoped ReadOnlySpan<AddressToken> tokens, int at)
    {
        var end = at + 1;
        while (end < tokens.Length)
        {
            var token = tokens[end];
            var previous = tokens[end - 1];
            var isJoined = previous.Kind == AddressTokenKind.At
                || token.Kind == AddressTokenKind.Dot
                || (token.Kind == AddressTokenKind.At && !token.SpaceBefore)
                || (previous.Kind == AddressTokenKind.Dot && (!token.SpaceBefore || previous.SpaceBefore))
                || (token.Kind == AddressTokenKind.Atom && !token.SpaceBefore);
            if (!isJoined)
                break;
            end++;
        }

        return end;
    }
}
