using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>Tells a page something whenever it changes (server-sent events, HTML §9.2), by looking again and
/// again.</summary>
internal static class EventStream
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <summary>The browser asks again after this; so a session that has ended is found out.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="context">The request; whoever doesn't say that they listen hears it once.</param>
    /// <param name="say">What there is to tell now, in one line.</param>
    /// <param name="cancellationToken">They have gone.</param>
    public static async Task TellAsync(
        HttpContext context, Func<CancellationToken, Task<string>> say, CancellationToken cancellationToken)
    {
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, lifetime.ApplicationStopping);
        stop.CancelAfter(Longest);
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        var isListening = context.Request.Headers.Accept.ToString()
            .Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
        string? told = null;
        try
        {
            do
            {
                var now = (await say(stop.Token)).ReplaceLineEndings(" ");
                if (now != told)
                {
                    await response.WriteAsync($"data: {now}\n\n", stop.Token);
                    await response.Body.FlushAsync(stop.Token);
                    told = now;
                }

                if (isListening) await Task.Delay(Between, stop.Token);
            }
            while (isListening);
        }
        catch (OperationCanceledException)
        {
            // They have gone, or the server goes; the browser asks again.
        }
    }
}
