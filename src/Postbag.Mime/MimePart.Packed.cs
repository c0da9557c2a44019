using Postbag.Mime.Charsets;
using Postbag.Mime.Tnef;
using Postbag.Mime.TransferDecoding;
using Postbag.Mime.Uuencode;

namespace Postbag.Mime;

/// <content>What is packed into a part by other means than MIME's: winmail.dat, uuencode, yEnc.</content>
public sealed partial class MimePart
{
    private IReadOnlyList<EmbeddedFile>? files;
    private TnefFile? tnef;
    private bool tnefIsRead;

    /// <summary>The files that stand encoded within the text; none for parts that aren't text.</summary>
    internal IReadOnlyList<EmbeddedFile> FilesInText => files ??= MediaType == "text/plain" ? FindFiles() : [];

    /// <summary>What the part holds if it is a winmail.dat; null if it isn't.</summary>
    internal TnefFile? Tnef
    {
        get
        {
            if (tnefIsRead) return tnef;
            tnefIsRead = true;
            if (!IsNamedTnef) return null;
            var content = Decode();
            tnef = TnefFile.Read(content);
            if (tnef is null && content.Length > 0)
            {
                context.Defects.Add(DefectKind.BadTnef, BodyOffset, "it does not begin as one; kept whole");
            }
            if (tnef?.Defect is { } defect)
            {
                context.Defects.Add(DefectKind.BadTnef, BodyOffset, $"{defect}; what could be read is kept");
            }
            return tnef;
        }
    }

    private bool IsNamedTnef =>
        MediaType is "application/ms-tnef" or "application/vnd.ms-tnef"
        || string.Equals(FileName, "winmail.dat", StringComparison.OrdinalIgnoreCase);

    /// <summary><see cref="DecodeText"/> without the files that stand encoded in it.</summary>
    internal string TextWithoutFiles()
    {
        // A multipart without parts: what stands before and behind its boundaries.
        if (IsMultipart)
        {
            var between = Preamble.IsEmpty || Epilogue.IsEmpty ? ""u8 : "\n"u8;
            byte[] around = [.. Preamble.Span, .. between, .. Epilogue.Span];
            return CharsetDecoder.Decode(around, Charset, isHtml: false, BodyOffset, context.Defects);
        }

        if (FilesInText.Count == 0) return DecodeText();
        using var decoded = TransferDecoder.Rent(Raw.Span, Encoding, BodyOffset, context.Defects);
        var rest = EmbeddedFiles.Without(FilesInText, decoded.Span);
        return CharsetDecoder.Decode(rest, Charset, isHtml: false, BodyOffset, context.Defects);
    }

    private IReadOnlyList<EmbeddedFile> FindFiles()
    {
        // A text that as a whole is said to be uuencoded is decoded as a whole.
        if (IsPackedAsWhole) return [];
        using var decoded = TransferDecoder.Rent(Raw.Span, Encoding, BodyOffset, context.Defects);
        var found = EmbeddedFiles.Find(decoded.Span);
        foreach (var file in found) Report(file);
        return found;
    }

    private bool IsPackedAsWhole => Encoding is TransferEncoding.Uuencode or TransferEncoding.YEnc;

    /// <summary>The body of a part whose transfer encoding is uuencode or yEnc; null if it is another, or can't be
    /// decoded.</summary>
    private byte[]? Unpacked()
    {
        if (!IsPackedAsWhole || EmbeddedFiles.Find(Raw.Span) is not [var file, ..]) return null;
        Report(file);
        return file.Content;
    }

    private void Report(EmbeddedFile file)
    {
        if (file.Defect is not { } defect) return;
        context.Defects.Add(
            file.IsYEnc ? DefectKind.BadYEnc : DefectKind.BadUuencode,
            BodyOffset + file.Start,
            $"{defect}; what could be decoded is kept");
    }
}
