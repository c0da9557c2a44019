namespace Postbag.Casework.Inbox.Imap;

/// <summary>One response of a server, read.</summary>
/// <param name="Tag">"*", "+", or the tag of the command it ends.</param>
/// <param name="Name">In capitals: OK, NO, BAD, BYE, PREAUTH, EXISTS, FETCH, LIST …; empty after "+".</param>
internal sealed record ImapResponse(string Tag, string Name)
{
    /// <summary>The number before EXISTS, EXPUNGE and FETCH; 0 elsewhere.</summary>
    public uint Number { get; init; }

    /// <summary>The word in square brackets, in capitals, e.g. UIDVALIDITY; empty without one.</summary>
    public string Code { get; init; } = "";

    /// <summary>What stands after the word in the brackets.</summary>
    public string CodeText { get; init; } = "";

    /// <summary>What the server says to people, or the rest of a line that nobody asked for. It is the server's, so it
    /// is neither believed nor logged.</summary>
    public string Text { get; init; } = "";

    /// <summary>The values of those responses that have some.</summary>
    public IReadOnlyList<ImapValue> Values { get; init; } = [];

    public bool IsOk => Name == "OK";

    /// <summary>The words of a capability response or code.</summary>
    public static IEnumerable<string> Words(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.ToUpperInvariant());
}
