using System.Text;

namespace Postbag.Casework.Inbox.Imap;

internal sealed partial class ImapClient
{
    /// <summary>Signs in by the best way the server offers: XOAUTH2 with a token; with a password AUTHENTICATE PLAIN
    /// (RFC 4616), which takes every character, else LOGIN.</summary>
    public async Task SignInAsync(ImapSignIn who, CancellationToken cancellationToken)
    {
        if (isSignedIn) return;
        var answer = who.IsToken ? await SignInWithTokenAsync(who, cancellationToken)
            : Has("AUTH=PLAIN") ? await AuthenticateAsync("PLAIN", $"\0{who.User}\0{who.Secret}", cancellationToken)
            : Has("LOGINDISABLED") ? throw new ImapException(
                ImapFault.SignInRefused,
                $"{server.Host} takes no passwords this way. Choose encryption, or sign in with a token.")
            : await SendAsync(
                new ImapCommand("LOGIN").String(who.User).String(who.Secret), null, cancellationToken);
        if (!answer.IsOk) throw Refused(answer, who.IsToken);
        if (answer.Code == "CAPABILITY") Capabilities = ImapResponse.Words(answer.CodeText).ToHashSet();
        else await AskCapabilitiesAsync(cancellationToken);
        await EnableAsync(cancellationToken);
    }

    private Task<ImapResponse> SignInWithTokenAsync(ImapSignIn who, CancellationToken cancellationToken)
    {
        // Not every server that has it says so before it is asked; those that don't answer NO.
        if (who.User.Contains('\u0001', StringComparison.Ordinal)
            || who.Secret.Contains('\u0001', StringComparison.Ordinal))
            throw new ImapException(
                ImapFault.SignInRefused, "The user name or the token has a character that can't be sent.");
        return AuthenticateAsync(
            "XOAUTH2", $"user={who.User}\u0001auth=Bearer {who.Secret}\u0001\u0001", cancellationToken);
    }

    /// <summary>AUTHENTICATE with one message of the client's, at once where the server takes it so (SASL-IR, RFC
    /// 4959).</summary>
    private async Task<ImapResponse> AuthenticateAsync(string way, string message, CancellationToken cancellationToken)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(message));
        var isAtOnce = Has("SASL-IR");
        var tag = $"P{++lastTag}";
        return await GuardAsync(
            async token =>
            {
                await FlushAsync(Line($"{tag} AUTHENTICATE {way}{(isAtOnce ? " " + base64 : "")}"), token);
                var isSaid = isAtOnce;
                for (var turn = 0; turn < 4; turn++)
                {
                    var answer = await WaitToGoOnAsync(tag, token);
                    if (answer.Tag == tag) return answer;
                    // A second "+" tells in JSON what is wrong with the token; an empty line ends it.
                    await FlushAsync(Line(isSaid ? "" : base64), token);
                    isSaid = true;
                }

                throw ImapException.Nonsense("questions without an end");
            },
            limits.Command, cancellationToken);
    }

    /// <summary>Asks for names in UTF-8 (RFC 6855) and to be told what vanishes (QRESYNC, RFC 7162), where the server
    /// can; in one command (RFC 5161), which answers for each by itself.</summary>
    private async Task EnableAsync(CancellationToken cancellationToken)
    {
        if (!Has("ENABLE") && !Has("IMAP4REV2")) return;
        List<string> wanted = [];
        if (Has("UTF8=ACCEPT") || Has("UTF8=ONLY")) wanted.Add("UTF8=ACCEPT");
        if (Has("QRESYNC")) wanted.Add("QRESYNC");
        if (wanted.Count == 0) return;
        var enabled = new HashSet<string>();
        var answer = await SendAsync(
            new ImapCommand("ENABLE " + string.Join(' ', wanted)),
            response =>
            {
                if (response.Name == "ENABLED") enabled.UnionWith(ImapResponse.Words(response.Text));
            },
            cancellationToken);
        namesAreUtf8 = answer.IsOk && enabled.Contains("UTF8=ACCEPT");
        tellsWhatVanished = answer.IsOk && enabled.Contains("QRESYNC");
    }

    private static MemoryStream Line(string text)
    {
        var line = new MemoryStream();
        line.Write(Encoding.ASCII.GetBytes(text + "\r\n"));
        return line;
    }

    private ImapException Refused(ImapResponse answer, bool isToken) => answer.Code switch
    {
        // RFC 5530 §3: not the password's fault.
        "UNAVAILABLE" or "INUSE" or "LIMIT" => new(
            ImapFault.Unavailable,
            $"{server.Host} can't check passwords now, or has too many visitors.{Said(answer.Text)}"),
        _ when isToken => new(
            ImapFault.SignInRefused,
            $"{server.Host} refused the token. It may have been withdrawn; allow Postbag again.{Said(answer.Text)}"),
        _ => new(
            ImapFault.SignInRefused,
            $"{server.Host} refused the user name or the password. Some providers want a password made for the application.{Said(answer.Text)}"),
    };
}
