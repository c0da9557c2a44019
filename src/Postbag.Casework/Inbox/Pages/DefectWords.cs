using Postbag.Mime;
using Postbag.Storage;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>What is odd about a message, in words for people who don't know mail's rules.</summary>
internal static class DefectWords
{
    /// <summary>Each once, however often it occurs.</summary>
    public static async Task<IReadOnlyList<string>> ForAsync(
        Engine engine, long message, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            "SELECT kind, assumed FROM message_defect WHERE message = @message ORDER BY position",
            ("@message", message));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var words = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) words.Add(Say(reader.GetString(0), reader.GetString(1)));
        return words.Distinct().ToList();
    }

    public static string Say(string kind, string assumed) => kind switch
    {
        nameof(DefectKind.SpoofedDisplayName) =>
            "The sender’s name shows another address than the one it comes from. Be careful.",
        nameof(DefectKind.SuspiciousDomain) => "An address looks like another one, but isn’t. Be careful.",
        nameof(DefectKind.MissingFrom) => "It doesn’t say who it is from.",
        nameof(DefectKind.BadAddress) => "An address in it can’t be read.",
        nameof(DefectKind.TooManyAddresses) => "It names more recipients than are listed here.",
        nameof(DefectKind.BadDate) => "Its date can’t be read.",
        nameof(DefectKind.UnusualDate) => "Its date is written in an unusual way.",
        nameof(DefectKind.UnknownCharset) or nameof(DefectKind.WrongCharset) or nameof(DefectKind.UnlabelledEightBit)
            or nameof(DefectKind.InvalidText) or nameof(DefectKind.RawEightBitHeader) =>
            "It says wrongly, or not at all, how its letters are written down; some may look odd.",
        nameof(DefectKind.Mojibake) => "Its accents were damaged on the way, and have been mended here.",
        nameof(DefectKind.BadBase64) or nameof(DefectKind.BadQuotedPrintable) or nameof(DefectKind.BadUuencode)
            or nameof(DefectKind.BadYEnc) or nameof(DefectKind.UnknownTransferEncoding) =>
            "Part of it was damaged on the way; what could be saved is shown.",
        nameof(DefectKind.MissingEndBoundary) or nameof(DefectKind.BoundaryNotFound)
            or nameof(DefectKind.MissingBoundary)
            or nameof(DefectKind.EmptyMultipart) => "It was cut off, or a part of it is missing.",
        nameof(DefectKind.HtmlTooLarge) or nameof(DefectKind.TooDeep) or nameof(DefectKind.TooManyParts)
            or nameof(DefectKind.MessageTooLong) or nameof(DefectKind.TooManyHeaderFields)
            or nameof(DefectKind.HeaderTooLong) =>
                "It is larger or more tangled than a letter should be; not all of it is shown.",
        nameof(DefectKind.BadTnef) => "It came from Outlook in a form (winmail.dat) that couldn’t be unpacked whole.",
        nameof(DefectKind.BadReport) => "It reports that something wasn’t delivered, but not clearly what.",
        nameof(DefectKind.BadHeaderLine) or nameof(DefectKind.MissingBlankLine) =>
            $"Its header is broken: {assumed}.",
        nameof(DefectKind.TooManyDefects) => "There is more wrong with it than is listed.",
        "ReaderFailed" or "BytesDamaged" => char.ToUpperInvariant(assumed[0]) + assumed[1..] + ".",
        _ => "It doesn’t keep to mail’s rules in a small way that does no harm.",
    };
}
