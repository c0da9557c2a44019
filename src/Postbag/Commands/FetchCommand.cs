using System.CommandLine;
using System.Diagnostics;
using Postbag.Casework;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Office;
using Postbag.Places;
using Postbag.Settings;
using Spectre.Console;

namespace Postbag.Commands;

/// <summary>`postbag fetch`: one round of every mailbox, for cron and for whoever doesn't want to wait.</summary>
internal static class FetchCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command(
            "fetch", "Fetch what has come into every mailbox, once, and count there and here") { json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: false, cancellationToken);
            using var way = new WayIntoMailboxes(office.DataFolder(line));
            try
            {
                return await RunAsync(
                    open, PlacesHome.Open(office.DataFolder(line)).Index, way.Door, line.GetValue(json),
                    cancellationToken);
            }
            catch (Exception failure) when (open.Engine.Explain(failure) is { } sentence)
            {
                throw new CannotException(sentence, failure);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        OpenOffice office, PlaceIndex? places, MailboxDoor door, bool asJson, CancellationToken cancellationToken)
    {
        var rounds = new List<Round>();
        foreach (var mailbox in await MailboxRows.ReadAsync(office.Engine, cancellationToken))
        {
            var round = await RunAsync(office, door, mailbox, asJson, cancellationToken);
            if (!asJson) Print(round);
            rounds.Add(round);
        }

        await LetterRoad.FollowAsync(office.Engine, places, TimeProvider.System, cancellationToken);
        if (asJson) PrintJson(rounds);
        else if (rounds.Count == 0) Console.WriteLine("There is no mailbox. Add one: postbag mailbox add.");
        return rounds.All(round => round.IsWell) ? 0 : 1;
    }

    private static async Task<Round> RunAsync(
        OpenOffice office, MailboxDoor door, Mailbox mailbox, bool isQuiet, CancellationToken cancellationToken)
    {
        var count = new FetchCount();
        if (mailbox.IsPaused) return new Round(mailbox, "paused", count, null, 0);
        await using var turn =
            await MailboxLease.TakeAsync(office.Engine, mailbox.Id, TimeProvider.System, cancellationToken);
        if (turn is null) return new Round(mailbox, "busy", count, null, 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
        var start = Stopwatch.GetTimestamp();
        string? failure = null;
        try
        {
            var run = new FetchMailbox(office, door, new FetchPace(), TimeProvider.System)
                .RunAsync(mailbox.Id, count, stop.Token);
            if (isQuiet || !AnsiConsole.Profile.Capabilities.Interactive) await run;
            else await DrawAsync(run, count);
        }
        catch (Exception sentence) when (sentence is ImapException or CannotException)
        {
            failure = sentence.Message;
        }

        return new Round(
            mailbox, failure is null
                ? "fetched" : "failed", count, failure, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static async Task DrawAsync(Task run, FetchCount count)
    {
        await AnsiConsole.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("Fetching");
                while (!run.IsCompleted)
                {
                    (bar.MaxValue, bar.Value) = (Math.Max(1, count.Wanted), count.Fetched);
                    bar.Description = $"{count.Fetched:N0} messages";
                    await Task.WhenAny(run, Task.Delay(100));
                }

                if (run.IsCompletedSuccessfully) bar.Value = bar.MaxValue;
            });
        await run;
    }

    private static void Print(Round round)
    {
        var count = round.Count;
        Console.WriteLine(round.State switch
        {
            "paused" => $"{round.Mailbox.Name}: paused.",
            "busy" => $"{round.Mailbox.Name}: somebody else is fetching it, or was killed less than a minute ago.",
            "failed" => $"{round.Mailbox.Name}: {count.Fetched:N0} messages fetched. {round.Failure}",
            _ => $"{round.Mailbox.Name}: {count.Fetched:N0} messages fetched, {count.Stored:N0} of them new; "
                + $"{count.There:N0} there, {count.Here:N0} here, {count.MissingCount:N0} missing; {round.Seconds:N1} seconds.",
        });
        foreach (var trouble in count.Troubles) Console.WriteLine($"  {trouble}");
        foreach (var missing in count.Missing.Take(20)) Console.WriteLine($"  missing: {missing.Key}: {missing.Why}");
    }

    private static void PrintJson(List<Round> rounds)
    {
        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartArray();
            foreach (var round in rounds)
            {
                json.WriteStartObject();
                json.WriteString("id", round.Mailbox.Id.ToString());
                json.WriteString("mailbox", round.Mailbox.Name);
                json.WriteString("state", round.State);
                json.WriteNumber("there", round.Count.There);
                json.WriteNumber("here", round.Count.Here);
                json.WriteStartArray("missing");
                foreach (var missing in round.Count.Missing)
                {
                    json.WriteStartObject();
                    json.WriteString("key", missing.Key);
                    json.WriteString("why", missing.Why);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteNumber("missingCount", round.Count.MissingCount);
                json.WriteNumber("fetched", round.Count.Fetched);
                json.WriteNumber("stored", round.Count.Stored);
                json.WriteNumber("duplicates", round.Count.Fetched - round.Count.Stored);
                json.WriteNumber("reconnections", round.Count.Reconnections);
                JsonLines.WriteStrings(json, "troubles", round.Count.Troubles);
                json.WriteString("failure", round.Failure);
                json.WriteNumber("seconds", Math.Round(round.Seconds, 3));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <param name="State">"fetched", "failed", "paused" or "busy".</param>
    private sealed record Round(Mailbox Mailbox, string State, FetchCount Count, string? Failure, double Seconds)
    {
        public bool IsWell => State is "paused" or "busy"
            || (State == "fetched" && Count is { MissingCount: 0, Troubles.Count: 0 });
    }
}
