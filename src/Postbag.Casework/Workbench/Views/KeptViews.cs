using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench.Views;

/// <summary>A list kept under a name.</summary>
/// <param name="IsMine">Whether only its owner sees it; else it is the office's.</param>
public sealed record KeptView(long Number, string Name, PostFilter Filter, bool IsMine);

/// <summary>Keeps lists under names: a person's own, and the office's for everybody. What is removed can be put
/// back.</summary>
public sealed class KeptViews(Engine engine, AuditTrail audit, TimeProvider clock)
{
    public const int MostCharacters = 60;

    /// <summary>More than anyone finds anything in: of each person, and of the office.</summary>
    public const int Most = 30;

    /// <summary>The office's and the person's own, by name.</summary>
    public async Task<IReadOnlyList<KeptView>> ListAsync(Id<StaffMember> me, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT number, name, query, owner FROM post_view
            WHERE removed_at IS NULL AND (owner IS NULL OR owner = @me) ORDER BY number
            """,
            ("@me", engine.IdValue(me.Value)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var views = new List<KeptView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            // One that another version of the program kept, and this one can't read, isn't shown.
            if (PostFilter.Parse(reader.GetString(2)) is { } filter)
                views.Add(new KeptView(reader.GetInt64(0), reader.GetString(1), filter, !reader.IsDBNull(3)));
        }

        return [.. views.OrderBy(view => view.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <param name="isOffices">Whether everybody is to see it.</param>
    public async Task KeepAsync(
        string name, PostFilter filter, bool isOffices, Actor by, CancellationToken cancellationToken)
    {
        name = MessageReading.Line(name.Trim(), MostCharacters + 1);
        Refused.ThrowIf(name.Length == 0 ? new("Give the list a name.")
            : name.Length > MostCharacters ? new($"A name has at most {MostCharacters} characters.") : null);
        await engine.WriteAsync(
            async (connection, token) =>
            {
                var owner = isOffices ? null : OwnerOf(by);
                Refused.ThrowIf(await WhyNotAsync(connection, name, owner, token));
                await connection.ExecuteAsync(
                    "INSERT INTO post_view (name, query, owner, made_by, made_at) VALUES (@name, @query, @owner, @by, @at)", token,
                    ("@name", name), ("@query", filter.Query()), ("@owner", owner), ("@by", OwnerOf(by)), ("@at", Now));
                await RecordAsync(connection, PostAudit.ViewKept, isOffices, by, token);
            },
            cancellationToken);
    }

    /// <returns>Whether there was one that they may remove: their own, or the office's.</returns>
    public Task<bool> RemoveAsync(long number, Actor by, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            var removed = await connection.ExecuteAsync(
                """
                UPDATE post_view SET removed_by = @by, removed_at = @at
                WHERE number = @number AND removed_at IS NULL AND (owner IS NULL OR owner = @by)
                """,
                token, ("@number", number), ("@by", OwnerOf(by)), ("@at", Now));
            if (removed > 0) await RecordAsync(connection, PostAudit.ViewRemoved, null, by, token);
            return removed > 0;
        },
        cancellationToken);

    /// <summary>Takes a removal of the person's own back.</summary>
    public Task<bool> PutBackAsync(long number, Actor by, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            var back = await connection.ExecuteAsync(
                "UPDATE post_view SET removed_by = NULL, removed_at = NULL WHERE number = @number AND removed_by = @by",
                token, ("@number", number), ("@by", OwnerOf(by)));
            if (back > 0) await RecordAsync(connection, PostAudit.ViewPutBack, null, by, token);
            return back > 0;
        },
        cancellationToken);

    private long Now => Instants.ToMicroseconds(clock.GetUtcNow());

    private object? OwnerOf(Actor by) => by.StaffId is { } staff ? engine.IdValue(staff.Value) : null;

    private static async Task<Refusal?> WhyNotAsync(
        DbConnection connection, string name, object? owner, CancellationToken cancellationToken)
    {
        var theirs = $"SELECT count(*) FROM post_view WHERE removed_at IS NULL AND owner {(owner is null ? "IS NULL" : "= @owner")}";
        (string, object?)[] whose = owner is null ? [] : [("@owner", owner)];
        if (await connection.NumberAsync(theirs, cancellationToken, whose) >= Most)
            return new($"There are {Most} already: remove one first.");
        return await connection.NumberAsync(
            $"{theirs} AND lower(name) = lower(@name)", cancellationToken, [.. whose, ("@name", name)]) > 0
            ? new($"There is a list called “{name}” already.") : null;
    }

    private Task RecordAsync(
        DbConnection connection, AuditAct act, bool? isOffices, Actor by, CancellationToken cancellationToken) =>
        audit.RecordAsync(
            engine, connection,
            new AuditFact(act, by) { Details = isOffices is { } theirs ? [("whose", theirs ? "office" : "own")] : [] },
            cancellationToken);
}
