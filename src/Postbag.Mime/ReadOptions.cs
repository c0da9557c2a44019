namespace Postbag.Mime;

/// <summary>The limits that a message is read under. Each stops an attack; reaching one is a defect, never an error,
/// and the bytes are kept.</summary>
public sealed class ReadOptions
{
    /// <summary>The limits used when none are given.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>How many bytes of a message are read.</summary>
    /// <value>256 MiB unless set.</value>
    /// <remarks>RFC 1870 lets a server announce any size. Without a limit one message fills the memory. What lies
    /// beyond is left unread and reported as <see cref="DefectKind.MessageTooLong"/>.</remarks>
    public int MaxBytes { get; init; } = 256 << 20;

    /// <summary>How many multiparts and messages may nest before the rest is kept as one opaque part.</summary>
    /// <value>1 to 200; 50 unless set.</value>
    /// <remarks>RFC 2046 §5.1 sets no limit; without one, hostile mail can exhaust the stack. Reaching it is reported
    /// as <see cref="DefectKind.TooDeep"/>.</remarks>
    public int MaxDepth
    {
        get;
        init => field = Math.Clamp(value, 1, 200);
    } = 50;

    /// <summary>How many parts a message may have in all, nested messages included.</summary>
    /// <value>10,000 unless set.</value>
    /// <remarks>A part costs a few hundred bytes of memory and can be sent in five: a message of 25 MB could otherwise
    /// hold five million. The rest stays unread in the multipart's own bytes and is reported as
    /// <see cref="DefectKind.TooManyParts"/>.</remarks>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>How many fields a header may have.</summary>
    /// <value>2,000 unless set.</value>
    /// <remarks>A field can be sent in three bytes and costs sixteen to keep, and every look-up walks them. Fields
    /// beyond are skipped and reported as <see cref="DefectKind.TooManyHeaderFields"/>.</remarks>
    public int MaxHeaderFields { get; init; } = 2000;

    /// <summary>How many bytes of one header field's value are decoded.</summary>
    /// <value>1 MiB unless set.</value>
    /// <remarks>RFC 5322 sets no limit to a folded field. A To field of many megabytes would otherwise become millions
    /// of addresses. The value is cut there and reported as <see cref="DefectKind.HeaderTooLong"/>.</remarks>
    public int MaxFieldBytes { get; init; } = 1 << 20;

    /// <summary>How many bytes a header may have in all.</summary>
    /// <value>16 MiB unless set.</value>
    /// <remarks>What lies beyond is taken for the body and reported as <see
    /// cref="DefectKind.HeaderTooLong"/>.</remarks>
    public int MaxHeaderBytes { get; init; } = 16 << 20;

    /// <summary>How many defects are listed.</summary>
    /// <value>100 unless set.</value>
    /// <remarks>Broken mail could otherwise make a list longer than itself. See
    /// <see cref="DefectKind.TooManyDefects"/>.</remarks>
    public int MaxDefects { get; init; } = DefectList.DefaultLimit;
}
