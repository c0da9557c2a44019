using System.CommandLine;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Commands;

/// <summary>`postbag check`: proves that an office still holds what it took in.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("check", "Hash every stored message again, and check counts, search index, audit trail and schema") { json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, null, make: false, cancellationToken);
            try
            {
                return await RunAsync(open, line.GetValue(json), cancellationToken);
            }
            catch (Exception failure) when (open.Engine.Explain(failure) is { } sentence)
            {
                throw new CannotException(sentence, failure);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(OpenOffice office, bool asJson, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        // Opening the office has compared the checksums of every schema script that was applied.
        if (!await Migrator.IsUpToDateAsync(office.Engine, office.Side.Schemas, cancellationToken))
            problems.Add("The schema isn't up to date.");
        var audit = await AuditCheck.RunAsync(office.Engine, null, cancellationToken);
        if (audit.Broken is { } broken)
            problems.Add($"The audit trail is broken at entry {broken.Sequence}. {broken.What}");
        LedgerReport? ledger = null;
        IReadOnlyList<SourceReport> sources = [];
        if (office.Side is CaseworkSide)
        {
            ledger = await new CheckLedger(office.Engine).RunAsync(null, cancellationToken);
            problems.AddRange(ledger.Problems);
            sources = await new KnownSources(office.Engine, TimeProvider.System).ReportAsync(cancellationToken);
        }

        if (asJson) PrintJson(ledger, sources, audit.Entries, problems);
        else Print(office, ledger, sources, audit.Entries, problems);
        return problems.Count == 0 ? 0 : 1;
    }

    private static void Print(
        OpenOffice office, LedgerReport? ledger, IReadOnlyList<SourceReport> sources, long auditEntries,
        List<string> problems)
    {
        if (ledger is not null)
        {
            Console.WriteLine(
                $"{ledger.Messages:N0} messages, {ledger.Bytes:N0} bytes, hashed again; {ledger.Sightings:N0} sightings; "
                + (ledger.Deleted > 0 ? $"{ledger.Deleted:N0} deleted under retention, so {ledger.Messages + ledger.Deleted:N0} came in; " : "")
                + $"{ledger.Unread:N0} unread, {ledger.Waiting:N0} waiting to be read, {ledger.Unreadable:N0} shown as they came.");
        }

        SourceLines.Print(office, sources);
        Console.WriteLine($"{auditEntries:N0} entries in the audit trail.");
        foreach (var problem in problems) Console.WriteLine(problem);
        Console.WriteLine(problems.Count == 0 ? "All is well." : $"{problems.Count:N0} things are wrong.");
    }

    private static void PrintJson(
        LedgerReport? ledger, IReadOnlyList<SourceReport> sources, long auditEntries, List<string> problems)
    {
        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", problems.Count == 0);
            if (ledger is not null)
            {
                json.WriteNumber("messages", ledger.Messages);
                json.WriteNumber("bytes", ledger.Bytes);
                json.WriteNumber("deleted", ledger.Deleted);
                json.WriteNumber("sightings", ledger.Sightings);
                json.WriteNumber("waiting", ledger.Waiting);
                json.WriteNumber("unreadable", ledger.Unreadable);
                json.WriteNumber("unread", ledger.Unread);
                json.WritePropertyName("sources");
                SourceLines.WriteJson(json, sources);
            }

            json.WriteNumber("auditEntries", auditEntries);
            JsonLines.WriteStrings(json, "problems", problems);
            json.WriteEndObject();
        });
    }
}
