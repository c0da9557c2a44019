using System.CommandLine;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Places;
using Postbag.Settings;

namespace Postbag.Commands;

/// <summary>`postbag import`: takes mail from files into the ledger.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "An mbox, a Maildir, a folder of messages, a message, or a .gz, .zip, .tar or .tar.gz of them",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON" };
        var office = new OfficeOptions();
        var command = new Command("import", "Take in mail from files; running it again adds nothing") { paths, json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var wanted = line.GetRequiredValue(paths);
            // Asked before the office is opened, so that a slip of the pen doesn't leave an empty office behind.
            if (ImportMail.WhyNot(wanted) is { Count: > 0 } reasons)
                throw new CannotException(string.Join(Environment.NewLine, reasons));
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: true, cancellationToken);
            return await RunAsync(
                open, PlacesHome.Open(office.DataFolder(line)).Index, wanted, line.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        OpenOffice office, PlaceIndex? places, string[] paths, bool asJson, CancellationToken cancellationToken)
    {
        var count = new ImportCount();
        var import = new ImportMail(office.Engine, TimeProvider.System);
        try
        {
            var run = import.RunAsync(paths, count, cancellationToken);
            if (asJson) await run;
            else await ImportProgress.ShowAsync(run, count);
            await LetterRoad.FollowAsync(office.Engine, places, TimeProvider.System, cancellationToken);
        }
        catch (Exception failure) when (office.Engine.Explain(failure) is { } sentence)
        {
            throw new CannotException(
                count.Messages == 0 ? sentence
                    : $"{sentence} {count.Messages:N0} messages are safe; import again to go on.",
                failure);
        }

        if (asJson) PrintJson(count);
        else Print(count);
        foreach (var warning in count.Notes.Warnings) await Console.Error.WriteLineAsync(warning);
        foreach (var failure in count.Notes.Failures) await Console.Error.WriteLineAsync(failure);
        if (count.Messages > 0) return count.Notes.Failures.Count > 0 ? 1 : 0;
        if (count.Notes.Failures.Count == 0) await Console.Error.WriteLineAsync(NothingFound(count));
        return 1;
    }

    private static string NothingFound(ImportCount count) => count.Notes.Skipped switch
    {
        [var only] when count.Notes.SkippedCount == 1 =>
            $"Nothing was imported: {only.Name} was left out, because {only.Why}.",
        [var first, ..] => $"Nothing was imported: there is no mail in it. {first.Name} and "
            + $"{count.Notes.SkippedCount - 1:N0} more were left out, the first because {first.Why}.",
        [] => "Nothing was imported: there is no mail in it.",
    };

    private static void Print(ImportCount count)
    {
        Console.WriteLine(
            $"{count.Messages:N0} messages: {count.Stored:N0} stored, {count.Duplicates:N0} were there already"
            + (count.Unreadable > 0 ? $", {count.Unreadable:N0} can only be shown as they came" : "")
            + $"; {count.Seconds:N1} seconds.");
        foreach (var skipped in count.Notes.Skipped) Console.WriteLine($"Left out: {skipped.Name}: {skipped.Why}.");
        if (count.Notes.SkippedCount > count.Notes.Skipped.Count)
            Console.WriteLine($"… and {count.Notes.SkippedCount - count.Notes.Skipped.Count:N0} more.");
    }

    private static void PrintJson(ImportCount count)
    {
        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("messages", count.Messages);
            json.WriteNumber("stored", count.Stored);
            json.WriteNumber("duplicates", count.Duplicates);
            json.WriteNumber("unreadable", count.Unreadable);
            json.WriteNumber("seconds", Math.Round(count.Seconds, 3));
            json.WriteNumber("skippedCount", count.Notes.SkippedCount);
            json.WriteStartArray("skipped");
            foreach (var skipped in count.Notes.Skipped)
            {
                json.WriteStartObject();
                json.WriteString("name", skipped.Name);
                json.WriteString("why", skipped.Why);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            JsonLines.WriteStrings(json, "warnings", count.Notes.Warnings);
            JsonLines.WriteStrings(json, "failures", count.Notes.Failures);
            json.WriteEndObject();
        });
    }
}
