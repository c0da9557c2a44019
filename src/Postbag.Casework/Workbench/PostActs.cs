using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Postbag.Casework.Inbox;
using Postbag.Casework.Workbench.Labels;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Casework.Workbench;

/// <summary>What can be done with items. The numbers are kept with the acts.</summary>
public enum PostActKind
{
    Case,
    Answered,
    NoAnswerNeeded,
    NotOurs,
    WithCampaign,
    Parked,
    HandedOver,
    Flagged,
    Unflagged,
    Moved,
    PutBack,

    /// <summary>Said what a letter is about; nothing else of it changes.</summary>
    Labelled,
}

/// <summary>An act with what it needs.</summary>
/// <param name="Until">When what is parked comes back.</param>
/// <param name="To">Whom it is handed to; null gives it back to everybody.</param>
/// <param name="Pile">Where it is moved.</param>
/// <param name="Seen">The last act on the letter that its reader knew of, 0 for none: if a colleague was quicker,
/// nothing is done. Null where no letter was open.</param>
public sealed record PostAct(
    PostActKind Kind, DateTimeOffset? Until = null, Id<StaffMember>? To = null, Pile? Pile = null, long? Seen = null);

/// <summary>What was taken back.</summary>
/// <param name="Kept">Items somebody has changed since: they stay as they are.</param>
public sealed record TakenBack(PostActKind Kind, int Items, int Kept);

/// <summary>What people do with the post: one act for one item or for thousands, each with its undo.</summary>
public sealed class PostActs(Engine engine, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Items in one act; more is more than anyone has looked through.</summary>
    public const int MostItems = 300_000;

    private readonly PostTables tables = new(engine);
    private readonly LabelLessons lessons = new(engine);

    /// <returns>How many items it changed; those that are so already stay.</returns>
    public Task<int> RunAsync(
        IReadOnlyList<long> messages, PostAct act, Actor by, CancellationToken cancellationToken) =>
        RunAsync(messages, act, new Dictionary<string, string>(), by, cancellationToken);

    /// <param name="labels">What the act says of the letters, by axis; learnt, and taken back with the act.</param>
    /// <returns>How many items it changed.</returns>
    internal Task<int> RunAsync(
        IReadOnlyList<long> messages, PostAct act, IReadOnlyDictionary<string, string> labels, Actor by,
        CancellationToken cancellationToken)
    {
        Refused.ThrowIf(WhyNot(messages, act));
        return engine.WriteAsync(
            async (connection, token) =>
            {
                await PostTables.TakeAsync(connection, token);
                var items = await tables.ReadAsync(connection, [.. messages.Distinct()], token);
                if (act.Seen is { } seen
                    && await PostCompany.QuickerAsync(
                    engine, connection, messages[0], by.StaffId, seen, token) is { } quicker)
                    throw new Refused($"{quicker} Nothing was changed: look again.");
                var changes = items.Select(was => (Was: was, Now: After(was, act)))
                    .Where(change => change.Was != change.Now).ToList();
                if (changes.Count == 0) return 0;
                var number = await AddActAsync(connection, act.Kind, changes.Select(change => change.Was), by, token);
                await tables.WriteAsync(
                    connection, [.. changes.Select(change => (change.Was, change.Now with { Act = number }))],
                    clock.GetUtcNow(), token);
                foreach (var (was, _) in changes)
                    await lessons.AddAsync(connection, was.Message, labels, number, by, clock.GetUtcNow(), token);
                // Handed over unread: whoever gets it finds it as new as it was. What is dealt with needn't be opened
                // again.
                if (act.Kind is not (PostActKind.Flagged or PostActKind.Unflagged or PostActKind.Moved))
                {
                    await MarkMessage.SetAsync(
                        engine, connection, [.. changes.Select(change => change.Was.Message)],
                        isUnread: act.Kind is PostActKind.HandedOver or PostActKind.PutBack, token);
                }

                await audit.RecordAsync(
                    engine, connection,
                    new AuditFact(PostAudit.Of(act.Kind), by) { Details = [("items", Say(changes.Count))] }, token);
                return changes.Count;
            },
            cancellationToken);
    }

    /// <summary>Keeps what a person says a letter is about.</summary>
    /// <param name="labels">Of axes and labels that there are.</param>
    /// <returns>How many axes it changed.</returns>
    internal Task<int> LabelAsync(
        long message, IReadOnlyDictionary<string, string> labels, Actor by, CancellationToken cancellationToken) =>
            engine.WriteAsync(
        async (connection, token) =>
        {
            // Whoever says the same again has done nothing that could be taken back.
            if (!await lessons.AnyNewAsync(connection, message, labels, token)) return 0;
            var number = await AddActAsync(connection, PostActKind.Labelled, [], by, token);
            var changed = await lessons.AddAsync(connection, message, labels, number, by, clock.GetUtcNow(), token);
            await audit.RecordAsync(
                engine, connection, new AuditFact(
                    PostAudit.Of(PostActKind.Labelled), by) { Details = [("axes", Say(changed))] }, token);
            return changed;
        },
        cancellationToken);

    /// <summary>Takes back the person's last act that hasn't been taken back.</summary>
    /// <returns>Null if there is none.</returns>
    public Task<TakenBack?> UndoAsync(Actor by, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            await PostTables.TakeAsync(connection, token);
            if (await LastAsync(connection, by, token) is not { } last) return null;
            var before = JsonSerializer.Deserialize<List<PostBefore>>(last.Before)!;
            var now = (await tables.ReadAsync(connection, [.. before.Select(item => item.Message)], token))
                .ToDictionary(item => item.Message);
            var back = before.Where(
                was => now.TryGetValue(was.Message, out var standing) && standing.Act == last.Number)
                .Select(was => (now[was.Message], was)).ToList();
            await tables.WriteAsync(connection, back, clock.GetUtcNow(), token);
            var unlearnt = await lessons.TakeBackAsync(connection, last.Number, clock.GetUtcNow(), token);
            await connection.ExecuteAsync(
                "UPDATE post_act SET undone_at = @at WHERE number = @number", token,
                ("@at", Instants.ToMicroseconds(clock.GetUtcNow())), ("@number", last.Number));
            await audit.RecordAsync(
                engine, connection,
                new AuditFact(PostAudit.Undone,
                    by) { Details = [("what", last.Kind.ToString()), ("items", Say(back.Count))] }, token);
            return last.Kind == PostActKind.Labelled
                ? new TakenBack(last.Kind, unlearnt > 0 ? 1 : 0, unlearnt > 0 ? 0 : 1)
                : new TakenBack(last.Kind, back.Count, before.Count - back.Count);
        },
        cancellationToken);

    private Refusal? WhyNot(IReadOnlyList<long> messages, PostAct act) =>
        messages.Count == 0 ? new("Choose a letter first.")
        : messages.Count > MostItems ? new($"At most {MostItems:N0} letters at once.")
        : act.Kind == PostActKind.Parked && !(act.Until > clock.GetUtcNow())
        ? new("Choose a day after today for it to come back.")
        : act.Kind == PostActKind.Moved && act.Pile is null ? new("Choose where it belongs.")
        : null;

    private static PostBefore After(PostBefore was, PostAct act) => act.Kind switch
    {
        PostActKind.Case => Handled(was, Outcome.Case),
        PostActKind.Answered => Handled(was, Outcome.Answered),
        PostActKind.NoAnswerNeeded => Handled(was, Outcome.NoAnswerNeeded),
        PostActKind.NotOurs => Handled(was, Outcome.NotOurs),
        PostActKind.WithCampaign => Handled(was, Outcome.WithCampaign),
        PostActKind.Parked => was with
        {
            State = PostState.Parked, Outcome = Outcome.None, Until = Instants.ToMicroseconds(act.Until!.Value),
        },
        PostActKind.HandedOver => Waiting(was) with { Owner = act.To?.Value },
        PostActKind.Flagged => was with { IsFlagged = true },
        PostActKind.Unflagged => was with { IsFlagged = false },
        PostActKind.Moved => Waiting(was) with { Pile = act.Pile!.Value },
        _ => Waiting(was),
    };

    private static PostBefore Handled(PostBefore was, Outcome outcome) =>
        was with { State = PostState.Handled, Outcome = outcome, Until = null };

    private static PostBefore Waiting(PostBefore was) =>
        was with { State = PostState.Waiting, Outcome = Outcome.None, Until = null };

    private async Task<long> AddActAsync(
        DbConnection connection, PostActKind kind, IEnumerable<PostBefore> before, Actor by,
        CancellationToken cancellationToken)
    {
        var kept = before.ToList();
        return (await connection.NumberAsync(
            """
            INSERT INTO post_act (kind, staff_id, at, items, before) VALUES (@kind, @staff, @at, @items, @before) RETURNING number
            """,
            cancellationToken, ("@kind", (int)kind),
            ("@staff", by.StaffId is { } staff ? engine.IdValue(staff.Value) : null),
            ("@at", Instants.ToMicroseconds(clock.GetUtcNow())), ("@items", kept.Count),
            ("@before", JsonSerializer.Serialize(kept))))!.Value;
    }

    private async Task<(long Number, PostActKind Kind, string Before)?> LastAsync(
        DbConnection connection, Actor by, CancellationToken cancellationToken)
    {
        if (by.StaffId is not { } staff) return null;
        await using var command = connection.Command(
            """
            SELECT number, kind, before FROM post_act WHERE staff_id = @staff AND undone_at IS NULL ORDER BY number DESC LIMIT 1
            """,
            ("@staff", engine.IdValue(staff.Value)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return (
            reader.GetInt64(0), (PostActKind)Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture),
            reader.GetString(2));
    }

    private static string Say(int count) => count.ToString(CultureInfo.InvariantCulture);
}
