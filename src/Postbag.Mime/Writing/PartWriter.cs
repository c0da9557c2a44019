using System.Buffers;
using System.Security.Cryptography;

namespace Postbag.Mime;

/// <summary>A part to be written: its fields and its encoded body, or the parts inside it.</summary>
internal sealed class PartWriter
{
    private readonly FieldWriter fields = new();
    private readonly List<PartWriter> children = [];
    private byte[] body = [];
    private string? boundary;

    /// <summary>The whole body: the text and its HTML, with their pictures, with the attachments.</summary>
    public static PartWriter Body(OutgoingMessage message)
    {
        var bodies = new List<PartWriter>();
        if (message.Text is not null || message.Html is null)
            bodies.Add(Text(message.Text ?? ""));
        if (message.Html is not null)
        {
            var html = Html(message.Html);
            bodies.Add(message.InlineFiles.Count == 0
                ? html
                : Multipart("related", [html, .. message.InlineFiles.Select(f => File(f, "inline"))],
                    ("type", "text/html")));
        }

        var body = bodies.Count == 1 ? bodies[0] : Multipart("alternative", bodies);
        var beside = message.Attachments.Select(f => File(f, "attachment")).ToList();
        // Pictures of no HTML are still somebody's files.
        if (message.Html is null)
            beside.InsertRange(0, message.InlineFiles.Select(f => File(f, "inline")));
        return beside.Count == 0 ? body : Multipart("mixed", [body, .. beside]);
    }

    public void Write(ArrayBufferWriter<byte> output)
    {
        output.Write(fields.Bytes);
        output.Write("\r\n"u8);
        if (boundary is null)
        {
            output.Write(body);
            return;
        }

        var delimiter = Encoding.ASCII.GetBytes($"--{boundary}");
        foreach (var child in children)
        {
            output.Write(delimiter);
            output.Write("\r\n"u8);
            child.Write(output);
            output.Write("\r\n"u8);
        }

        output.Write(delimiter);
        output.Write("--\r\n"u8);
    }

    private static PartWriter Multipart(
        string subtype, IReadOnlyList<PartWriter> children, params ReadOnlySpan<(string, string)> parameters)
    {
        // "=_" can stand in neither quoted-printable nor base64 (RFC 2045 §6.7), and nobody can guess the rest.
        var part = new PartWriter { boundary = $"=_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}" };
        part.fields.Parameters("Content-Type", $"multipart/{subtype}", [.. parameters, ("boundary", part.boundary)]);
        part.children.AddRange(children);
        return part;
    }

    private static PartWriter Text(string text)
    {
        var part = new PartWriter();
        part.fields.Parameters("Content-Type", "text/plain", ("charset", "utf-8"), ("format", "flowed"));
        part.Encode(BodyEncoder.Text(FlowedWriter.Wrap(text)));
        return part;
    }

    private static PartWriter Html(string html)
    {
        var part = new PartWriter();
        part.fields.Parameters("Content-Type", "text/html", ("charset", "utf-8"));
        part.Encode(BodyEncoder.Text(LineBreaks.ToLineFeeds(html).Replace("\n", "\r\n", StringComparison.Ordinal)));
        return part;
    }

    private static PartWriter File(OutgoingFile file, string disposition)
    {
        if (file.Name.Length is 0 or > 250 || file.Name.AsSpan().ContainsAny('/', '\\'))
            throw new ArgumentException("A file is sent with a name of at most 250 characters, without folders.");
        var (mediaType, encoded) = BodyEncoder.File(file);
        var part = new PartWriter();
        part.fields.Parameters("Content-Type", mediaType);
        part.fields.Parameters("Content-Disposition", disposition, ("filename", file.Name));
        if (file.ContentId is not null)
            part.fields.Ids("Content-ID", [file.ContentId]);
        part.Encode(encoded);
        return part;
    }

    private void Encode((string Encoding, byte[] Bytes) encoded)
    {
        fields.Token("Content-Transfer-Encoding", encoded.Encoding);
        body = encoded.Bytes;
    }
}
