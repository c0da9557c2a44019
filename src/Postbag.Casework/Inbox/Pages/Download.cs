using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>Bytes of a stranger's that a browser is to save and never to show: no type it would know, no sniffing, and
/// a sandbox should it show them all the same.</summary>
internal static class Download
{
    public static FileContentResult Of(HttpResponse response, ReadOnlyMemory<byte> bytes, string name)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["X-Download-Options"] = "noopen";
        return new FileContentResult(bytes.ToArray(), "application/octet-stream");
    }
}
