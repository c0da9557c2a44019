using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Inbox.Imap;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Mailboxes;

/// <summary>Access tokens for mailboxes whose provider wants OAuth 2: had with the refresh token (RFC 6749 §6), over
/// HTTPS, and kept in memory only, until a minute before they run out.</summary>
public sealed class AccessTokens(ImapReach reach, MailboxSecrets secrets, TimeProvider clock) : IDisposable
{
    /// <summary>An answer is a few hundred bytes; a hostile server's could be endless.</summary>
    private const int LongestAnswer = 64 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly HttpClient http = NewClient(reach);
    private readonly ConcurrentDictionary<
        (Id<Mailbox> Mailbox, string Hash), (string Token, DateTimeOffset Until)> kept = new();

    /// <summary>A token that is good now.</summary>
    /// <exception cref="ImapException">The provider refuses, or can't be reached: a sentence for the
    /// office.</exception>
    public async Task<string> GetAsync(
        OpenOffice office, Mailbox mailbox, MailboxSecret secret, CancellationToken cancellationToken)
    {
        if (kept.TryGetValue(KeyOf(mailbox, secret), out var known) && known.Until > clock.GetUtcNow())
            return known.Token;
        using var answer = await AskAsync(mailbox, secret, cancellationToken);
        var token = TextOf(answer, "access_token") ?? throw Refused(mailbox, null);
        var seconds = answer.RootElement.TryGetProperty("expires_in", out var expires)
            && expires.TryGetInt32(out var said)
            ? Math.Clamp(said, 0, 86400)
            : 300;
        if (TextOf(answer, "refresh_token") is { } next && next != secret.RefreshToken)
        {
            secret = secret with { RefreshToken = next };
            await KeepAsync(office, mailbox, secret, cancellationToken);
        }

        kept[KeyOf(mailbox, secret)] = (token, clock.GetUtcNow() + TimeSpan.FromSeconds(seconds) - Margin);
        return token;
    }

    /// <summary>With another refresh token comes another account's access.</summary>
    private static (Id<Mailbox>, string) KeyOf(Mailbox mailbox, MailboxSecret secret) =>
        (mailbox.Id, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret.RefreshToken ?? ""))));

    public void Forget(Id<Mailbox> mailbox)
    {
        foreach (var key in kept.Keys.Where(key => key.Mailbox == mailbox)) kept.TryRemove(key, out _);
    }

    public void Dispose() => http.Dispose();

    /// <summary>Why an address can't be one where tokens are had; null if it can.</summary>
    public static Refusal? WhyNot(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
            && url.UserInfo.Length == 0
            ? null
            : new Refusal("Enter the address as the provider gives it; it begins with https://.");

    private async Task<JsonDocument> AskAsync(
        Mailbox mailbox, MailboxSecret secret, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = secret.RefreshToken ?? "",
            ["client_id"] = mailbox.ClientId ?? "",
        };
        if (secret.ClientSecret is { Length: > 0 } own) form["client_secret"] = own;
        using var request = new HttpRequestMessage(
            HttpMethod.Post, mailbox.TokenAddress) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.IsSuccessStatusCode) return JsonDocument.Parse(bytes);
            // 400 with a reason in JSON: RFC 6749 §5.2. Its own words stay there: some repeat the request.
            throw (int)response.StatusCode is >= 400 and < 500
                ? Refused(mailbox, null)
                : new ImapException(ImapFault.NotReached,
                    $"{HostOf(mailbox)} can't give tokens now (HTTP {(int)response.StatusCode}).");
        }
        catch (JsonException failure)
        {
            throw Refused(mailbox, failure);
        }
        catch (HttpRequestException failure)
        {
            throw failure.InnerException as ImapException
                ?? new ImapException(
                    ImapFault.NotReached, $"{HostOf(mailbox)}, where tokens are had, can't be reached or trusted.",
                    failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImapException(ImapFault.NotReached, $"{HostOf(mailbox)}, where tokens are had, didn't answer.");
        }
    }

    /// <summary>Some providers give a new refresh token each time, and the old one is worth nothing from then
    /// on.</summary>
    private async Task KeepAsync(
        OpenOffice office, Mailbox mailbox, MailboxSecret secret, CancellationToken cancellationToken)
    {
        mailbox.Secret = secrets.Encrypt(office, mailbox.Id, secret);
        await using var db = (CaseworkDb)office.OpenDb();
        var encrypted = mailbox.Secret;
        await db.ActAsync(
            token => db.Mailboxes.Where(m => m.Id == mailbox.Id)
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.Secret, encrypted), token),
            cancellationToken);
    }

    private static HttpClient NewClient(ImapReach reach) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = async (context, token) => new NetworkStream(
            await reach.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, token), ownsSocket: true),
        SslOptions = { RemoteCertificateValidationCallback =
            (_, certificate, chain, errors) => reach.Believes(certificate, chain, errors) },
    })
    {
        Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer,
    };

    private static string HostOf(Mailbox mailbox) => new Uri(mailbox.TokenAddress!).Host;

    private static string? TextOf(JsonDocument answer, string name) =>
        answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty(name, out var value)
            ? value.GetString()
            : null;

    private static ImapException Refused(Mailbox mailbox, Exception? inner) => new(
        ImapFault.SignInRefused,
        $"{HostOf(mailbox)} gives no token any more. Allow Postbag again, and enter the new refresh token.", inner);
}
