using System.CommandLine;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Postbag.Office;

namespace Postbag.Commands;

/// <summary>`postbag office set`: what an office is called and by which host names it is reached.</summary>
internal static partial class OfficeCommand
{
    public static Command Create() => new("office", "What an office says of itself") { CreateSet() };

    private static Command CreateSet()
    {
        var name = new Option<string?>("--name") { Description = "What the office is called on its pages" };
        var hosts = new Option<string[]>("--host")
        {
            Description = "A host name it is reached by; repeat for several, give \"\" for none",
        };
        var mail = new Option<string[]>("--mail-for")
        {
            Description = "A domain or an address it takes mail for by LMTP; repeat for several, give \"\" for none",
        };
        var areas = new Option<string[]>("--area")
        {
            Description = "The official code of a constituency, ward or region it represents; repeat for several, give \"\" for none",
        };
        var office = new OfficeOptions();
        var command = new Command(
            "set", "Name an office, or set its host names, mail and areas") { name, hosts, mail, areas };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var open = await office.OpenAsync(line, side: null, make: false, cancellationToken);
            await using var db = open.OpenDb();
            var record = await db.Offices.SingleAsync(cancellationToken);
            if (line.GetValue(name) is { } newName) record.Name = newName.Trim();
            if (line.GetValue(hosts) is { Length: > 0 } newHosts)
                record.Hosts = string.Join(' ', newHosts.Select(Checked)).Trim();
            if (line.GetValue(mail) is { Length: > 0 } newMail) record.MailFor = CheckedMail(newMail, open);
            if (line.GetValue(areas) is { Length: > 0 } newAreas) record.Areas = Checked(newAreas);
            await db.SaveChangesAsync(cancellationToken);
            Console.WriteLine(
                $"{record.Name}, reached by {(record.Hosts.Length == 0 ? "any host name" : record.Hosts)}{(record.MailFor.Length == 0 ? "" : $"; takes mail for {record.MailFor}")}. "
                + "A running server sees it after a restart.");
            return 0;
        });
        return command;
    }

    private static string Checked(string[] areas) =>
        OfficeAreas.Read(string.Join(' ', areas))
        ?? throw new CannotException("Areas are named by their official codes, such as E14001063.");

    private static string CheckedMail(string[] written, OpenOffice office)
    {
        if (office.Side.Key != "casework") throw new CannotException("Mail is taken in on the casework side only.");
        return MailFor.Read(string.Join(' ', written))?.ToString()
            ?? throw new CannotException(
                "Mail is taken for domains and addresses, such as riverside.example or post@riverside.example.");
    }

    private static string Checked(string host) =>
        host.Length == 0 || HostName().IsMatch(host)
            ? host.ToLowerInvariant()
            : throw new CannotException($"\"{host}\" isn't a host name. Write it without http:// and without a port.");

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostName();
}
