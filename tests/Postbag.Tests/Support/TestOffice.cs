using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Party;
using Postbag.Serving;
using Postbag.Settings;
using Xunit;

namespace Postbag.Tests.Support;

/// <summary>An office for tests: a real database on the engine of this run, a real server for each side, a stopped
/// clock. One partial file for each noun adds what its tests arrange with.</summary>
public sealed partial class TestOffice : IAsyncLifetime
{
    private ServedSide? casework;
    private ServedSide? party;

    public StoppedClock Clock { get; } = StoppedClock.OnMonday();

    public ServedSide Casework => casework!;

    public ServedSide Party => party!;

    public async ValueTask InitializeAsync()
    {
        casework = await ServedSide.StartAsync(new CaseworkSide(), Clock);
        party = await ServedSide.StartAsync(new PartySide(), Clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (casework is not null) await casework.DisposeAsync();
        if (party is not null) await party.DisposeAsync();
    }
}

/// <summary>One side of a test office, served on a loopback port.</summary>
public sealed partial class ServedSide : IAsyncDisposable
{
    private readonly WebApplication app;

    private ServedSide(WebApplication app, OpenOffice office)
    {
        (this.app, Office) = (app, office);
        Address = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public OpenOffice Office { get; }

    /// <summary>E.g. http://127.0.0.1:41234</summary>
    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>A scope as a request of this office would have it; the caller disposes it.</summary>
    public IServiceScope NewScope()
    {
        var scope = app.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentOffice>().Office = Office;
        return scope;
    }

    /// <summary>A browser without a past: keeps cookies, follows no redirects.</summary>
    public HttpClient NewVisitor() =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <param name="side">The side to serve.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="hosts">The host names the office goes by; any if empty.</param>
    /// <param name="set">Further settings.</param>
    internal static Task<ServedSide> StartAsync(
        Side side, TimeProvider clock, string hosts = "", params IEnumerable<(string Key, string Value)> set) =>
        StartAsync(side, clock, null, hosts, set);

    /// <param name="side">The side to serve.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="adjust">Registers something in place of what is usual; null for nothing.</param>
    /// <param name="hosts">The host names the office goes by; any if empty.</param>
    /// <param name="set">Further settings.</param>
    internal static async Task<ServedSide> StartAsync(
        Side side, TimeProvider clock, Action<IServiceCollection>? adjust, string hosts,
        params IEnumerable<(string Key, string Value)> set)
    {
        var arguments = await TestPlace.NewArgumentsAsync();
        var office = await OpenOffice.OpenAsync(
            await TestPlace.FindAsync(arguments), side, clock, CancellationToken.None);
        if (hosts.Length > 0)
        {
            await using (var db = office.OpenDb())
            {
                var record = await db.Offices.SingleAsync();
                (record.Hosts, record.Name) = (hosts, $"Those at {hosts}");
                await db.SaveChangesAsync();
            }

            await office.DisposeAsync();
            office = await OpenOffice.OpenAsync(
                await TestPlace.FindAsync(arguments), side, clock, CancellationToken.None);
        }

        var wanted = new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0", ["Log:Level"] = "Warning", ["Places"] = TestPlace.NewFolder(),
        };
        foreach (var (key, value) in set) wanted[key] = value;
        var settings = PostbagSettings.Read(null, wanted);
        var app = OfficeServer.Build(side, new OfficeRegistry([office]), settings, clock, adjust);
        await app.StartAsync();
        return new ServedSide(app, office);
    }

    /// <summary>Tells the server to stop, as its process being told does; the office stays open until it is
    /// disposed.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors.Values) visitor.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Office.DisposeAsync();
    }
}
