using System.Globalization;

namespace Postbag.Casework.Inbox.Imap;

internal sealed partial class ImapClient
{
    /// <summary>The numbers of the messages in the open folder, ascending (UID SEARCH; ESEARCH where offered, RFC 4731,
    /// because it writes ranges).</summary>
    /// <param name="since">Only those the server received on that day or later, by its own calendar; null for
    /// all.</param>
    /// <param name="from">Only from that number on; 1 for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<List<uint>> SearchAsync(DateOnly? since, uint from, CancellationToken cancellationToken)
    {
        var wanted = (from > 1 ? $"UID {from}:*" : "ALL")
            + (since is { } day ? day.ToString(" 'SINCE' d-MMM-yyyy", CultureInfo.InvariantCulture) : "");
        var isShort = Has("ESEARCH") || Has("IMAP4REV2");
        var numbers = new List<uint>();
        // What came before is found now; what comes from here on is news, whichever command it comes with.
        hasNews = false;
        Demand(await SendAsync(
            new ImapCommand($"UID SEARCH {(isShort ? "RETURN (ALL) " : "")}{wanted}"),
            response =>
            {
                if (response.Name == "SEARCH") AddNumbers(numbers, response.Text);
                else if (response.Name == "ESEARCH") AddRanges(numbers, response.Text);
            },
            cancellationToken));
        numbers.Sort();
        // "n:*" always holds the last message, even if its number is less than n (RFC 9051 §9, seq-range).
        return numbers.Distinct().Where(number => number >= from).ToList();
    }

    /// <summary>Asks what the server knows of messages without their bytes.</summary>
    /// <param name="uids">Their numbers, as a set.</param>
    /// <param name="heed">Told of each that is there still, in any order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task FetchHeadsAsync(string uids, Action<ImapHead> heed, CancellationToken cancellationToken) =>
        Demand(await SendAsync(
            new ImapCommand($"UID FETCH {uids} (UID RFC822.SIZE INTERNALDATE FLAGS)"),
            response =>
            {
                if (ReadFetch(response) is not { } fetched || !fetched.TryGetValue("RFC822.SIZE", out var size)) return;
                heed(new ImapHead(
                    UidOf(fetched),
                    long.TryParse(size.Atom, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                        ? bytes : 0,
                    fetched.TryGetValue("INTERNALDATE", out var date) ? ReadDate(date.Text) : null,
                    fetched.TryGetValue("FLAGS", out var flags) && flags.List?.Any(flag => flag.Is("\\Seen")) == true));
            },
            cancellationToken));

    /// <summary>Fetches messages whole, without marking them read (BODY.PEEK, RFC 9051 §6.4.5).</summary>
    /// <param name="uids">Their numbers, as a set.</param>
    /// <param name="bytes">About how many bytes they have together: so much time they get.</param>
    /// <param name="heed">Told each message as it comes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null; or why the server didn't hand over everything.</returns>
    public async Task<string?> FetchBodiesAsync(
        string uids, long bytes, Action<ImapBody> heed, CancellationToken cancellationToken)
    {
        var time = limits.Command + TimeSpan.FromSeconds(bytes / limits.SlowestBytesPerSecond);
        // Some claim less than they send (they count line ends otherwise), some a little more: twice as much is a lie.
        var most = (int)Math.Min(limits.MessageBytes, Math.Max(1 << 20, 2 * bytes));
        long received = 0;
        var answer = await SendAsync(
            new ImapCommand($"UID FETCH {uids} (UID BODY.PEEK[])"),
            response =>
            {
                if (ReadFetch(response) is not { } fetched || !fetched.TryGetValue("BODY[]", out var body)) return;
                received += body.Bytes?.Length ?? 0;
                if (received > Math.Max(limits.MessageBytes, 4 * bytes))
                    throw ImapException.Nonsense("more at once than was asked for");
                heed(new ImapBody(UidOf(fetched), body.Bytes));
            },
            most, time, cancellationToken);
        return answer.IsOk ? null : $"the mail server doesn't hand it over.{Said(answer.Text)}";
    }

    /// <summary>Waits until the server says that something has come into the open folder (IDLE, RFC 2177), or the time
    /// is up. If it has said so since the folder was last searched, there is no waiting: it won't say so
    /// again.</summary>
    /// <param name="atMost">Less than 29 minutes, after which servers hang up.</param>
    /// <param name="cancellationToken">Ends the wait; the connection can be used no more.</param>
    /// <returns>Whether something may have come.</returns>
    public async Task<bool> IdleAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (hasNews) return true;
        var tag = $"P{++lastTag}";
        await GuardAsync(
            async token =>
            {
                await FlushAsync(Line($"{tag} IDLE"), token);
                var answer = await WaitToGoOnAsync(tag, token);
                if (answer.Tag == tag) throw ImapException.Nonsense("an answer before it was asked");
                return answer;
            },
            limits.Command, cancellationToken);
        isBroken = true;
        // A read given up in the middle would lose a piece of the stream; so it goes on, and is heard out after DONE.
        var waiting = WaitForNewsAsync(cancellationToken);
        await Task.WhenAny(waiting, Task.Delay(atMost, cancellationToken));
        await GuardAsync(
            async token =>
            {
                if (waiting.IsFaulted) await waiting;
                await FlushAsync(Line("DONE"), token);
                var response = await waiting.WaitAsync(token);
                for (var count = 0; response.Tag != tag && count < limits.Responses; count++)
                {
                    response = await ReadAsync(limits.TextLiteralBytes, false, token);
                    Notice(response);
                }

                return response;
            },
            limits.Silence, cancellationToken);
        return hasNews;
    }

    /// <summary>Asks whether anything has changed, of servers that don't say so by themselves.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        Demand(await SendAsync(new ImapCommand("NOOP"), null, cancellationToken));
        return hasNews;
    }

    public bool CanIdle => Has("IDLE") || Has("IMAP4REV2");

    /// <summary>Reads on until something has come, and returns the response that said so; or one that ends the
    /// wait.</summary>
    private async Task<ImapResponse> WaitForNewsAsync(CancellationToken cancellationToken)
    {
        for (var count = 0; count < limits.Responses; count++)
        {
            var response = await ReadAsync(limits.TextLiteralBytes, true, cancellationToken);
            if (response.Tag != "*") return response;
            Notice(response);
            if (hasNews) return response;
        }

        throw ImapException.Nonsense("answers without an end");
    }

    private void AddNumbers(List<uint> numbers, string text)
    {
        foreach (var part in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan()[part];
            // "(MODSEQ 917)" ends the list of a server that speaks CONDSTORE.
            if (word.StartsWith("(")) return;
            if (word.Length > 0) numbers.Add(UidSet.Number(word));
            if (numbers.Count > limits.MessagesPerFolder) throw UidSet.TooMany(limits.MessagesPerFolder);
        }
    }

    /// <summary>"(TAG "P4") UID ALL 1:7,9": the set after ALL; nothing if there is no message.</summary>
    private void AddRanges(List<uint> numbers, string text)
    {
        var at = text.IndexOf(" ALL ", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return;
        var set = text.AsSpan(at + 5).Trim();
        var space = set.IndexOf(' ');
        numbers.AddRange(UidSet.Parse(space < 0 ? set : set[..space], limits.MessagesPerFolder));
    }

    /// <summary>The values of a FETCH response by their names; null for other responses, and for those without a UID,
    /// which only tell that a flag has changed.</summary>
    private static Dictionary<string, ImapValue>? ReadFetch(ImapResponse response)
    {
        if (response.Name != "FETCH" || response.Values is not [{ List: { } list }, ..]) return null;
        var values = new Dictionary<string, ImapValue>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i + 1 < list.Count; i += 2) values[list[i].Atom ?? ""] = list[i + 1];
        return values.ContainsKey("UID") ? values : null;
    }

    private static uint UidOf(Dictionary<string, ImapValue> fetched) => UidSet.Number(fetched["UID"].Atom);

    /// <summary>"17-Jul-1996 02:44:25 -0700"; null if it is something else, or an instant that can't be.</summary>
    internal static DateTimeOffset? ReadDate(string? text)
    {
        if (text is not { Length: > 6 and < 40 }) return null;
        var trimmed = text.Trim();
        return DateTimeOffset.TryParseExact(
            trimmed.Insert(trimmed.Length - 2, ":"), "d-MMM-yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture,
            DateTimeStyles.AllowInnerWhite, out var date)
            ? date.ToUniversalTime()
            : null;
    }
}
