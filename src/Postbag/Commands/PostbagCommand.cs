using System.CommandLine;
using Postbag.Office;

namespace Postbag.Commands;

/// <summary>The command `postbag`: the table of what it can do.</summary>
internal static class PostbagCommand
{
    /// <returns>0; 1 if something was refused or found; 2 if the command line can't be understood.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Create().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Run `postbag --help` to see what there is.");
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CannotException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 1;
        }
        catch (Exception bug)
        {
            await Console.Error.WriteLineAsync(
                $"Postbag made a mistake; nothing that was stored is lost. Please report this:\n{bug}");
            return 1;
        }
    }

    private static RootCommand Create() => new("The office of an elected representative in one program.")
    {
        GroupCommand.Create(),
        LabelCommand.Create(),
        NeedsCommand.Create(),
        CampaignsCommand.Create(),
        PeopleCommand.Create(),
        ServeCommand.Create(),
        DemoCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
        OfficeCommand.Create(),
        ImportCommand.Create(),
        ReadCommand.Create(),
        SearchCommand.Create(),
        WhereCommand.Create(),
        PlacesCommand.Create(),
        MailboxCommand.Create(),
        FetchCommand.Create(),
        SourcesCommand.Create(),
        SourcesCommand.CreateReconcile(),
        CheckCommand.Create(),
        StaffCommand.Create(),
        AuditCommand.Create(),
        SettingsCommand.Create(),
    };
}
