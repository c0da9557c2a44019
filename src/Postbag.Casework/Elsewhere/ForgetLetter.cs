using System.Data.Common;
using System.Globalization;
using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Search;
using Postbag.Casework.People;
using Postbag.Storage;

namespace Postbag.Casework.Elsewhere;

/// <summary>Deletes what a letter says, everywhere: its bytes, words, attachments, evidence, and whoever was known from
/// it alone. What stays is a row that says so, so that counts stay true and the same letter is known when a source
/// shows it again. For use inside the engine's write.</summary>
/// <remarks>A slice that keeps something of a letter's text belongs in the list below; a test looks through every
/// column of every table.</remarks>
internal sealed class ForgetLetter(Engine engine)
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Tables whose rows of a message go with it.</summary>
    private static readonly string[] Gone =
        ["message_defect", "message_evidence", "message_writer", "letterhead_wait", "post_need", "label_lesson",
            "thread_key", "elsewhere_answer"];

    private readonly SearchIndex index = SearchIndex.Of(engine);
    private readonly ForgetWriter writer = new(engine);

    /// <param name="connection">The engine's, within its write.</param>
    /// <param name="message">The ledger's number.</param>
    /// <param name="rule">By which it goes.</param>
    /// <param name="day">On which.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(
        DbConnection connection, long message, string rule, DateOnly day, CancellationToken cancellationToken)
    {
        var said = $"Deleted under retention on {day.ToString("d MMMM yyyy", British)}";
        // What is read again – by the search, by labels – finds this in its place.
        var instead = Encoding.ASCII.GetBytes($"Subject: {said}\r\n\r\n");
        await MarkMessage.SetAsync(engine, connection, [message], isUnread: false, cancellationToken);
        await writer.RunAsync(connection, message, cancellationToken);
        foreach (var table in Gone)
            await connection.ExecuteAsync(
                $"DELETE FROM {table} WHERE message = @message", cancellationToken, ("@message", message));
        await BlankAsync(connection, message, said, cancellationToken);
        await connection.ExecuteAsync(
            "UPDATE raw_message SET packing = 0, content = @content, size_bytes = @size WHERE number = @message",
            cancellationToken, ("@content", instead), ("@size", instead.Length), ("@message", message));
        await connection.ExecuteAsync(
            """
            UPDATE message SET state = 1, size_bytes = @size, sender_name = '', sender_address = '', subject = @said, snippet = '',
              message_id = NULL, sent_at = NULL, attachments = 0, defects = 0, search_step = 2, people_state = 1, group_state = 1
            WHERE number = @message
            """,
            cancellationToken, ("@size", instead.Length), ("@said", said), ("@message", message));
        if (await connection.NumberAsync(
            "SELECT place FROM message WHERE number = @message", cancellationToken, ("@message", message)) is { } place)
        {
            var (words, _, _) = MessageReading.ReadAgain(instead, MessageState.Read);
            await index.ReplaceAsync(connection, [new IndexedMessage(place, words, false, false)], cancellationToken);
        }

        await connection.ExecuteAsync(
            "INSERT INTO message_deleted (message, rule, day) VALUES (@message, @rule, @day)", cancellationToken,
            ("@message", message), ("@rule", rule), ("@day", ShortClock.Say(day)));
    }

    /// <summary>Rows that stay for what hangs on them, without what the letter said.</summary>
    private static async Task BlankAsync(
        DbConnection connection, long message, string said, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            "UPDATE sighting SET trace = NULL WHERE message = @message", cancellationToken, ("@message", message));
        await connection.ExecuteAsync(
            "UPDATE thread_message SET sender = 0, people = @nothing, subject = NULL WHERE message = @message",
            cancellationToken, ("@nothing", Array.Empty<byte>()), ("@message", message));
        await connection.ExecuteAsync(
            "UPDATE post_item SET why = @why WHERE message = @message", cancellationToken, ("@why", $"{said}."),
            ("@message", message));
        await connection.ExecuteAsync(
            "UPDATE campaign SET is_stale = @stale WHERE number IN (SELECT campaign FROM campaign_letter WHERE message = @message)", cancellationToken,
            ("@stale", true), ("@message", message));
        await connection.ExecuteAsync(
            "UPDATE campaign_letter SET own_text = '', own_spans = NULL, person = '' WHERE message = @message",
            cancellationToken, ("@message", message));
    }
}
