using System.CommandLine;
using System.Text.Json;
using Postbag.Office.Audit;

namespace Postbag.Commands;

/// <summary>`postbag audit verify`: walks the audit trail and names the first broken link.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "The record of who did what") { CreateVerify() };

    private static Command CreateVerify()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command(
            "verify", "Check every link of the audit trail; exit 1 at the first broken one") { json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, null, make: false, cancellationToken);
            var result = await AuditCheck.RunAsync(open.Engine, null, cancellationToken);
            if (line.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    new
                    {
                        entries = result.Entries, head = result.Head, isWhole = result.Broken is null,
                        broken = result.Broken is { } link ? new { sequence = link.Sequence, what = link.What } : null,
                    },
                    JsonSerializerOptions.Web));
            }
            else if (result.Broken is { } broken)
            {
                Console.WriteLine($"Broken at entry {broken.Sequence}: {broken.What}");
            }
            else
            {
                Console.WriteLine($"{result.Entries:N0} entries, the chain is whole. Its head is {result.Head}.");
            }

            return result.Broken is null ? 0 : 1;
        });
        return command;
    }
}
