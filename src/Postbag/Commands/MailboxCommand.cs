using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Postbag.Casework;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Office;
using Postbag.Office.Audit;

namespace Postbag.Commands;

/// <summary>`postbag mailbox add | test | list | pause | resume | remove`: the mailboxes that are fetched.</summary>
internal static class MailboxCommand
{
    public static Command Create() => new("mailbox", "Mailboxes that are fetched by IMAP")
    {
        MailboxAddCommand.Create(),
        CreateOne("test", "Connect, sign in, and count what is in each folder", TestAsync),
        CreateList(),
        CreateOne("pause", "Fetch it no more until it is resumed", (run, json, token) => PauseAsync(run, true, token)),
        CreateOne("resume", "Fetch it again", (run, json, token) => PauseAsync(run, false, token)),
        CreateOne("remove", "Forget the mailbox and its password; the mail that was fetched stays", RemoveAsync),
    };

    private static Command CreateOne(
        string name, string description, Func<OneMailbox, bool, CancellationToken, Task<int>> act)
    {
        var which = new Argument<string>("MAILBOX") { Description = "Its id, or its name as `mailbox list` prints it" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command(name, description) { which, json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: false, cancellationToken);
            using var way = new WayIntoMailboxes(office.DataFolder(line));
            await using var db = (CaseworkDb)open.OpenDb();
            var wanted = line.GetRequiredValue(which);
            var all = await db.Mailboxes.Include(m => m.Folders).ToListAsync(cancellationToken);
            var mailbox = all.SingleOrDefault(m => m.Id.ToString() == wanted || m.Name == wanted)
                ?? throw new CannotException($"There is no mailbox \"{wanted}\". See `postbag mailbox list`.");
            var acts = new Mailboxes(open, db, way.Door, new AuditTrail(TimeProvider.System), TimeProvider.System);
            return await act(new OneMailbox(mailbox, acts), line.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> TestAsync(OneMailbox run, bool asJson, CancellationToken cancellationToken)
    {
        try
        {
            MailboxLines.Print(
                run.Mailbox, await run.Acts.TestAsync(run.Mailbox, Actor.Command, cancellationToken), asJson);
            return 0;
        }
        catch (ImapException failure)
        {
            throw new CannotException(failure.Message, failure);
        }
    }

    private static async Task<int> PauseAsync(OneMailbox run, bool isPaused, CancellationToken cancellationToken)
    {
        await run.Acts.PauseAsync(run.Mailbox, isPaused, Actor.Command, cancellationToken);
        Console.WriteLine(isPaused ? $"{run.Mailbox.Name} is paused." : $"{run.Mailbox.Name} is fetched again.");
        return 0;
    }

    private static async Task<int> RemoveAsync(OneMailbox run, bool asJson, CancellationToken cancellationToken)
    {
        await run.Acts.RemoveAsync(run.Mailbox, Actor.Command, cancellationToken);
        Console.WriteLine($"{run.Mailbox.Name} is removed. Its mail stays.");
        return 0;
    }

    private static Command CreateList()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("list", "List the mailboxes and how they are") { json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: false, cancellationToken);
            var mailboxes = await MailboxRows.ReadAsync(open.Engine, cancellationToken);
            var reports = (await new KnownSources(open.Engine, TimeProvider.System).ReportAsync(cancellationToken))
                .ToDictionary(report => report.Source.Number);
            MailboxLines.PrintList(mailboxes, reports, line.GetValue(json));
            return 0;
        });
        return command;
    }

    private sealed record OneMailbox(Mailbox Mailbox, Mailboxes Acts);
}
