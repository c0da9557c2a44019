namespace Postbag.Casework.Inbox.Html;

/// <summary>The page within the page that shows a letter's HTML. Even if something slipped through the list, nothing on
/// this page may run, be fetched or be sent: its own policy and the sandbox forbid it.</summary>
internal static class HtmlFrame
{
    /// <summary>Follows light paper in any theme: letters name the colour of their ink and expect white.</summary>
    private const string Style = """
        :root { color-scheme: light; }
        body { margin: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; overflow-wrap: anywhere; }
        img { max-width: 100%; height: auto; }
        img.blurred { filter: blur(24px); clip-path: inset(0); }
        .gap { display: inline-block; padding: .25rem .5rem; border: 1px dashed #767676; color: #595959; font-size: .875rem; }
        table { max-width: 100%; }
        blockquote { margin: 0 0 0 .5rem; padding-left: .75rem; border-left: 3px solid #bbb; }
        pre { white-space: pre-wrap; }
        """;

    /// <summary>Links open in a window of their own; beyond that, a sandbox without a single permission.</summary>
    public const string Sandbox = "allow-popups allow-popups-to-escape-sandbox";

    public static string PolicyFor(Pictures pictures) =>
        $"default-src 'none'; style-src 'unsafe-inline'; img-src {(pictures == Pictures.All ? "data: https: http:" : "data:")}; "
        + $"form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox {Sandbox}";

    public static string Page(SafeHtml html, string? language) =>
        $"""
        <!DOCTYPE html>
        <html lang="{language ?? "und"}" dir="auto"><head><meta charset="utf-8"><title>Letter</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
        <style>
        {Style}
        </style></head><body>
        {html.Body}
        </body></html>
        """;
}
