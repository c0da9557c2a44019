using System.CommandLine;
using Postbag.Casework;
using Postbag.Casework.People.Register;
using Postbag.Office;
using Postbag.Office.Audit;

namespace Postbag.Commands;

/// <summary>`postbag people register`: takes the office's register of electors, or forgets it.</summary>
internal static class PeopleRegisterCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>(
            "FILE") { Description = "The register as the registration officer supplied it: CSV with a row of headings",
            Arity = ArgumentArity.ZeroOrOne };
        var map = new Option<string[]>("--map")
        {
            Description = "What a column holds, such as \"Elector=Name\"; where it isn't said, the heading decides",
            HelpName = "COLUMN=FIELD", Arity = ArgumentArity.ZeroOrMore,
        };
        var forget = new Option<bool>("--forget") { Description = "Forget the register that was taken" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("register", "Take the register of electors, as keys that name nobody; a new one takes the old one's place") { file, map, forget, json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var (path, isForgotten) = (line.GetValue(file), line.GetValue(forget));
            if (path is null != isForgotten) throw new CannotException("Name the register’s file, or say --forget.");
            var electors = path is null ? []
                : PeopleCommand.Understand(
                await PeopleCommand.ReadAsync(path, cancellationToken), line.GetValue(map) ?? []).People;
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: false, cancellationToken);
            var register = new TakeRegister(open.Engine, new AuditTrail(TimeProvider.System), TimeProvider.System);
            try
            {
                if (isForgotten) await register.ForgetAsync(Actor.Command, cancellationToken);
                var count = isForgotten
                    ? new RegisterCount(0, 0) : await register.RunAsync(electors, Actor.Command, cancellationToken);
                Print(count, isForgotten, line.GetValue(json));
                return 0;
            }
            catch (Exception failure) when (open.Engine.Explain(failure) is { } sentence)
            {
                throw new CannotException($"{sentence} The register that was there before stays.", failure);
            }
        });
        return command;
    }

    private static void Print(RegisterCount count, bool isForgotten, bool asJson)
    {
        if (!asJson)
        {
            Console.WriteLine(isForgotten ? "The register is forgotten."
                : $"{count.Entries:N0} electors taken, {count.Left:N0} rows left out. Grades are given anew.");
            return;
        }

        using var output = new JsonLines();
        output.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("entries", count.Entries);
            json.WriteNumber("left", count.Left);
            json.WriteEndObject();
        });
    }
}
