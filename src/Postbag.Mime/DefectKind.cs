namespace Postbag.Mime;

/// <summary>What was wrong with a message. Each kind says what the reader met; <see cref="Defect.Assumed"/> says what
/// it made of it. A defect never stops the reading.</summary>
public enum DefectKind
{
    // Structure

    /// <summary>The header ended without a blank line (RFC 5322 §2.1).</summary>
    MissingBlankLine,

    /// <summary>A line in the header is neither a field nor the continuation of one (RFC 5322 §2.2).</summary>
    BadHeaderLine,

    /// <summary>A field that may stand once stands several times (RFC 5322 §3.6).</summary>
    RepeatedField,

    /// <summary>The header holds more fields than <see cref="ReadOptions.MaxHeaderFields"/>.</summary>
    TooManyHeaderFields,

    /// <summary>The header is longer than <see cref="ReadOptions.MaxHeaderBytes"/>.</summary>
    HeaderTooLong,

    /// <summary>Lines end in a lone CR (RFC 5322 §2.3 forbids it).</summary>
    LoneCarriageReturn,

    /// <summary>There is a NUL byte where text is expected (RFC 5322 §4, obsolete).</summary>
    NulByte,

    /// <summary>An mbox separator line stands before the header.</summary>
    MboxSeparator,

    /// <summary>A Content-Type that cannot be read (RFC 2045 §5.1).</summary>
    BadContentType,

    /// <summary>A multipart without a boundary parameter (RFC 2046 §5.1.1).</summary>
    MissingBoundary,

    /// <summary>A multipart's boundary occurs nowhere in its body.</summary>
    BoundaryNotFound,

    /// <summary>A multipart's last boundary is missing: the message was cut off or glued together.</summary>
    MissingEndBoundary,

    /// <summary>A multipart's boundary is the same as that of one around it.</summary>
    RepeatedBoundary,

    /// <summary>Parts follow after a multipart's last boundary.</summary>
    PartAfterEnd,

    /// <summary>A multipart without any part.</summary>
    EmptyMultipart,

    /// <summary>A multipart or a message is itself transfer-encoded (RFC 2045 §6.4 forbids it).</summary>
    EncodedComposite,

    /// <summary>Parts are nested deeper than <see cref="ReadOptions.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>There are more parts than <see cref="ReadOptions.MaxParts"/>.</summary>
    TooManyParts,

    /// <summary>The message is longer than <see cref="ReadOptions.MaxBytes"/>.</summary>
    MessageTooLong,

    // Transfer encodings

    /// <summary>A Content-Transfer-Encoding that nobody defines (RFC 2045 §6.4).</summary>
    UnknownTransferEncoding,

    /// <summary>Bytes in base64 that don't belong there, padding in the middle, or a group cut short (RFC 2045
    /// §6.8).</summary>
    BadBase64,

    /// <summary>An equals sign in quoted-printable that introduces nothing (RFC 2045 §6.7).</summary>
    BadQuotedPrintable,

    /// <summary>uuencoded lines of the wrong length or without an end.</summary>
    BadUuencode,

    /// <summary>yEnc data whose length or checksum is wrong.</summary>
    BadYEnc,

    // Charsets

    /// <summary>A charset that nobody knows.</summary>
    UnknownCharset,

    /// <summary>The text is plainly in another charset than its label says.</summary>
    WrongCharset,

    /// <summary>Bytes over 127 in text without a charset, or labelled US-ASCII.</summary>
    UnlabelledEightBit,

    /// <summary>Some bytes have no meaning in the text's charset.</summary>
    InvalidText,

    /// <summary>Text that was UTF-8, was read as Latin-1 somewhere on its way, and was encoded again.</summary>
    Mojibake,

    // Fields

    /// <summary>Raw bytes over 127 in a header field that are not UTF-8 (RFC 6532 allows UTF-8).</summary>
    RawEightBitHeader,

    /// <summary>An encoded word that is broken (RFC 2047).</summary>
    BadEncodedWord,

    /// <summary>An address that is not one (RFC 5322 §3.4).</summary>
    BadAddress,

    /// <summary>A field holds more addresses than are read.</summary>
    TooManyAddresses,

    /// <summary>A display name that shows another address than the mail comes from.</summary>
    SpoofedDisplayName,

    /// <summary>A domain name that is not valid IDN, or that mixes scripts that look alike.</summary>
    SuspiciousDomain,

    /// <summary>There is no From (RFC 5322 §3.6).</summary>
    MissingFrom,

    /// <summary>A date that cannot be read (RFC 5322 §3.3).</summary>
    BadDate,

    /// <summary>A date that was read although it is not in the standard's form.</summary>
    UnusualDate,

    /// <summary>A message id that is not one (RFC 5322 §3.6.4).</summary>
    BadMessageId,

    /// <summary>A parameter that is broken, repeated, or continued wrongly (RFC 2045 §5.1, RFC 2231).</summary>
    BadParameter,

    // Contents

    /// <summary>A winmail.dat that cannot be read to its end (MS-OXTNEF).</summary>
    BadTnef,

    /// <summary>HTML nested or as long as only an attack would be; the rest was left out.</summary>
    HtmlTooLarge,

    /// <summary>A delivery report whose fields cannot be read (RFC 3464).</summary>
    BadReport,

    // The list itself

    /// <summary>There were more defects than <see cref="ReadOptions.MaxDefects"/>; the rest is not listed.</summary>
    TooManyDefects,
}
