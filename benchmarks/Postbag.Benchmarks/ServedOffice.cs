using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Serving;
using Postbag.Settings;

namespace Postbag.Benchmarks;

/// <summary>The whole program on a loopback port, without its background work: what is measured is what people wait
/// for.</summary>
internal sealed partial class ServedOffice : IAsyncDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly WebApplication app;
    private readonly OpenOffice office;

    private ServedOffice(WebApplication app, OpenOffice office, RequestTimes times) =>
        (this.app, this.office, Times) = (app, office, times);

    public RequestTimes Times { get; }

    /// <param name="office">Open; it stays the caller's.</param>
    /// <param name="places">A folder for the index of postcodes; null for the usual one.</param>
    /// <param name="kindOf">What a request's times are kept under.</param>
    public static async Task<ServedOffice> StartAsync(
        OpenOffice office, string? places, Func<HttpRequest, string> kindOf)
    {
        var times = new RequestTimes(kindOf);
        var settings = PostbagSettings.Read(
            null, new Dictionary<string, string?> { ["Urls"] = "http://127.0.0.1:0", ["Log:Level"] = "Error",
                ["Places"] = places });
        var app = OfficeServer.Build(
            new CaseworkSide(), new OfficeRegistry([office]), settings, TimeProvider.System,
            services =>
            {
                services.AddSingleton<IStartupFilter>(times);
                foreach (var background in services.Where(IsBackground).ToList()) services.Remove(background);
            });
        await app.StartAsync();
        return new ServedOffice(app, office, times);
    }

    /// <summary>A caseworker who has signed in. Redirections are not followed.</summary>
    public async Task<HttpClient> SignInAsync(string name)
    {
        var email = $"{Guid.CreateVersion7():N}@example.org";
        using (var scope = app.Services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentOffice>().Office = office;
            var (member, _) = await scope.ServiceProvider.GetRequiredService<Staffing>().AddAsync(
                email, name, Role.Caseworker, Actor.Command, CancellationToken.None);
            member.PasswordHash = new PasswordHasher<StaffMember>().HashPassword(member, Password);
            await scope.ServiceProvider.GetRequiredService<OfficeDb>().SaveChangesAsync();
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .First();
        var http = new HttpClient(
            new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri(address),
        };
        using var form = Form(await http.GetStringAsync("/sign-in"), ("Email", email), ("Password", Password));
        using var answer = await http.PostAsync("/sign-in", form);
        return answer.StatusCode == HttpStatusCode.Found
            ? http : throw new InvalidOperationException($"Signing in was answered {answer.StatusCode}.");
    }

    /// <summary>A form as the page would send it.</summary>
    public static FormUrlEncodedContent Form(string page, params (string Name, string Value)[] values) => new(
        values.Append(("__RequestVerificationToken", Token().Match(page).Groups["value"].Value))
            .Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static bool IsBackground(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && service is { IsKeyedService: false }
        && (service.ImplementationType?.Namespace ?? service.ImplementationFactory?.Method.DeclaringType?.Namespace)
            ?.StartsWith("Postbag", StringComparison.Ordinal) == true;

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<value>[^"]+)""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}

/// <summary>Takes the time of each request around everything the server does with it: from the first of its own code to
/// the last byte handed to the connection.</summary>
internal sealed class RequestTimes(Func<HttpRequest, string> kindOf) : IStartupFilter
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> taken = new();

    public void Clear() => taken.Clear();

    /// <summary>In milliseconds, sorted, by kind.</summary>
    public IReadOnlyList<(string Kind, double[] Times)> Sorted() =>
        [.. taken.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value.Order().ToArray()))];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            var start = Stopwatch.GetTimestamp();
            await following(context);
            await context.Response.CompleteAsync();
            taken.GetOrAdd(kindOf(context.Request), _ => []).Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        });
        next(app);
    };

    public void Print(string who)
    {
        foreach (var (kind, times) in Sorted())
        {
            Console.WriteLine(
                $"| {who} | {kind} | {times.Length} | {times[times.Length / 2]:N1} ms | {times[times.Length * 99 / 100]:N1} ms | {times[^1]:N1} ms |");
        }
    }
}
