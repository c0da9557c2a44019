using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Calendar;
using Postbag.Office.Staff;

namespace Postbag.Commands;

/// <summary>`postbag staff add | link | list`: the way in for the first person, and for whoever locked themselves
/// out.</summary>
internal static class StaffCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web);

    public static Command Create() =>
        new("staff", "Who works in the office") { CreateAdd(), CreateLink(), CreateList() };

    private static Command CreateAdd()
    {
        var email = EmailOption();
        var role = new Option<Role>("--role")
        {
            Description = string.Join(", ", Roles.All.Select(r => r.Key())), HelpName = "R", Required = true,
            CustomParser = result =>
            {
                if (Roles.Parse(result.Tokens[0].Value) is { } parsed) return parsed;
                result.AddError($"There is no role \"{result.Tokens[0].Value}\". Roles: "
                    + string.Join(", ", Roles.All.Select(r => r.Key())) + ".");
                return default;
            },
        };
        var name = new Option<string?>("--name") { Description = "What they are called", HelpName = "N" };
        var side = new Option<string?>("--side") { Description = "casework or party, where there is no office yet" };
        side.AcceptOnlyFromAmong("casework", "party");
        var url = UrlOption();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("add", "Add someone; prints a link with which they set their password")
            { email, role, name, side, url, json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var wanted = line.GetValue(side) is { } key ? OfficeOptions.SideOf(key) : null;
            await using var open = await office.OpenAsync(line, wanted, make: true, cancellationToken);
            await using var db = open.OpenDb();
            var staffing = StaffingOf(db);
            var address = line.GetRequiredValue(email);
            if (await staffing.WhyNotAddAsync(address, cancellationToken) is { } refusal)
                throw new CannotException(refusal.Sentence);
            var (member, secret) = await staffing.AddAsync(
                address, line.GetValue(name) ?? "", line.GetValue(role), Actor.Command, cancellationToken);
            Print(open, member, secret, line.GetValue(url), line.GetValue(json));
            return 0;
        });
        return command;
    }

    private static Command CreateLink()
    {
        var email = EmailOption();
        var forget = new Option<bool>("--forget-second-factor")
        {
            Description = "Also remove their authenticator app and passkeys",
        };
        var url = UrlOption();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("link", "Make a new link for someone who can't get in") { email, forget, url, json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, null, make: false, cancellationToken);
            await using var db = open.OpenDb();
            var normalised = StaffMember.Normalise(line.GetRequiredValue(email));
            var member = await db.Staff.SingleOrDefaultAsync(m => m.NormalizedUserName == normalised, cancellationToken)
                ?? throw new CannotException("Nobody on the staff has this e-mail address.");
            var secret = await StaffingOf(db)
                .NewLinkAsync(member, line.GetValue(forget), Actor.Command, cancellationToken);
            Print(open, member, secret, line.GetValue(url), line.GetValue(json));
            return 0;
        });
        return command;
    }

    private static Command CreateList()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var office = new OfficeOptions();
        var command = new Command("list", "List the staff") { json };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, null, make: false, cancellationToken);
            await using var db = open.OpenDb();
            var staff = await new StaffQueries(db, TimeProvider.System).AllAsync(cancellationToken);
            if (line.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(staff.Select(m => new
                {
                    id = m.Id.ToString(), email = m.Email, name = m.Name, role = m.Role.Key(),
                    suspended = m.IsSuspended, hasPassword = m.HasPassword, hasSecondFactor = m.HasSecondFactor,
                }), Json));
                return 0;
            }

            foreach (var member in staff)
            {
                var state = member.IsSuspended ? "suspended" : !member.HasPassword ? "link not used yet" : "";
                Console.WriteLine($"{member.Email,-36} {member.Role.Title(),-15} {member.Name}{(state == "" ? "" : $" ({state})")}");
            }

            return 0;
        });
        return command;
    }

    private static Option<string> EmailOption() =>
        new("--email") { Description = "Their e-mail address", HelpName = "A", Required = true };

    private static Option<string?> UrlOption() => new("--url")
    {
        Description = "Where the office is reached, for the link; else its host name, else http://127.0.0.1:8080",
        HelpName = "URL",
    };

    private static Staffing StaffingOf(OfficeDb db) =>
        new(db, new AuditTrail(TimeProvider.System), TimeProvider.System);

    private static void Print(OpenOffice office, StaffMember member, string secret, string? url, bool asJson)
    {
        var start = url?.TrimEnd('/')
            ?? (office.HostNames.Count > 0 ? "https://" + office.HostNames[0] : "http://127.0.0.1:8080");
        var link = start + StaffLinks.Welcome(secret);
        var expires = TimeProvider.System.GetUtcNow() + StaffLink.Lasts;
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    id = member.StaffId.ToString(), email = member.UserName, name = member.Name,
                    role = member.Role.Key(), side = office.Side.Key, link, expiresAt = expires,
                },
                Json));
            return;
        }

        Console.WriteLine($"{member.Name}, {member.Role.Title().ToLowerInvariant()}. They set their password here, once, "
            + $"until {OfficeCalendar.Say(expires)}:");
        Console.WriteLine(link);
    }
}
