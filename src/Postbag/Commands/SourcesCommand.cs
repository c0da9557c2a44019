using System.CommandLine;
using Postbag.Casework;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;

namespace Postbag.Commands;

/// <summary>`postbag sources`: where post comes from. `postbag reconcile`: counted there, counted here.</summary>
internal static class SourcesCommand
{
    public static Command Create() => Create(
        "sources", "Where post comes from, and what was last counted there and here",
        async (office, _, cancellationToken) =>
            (await new KnownSources(office.Engine, TimeProvider.System).ReportAsync(cancellationToken), 0));

    public static Command CreateReconcile() => Create(
        "reconcile", "Compare what each source lists with what is here, and name what is missing",
        async (office, door, cancellationToken) =>
        {
            var sources = await new ReconcileSources(office, door, TimeProvider.System)
                .RunAllAsync(null, cancellationToken);
            return (sources, sources.Any(source => source.Last?.MissingCount > 0) ? 1 : 0);
        });

    private static Command Create(
        string name, string description,
        Func<OpenOffice, MailboxDoor, CancellationToken, Task<(IReadOnlyList<SourceReport> Sources, int ExitCode)>> ask)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command(name, description) { json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: false, cancellationToken);
            using var way = new WayIntoMailboxes(office.DataFolder(line));
            try
            {
                var (sources, exitCode) = await ask(open, way.Door, cancellationToken);
                if (line.GetValue(json))
                {
                    using var output = new JsonLines();
                    output.Write(writer => SourceLines.WriteJson(writer, sources));
                }
                else
                {
                    if (sources.Count == 0) Console.WriteLine("Nothing has come in yet.");
                    SourceLines.Print(open, sources);
                }

                return exitCode;
            }
            catch (Exception failure) when (open.Engine.Explain(failure) is { } sentence)
            {
                throw new CannotException(sentence, failure);
            }
        });
        return command;
    }
}
