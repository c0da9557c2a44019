namespace Postbag.Mime;

/// <summary>Puts the tokens of an address list together to mailboxes. Where the grammar is broken it takes the reading
/// that the big mail programs take, and says so: no list is merged or split on a guess without a defect.</summary>
internal ref partial struct AddressParser(
    ReadOnlySpan<byte> value, long offset, DefectList defects, Span<AddressToken> initial, Span<AddressToken> comments)
{
    /// <summary>A name of a group and a host between brackets are shorter; what is longer isn't looked through again
    /// and again.</summary>
    private const int LongestGroupInAngle = 200;

    private readonly List<Mailbox> mailboxes = [];
    private readonly ReadOnlySpan<byte> value = value;
    private AddressScanner scanner = new(value, offset, defects);

    // The words of the mailbox being read, and its comments.
    private PooledBuffer<AddressToken> words = new(initial);
    private PooledBuffer<AddressToken> comments = new(comments);

    private string? group;
    private int groupStart;

    // Where the semicolon of the last group ended; -1 if there was none.
    private int groupEnd = -1;

    // Name and address of a mailbox in angle brackets whose end hasn't been seen yet; the words are then what follows.
    private string? angleName;
    private string? angleAddress;
    private int angleStart;

    // "Smith" of "Smith, John <j@example.org>", kept back until what follows is known.
    private Mailbox? kept;

    public readonly IReadOnlyList<Mailbox> Mailboxes => mailboxes;

    public void Run()
    {
        while (mailboxes.Count < Addresses.MaxMailboxes)
        {
            var token = scanner.Next();
            switch (token.Kind)
            {
                case AddressTokenKind.End:
                    EndOfList(token);
                    return;
                case AddressTokenKind.Comment:
                    comments.Append(token);
                    break;
                case AddressTokenKind.Comma:
                    EndMailbox();
                    break;
                case AddressTokenKind.Semicolon:
                    Semicolon(token);
                    break;
                case AddressTokenKind.Colon:
                    Colon(token);
                    break;
                case AddressTokenKind.OpenAngle:
                    OpenAngle(token);
                    break;
                case AddressTokenKind.CloseAngle:
                    Report(token.Start, "a closing angle bracket that was never opened is left out");
                    break;
                default:
                    words.Append(token);
                    break;
            }
        }

        defects.Add(DefectKind.TooManyAddresses, offset + scanner.Place, "the rest of the list is left out");
    }

    public void Dispose()
    {
        words.Dispose();
        comments.Dispose();
    }

    private readonly void Report(int start, string assumed) =>
        defects.Add(DefectKind.BadAddress, offset + start, assumed);

    private void EndOfList(AddressToken end)
    {
        EndMailbox();
        Release();
        if (group is null)
            return;
        Report(end.Start, "the group ends with the list, its semicolon being missing");
        EndGroup();
    }

    private void Semicolon(AddressToken token)
    {
        var isSeparator = group is null && (words.Length > 0 || angleAddress is not null);
        EndMailbox();
        Release();
        if (isSeparator)
            Report(token.Start, "a semicolon outside a group separates like a comma");
        if (group is not null)
            groupEnd = token.End;
        EndGroup();
    }

    private void EndGroup()
    {
        // A group without members is somebody too: "undisclosed recipients" is what the reader wants to see.
        if (group is not null && mailboxes.Count == groupStart)
            mailboxes.Add(new Mailbox(null, "", group));
        group = null;
    }

    private void Colon(AddressToken token)
    {
        if (angleAddress is not null || HasAt(words.Written))
        {
            words.Append(token with { Kind = AddressTokenKind.Atom });
            return;
        }

        if (words.Length == 1 && IsMailto(words.Written[0]))
        {
            Report(words.Written[0].Start, "mailto: is left out");
            words.Clear();
            return;
        }

        Release();
        if (group is not null)
        {
            Report(token.Start, "a group in a group ends the one around it");
            EndGroup();
        }

        if (words.Length == 0)
            Report(token.Start, "a group without a name");
        group = TakeName(words.Written) ?? "";
        words.Clear();
        groupStart = mailboxes.Count;
    }

    private readonly bool IsMailto(AddressToken token) =>
        Ascii.EqualsIgnoreCase(value[token.Start..token.End], "mailto"u8);

    private void OpenAngle(AddressToken token)
    {
        if (angleAddress is not null)
        {
            // "John <j@example.org> Mary <m@example.org>": the words between are the second one's name.
            Report(token.Start, "a comma is missing between two addresses");
            EndAngle([]);
        }

        if (words.Length == 0 && TakeGroupInAngle(token))
            return;

        angleStart = words.Length > 0 ? words.Written[0].Start : token.Start;
        if (HasAt(words.Written))
            Report(angleStart, "an address where the name belongs is the name");
        angleName = TakePhrase(words.Written);
        words.Clear();
        angleAddress = ReadAngle(token);
    }

    /// <summary>"&lt;Undisclosed-Recipient:;&gt;", "&lt;undisclosed-recipients:;@mx.example.org&gt;": an empty group
    /// that some program took for an address.</summary>
    private bool TakeGroupInAngle(AddressToken open)
    {
        var rest = value[open.End..Math.Min(value.Length, open.End + LongestGroupInAngle)];
        var colon = rest.IndexOf(":;"u8);
        var close = rest.IndexOf((byte)'>');
        if (colon <= 0 || close < colon || rest[..colon].IndexOfAny("<@,\"("u8) >= 0
            || !IsHostOrNothing(rest[(colon + 2)..close]))
            return false;

        Report(open.Start, "a group in angle brackets");
        Release();
        comments.Clear();
        mailboxes.Add(new Mailbox(null, "", FieldText.Decode(rest[..colon], offset + open.End, defects)));
        scanner.GoTo(open.End + close + 1);
        return true;
    }

    private static bool IsHostOrNothing(ReadOnlySpan<byte> behind) =>
        behind.IsEmpty || (behind[0] == '@' && behind.IndexOfAny(" \t\n,<"u8) < 0);

    private void EndMailbox()
    {
        if (angleAddress is null)
        {
            EndBare();
            return;
        }

        if (HasAt(words.Written))
        {
            Report(words.Written[0].Start, "a comma is missing between two addresses");
            EndAngle([]);
            EndBare();
            return;
        }

        if (words.Length > 0)
            Report(words.Written[0].Start, "words behind the address belong to its name");
        EndAngle(words.Written);
        words.Clear();
    }

    private void EndAngle(scoped ReadOnlySpan<AddressToken> behind)
    {
        if (kept is not null && angleName is not null)
        {
            Report(angleStart, "a comma that isn't quoted belongs to the name");
            angleName = $"{kept.Name ?? kept.Address}, {angleName}";
            kept = null;
        }

        Release();
        if (TakePhrase(behind) is { } more)
            angleName = angleName is null ? more : $"{angleName} {more}";
        Add(WithComments(angleName), angleAddress ?? "", angleStart);
        angleName = angleAddress = null;
    }

    /// <summary>Adds what was kept back in case it was the first half of a name.</summary>
    private void Release()
    {
        if (kept is null)
            return;
        mailboxes.Add(kept);
        kept = null;
    }

    private static bool HasAt(ReadOnlySpan<AddressToken> tokens)
    {
        foreach (var token in tokens)
        {
            if (token.Kind == AddressTokenKind.At)
                return true;
        }

        return false;
    }
}
