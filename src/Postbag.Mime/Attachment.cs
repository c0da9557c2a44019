using System.Security.Cryptography;

namespace Postbag.Mime;

/// <summary>Something that came with a message beside its text. Decoded when first asked for.</summary>
public sealed class Attachment
{
    private readonly Func<ReadOnlyMemory<byte>> decode;
    private ReadOnlyMemory<byte>? content;
    private string? sha256;

    internal Attachment(MimePart part)
        : this(part.FileName ?? AttachmentNames.For(part), part.MediaType, part, () => part.Decode())
    {
    }

    internal Attachment(string name, string mediaType, MimePart part, Func<ReadOnlyMemory<byte>> decode)
    {
        Name = name;
        MediaType = mediaType;
        Part = part;
        this.decode = decode;
    }

    /// <summary>The file's name without folders: as it was sent, or one made from the type. Never empty.</summary>
    public string Name { get; }

    /// <summary>The media type in lower case, as it was sent. Not to be trusted.</summary>
    public string MediaType { get; }

    /// <summary>Whether it is to be shown within the text.</summary>
    public bool IsInline => Part.IsInline;

    /// <summary>The id by which HTML refers to it (RFC 2392), without angle brackets; null if it has none.</summary>
    public string? ContentId => Part.ContentId;

    /// <summary>The part of the message it is, or is packed in.</summary>
    public MimePart Part { get; }

    /// <summary>Its bytes, decoded.</summary>
    public ReadOnlyMemory<byte> Content => content ??= decode();

    /// <summary>How many bytes it has, decoded.</summary>
    public long Size => Content.Length;

    /// <summary>SHA-256 of its bytes: 64 lower-case hexadecimal digits.</summary>
    public string Sha256 => sha256 ??= Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    internal static IReadOnlyList<Attachment> Of(BodyParts bodies) =>
        [.. bodies.Attachments.Select(part => new Attachment(part))];
}
