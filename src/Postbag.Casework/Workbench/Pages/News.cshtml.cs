using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Hosting;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Security;

namespace Postbag.Casework.Workbench.Pages;

/// <summary>How many messages have come in, told whenever the number changes (server-sent events, HTML §9.2). The page shows the
/// difference as a count to press: rows never jump.</summary>
[Needs(Permission.ReadPost)]
public sealed class NewsModel(OfficeDb db, IHostApplicationLifetime lifetime) : PageModel
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <summary>The browser asks again after this; so a session that has ended is found out.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        stop.CancelAfter(Longest);
        Response.ContentType = "text/event-stream";
        Response.Headers.CacheControl = "no-store";
        // Whoever doesn't say that they listen hears it once.
        var isListening = Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
        long? told = null;
        try
        {
            do
            {
                var now = await CountAsync(stop.Token);
                if (now != told)
                {
                    await Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"data: {now}\n\n"), stop.Token);
                    await Response.Body.FlushAsync(stop.Token);
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

        return new EmptyResult();
    }

    private async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.Engine.OpenReaderAsync(cancellationToken);
        return await connection.NumberAsync("SELECT messages FROM inbox_tally", cancellationToken) ?? 0;
    }
}
