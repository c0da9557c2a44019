using System.CommandLine;
using System.Text.Json;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Commands;

/// <summary>`postbag backup FILE`: a whole, consistent copy while the office is at work, read back before it
/// counts.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The backup to write; must not be there yet" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("backup", "Copy an office into one file, and read the copy back") { file, json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, side: null, make: false, cancellationToken);
            var target = Path.GetFullPath(line.GetRequiredValue(file));
            await BackUpAsync(open.Engine, target, cancellationToken);
            var bytes = new FileInfo(target).Length;
            Console.WriteLine(line.GetValue(json)
                ? JsonSerializer.Serialize(new { file = target, side = open.Side.Key, bytes, verified = true })
                : $"Backed up {open.Name} ({open.Side.Title}) to {target}: {bytes:N0} bytes, read back and found sound.");
            return 0;
        });
        return command;
    }

    /// <remarks>Under another name until it has been read back, so that a file with the backup's name is a good
    /// backup.</remarks>
    private static async Task BackUpAsync(Engine engine, string target, CancellationToken cancellationToken)
    {
        if (File.Exists(target)) throw new CannotException($"{target} is there already; choose another name.");
        var part = target + ".part";
        try
        {
            File.Delete(part);
            await engine.BackUpAsync(part, cancellationToken);
            if (await engine.FindFaultInBackupAsync(part, cancellationToken) is { } fault)
                throw new CannotException($"The backup was written but can't be read back. {fault}");
            File.Move(part, target);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotException($"{target} can't be written: {failure.Message}", failure);
        }
        catch (Exception failure) when (engine.Explain(failure) is { } sentence)
        {
            throw new CannotException(sentence, failure);
        }
        finally
        {
            if (File.Exists(part)) File.Delete(part);
        }
    }
}
