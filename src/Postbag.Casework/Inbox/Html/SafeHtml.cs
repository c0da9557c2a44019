using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Postbag.Casework.Inbox.Html;

/// <summary>How much of a letter's pictures is shown.</summary>
internal enum Pictures
{
    /// <summary>Those that came with it, blurred; of others only where they would be.</summary>
    Blurred,

    /// <summary>Those that came with it.</summary>
    Own,

    /// <summary>Also those that have to be fetched, which tells the sender that the letter was opened.</summary>
    All,
}

/// <summary>A stranger's HTML made harmless: written anew, from elements, attributes and styles on a list.</summary>
/// <param name="Body">HTML for the inside of a body element.</param>
/// <param name="OwnPictures">How many pictures came with the letter and stand in it.</param>
/// <param name="RemotePictures">How many pictures would have to be fetched.</param>
/// <param name="IsCut">Whether it was too large, or nested too deep, to be shown whole.</param>
internal sealed record SafeHtml(string Body, int OwnPictures, int RemotePictures, bool IsCut)
{
    /// <summary>All pictures of one letter together.</summary>
    private const int MaxPictureBytes = 20 << 20;

    /// <param name="html">As it came.</param>
    /// <param name="pictures">What is to be shown of its pictures.</param>
    /// <param name="find">Gives the bytes of a picture by its Content-ID; null if there is none.</param>
    public static SafeHtml Of(string html, Pictures pictures, Func<string, ReadOnlyMemory<byte>?> find)
    {
        var cut = HtmlLimits.WhereToCut(html);
        var document = new HtmlParser().ParseDocument(cut < html.Length ? html[..cut] : html);
        var walk = new Walk(pictures, find);
        if (document.Body is { } body) walk.Write(body);
        return new SafeHtml(walk.Text, walk.OwnPictures, walk.RemotePictures, cut < html.Length);
    }

    /// <summary>Writes what is allowed. What isn't on the list never reaches the output, whatever it is, so a new
    /// element or attribute of a future browser is as harmless as an old one.</summary>
    private sealed class Walk(Pictures pictures, Func<string, ReadOnlyMemory<byte>?> find)
    {
        private readonly StringBuilder text = new();
        private int pictureBytes;

        public int OwnPictures { get; private set; }

        public int RemotePictures { get; private set; }

        public string Text => text.ToString();

        /// <remarks>With a stack of our own: a parser may build deeper than the tags it was given.</remarks>
        public void Write(IElement body)
        {
            var waiting = new Stack<(INode? Node, string? End)>();
            PushChildren(waiting, body);
            while (waiting.TryPop(out var next))
            {
                if (next.End is not null) text.Append(next.End);
                else if (next.Node is IText words) text.Append(WebUtility.HtmlEncode(words.Data));
                else if (next.Node is IElement element) WriteElement(waiting, element);
            }
        }

        private static void PushChildren(Stack<(INode?, string?)> waiting, INode node)
        {
            for (var child = node.LastChild; child is not null; child = child.PreviousSibling)
                waiting.Push((child, null));
        }

        private void WriteElement(Stack<(INode?, string?)> waiting, IElement element)
        {
            // Foreign elements (SVG, MathML) follow other rules of parsing: they are where sanitisers get lost.
            if (element.NamespaceUri != NamespaceNames.HtmlUri
                || SafeElements.Dropped.Contains(element.LocalName)) return;
            if (element.LocalName == "img")
            {
                WritePicture(element);
                return;
            }

            if (SafeElements.Kept.Contains(element.LocalName))
            {
                text.Append('<').Append(element.LocalName);
                WriteAttributes(element);
                text.Append('>');
                if (SafeElements.Empty.Contains(element.LocalName)) return;
                waiting.Push((null, $"</{element.LocalName}>"));
            }

            PushChildren(waiting, element);
        }

        private void WriteAttributes(IElement element)
        {
            foreach (var attribute in element.Attributes)
                if (SafeElements.IsAllowed(element.LocalName, attribute.LocalName, attribute.Value))
                    WriteAttribute(attribute.LocalName, attribute.Value);
            if (element.GetAttribute("style") is { } style && SafeStyle.Of(style) is { Length: > 0 } safe)
                WriteAttribute("style", safe);
            if (element.LocalName != "a" || SafeLink.Of(element.GetAttribute("href")) is not { } link) return;
            WriteAttribute("href", link);
            // People see where a link leads before they follow it.
            WriteAttribute("title", link);
            WriteAttribute("rel", "noopener noreferrer nofollow");
            WriteAttribute("referrerpolicy", "no-referrer");
            WriteAttribute("target", "_blank");
        }

        private void WritePicture(IElement element)
        {
            var src = element.GetAttribute("src") ?? "";
            var alt = element.GetAttribute("alt") ?? "";
            if (Own(src) is { } own)
            {
                OwnPictures++;
                WriteImage(element, own, alt, pictures == Pictures.Blurred);
            }
            else if (SafeLink.Picture(src) is { } remote && !IsBeacon(element))
            {
                RemotePictures++;
                if (pictures == Pictures.All) WriteImage(element, remote, alt, false);
                else WriteGap(alt);
            }
            else if (alt.Length > 0) text.Append(WebUtility.HtmlEncode(alt));
        }

        private string? Own(string src)
        {
            ReadOnlyMemory<byte>? bytes = src.StartsWith("cid:", StringComparison.OrdinalIgnoreCase)
                ? find(Uri.UnescapeDataString(src[4..]).Trim('<', '>'))
                : SafePicture.FromAddress(src);
            if (bytes is not { } found || pictureBytes + found.Length > MaxPictureBytes) return null;
            pictureBytes += found.Length;
            return SafePicture.AsAddress(found.Span);
        }

        /// <summary>A picture of one pixel shows nothing; it is there to report that the letter was opened.</summary>
        private static bool IsBeacon(IElement element) =>
            element.GetAttribute("width")?.Trim() is "0" or "1" && element.GetAttribute("height")?.Trim() is "0" or "1";

        private void WriteImage(IElement element, string src, string alt, bool isBlurred)
        {
            text.Append("<img");
            WriteAttribute("src", src);
            WriteAttribute("alt", alt);
            foreach (var name in new[] { "width", "height" })
                if (element.GetAttribute(name) is { } size && SafeElements.IsAllowed("img", name, size))
                    WriteAttribute(name, size);
            if (isBlurred) WriteAttribute("class", "blurred");
            WriteAttribute("referrerpolicy", "no-referrer");
            text.Append('>');
        }

        private void WriteGap(string alt) => text.Append(CultureInfo.InvariantCulture,
            $"<span class=\"gap\">{WebUtility.HtmlEncode(alt.Length > 0 ? $"Picture: {alt}" : "Picture")}</span>");

        private void WriteAttribute(string name, string value) =>
            text.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
    }
}
