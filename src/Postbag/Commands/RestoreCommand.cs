using System.CommandLine;
using System.Text.Json;
using Postbag.Office;

namespace Postbag.Commands;

/// <summary>`postbag restore FILE`: an office from its backup, into a place where there is none.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A backup that `postbag backup` made" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("restore", "Put a backup where there is no office yet") { file, json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var backup = line.GetRequiredValue(file);
            if (!File.Exists(backup)) throw new CannotException($"There is no file {backup}.");
            var place = await office.FindOneAsync(line, cancellationToken);
            var side = OfficeOptions.SideOf(await place.RestoreAsync(backup, cancellationToken));
            // Opening it brings an older office's schema up to date, and shows that it can be opened.
            await using var open = await office.OpenAsync(line, side, make: false, cancellationToken);
            Console.WriteLine(line.GetValue(json)
                ? JsonSerializer.Serialize(new { office = open.Name, side = side.Key, place = place.ToString() })
                : $"Restored {open.Name} ({side.Title}) to {place}. Run `postbag check` to have every letter re-hashed.");
            return 0;
        });
        return command;
    }
}
