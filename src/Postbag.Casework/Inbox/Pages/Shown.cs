using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Postbag.Mime;

namespace Postbag.Casework.Inbox.Pages;

/// <summary>Sizes as people say them.</summary>
internal static class FileSizes
{
    public static string Say(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => $"{bytes / 1000.0:0.#} KB",
        _ => $"{bytes / 1_000_000.0:0.#} MB",
    };
}

/// <summary>Whom a letter is written to, in a line.</summary>
internal static class Recipients
{
    private const int MaxNamed = 6;

    public static string Say(IReadOnlyList<Mailbox> mailboxes)
    {
        var names = mailboxes.Take(MaxNamed)
            .Select(mailbox => string.IsNullOrEmpty(mailbox.Name) ? mailbox.Address : mailbox.Name);
        var more = mailboxes.Count - MaxNamed;
        return MessageReading.Line(string.Join(", ", names), 600) + (more > 0 ? $" and {more} more" : "");
    }
}

/// <summary>The letters on a sender's seal.</summary>
internal static class InboxInitials
{
    public static string Of(string name)
    {
        var words = name.Split([' ', '.', '@', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.EnumerateRunes().FirstOrDefault(Rune.IsLetter)).Where(rune => rune != default)
            .ToList();
        return words.Count switch
        {
            0 => "?",
            1 => Rune.ToUpperInvariant(words[0]).ToString(),
            _ => $"{Rune.ToUpperInvariant(words[0])}{Rune.ToUpperInvariant(words[^1])}",
        };
    }
}

/// <summary>What an attachment is called.</summary>
internal static class AttachmentWords
{
    /// <summary>Without the marks that turn the direction of writing: "photo&#x202E;gpj.exe" pretends to be a
    /// picture.</summary>
    public static string Shown(string name)
    {
        var plain = MessageReading.Line(
            string.Concat(name.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)),
            200);
        return plain.Length > 0 ? plain : "attachment";
    }

    /// <summary>The kind in words; the type itself where there is no word for it.</summary>
    public static string Kind(string mediaType) => mediaType switch
    {
        "application/pdf" => "PDF",
        "application/msword" or "application/vnd.openxmlformats-officedocument.wordprocessingml.document" =>
            "Word document",
        "application/vnd.ms-excel" or "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" =>
            "Spreadsheet",
        "application/zip" => "Archive",
        "message/rfc822" => "Message",
        "text/plain" => "Text",
        "text/html" => "Web page",
        "text/calendar" => "Calendar entry",
        "application/pgp-signature" or "application/pkcs7-signature" or "application/x-pkcs7-signature" => "Signature",
        "application/octet-stream" => "File",
        _ when mediaType.StartsWith("image/", StringComparison.Ordinal) => "Picture",
        _ when mediaType.StartsWith("audio/", StringComparison.Ordinal) => "Sound",
        _ when mediaType.StartsWith("video/", StringComparison.Ordinal) => "Film",
        _ => MessageReading.Line(mediaType, 60),
    };
}

/// <summary>A message's bytes as text.</summary>
internal static class SourceText
{
    public const int MaxBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>As UTF-8 where it is that, else byte by byte; control characters are shown as themselves
    /// never.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var shown = bytes[..Math.Min(bytes.Length, MaxBytes)];
        string text;
        try
        {
            text = Strict.GetString(shown);
        }
        catch (DecoderFallbackException)
        {
            text = Encoding.Latin1.GetString(shown);
        }

        return string.Concat(
            text.ReplaceLineEndings("\n").Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c));
    }
}

/// <summary>The language a letter says it is in.</summary>
internal static partial class MessageLanguage
{
    /// <summary>A BCP 47 tag for a lang attribute; null if the header names none.</summary>
    public static string? Of(MimeMessage? message) =>
        message?.Header["Content-Language"] is { } stated && Tag().Match(stated.Trim()) is { Success: true } match
            ? match.Value
            : null;

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();
}

/// <summary>The pictures that came with a message, by their Content-ID.</summary>
internal static class MessagePictures
{
    public static Func<string, ReadOnlyMemory<byte>?> In(MimeMessage message) => id =>
        message.Attachments.FirstOrDefault(attachment => attachment.ContentId == id)?.Content;
}
