using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Postbag.Casework.Inbox;
using Postbag.Casework.People;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Calendar;
using Postbag.Places;
using Postbag.Storage;

namespace Postbag.Casework.Elsewhere;

/// <summary>A drafted answer to somebody else's constituent.</summary>
/// <param name="Area">Whose constituent they are; empty if that isn't known.</param>
/// <param name="Content">The answer, as somebody may have changed it.</param>
/// <param name="DeleteOn">The day from which the letter need not be kept: <see cref="DeleteDue"/> deletes it
/// then.</param>
public sealed record ElsewhereAnswer(string Area, string Content, DateOnly DeleteOn);

/// <summary>Drafts the polite answer that says who the right person is, and puts the letter on the short clock. Nothing
/// is sent, nothing is forwarded and nothing is deleted here: a person does the first, and may never do the
/// second.</summary>
public sealed class ElsewhereAnswers(CaseworkDb db, AuditTrail audit, TimeProvider clock, PlacesFolder? places)
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The draft of a message; null if there is none.</summary>
    public async Task<ElsewhereAnswer?> FindAsync(long message, CancellationToken cancellationToken)
    {
        await using var connection = await db.Engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            "SELECT area, content, delete_on FROM elsewhere_answer WHERE message = @message", ("@message", message));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ElsewhereAnswer(
                reader.GetString(0), reader.GetString(1),
                DateOnly.ParseExact(reader.GetString(2), DayFormat, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Drafts an answer; one that is there already stays as it is.</summary>
    public async Task DraftAsync(Message message, KnownWriter? writer, Actor by, CancellationToken cancellationToken)
    {
        var office = await db.Offices.AsNoTracking().SingleAsync(cancellationToken);
        var words = await WordsAsync(cancellationToken);
        var today = Today();
        var index = places?.Index;
        var right = RightPerson.Find(
            places, office.AreaCodes, await PostcodeAsync(message.Number, cancellationToken), writer?.Constituency,
            today);
        var area = index is null ? "" : new OurArea(index, office.AreaCodes).Name;
        var content = words.Fill(right, writer?.Name, area, office.Name);
        await db.Engine.WriteAsync(
            async (connection, token) =>
            {
                var added = await connection.ExecuteAsync(
                    """
                    INSERT INTO elsewhere_answer (message, area, content, delete_on, staff_id, at)
                    VALUES (@message, @area, @content, @day, @staff, @at) ON CONFLICT (message) DO NOTHING
                    """,
                    token, ("@message", message.Number), ("@area", right.Area), ("@content", content),
                    ("@day", today.AddDays(words.KeepDays).ToString(DayFormat, CultureInfo.InvariantCulture)),
                    ("@staff", by.StaffId is { } staff ? db.Engine.IdValue(staff.Value) : null),
                    ("@at", Instants.ToMicroseconds(clock.GetUtcNow())));
                if (added > 0) await audit.RecordAsync(
                    db.Engine, connection, AuditFact.About(ElsewhereAudit.Drafted, by, message.Id), token);
            },
            cancellationToken);
    }

    /// <summary>Keeps what somebody made of the draft.</summary>
    public Task SaveAsync(Message message, string content, Actor by, CancellationToken cancellationToken)
    {
        Refused.ThrowIf(
            string.IsNullOrWhiteSpace(content) ? new("Enter what is written.")
            : content.Length > ElsewhereWords.MaxLength
            ? new($"Enter at most {ElsewhereWords.MaxLength:N0} characters.") : null);
        return ChangeAsync(
            "UPDATE elsewhere_answer SET content = @content WHERE message = @message", ElsewhereAudit.Changed, message,
            by, cancellationToken, ("@content", content.ReplaceLineEndings("\n")));
    }

    /// <summary>Takes the draft away, and the letter off the short clock.</summary>
    public Task TakeBackAsync(Message message, Actor by, CancellationToken cancellationToken) => ChangeAsync(
        "DELETE FROM elsewhere_answer WHERE message = @message", ElsewhereAudit.TakenBack, message, by,
        cancellationToken);

    /// <summary>The office's own words, or the usual ones.</summary>
    public async Task<ElsewhereWords> WordsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.Engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command("SELECT content, keep_days FROM elsewhere_words");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ElsewhereWords(reader.GetString(0), Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture))
            : ElsewhereWords.Usual;
    }

    /// <summary>Sets the office's words for every answer that is drafted from now on.</summary>
    public Task SetWordsAsync(
        ElsewhereWords words, Actor by, CancellationToken cancellationToken) => db.Engine.WriteAsync(
        async (connection, token) =>
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO elsewhere_words (alone, content, keep_days) VALUES (1, @content, @days)
                ON CONFLICT (alone) DO UPDATE SET content = excluded.content, keep_days = excluded.keep_days
                """,
                token, ("@content", words.Content.ReplaceLineEndings("\n")), ("@days", words.KeepDays));
            await audit.RecordAsync(db.Engine, connection, new AuditFact(ElsewhereAudit.WordsChanged, by), token);
        },
        cancellationToken);

    private Task ChangeAsync(
        string sql, AuditAct act, Message message, Actor by, CancellationToken cancellationToken,
        params (string Name, object? Value)[] values) => db.Engine.WriteAsync(
        async (connection, token) =>
        {
            var changed = await connection.ExecuteAsync(sql, token, [("@message", message.Number), .. values]);
            Refused.ThrowIf(changed == 0 ? new("There is no draft any more: somebody has taken it back.") : null);
            await audit.RecordAsync(db.Engine, connection, AuditFact.About(act, by, message.Id), token);
        },
        cancellationToken);

    private async Task<string> PostcodeAsync(long message, CancellationToken cancellationToken)
    {
        await using var connection = await db.Engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            "SELECT postcode FROM message_writer WHERE message = @message", ("@message", message));
        return await command.ExecuteScalarAsync(cancellationToken) as string ?? "";
    }

    private DateOnly Today()
    {
        var now = OfficeCalendar.ToLocal(clock.GetUtcNow());
        return new DateOnly(now.Year, now.Month, now.Day);
    }
}
