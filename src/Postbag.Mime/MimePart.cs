using System.Buffers;
using Postbag.Mime.Charsets;
using Postbag.Mime.TransferDecoding;

namespace Postbag.Mime;

/// <summary>One part of a message (RFC 2045 §2.5): its header, and its body as it stands in the message. Nothing is
/// decoded until it is asked for. Not for use from several threads at once.</summary>
public sealed partial class MimePart
{
    private readonly ReadContext context;
    private readonly int start;
    private readonly int depth;
    private int bodyStart;
    private int bodyEnd;
    private (int Start, int End) preamble;
    private (int Start, int End) epilogue;
    private MimeMessage? message;
    private bool messageWasDecoded;

    // -1 until the body has been decoded: a part is small, and its fields are what a message costs.
    private int decodedSize = -1;

    internal MimePart(ReadContext context, HeaderFields header, int start, int depth, bool isInDigest)
    {
        this.depth = depth;
        this.context = context;
        this.start = start;
        Header = header;
        this.isInDigest = isInDigest;
    }

    /// <summary>The part's header.</summary>
    public HeaderFields Header { get; }

    /// <summary>Where the part's header begins: bytes from the start of the message that was read.</summary>
    public long Offset => start;

    /// <summary>Where the part's body begins: bytes from the start of the message that was read.</summary>
    public long BodyOffset => bodyStart;

    /// <summary>The body as it stands in the message, still encoded, without the line end before the next
    /// boundary. For a multipart everything between its header and its end.</summary>
    public ReadOnlyMemory<byte> Raw => context.Bytes[bodyStart..bodyEnd];

    /// <summary>The parts of a multipart in order; none for any other part, and for a multipart in which no boundary
    /// was found.</summary>
    public IReadOnlyList<MimePart> Children { get; private set; } = [];

    /// <summary>What stands before a multipart's first boundary; empty for other parts.</summary>
    public ReadOnlyMemory<byte> Preamble => context.Bytes[preamble.Start..preamble.End];

    /// <summary>What stands after a multipart's last boundary; empty for other parts.</summary>
    public ReadOnlyMemory<byte> Epilogue => context.Bytes[epilogue.Start..epilogue.End];

    /// <summary>The message inside a message/rfc822 or message/global part; null for other parts, and beyond
    /// <see cref="ReadOptions.MaxDepth"/>. One that is itself transfer-encoded, which RFC 2045 §6.4 forbids and mail
    /// programs do, is decoded and read when first asked for.</summary>
    public MimeMessage? Message
    {
        get
        {
            if (message is null && IsMessage && !messageWasDecoded)
            {
                messageWasDecoded = true;
                message = ReadEncodedMessage();
            }

            return message;
        }
    }

    internal ReadContext Context => context;

    /// <summary>The body without its transfer encoding.</summary>
    /// <returns>A new array each time.</returns>
    public byte[] Decode()
    {
        var decoded = Unpacked() ?? TransferDecoder.Decode(Raw.Span, Encoding, BodyOffset, context.Defects);
        decodedSize = decoded.Length;
        return decoded;
    }

    /// <summary>Writes the body without its transfer encoding.</summary>
    /// <param name="writer">Where to. It is asked once for as much room as the encoded body takes.</param>
    public void DecodeTo(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (IsPackedAsWhole)
            writer.Write(Decode());
        else
            TransferDecoder.Decode(Raw.Span, Encoding, writer, BodyOffset, context.Defects);
    }

    /// <summary>The body as text: without its transfer encoding, from its charset (or the one it plainly is in) to
    /// Unicode, with the line ends as they were sent.</summary>
    /// <returns>The text; a new string each time. Bytes without meaning become U+FFFD.</returns>
    public string DecodeText()
    {
        if (IsPackedAsWhole && Unpacked() is { } unpacked)
            return CharsetDecoder.Decode(unpacked, Charset, MediaType == "text/html", BodyOffset, context.Defects);

        using var decoded = TransferDecoder.Rent(Raw.Span, Encoding, BodyOffset, context.Defects);
        decodedSize = decoded.Span.Length;
        return CharsetDecoder.Decode(decoded.Span, Charset, MediaType == "text/html", BodyOffset, context.Defects);
    }

    /// <summary>How many bytes <see cref="Decode"/> gives.</summary>
    internal int DecodedSize => decodedSize < 0 ? Decode().Length : decodedSize;

    internal void SetBody(int from, int to)
    {
        bodyStart = from;
        bodyEnd = Math.Max(from, to);
    }

    internal void SetChildren(IReadOnlyList<MimePart> children) => Children = children;

    internal void SetMessage(MimeMessage nested) => message = nested;

    internal void SetPreamble(int from, int to) => preamble = (from, to);

    internal void SetEpilogue(int from, int to) => epilogue = (from, to);

    private MimeMessage? ReadEncodedMessage()
    {
        if (!IsEncoded || depth + 1 >= context.Options.MaxDepth || context.PartCount >= context.Options.MaxParts)
            return null;

        context.Defects.Add(DefectKind.EncodedComposite, BodyOffset, "the message is decoded first");
        return MimeMessage.Read(context.Within(Decode(), depth + 1));
    }
}
