using System.Security.Cryptography;
using Postbag.Mime.Tnef;

namespace Postbag.Mime;

/// <summary>Something that came with a message beside its text. Decoded when first asked for.</summary>
public sealed class Attachment
{
    private readonly Func<ReadOnlyMemory<byte>> decode;
    private ReadOnlyMemory<byte>? content;
    private string? sha256;
    private string? packedContentId;

    internal Attachment(MimePart part)
        : this(part.FileName ?? AttachmentNames.For(part), part.MediaType, part, () => part.Decode())
    {
        StatedName = part.FileName;
    }

    internal Attachment(string name, string mediaType, MimePart part, Func<ReadOnlyMemory<byte>> decode)
    {
        Name = StatedName = name;
        MediaType = mediaType;
        Part = part;
        this.decode = decode;
    }

    /// <summary>The file's name without folders: as it was sent, or one made from the type. Never empty.</summary>
    public string Name { get; }

    /// <summary>The name as it was sent, without folders; null if none was.</summary>
    public string? StatedName { get; }

    /// <summary>The media type in lower case, as it was sent. Not to be trusted.</summary>
    public string MediaType { get; }

    /// <summary>Whether it is to be shown within the text.</summary>
    public bool IsInline => packedContentId is not null || Part.IsInline;

    /// <summary>The id by which HTML refers to it (RFC 2392), without angle brackets; null if it has none.</summary>
    public string? ContentId => packedContentId ?? Part.ContentId;

    /// <summary>The part of the message it is, or is packed in.</summary>
    public MimePart Part { get; }

    /// <summary>Its bytes, decoded.</summary>
    public ReadOnlyMemory<byte> Content => content ??= decode();

    /// <summary>How many bytes it has, decoded.</summary>
    public long Size => Content.Length;

    /// <summary>SHA-256 of its bytes: 64 lower-case hexadecimal digits.</summary>
    public string Sha256 => sha256 ??= Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    private static Attachment Packed(TnefAttachment file, MimePart part)
    {
        var type = file.MediaType ?? AttachmentNames.TypeOf(file.Name);
        return new Attachment(Named(file.Name), type, part, () => file.Content) { packedContentId = file.ContentId };
    }

    private static string Named(string name) => AttachmentNames.Shown(name) ?? "attachment.bin";

    /// <summary>Those of the parts, of the winmail.dat among them, and what stands uuencoded or in yEnc within the
    /// text.</summary>
    internal static IReadOnlyList<Attachment> Of(BodyParts bodies)
    {
        var found = new List<Attachment>();
        foreach (var part in bodies.TextParts)
        {
            found.AddRange(part.FilesInText.Select(file =>
                new Attachment(Named(file.Name), AttachmentNames.TypeOf(file.Name), part, () => file.Content)));
        }

        foreach (var part in bodies.Attachments)
        {
            if (part.Tnef is not { } tnef)
            {
                found.Add(new Attachment(part));
                continue;
            }

            found.AddRange(tnef.Attachments.Select(file => Packed(file, part)));
            // What could not be read to its end is kept as it came, too.
            if (tnef.Defect is not null)
                found.Add(new Attachment(part));
        }

        return found;
    }
}
