using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Postbag.Office.Security;

/// <summary>What every answer tells the browser to refuse. A page that shows other people's HTML sets a stricter
/// Content-Security-Policy of its own, and keeps it.</summary>
public static class SecurityHeaders
{
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + "manifest-src 'self'";

    private const string Devices =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
        + "geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), "
        + "publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), "
        + "usb=(), xr-spatial-tracking=()";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // When the answer starts, because the page of an error begins with empty headers again.
        context.Response.OnStarting(Add, context);
        return next(context);
    });

    private static Task Add(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.TryAdd("Content-Security-Policy", ContentPolicy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", Devices);
        // Two years, as browsers' preload lists ask.
        if (context.Request.IsHttps) headers.TryAdd("Strict-Transport-Security", "max-age=63072000");
        // Styles and scripts are the program's; everything else is the office's, and no cache keeps it.
        if (!context.Request.Path.StartsWithSegments("/ui")
            && !context.Request.Path.StartsWithSegments("/office-assets"))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
