namespace Postbag.Mime;

/// <summary>Something wrong with a message, and what the reader took it for.</summary>
/// <param name="Kind">What was met.</param>
/// <param name="Offset">Where: bytes from the start of the message that was read; -1 if it has no place. In a message
/// or multipart that was itself transfer-encoded, bytes from the start of the decoded one.</param>
/// <param name="Assumed">What was assumed instead, as a short English phrase for a log or a page. Never null. It may
/// name a charset or an encoding as it stood in the message, so show it as text, not as markup.</param>
public readonly record struct Defect(DefectKind Kind, long Offset, string Assumed);
