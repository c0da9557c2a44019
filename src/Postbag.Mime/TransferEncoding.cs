namespace Postbag.Mime;

/// <summary>How a part's bytes are written down (RFC 2045 §6).</summary>
public enum TransferEncoding : byte
{
    /// <summary>As they are: lines of US-ASCII. Also what is assumed when nothing is said.</summary>
    SevenBit,

    /// <summary>As they are: lines of any bytes.</summary>
    EightBit,

    /// <summary>As they are: any bytes.</summary>
    Binary,

    /// <summary>Quoted-printable (RFC 2045 §6.7).</summary>
    QuotedPrintable,

    /// <summary>Base64 (RFC 2045 §6.8).</summary>
    Base64,

    /// <summary>uuencode, as x-uuencode: never standardised.</summary>
    Uuencode,

    /// <summary>yEnc, as x-yenc: never standardised.</summary>
    YEnc,

    /// <summary>An encoding nobody knows; the bytes are taken as they are.</summary>
    Unknown,
}
