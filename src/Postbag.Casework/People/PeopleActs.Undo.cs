using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <content>Taking acts back, the last one first.</content>
public sealed partial class PeopleActs
{
    /// <summary>Takes back the last act about a person that hasn't been taken back.</summary>
    /// <returns>What was taken back; null if there is nothing to take back.</returns>
    public Task<PersonActKind?> UndoAsync(
        Person person, Actor by, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            await PersonTables.LockAsync(connection, token);
            if (await LastAsync(connection, person.Number, token) is not { } last) return (PersonActKind?)null;
            await TakeBackAsync(connection, last, token);
            await connection.ExecuteAsync(
                "UPDATE person_act SET undone_at = @at WHERE number = @number", token,
                ("@at", Instants.ToMicroseconds(clock.GetUtcNow())), ("@number", last.Number));
            await audit.RecordAsync(
                engine, connection,
                AuditFact.About(PeopleAudit.Undone, by, person.Id)
                    with { Details = [("what", last.Kind.ToString())] }, token);
            return last.Kind;
        },
        cancellationToken);

    private async Task TakeBackAsync(DbConnection connection, Act last, CancellationToken cancellationToken)
    {
        switch (last.Kind)
        {
            case PersonActKind.Linked or PersonActKind.Unlinked:
                var later = await connection.NumberAsync(
                    "SELECT count(*) FROM person_act WHERE message = @message AND undone_at IS NULL AND number > @number", cancellationToken,
                    ("@message", last.Message), ("@number", last.Number));
                Refused.ThrowIf(later > 0
                    ? new("More has been said about whose message it is since then. Take that back first, at the other person.") : null);
                await SetLinksAsync(connection, last.Message!.Value,
                    JsonSerializer.Deserialize<List<PersonLink>>(last.Before)!, cancellationToken);
                break;
            case PersonActKind.Merged:
                var followers = last.Before.Split(',')
                    .Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToList();
                await connection.ExecuteAsync(
                    $"UPDATE person SET merged_into = NULL WHERE {list.In("number", "@people")}", cancellationToken,
                    ("@people", list.Value(followers)));
                // Those who had been joined to the other one before stay with them.
                await connection.ExecuteAsync(
                    $"UPDATE person SET merged_into = @other WHERE {list.In("number", "@people")} AND number <> @other",
                    cancellationToken, ("@other", followers[0]), ("@people", list.Value(followers)));
                break;
            case PersonActKind.KeptApart:
                await connection.ExecuteAsync(
                    "DELETE FROM person_apart WHERE person = @low AND other = @high", cancellationToken,
                    ("@low", Math.Min(last.Person, last.Other!.Value)),
                    ("@high", Math.Max(last.Person, last.Other!.Value)));
                break;
            case PersonActKind.Edited:
                await RestoreAsync(connection, last.Person, JsonSerializer.Deserialize<PersonSnapshot>(last.Before)!,
                    cancellationToken);
                break;
        }
    }

    private static async Task<PersonSnapshot> WordsAsync(
        DbConnection connection, long person, CancellationToken cancellationToken)
    {
        async Task<List<SnapshotRow>> RowsAsync(string sql)
        {
            await using var command = connection.Command(sql, ("@person", person));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<SnapshotRow>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(new SnapshotRow(
                    reader.GetString(0), reader.GetString(1), reader.IsDBNull(2)
                        ? null : EvidenceTables.Whole(reader, 2),
                    reader.IsDBNull(3) ? null
                        : EvidenceTables.Whole(reader, 3), reader.IsDBNull(4) ? null : reader.GetInt64(4)));
            }

            return rows;
        }

        var names = await RowsAsync(
            "SELECT name, '', NULL, NULL, message FROM person_name WHERE person = @person ORDER BY folded");
        var emails = await RowsAsync(
            "SELECT address, '', NULL, NULL, message FROM person_email WHERE person = @person ORDER BY address");
        var phones = await RowsAsync(
            "SELECT digits, '', NULL, NULL, message FROM person_phone WHERE person = @person ORDER BY digits");
        var addresses = await RowsAsync("SELECT address, postcode, from_on, to_on, message FROM person_address WHERE person = @person ORDER BY folded");
        await using var command = connection.Command(
            "SELECT name, languages, answer_by, needs, needs_note, on_register, is_kept FROM person WHERE number = @person", ("@person", person));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            throw new InvalidOperationException($"Person {person} is gone.");
        return new PersonSnapshot(
            reader.GetString(0), reader.GetString(1), EvidenceTables.Whole(reader, 2), EvidenceTables.Whole(reader, 3),
            reader.GetString(4),
            reader.IsDBNull(5) ? null : reader.GetBoolean(5), reader.GetBoolean(6), names, emails, phones, addresses);
    }

    private async Task WriteAsync(
        DbConnection connection, long person, PersonWords words, int version, CancellationToken cancellationToken)
    {
        var changed = await connection.ExecuteAsync(
            "UPDATE person SET version = version + 1, is_kept = @yes WHERE number = @person AND version = @version",
            cancellationToken, ("@yes", true), ("@person", person), ("@version", version));
        Refused.ThrowIf(changed == 0
            ? new("Somebody else has changed this person meanwhile. Look at what they wrote, and save yours again.")
            : null);
        await WriteFieldsAsync(
            connection, person, words.Name, words.Languages, (int)words.AnswerBy, (int)words.Needs, words.NeedsNote,
            words.IsOnRegister, cancellationToken);
        await GradeAnewAsync(connection, person, cancellationToken);
        await ClearAsync(connection, person, cancellationToken);
        await tables.LearnAsync(
            connection, person, null,
            new LearnedFacts(
                [words.Name], words.Emails, words.Phones,
                [.. words.Addresses.Select(row => (row.Address, row.Postcode, row.From, row.To))]),
            cancellationToken);
    }

    private async Task RestoreAsync(
        DbConnection connection, long person, PersonSnapshot before, CancellationToken cancellationToken)
    {
        await WriteFieldsAsync(
            connection, person, before.Name, before.Languages, before.AnswerBy, before.Needs, before.NeedsNote,
            before.IsOnRegister, cancellationToken);
        await connection.ExecuteAsync(
            "UPDATE person SET is_kept = @kept, version = version + 1 WHERE number = @person", cancellationToken,
            ("@kept", before.IsKept), ("@person", person));
        await GradeAnewAsync(connection, person, cancellationToken);
        await ClearAsync(connection, person, cancellationToken);
        await connection.ExecuteAsync(
            "DELETE FROM person_name WHERE person = @person", cancellationToken, ("@person", person));
        foreach (var row in before.Names)
            await tables.LearnAsync(
                connection, person, row.Message, new LearnedFacts([row.Value], [], [], []), cancellationToken);
        foreach (var row in before.Emails)
            await tables.LearnAsync(
                connection, person, row.Message, new LearnedFacts([], [row.Value], [], []), cancellationToken);
        foreach (var row in before.Phones)
            await tables.LearnAsync(
                connection, person, row.Message, new LearnedFacts([], [], [row.Value], []), cancellationToken);
        foreach (var row in before.Addresses)
        {
            await tables.LearnAsync(
                connection, person, row.Message,
                new LearnedFacts([], [], [],
                    [(row.Value, row.More, row.From is { } f
                    ? PersonTables.Day(f) : null, row.To is { } t ? PersonTables.Day(t) : null)]),
                cancellationToken);
        }
    }

    private static Task<int> WriteFieldsAsync(
        DbConnection connection, long person, string name, string languages, int answerBy, int needs, string needsNote,
        bool? isOnRegister, CancellationToken cancellationToken) => connection.ExecuteAsync(
        $"""
        UPDATE person SET name = @name, folded = @folded, languages = @languages, answer_by = @answer, needs = @needs,
          needs_note = @note, on_register = {(isOnRegister is null ? "NULL" : "@register")}
        WHERE number = @person
        """,
        cancellationToken,
        [("@name", name), ("@folded", PersonTables.FoldName(name)), ("@languages", languages), ("@answer", answerBy),
            ("@needs", needs),
         ("@note", needsNote), .. isOnRegister is { } register
             ? [("@register", (object?)register)] : Array.Empty<(string, object?)>(), ("@person", person)]);

    /// <summary>What is known of a person bears on the grade of their messages: the next step looks at those
    /// again.</summary>
    private static Task<int> GradeAnewAsync(
        DbConnection connection, long person, CancellationToken cancellationToken) => connection.ExecuteAsync(
            "UPDATE message SET people_state = 0 WHERE number IN (SELECT message FROM message_person WHERE person = @person AND state IN (1, 2))",
            cancellationToken, ("@person", person));

    private static async Task ClearAsync(DbConnection connection, long person, CancellationToken cancellationToken)
    {
        foreach (var table in (string[])["person_email", "person_phone", "person_address"])
            await connection.ExecuteAsync(
                $"DELETE FROM {table} WHERE person = @person", cancellationToken, ("@person", person));
    }

    private static async Task<Act?> LastAsync(DbConnection connection, long person, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            SELECT number, kind, person, other, message, before FROM person_act
            WHERE (person IN (SELECT number FROM person WHERE number = @person UNION ALL SELECT number FROM person WHERE merged_into = @person) OR other = @person)
              AND undone_at IS NULL ORDER BY number DESC LIMIT 1
            """,
            ("@person", person));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new Act(
            reader.GetInt64(0), (PersonActKind)EvidenceTables.Whole(reader, 1), reader.GetInt64(2),
            reader.IsDBNull(3) ? null
                : reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4), reader.GetString(5));
    }

    private sealed record Act(long Number, PersonActKind Kind, long Person, long? Other, long? Message, string Before);
}

/// <summary>A row of what was known, with the message it came from; null if people or an import said it.</summary>
internal sealed record SnapshotRow(string Value, string More, int? From, int? To, long? Message);

/// <summary>All that was known of a person before an act.</summary>
internal sealed record PersonSnapshot(
    string Name, string Languages, int AnswerBy, int Needs, string NeedsNote, bool? IsOnRegister, bool IsKept,
    IReadOnlyList<SnapshotRow> Names, IReadOnlyList<SnapshotRow> Emails, IReadOnlyList<SnapshotRow> Phones,
    IReadOnlyList<SnapshotRow> Addresses);
