using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Postbag.Office;

namespace Postbag.Casework.Inbox;

/// <summary>Told that messages of an office have been read: how the inbox announces them to the slices above it, which
/// it doesn't know. The work takes up whatever waits for it, so that being told once too often does no harm.</summary>
public sealed record AfterReading(Func<OpenOffice, CancellationToken, Task> Work);

/// <summary>Reads what comes in, as soon as it is stored, in each office of the process.</summary>
public sealed class ReadArrivals(
    OfficeRegistry offices, Arrivals arrivals, AfterReading afterwards, ILogger<ReadArrivals> log)
    : BackgroundService
{
    /// <summary>Offices that are read at once: each takes all cores while it is at it.</summary>
    private const int AtOnce = 2;

    /// <summary>How soon after a delivery reading begins: whether it is the first of many shows by then. Read one by
    /// one, letters cost twice as much besides.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim turns = new(AtOnce);

    public override void Dispose()
    {
        turns.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What the process before us was killed over.
        foreach (var office in offices.Offices) arrivals.Ring(office);
        return Task.WhenAll(offices.Offices.Select(office => RunAsync(office, stoppingToken)));
    }

    private async Task RunAsync(OpenOffice office, CancellationToken cancellationToken)
    {
        var tide = IntakeTide.Of(office.Engine);
        try
        {
            while (true)
            {
                await arrivals.WaitAsync(office, cancellationToken);
                await Task.Delay(Gather, cancellationToken);
                await tide.LetPassAsync(Stopwatch.GetTimestamp(), cancellationToken);
                await turns.WaitAsync(cancellationToken);
                try
                {
                    await ReadAsync(office, tide.IsHigh, cancellationToken);
                }
                finally
                {
                    turns.Release();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What isn't read yet waits in its rows.
        }
    }

    private async Task ReadAsync(OpenOffice office, bool isPouring, CancellationToken cancellationToken)
    {
        try
        {
            await new ReadWaiting(office.Engine) { Gently = isPouring }.RunAsync(cancellationToken);
            // Those who fetch read what they store themselves, and ring: there may be work although nothing was
            // waiting.
            await afterwards.Work(office, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (office.Engine.Explain(failure) is { } sentence) log.LogWarning("Reading waits: {Sentence}", sentence);
            else log.LogError(failure, "Reading failed, and will be tried again");
            await Task.Delay(PauseAfterTrouble, cancellationToken);
            arrivals.Ring(office);
        }
    }
}
