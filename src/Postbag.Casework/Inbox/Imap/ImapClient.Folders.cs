using System.Globalization;

namespace Postbag.Casework.Inbox.Imap;

internal sealed partial class ImapClient
{
    private bool namesAreUtf8;

    /// <summary>Every folder of the mailbox, in the server's order (LIST, RFC 9051 §6.3.9; its marks by RFC 6154).</summary>
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

    /// <summary>What a folder holds, without opening it (STATUS, RFC 9051 §6.3.11); null if the server won't say.</summary>
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
                        if (values[i].Is(name) && ulong.TryParse(values[i + 1].Atom, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                            return value;
                    return 0;
                }

                state = new((uint)Of("MESSAGES"), (uint)Of("UIDVALIDITY"), (uint)Of("UIDNEXT"), Of("HIGHESTMODSEQ"));
            },
            cancellationToken);
        return answer.IsOk ? state : null;
    }

    /// <summary>Opens a folder for looking only (EXAMINE, RFC 9051 §6.3.3).</summary>
    public async Task<ImapFolderState> ExamineAsync(ImapFolder folder, CancellationToken cancellationToken)
    {
        uint validity = 0, next = 0;
        ulong change = 0;
        Messages = 0;
        var command = new ImapCommand("EXAMINE").String(folder.ServerName, namesAreUtf8);
        if (Has("CONDSTORE")) command.Words("(CONDSTORE)");
        var answer = await SendAsync(
            command,
            response =>
            {
                if (response.Name != "OK") return;
                if (response.Code == "UIDVALIDITY") validity = UidSet.Number(response.CodeText);
                else if (response.Code == "UIDNEXT") _ = uint.TryParse(response.CodeText, NumberStyles.None, CultureInfo.InvariantCulture, out next);
                else if (response.Code == "HIGHESTMODSEQ") _ = ulong.TryParse(response.CodeText, NumberStyles.None, CultureInfo.InvariantCulture, out change);
            },
            cancellationToken);
        if (!answer.IsOk)
        {
            throw new ImapException(
                ImapFault.NoSuchFolder, $"The folder {folder.Name} can't be opened. It may have been renamed or deleted.{Said(answer.Text)}");
        }

        // Without it numbers mean nothing from one day to the next (RFC 9051 §2.3.1.1).
        if (validity == 0) throw ImapException.Nonsense("a folder without lasting numbers");
        hasNews = false;
        return new ImapFolderState(Messages, validity, next, change);
    }
}
