using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Postbag.Casework.Inbox.Imap;

/// <summary>A connection to a mail server: IMAP4rev1 (RFC 3501) with what IMAP4rev2 (RFC 9051) added, where a server
/// has it. It only ever looks: folders are opened with EXAMINE and messages fetched with BODY.PEEK, so nothing is
/// marked, moved or deleted, and there is no code here that could.</summary>
/// <remarks>For one user at a time. After an exception it can only be disposed: nobody knows what the server will say
/// next. Our own because no kept library was to be had; each part names its RFC.</remarks>
internal sealed partial class ImapClient : IAsyncDisposable
{
    private readonly ImapServer server;
    private readonly ImapReach reach;
    private readonly ImapLimits limits;
    private Stream stream;
    private ImapLines lines;
    private int lastTag;
    private bool isBroken = true;
    private bool isSignedIn;
    private bool hasNews;

    private ImapClient(ImapServer server, ImapReach reach, ImapLimits limits, Stream stream)
    {
        (this.server, this.reach, this.limits, this.stream) = (server, reach, limits, stream);
        lines = new ImapLines(stream, limits);
    }

    /// <summary>What the server says it can, in capitals. Asked anew after encryption and after signing in.</summary>
    public IReadOnlySet<string> Capabilities { get; private set; } = new HashSet<string>();

    /// <summary>How many messages the open folder has, as last heard.</summary>
    public uint Messages { get; private set; }

    /// <summary>Connects, encrypts, and hears the server's greeting.</summary>
    public static async Task<ImapClient> ConnectAsync(
        ImapServer server, ImapReach reach, ImapLimits limits, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limits.Connect);
        ImapClient? client = null;
        try
        {
            var socket = await reach.ConnectAsync(server.Host, server.Port, patience.Token);
            client = new ImapClient(server, reach, limits, new NetworkStream(socket, ownsSocket: true));
            if (server.Security == ImapSecurity.Tls) await client.EncryptAsync(patience.Token);
            await client.GreetAsync(patience.Token);
            if (server.Security == ImapSecurity.StartTls) await client.StartTlsAsync(patience.Token);
            client.isBroken = false;
            return client;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            if (client is not null) await client.DisposeAsync();
            throw new ImapException(
                ImapFault.NotReached,
                $"{server.Host} didn't answer at port {server.Port}. Check the name, the port and the network.");
        }
        catch
        {
            if (client is not null) await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says goodbye, if that is possible, and hangs up.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!isBroken)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                // Without waiting for the answer: it would be the same.
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"P{++lastTag} LOGOUT\r\n"), patience.Token);
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException)
            {
                // It has hung up first, or doesn't listen.
            }
        }

        await stream.DisposeAsync();
    }

    private bool Has(string capability) => Capabilities.Contains(capability);

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        isBroken = true;
        stream = await reach.EncryptAsync(stream, server.Host, cancellationToken);
        lines = new ImapLines(stream, limits);
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        var greeting = await ReadAsync(limits.TextLiteralBytes, false, cancellationToken);
        if (greeting.Name == "BYE")
            throw new ImapException(ImapFault.Cut, $"The mail server wants no connection now.{Said(greeting.Text)}");
        if (greeting.Tag != "*" || greeting.Name is not ("OK" or "PREAUTH")) throw NotImap();
        // Signed in before encryption: an attack on STARTTLS (RFC 9051 §7.1.4), or a set-up we don't know.
        if (greeting.Name == "PREAUTH" && server.Security == ImapSecurity.StartTls) throw NoStartTls();
        isSignedIn = greeting.Name == "PREAUTH";
        if (greeting.Code == "CAPABILITY") Capabilities = ImapResponse.Words(greeting.CodeText).ToHashSet();
        else await AskCapabilitiesAsync(cancellationToken);
    }

    private async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        if (!Has("STARTTLS")) throw NoStartTls();
        var answer = await SendAsync(new ImapCommand("STARTTLS"), null, cancellationToken);
        if (!answer.IsOk) throw NoStartTls();
        // What was sent in the clear behind the answer would be taken for the server's encrypted words
        // (CVE-2011-0411 and its many successors): nobody honest sends it, so we don't go on.
        if (lines.HasMore)
        {
            throw new ImapException(
                ImapFault.Nonsense, $"Somebody on the way to {server.Host} added words of their own. Nothing was sent to it.");
        }

        await EncryptAsync(cancellationToken);
        // Whatever was said in the clear is forgotten (RFC 9051 §6.2.1).
        Capabilities = new HashSet<string>();
        await AskCapabilitiesAsync(cancellationToken);
    }

    private async Task AskCapabilitiesAsync(CancellationToken cancellationToken) =>
        Demand(await SendAsync(new ImapCommand("CAPABILITY"), null, cancellationToken));

    /// <summary>Sends a command and hears the server out.</summary>
    /// <param name="command">What is wanted.</param>
    /// <param name="heed">Told every response that isn't the last; null if nobody wants them.</param>
    /// <param name="cancellationToken">Stops it, and makes the connection useless.</param>
    /// <returns>The last answer: OK, NO or BAD.</returns>
    private Task<ImapResponse> SendAsync(
        ImapCommand command, Action<ImapResponse>? heed, CancellationToken cancellationToken) =>
        SendAsync(command, heed, limits.TextLiteralBytes, limits.Command, cancellationToken);

    private async Task<ImapResponse> SendAsync(
        ImapCommand command, Action<ImapResponse>? heed, int literalBytes, TimeSpan time,
        CancellationToken cancellationToken)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"P{++lastTag}");
        return await GuardAsync(
            async token =>
            {
                if (await WriteAsync(tag, command, token) is { } early) return early;
                for (var count = 0; count < limits.Responses; count++)
                {
                    var response = await ReadAsync(literalBytes, false, token);
                    if (response.Tag == tag) return response;
                    Notice(response);
                    heed?.Invoke(response);
                }

                throw ImapException.Nonsense("answers without an end");
            },
            time, cancellationToken);
    }

    /// <summary>Keeps a command within its time. Whatever stops it in the middle, the connection is of no use
    /// afterwards.</summary>
    private async Task<T> GuardAsync<T>(
        Func<CancellationToken, Task<T>> work, TimeSpan time, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(time);
        isBroken = true;
        try
        {
            var result = await work(patience.Token);
            isBroken = false;
            return result;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImapException(ImapFault.TooSlow, "The mail server took too long over its answer.");
        }
        catch (IOException failure)
        {
            throw ImapException.Cut(failure);
        }
    }

    /// <summary>Writes a command; before each literal the server has to say that it may come, unless it takes them
    /// unasked (RFC 7888).</summary>
    /// <returns>Null; or the last answer, if the server gave it before it had heard everything.</returns>
    private async Task<ImapResponse?> WriteAsync(string tag, ImapCommand command, CancellationToken cancellationToken)
    {
        var line = new MemoryStream();
        line.Write(Encoding.ASCII.GetBytes(tag + " "));
        foreach (var (bytes, isLiteral) in command.Pieces)
        {
            if (isLiteral)
            {
                var isAtOnce = Has("LITERAL+") || (Has("LITERAL-") && bytes.Length <= 4096);
                line.Write(Encoding.ASCII.GetBytes($"{{{bytes.Length}{(isAtOnce ? "+" : "")}}}\r\n"));
                if (!isAtOnce)
                {
                    await FlushAsync(line, cancellationToken);
                    if (await WaitToGoOnAsync(tag, cancellationToken) is { Tag: not "+" } early) return early;
                }
            }

            line.Write(bytes);
        }

        line.Write("\r\n"u8);
        await FlushAsync(line, cancellationToken);
        return null;
    }

    private async Task FlushAsync(MemoryStream line, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        line.SetLength(0);
    }

    /// <returns>The "+", or the last answer if the server doesn't want to go on.</returns>
    private async Task<ImapResponse> WaitToGoOnAsync(string tag, CancellationToken cancellationToken)
    {
        for (var count = 0; count < limits.Responses; count++)
        {
            var response = await ReadAsync(limits.TextLiteralBytes, false, cancellationToken);
            if (response.Tag == "+" || response.Tag == tag) return response;
            Notice(response);
        }

        throw ImapException.Nonsense("answers without an end");
    }

    private async Task<ImapResponse> ReadAsync(
        int literalBytes, bool mayBeSilent, CancellationToken cancellationToken) =>
        ImapParser.Read(await lines.ReadAsync(literalBytes, mayBeSilent, cancellationToken), limits);

    /// <summary>What may come at any time, asked for or not (RFC 9051 §7).</summary>
    private void Notice(ImapResponse response)
    {
        switch (response.Name)
        {
            case "EXISTS": (Messages, hasNews) = (response.Number, true); break;
            case "EXPUNGE" when Messages > 0: Messages--; break;
            // With QRESYNC in place of EXPUNGE: news, because a look says what it means for the count. The earlier ones
            // are heeded where they were asked for.
            case "VANISHED" when !response.Text.StartsWith('('): hasNews = true; break;
            case "CAPABILITY": Capabilities = ImapResponse.Words(response.Text).ToHashSet(); break;
            case "OK" when response.Code == "CAPABILITY":
                Capabilities = ImapResponse.Words(response.CodeText).ToHashSet();
                break;
            case "BYE" when response.Tag == "*":
                throw new ImapException(ImapFault.Cut, $"The mail server ended the connection.{Said(response.Text)}");
        }
    }

    private static void Demand(ImapResponse answer)
    {
        if (!answer.IsOk)
            throw new ImapException(ImapFault.CommandRefused, $"The mail server refused.{Said(answer.Text)}");
    }

    /// <summary>The server's own words, for people: on one line, and not many of them.</summary>
    internal static string Said(string text)
    {
        var words = new string([.. text.Trim().Take(200).Select(c => char.IsControl(c) ? ' ' : c)]);
        return words.Length == 0 ? "" : $" It says: {words}";
    }

    private ImapException NotImap() => new(
        ImapFault.NotAnImapServer,
        $"What listens at {server.Host}, port {server.Port}, isn't an IMAP server. Check the port.");

    private ImapException NoStartTls() => new(
        ImapFault.NoEncryption, $"{server.Host} offers no encryption at port {server.Port}. Choose TLS from the start (port 993). Nothing was sent to it.");
}
