using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Documents;
using Postbag.Mime;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>The texts of attached letters, whose heads may say where the writer lives. What needs a program of its own,
/// a PDF, is read when the search has read it: until then its message waits in a row, and is read for its writer
/// again.</summary>
internal static class AttachedLetters
{
    /// <summary>Attachments read for a letterhead: a letter has one or two.</summary>
    private const int Most = 3;

    /// <summary>Larger ones are scans and reports.</summary>
    private const int MostPdfBytes = 4 << 20;

    public static bool HasPdf(MimeMessage message) => message.Attachments.Any(IsPdf);

    /// <summary>Of what can be read at once.</summary>
    public static IReadOnlyList<string> Texts(MimeMessage message) =>
        [.. message.Attachments.Where(IsPlain).Take(Most).Select(DocumentText.Of)];

    /// <returns>Of all, PDFs too, in the order of the attachments; none if no PDF can be read here.</returns>
    public static async Task<IReadOnlyList<string>> TextsAsync(
        MimeMessage message, CancellationToken cancellationToken)
    {
        if (await PdfText.FindAsync(cancellationToken) is not { } pdf) return [];
        var texts = new List<string>();
        foreach (var attachment in message.Attachments.Where(attachment => IsPlain(attachment) || IsPdf(attachment))
            .Take(Most))
            texts.Add(IsPdf(attachment)
                ? await pdf.ReadFirstAsync(attachment.Content, cancellationToken) : DocumentText.Of(attachment));
        return texts;
    }

    /// <summary>Messages whose PDFs have been read since go through again; what people decided about them
    /// stays.</summary>
    public static async Task TakeUpAsync(Engine engine, CancellationToken cancellationToken)
    {
        const string Read = "SELECT w.message FROM letterhead_wait w JOIN message m ON m.number = w.message WHERE m.search_step = 2";
        await using (var connection = await engine.OpenReaderAsync(cancellationToken))
            if ((await connection.NumbersAsync($"{Read} LIMIT 1", cancellationToken)).Count == 0) return;
        await engine.WriteAsync(
            async (connection, token) =>
            {
                await PersonTables.LockAsync(connection, token);
                await connection.ExecuteAsync($"UPDATE message SET people_state = 0 WHERE number IN ({Read})", token);
                await connection.ExecuteAsync($"DELETE FROM letterhead_wait WHERE message IN ({Read})", token);
            },
            cancellationToken);
    }

    private static bool IsPdf(Attachment attachment) =>
        attachment.Size <= MostPdfBytes && DocumentText.KindOf(attachment) == DocumentKind.Pdf;

    private static bool IsPlain(Attachment attachment) =>
        DocumentText.KindOf(attachment) is DocumentKind.Word or DocumentKind.Plain or DocumentKind.Html;
}
