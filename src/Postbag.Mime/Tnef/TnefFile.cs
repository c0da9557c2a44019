namespace Postbag.Mime.Tnef;

/// <summary>A file in a winmail.dat.</summary>
/// <param name="Name">Its name without folders; never empty.</param>
/// <param name="MediaType">Its media type as it was sent, in lower case; null if not stated.</param>
/// <param name="ContentId">The id by which the HTML refers to it, without brackets; null if it has none.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record TnefAttachment(string Name, string? MediaType, string? ContentId, ReadOnlyMemory<byte> Content);

/// <summary>
/// A winmail.dat: the form in which Outlook and Exchange send what MIME could say as well (MS-OXTNEF). Holds the
/// message's text, as plain text, HTML or compressed RTF, and its files.
/// </summary>
/// <remarks>
/// Linear in the length, whatever is in it: lengths that reach past the end end the reading, and what was read is kept.
/// Messages within messages are opened 5 deep; their files are listed with the others and their text becomes a file of
/// its own.
/// </remarks>
internal sealed class TnefFile
{
    /// <summary>Deeper messages stay unopened: each level could hold the next, and reading would recurse without
    /// end.</summary>
    public const int MaxDepth = 5;

    /// <summary>How many files are listed. An empty one can be sent in 30 bytes; a message of 25 MB could name a
    /// million.</summary>
    public const int MaxAttachments = 1000;

    public const uint Signature = 0x223E9F78;

    public string? Subject { get; init; }

    /// <summary>The plain text, line ends as they were sent; null if there is none.</summary>
    public string? PlainText { get; init; }

    /// <summary>The HTML, also if it was wrapped in RTF; null if there is none.</summary>
    public string? Html { get; init; }

    public required IReadOnlyList<TnefAttachment> Attachments { get; init; }

    /// <summary>What was wrong, in a few words; null if nothing was.</summary>
    public string? Defect { get; init; }

    public static bool IsTnef(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 6 && System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Signature;

    /// <summary>Reads one; null if the bytes aren't one.</summary>
    public static TnefFile? Read(ReadOnlyMemory<byte> bytes, int depth = 0) =>
        IsTnef(bytes.Span) && depth < MaxDepth ? new TnefReader(bytes, depth).Read() : null;
}
