using System.Globalization;

namespace Postbag.Casework.Inbox.Imap;

internal sealed partial class ImapClient
{
    private const string Earlier = "(EARLIER) ";

    private bool namesAreUtf8;

    /// <summary>Whether QRESYNC is on: the server names by their lasting numbers the messages that vanish, now and
    /// earlier.</summary>
    private bool tellsWhatVanished;

    /// <summary>Every folder of the mailbox, in the server's order (LIST, RFC 9051 §6.3.9; its marks by RFC
    /// 6154).</summary>
    public async Task<IReadOnlyList<ImapFolder>> ListAsync(CancellationToken cancellationToken)
    {
        var folders = new List<ImapFolder>();
        var command = new ImapCommand("LIST \"\" \"*\"");
        if (Has("LIST-EXTENDED") && Has("SPECIAL-USE")) command.Words("RETURN (SPECIAL-USE)");
        Demand(await SendAsync(
            command,
            response =>
            {
                if (response.Name != "LIST") return;
                if (response.Values is not [{ List: { } marks }, _, { Text: { Length: > 0 } name }, ..])
                    throw ImapException.Nonsense("a folder without a name");
                if (folders.Count >= limits.Folders) throw ImapException.Nonsense("more folders than anybody has");
                folders.Add(new ImapFolder(
                    namesAreUtf8 ? name : ModifiedUtf7.Decode(name), name,
                    marks.Select(mark => mark.Atom?.ToLowerInvariant() ?? "").ToHashSet()));
            },
            cancellationToken));
        return folders;
    }

    /// <summary>What a folder holds, without opening it (STATUS, RFC 9051 §6.3.11); null if the server won't
    /// say.</summary>
    public async Task<ImapFolderState?> AskAsync(ImapFolder folder, CancellationToken cancellationToken)
    {
        ImapFolderState? state = null;
        var wanted = $"(MESSAGES UIDVALIDITY UIDNEXT{(Has("CONDSTORE") ? " HIGHESTMODSEQ" : "")})";
        var answer = await SendAsync(
            new ImapCommand("STATUS").String(folder.ServerName, namesAreUtf8).Words(wanted),
            response =>
            {
                if (response.Name != "STATUS" || response.Values is not [.., { List: { } values }]) return;
                ulong Of(string name)
                {
                    for (var i = 0; i + 1 < values.Count; i += 2)
                        if (values[i].Is(name)
                            && ulong.TryParse(values[i + 1].Atom, NumberStyles.None, CultureInfo.InvariantCulture,
                            out var value))
                            return value;
                    return 0;
                }

                state = new((uint)Of("MESSAGES"), (uint)Of("UIDVALIDITY"), (uint)Of("UIDNEXT"), Of("HIGHESTMODSEQ"));
            },
            cancellationToken);
        return answer.IsOk ? state : null;
    }

    /// <summary>Opens a folder for looking only (EXAMINE, RFC 9051 §6.3.3).</summary>
    /// <param name="folder">As listed.</param>
    /// <param name="known">What is known of it from the last time: a server with QRESYNC says in the same answer what
    /// has vanished since (RFC 7162 §3.2.5). Null if nothing is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ImapFolderState> ExamineAsync(
        ImapFolder folder, ImapKnownFolder? known, CancellationToken cancellationToken)
    {
        var asksForChanges = tellsWhatVanished && known is { IsOfUse: true };
        var command = new ImapCommand("EXAMINE").String(folder.ServerName, namesAreUtf8);
        if (asksForChanges)
            command.Words($"(QRESYNC ({known!.UidValidity} {known.ChangeNumber} 1:{known.HighestUid}))");
        else if (Has("CONDSTORE") || tellsWhatVanished)
            command.Words("(CONDSTORE)");
        var opened = new OpenedFolder();
        Messages = 0;
        var answer = await SendAsync(command, response => Heed(response, opened), cancellationToken);
        if (asksForChanges && answer.Name == "BAD")
        {
            // It offers QRESYNC and doesn't understand it: then without.
            tellsWhatVanished = false;
            return await ExamineAsync(folder, null, cancellationToken);
        }

        if (!answer.IsOk)
        {
            throw new ImapException(
                ImapFault.NoSuchFolder,
                $"The folder {folder.Name} can't be opened. It may have been renamed or deleted.{Said(answer.Text)}");
        }

        // Without it numbers mean nothing from one day to the next (RFC 9051 §2.3.1.1).
        if (opened.Validity == 0) throw ImapException.Nonsense("a folder without lasting numbers");
        hasNews = false;
        // Numbered anew, without a count of changes (NOMODSEQ), or one that went back, as from a backup: what it says
        // of the time since then means nothing.
        var isTold = asksForChanges && opened.Validity == known!.UidValidity && opened.Change >= known.ChangeNumber;
        return new ImapFolderState(Messages, opened.Validity, opened.Next, opened.Change)
        {
            Vanished = isTold ? opened.Vanished : null,
        };
    }

    public Task<ImapFolderState> ExamineAsync(ImapFolder folder, CancellationToken cancellationToken) =>
        ExamineAsync(folder, null, cancellationToken);

    private void Heed(ImapResponse response, OpenedFolder opened)
    {
        switch (response.Name, response.Code)
        {
            case ("OK", "CLOSED"):
                // What came before was still about the folder that was open until now (RFC 7162 §3.2.11).
                Messages = 0;
                opened.Clear();
                break;
            case ("OK", "UIDVALIDITY"): opened.Validity = UidSet.Number(response.CodeText); break;
            case ("OK", "UIDNEXT"):
                _ = uint.TryParse(response.CodeText, NumberStyles.None, CultureInfo.InvariantCulture, out opened.Next);
                break;
            case ("OK", "HIGHESTMODSEQ"):
                _ = ulong.TryParse(response.CodeText, NumberStyles.None, CultureInfo.InvariantCulture,
                    out opened.Change);
                break;
            case ("VANISHED", _) when response.Text.StartsWith(Earlier, StringComparison.OrdinalIgnoreCase):
                opened.Add(UidSet.ParseFew(response.Text.AsSpan(Earlier.Length).Trim(), limits.VanishedAtOnce),
                    limits.VanishedAtOnce);
                break;
        }
    }

    /// <summary>What is heard while a folder is opened.</summary>
    private sealed class OpenedFolder
    {
        public uint Validity;
        public uint Next;
        public ulong Change;

        /// <summary>Null when there were too many.</summary>
        public List<uint>? Vanished { get; private set; } = [];

        public void Clear() => (Validity, Next, Change, Vanished) = (0, 0, 0, []);

        public void Add(List<uint>? numbers, int most)
        {
            if (numbers is null || Vanished?.Count + numbers.Count > most) Vanished = null;
            else Vanished?.AddRange(numbers);
        }
    }
}
