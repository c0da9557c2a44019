using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Postbag.Tests.Support;

/// <summary>A provider of access tokens, small and real: HTTPS with the test authority's certificate for programs that
/// ask for tokens, plain HTTP for Dovecot, which asks whose a token is.</summary>
public sealed class TokenProvider : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, string> owners = new();
    private int given;

    private TokenProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(TestAuthority.Shared.Issue("localhost")));
        });
        app = builder.Build();
        app.MapPost("/token", AnswerAsync);
        app.MapGet("/whose", Whose);
        app.MapPost("/whose", Whose);
    }

    /// <summary>Whose tokens it gives; asked for with the refresh token "refresh-0", and a new one after
    /// each.</summary>
    public string User { get; set; } = "nobody";

    public string RefreshToken { get; private set; } = "refresh-0";

    public int Given => given;

    public string TokenAddress => $"https://localhost:{Port("https")}/token";

    public Uri Check => new($"http://127.0.0.1:{Port("http:")}/whose?token=");

    public static async Task<TokenProvider> StartAsync()
    {
        var provider = new TokenProvider();
        await provider.app.StartAsync();
        return provider;
    }

    public void ForgetAll() => owners.Clear();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private int Port(string scheme) => new Uri(app.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.Single(
            address => address.StartsWith(scheme, StringComparison.Ordinal))).Port;

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["grant_type"] != "refresh_token" || form["client_id"] != "postbag"
            || form["client_secret"] != "a secret"
            || form["refresh_token"] != RefreshToken)
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        var number = Interlocked.Increment(ref given);
        var token = $"access-{number}";
        owners[token] = User;
        RefreshToken = $"refresh-{number}";
        return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = 3600,
            refresh_token = RefreshToken });
    }

    private IResult Whose(HttpRequest request)
    {
        var token = request.Query["token"].ToString();
        if (token.Length == 0)
            token = request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        return owners.TryGetValue(token, out var user)
            ? Results.Json(new { email = user, active = true })
            : Results.Json(new { error = "invalid_token" }, statusCode: 400);
    }
}
