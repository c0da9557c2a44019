using System.Data.Common;
using System.Runtime.CompilerServices;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Storage;
using Postbag.Triage.Needs;

namespace Postbag.Casework.Workbench.Raising;

/// <summary>Rules as they were kept.</summary>
/// <param name="Content">Null where the program's own were taken up again.</param>
/// <param name="Raised">How many waiting letters they raised when they were kept.</param>
/// <param name="By">Null for the command line.</param>
/// <param name="CanBeRead">Whether this version of the program understands them; if not, those before them
/// count.</param>
public sealed record KeptRules(
    long Number, string? Content, long Raised, string? By, DateTimeOffset At, bool CanBeRead);

/// <summary>An office's own rules of need: kept whole, each version, so that any can be taken up again. What can't be
/// understood is never kept, and if it stands there all the same, the last that can be counts: sorting never stops for
/// it.</summary>
public sealed class RulesOfNeed(Engine engine, AuditTrail audit, TimeProvider clock)
{
    private static readonly ConditionalWeakTable<Engine, InForce> Known = [];

    private readonly RaiseLetters raise = new(engine);

    /// <summary>The rules that count now, in every process.</summary>
    public static async Task<NeedRules> InForceAsync(Engine engine, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var newest = await connection.NumberAsync("SELECT max(number) FROM need_rules", cancellationToken) ?? 0;
        if (Known.TryGetValue(engine, out var known) && known.Number == newest) return known.Rules;
        var rules = NeedRules.Standard;
        foreach (var content in newest == 0 ? [] : await ContentsAsync(connection, cancellationToken))
        {
            if (content is null) break;
            if (NeedRules.Parse(content).Rules is not { } kept) continue;
            rules = kept;
            break;
        }

        Known.AddOrUpdate(engine, new InForce(newest, rules));
        return rules;
    }

    /// <summary>What was kept, the newest first.</summary>
    public async Task<IReadOnlyList<KeptRules>> HistoryAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT r.number, r.content, r.raised, s.name, r.at FROM need_rules r LEFT JOIN staff_member s ON s.id = r.staff_id
            ORDER BY r.number DESC LIMIT 50
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var kept = new List<KeptRules>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var content = reader.IsDBNull(1) ? null : reader.GetString(1);
            kept.Add(new KeptRules(
                reader.GetInt64(0), content, reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                Instants.FromMicroseconds(reader.GetInt64(4)), content is null
                    || NeedRules.Parse(content).Rules is not null));
        }

        return kept;
    }

    /// <summary>Lets rules count from now on, and raises the recent letters that wait and that they speak of.</summary>
    /// <param name="content">Null for the program's own.</param>
    /// <returns>How many letters it raised.</returns>
    public async Task<int> KeepAsync(string? content, Actor by, CancellationToken cancellationToken)
    {
        var (rules, errors) = content is null ? (NeedRules.Standard, []) : NeedRules.Parse(content);
        if (rules is null) throw new Refused($"Line {errors[0].Line}: {errors[0].What}");
        var trial = await new TryRules(engine).RunAsync(rules, cancellationToken);
        return await engine.WriteAsync(
            async (connection, token) =>
            {
                var raised = await raise.RunAsync(connection, trial.Raised, clock.GetUtcNow(), token);
                await connection.ExecuteAsync(
                    "INSERT INTO need_rules (content, raised, staff_id, at) VALUES (@content, @raised, @staff, @at)",
                    token, ("@content", content), ("@raised", (long)raised),
                    ("@staff", by.StaffId is { } staff ? engine.IdValue(staff.Value) : null),
                    ("@at", Instants.ToMicroseconds(clock.GetUtcNow())));
                await audit.RecordAsync(
                    engine, connection,
                    new AuditFact(PostAudit.RulesKept, by)
                    {
                        Details = [("whose", content is null ? "program" : "office"), ("raised", $"{raised}")],
                    },
                    token);
                return raised;
            },
            cancellationToken);
    }

    /// <summary>Takes up rules that were kept once.</summary>
    public async Task TakeUpAgainAsync(long number, Actor by, CancellationToken cancellationToken)
    {
        var kept = (await HistoryAsync(cancellationToken)).FirstOrDefault(one => one.Number == number)
            ?? throw new Refused("There are no such rules any longer.");
        await KeepAsync(kept.Content, by, cancellationToken);
    }

    /// <summary>Takes the last change back: the rules before it count again, and they stay in the history.</summary>
    public async Task UndoAsync(Actor by, CancellationToken cancellationToken)
    {
        var history = await HistoryAsync(cancellationToken);
        Refused.ThrowIf(history.Count == 0 ? new("There is nothing to take back.") : null);
        // What can't be read didn't count.
        var before = history.Skip(1).FirstOrDefault(one => one.CanBeRead);
        await KeepAsync(before?.Content, by, cancellationToken);
    }

    private static async Task<List<string?>> ContentsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command("SELECT content FROM need_rules ORDER BY number DESC LIMIT 50");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var contents = new List<string?>();
        while (await reader.ReadAsync(cancellationToken)) contents.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
        return contents;
    }

    private sealed record InForce(long Number, NeedRules Rules);
}
