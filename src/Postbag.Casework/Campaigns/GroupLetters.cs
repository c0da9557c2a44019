using System.Diagnostics;
using System.Runtime.CompilerServices;
using Postbag.Casework.Inbox;
using Postbag.Grouping;
using Postbag.Storage;

namespace Postbag.Casework.Campaigns;

/// <summary>Groups the letters that wait for it, in the order of the ledger, and keeps each decision with its reasons.
/// Can be stopped anywhere and started again; of two at once one goes on and the other begins its batch anew.</summary>
/// <remarks>
/// The grouping is a pure library with a memory. What it is told is a log (`grouping_step`), written in the transaction
/// that keeps its answers, so that any process can come to the same memory: from the last snapshot and the steps after
/// it. In a process that goes on, the memory is kept between runs.
/// </remarks>
public sealed class GroupLetters
{
    /// <summary>How many letters go by, in a long run, before the pages see what has changed for earlier ones; then as
    /// many again as have gone by, so that a long run isn't spent on counting.</summary>
    private const int ShowAfter = 40 * LetterIntake.BatchLetters;

    /// <summary>All letters are judged anew when so many have come since the last time, or a tenth of them.</summary>
    private const int SettleAfter = 200;

    /// <summary>A snapshot is kept after so many steps, or a fiftieth of the letters: what a restart has to go through
    /// again stays a second or two, and the snapshots themselves stay rare.</summary>
    private const int SnapshotAfter = 2000;

    private static readonly ConditionalWeakTable<Engine, Room> Rooms = [];

    private readonly Engine engine;
    private readonly LetterIntake intake;
    private readonly CampaignTables tables;
    private readonly CampaignTallies tallies;
    private readonly GroupingLog log;
    private readonly IntakeTide tide;

    public GroupLetters(Engine engine, TimeProvider clock)
    {
        this.engine = engine;
        (intake, log) = (new LetterIntake(engine), new GroupingLog(engine));
        tables = new CampaignTables(engine, clock);
        tallies = new CampaignTallies(engine, tables);
        tide = IntakeTide.Of(engine);
    }

    /// <param name="report">Told how many letters were looked at, every few hundred; null if nobody asks.</param>
    /// <param name="cancellationToken">Stops it between two batches.</param>
    /// <returns>How many messages were looked at.</returns>
    public async Task<long> RunAsync(Action<long>? report, CancellationToken cancellationToken)
    {
        var room = Rooms.GetOrCreateValue(engine);
        await room.Turn.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(room, report, cancellationToken);
        }
        finally
        {
            room.Turn.Release();
        }
    }

    private async Task<long> RunAsync(Room room, Action<long>? report, CancellationToken cancellationToken)
    {
        long done = 0, showAt = ShowAfter;
        // A host of a thousand offices needn't hold the memory of those to whom nobody writes.
        if (!await tallies.IsAnythingDueAsync(cancellationToken)) return 0;
        while (true)
        {
            var desk = room.Desk ??= await log.LoadAsync(intake, cancellationToken);
            try
            {
                await log.CatchUpAsync(desk, intake, cancellationToken);
                var changed = await FollowWishesAsync(desk, cancellationToken);
                var start = Stopwatch.GetTimestamp();
                while (await intake.NextAsync(cancellationToken) is { Count: > 0 } batch)
                {
                    await GroupAsync(desk, batch, cancellationToken);
                    done += batch.Count;
                    changed = true;
                    report?.Invoke(done);
                    await tide.LetPassAsync(start, cancellationToken);
                    start = Stopwatch.GetTimestamp();
                    if (done < showAt) continue;
                    await ShowAsync(desk, cancellationToken);
                    showAt = done * 2;
                }

                if (changed || await tallies.IsAnythingDueAsync(cancellationToken))
                    await FinishAsync(desk, cancellationToken);
                return done;
            }
            catch (GroupingMovedOn)
            {
                // Another process has told it something meanwhile: this memory holds letters in another order.
                room.Desk = null;
            }
            catch
            {
                // What was decided and not committed must not be remembered.
                room.Desk = null;
                throw;
            }
        }
    }

    /// <summary>What people corrected comes first: the letters behind it are judged by it.</summary>
    private async Task<bool> FollowWishesAsync(GroupingDesk desk, CancellationToken cancellationToken)
    {
        var wishes = await log.WishesAsync(cancellationToken);
        foreach (var (number, step) in wishes)
        {
            var from = desk.Position;
            var texts = (await intake.TheseAsync([.. step.Read], cancellationToken))
                .ToDictionary(letter => letter.Number);
            var made = desk.Apply(step, texts);
            desk.TakeEvents();
            await engine.WriteAsync(
                async (connection, token) =>
                {
                    await GroupingLog.AddAsync(connection, from, [step], token);
                    await GroupingLog.ForgetWishAsync(connection, number, token);
                    if (made is { } campaign && step.Act == GroupingAct.Split)
                        await tables.NoteSplitAsync(connection, step, campaign, desk, token);
                },
                cancellationToken);
        }

        return wishes.Count > 0;
    }

    private async Task GroupAsync(
        GroupingDesk desk, IReadOnlyList<IncomingLetter> batch, CancellationToken cancellationToken)
    {
        var from = desk.Position;
        var steps = new List<GroupingStep>();
        var decided = new List<GroupedLetter>();
        foreach (var letter in batch.Where(letter => letter.IsLetter))
        {
            var number = desk.Letters;
            var decision = desk.Add(letter);
            steps.Add(new GroupingStep(GroupingAct.Letter, letter.Number));
            decided.Add(new GroupedLetter(letter, number, decision, OwnWords.Of(desk, letter, decision)));
        }

        var settle = new GroupingStep(GroupingAct.Settle);
        steps.Add(settle);
        desk.Apply(settle);
        desk.TakeEvents();
        // The disk isn't waited for: if the machine fails, and this with it, they are grouped again.
        await engine.WriteUnsyncedAsync(
            async (connection, token) =>
            {
                await GroupingLog.AddAsync(connection, from, steps, token);
                await tables.AddAsync(connection, batch, decided, desk, token);
            },
            cancellationToken);
    }

    private async Task FinishAsync(GroupingDesk desk, CancellationToken cancellationToken)
    {
        if (desk.Letters - desk.SettledLetters >= Math.Max(SettleAfter, desk.SettledLetters / 10))
        {
            var from = desk.Position;
            var settle = new GroupingStep(GroupingAct.SettleAll);
            desk.Apply(settle);
            desk.TakeEvents();
            await engine.WriteAsync(
                (connection, token) => GroupingLog.AddAsync(connection, from, [settle], token), cancellationToken);
        }

        await ShowAsync(desk, cancellationToken);
        if (desk.Position - desk.SnapshotPosition >= Math.Max(SnapshotAfter, desk.Letters / 50))
            await log.KeepAsync(desk, cancellationToken);
    }

    /// <summary>Writes down for the pages what is true now: letters that moved, own words by today's templates,
    /// counts.</summary>
    private async Task ShowAsync(GroupingDesk desk, CancellationToken cancellationToken)
    {
        var changed = desk.Changed().ToList();
        var campaigns = await tallies.TouchedAsync(changed, cancellationToken);
        var grown = await tallies.GrownAsync(campaigns, cancellationToken);
        var updates = new List<GroupedLetter>();
        foreach (var numbers in changed.Select(change => change.Message)
            .Union(await tallies.WithOwnWordsAsync(grown, cancellationToken)).Chunk(LetterIntake.BatchLetters))
        {
            foreach (var letter in await intake.TheseAsync(numbers, cancellationToken))
            {
                var decision = desk.Now(letter.Number);
                updates.Add(new GroupedLetter(
                    letter with { Text = "" }, decision.Letter, decision, OwnWords.Of(desk, letter, decision)));
            }
        }

        var from = desk.Position;
        var shown = new GroupingStep(GroupingAct.Shown);
        await engine.WriteAsync(
            async (connection, token) =>
            {
                await GroupingLog.AddAsync(connection, from, [shown], token);
                await tables.UpdateAsync(connection, updates, desk, token);
            },
            cancellationToken);
        desk.Apply(shown);
        await tallies.TallyAsync(campaigns, grown, desk, intake, cancellationToken);
    }

    /// <summary>One office's memory in this process, and the turn to use it.</summary>
    private sealed class Room
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public GroupingDesk? Desk { get; set; }
    }
}

/// <summary>Somebody else has told the grouping something since.</summary>
internal sealed class GroupingMovedOn() : Exception("The grouping has moved on.");

/// <summary>A letter with its decision, as it is kept.</summary>
/// <param name="Letter">The message; its text may have been left out.</param>
/// <param name="Number">The letter's number in the grouping.</param>
internal sealed record GroupedLetter(IncomingLetter Letter, int Number, Decision Decision, OwnWords Own);
