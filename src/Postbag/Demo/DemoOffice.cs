using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Party;
using Postbag.Places;

namespace Postbag.Demo;

/// <summary>Builds the demo's two offices, one a side, by the same acts as the commands: staff, and mail through the
/// ledger. What is there already is left as it is.</summary>
internal static class DemoOffice
{
    /// <summary>Everybody's password in the demo, which is served on this machine only.</summary>
    public const string Password = "lantern by the river";

    /// <param name="folder">The casework office's folder.</param>
    /// <param name="mailbox">Somebody's own mail to import; null for the invented letters.</param>
    /// <param name="count">Filled in while mail is imported.</param>
    /// <param name="cancellationToken">Stops it; what is done stays.</param>
    public static async Task BuildCaseworkAsync(
        string folder, string? mailbox, ImportCount count, CancellationToken cancellationToken)
    {
        await using var office = await OpenAsync(folder, new CaseworkSide(), cancellationToken);
        await NameAsync(office, DemoStaff.OfficeName, DemoStaff.All, DemoPlaceFiles.Constituency, cancellationToken);
        await ImportPlacesAsync(folder, cancellationToken);
        var import = new ImportMail(office.Engine, TimeProvider.System);
        if (mailbox is not null)
        {
            await import.RunAsync([mailbox], count, cancellationToken);
            await SortAsync(office, folder, cancellationToken);
            return;
        }

        if (await HoldsMailAsync(office, cancellationToken)) return;
        var file = Path.Combine(folder, "letters.mbox");
        await using (var mbox = File.Create(file))
            DemoMailbox.WriteMbox(mbox, new DemoOptions { Now = TimeProvider.System.GetUtcNow() });
        await import.RunAsync([file], count, cancellationToken);
        await SortAsync(office, folder, cancellationToken);
    }

    public static async Task BuildPartyAsync(string folder, CancellationToken cancellationToken)
    {
        await using var office = await OpenAsync(folder, new PartySide(), cancellationToken);
        await NameAsync(office, DemoStaff.PartySideName, DemoStaff.Party, "", cancellationToken);
    }

    /// <summary>Postcodes and all that belongs to them, by the same act as the command.</summary>
    private static async Task ImportPlacesAsync(string folder, CancellationToken cancellationToken)
    {
        var places = new PlacesFolder(Path.Combine(folder, "places"));
        if (places.Index is not null) return;
        var files = await DemoPlaceFiles.WriteAsync(Path.Combine(folder, "official-files"), cancellationToken);
        new ImportPlaces(places, TimeProvider.System).Run(files, cancellationToken);
    }

    private static async Task<OpenOffice> OpenAsync(string folder, Side side, CancellationToken cancellationToken)
    {
        var place = await OfficeLocation.FindAsync(folder, null, null, cancellationToken);
        return await OpenOffice.OpenAsync(place[0], side, TimeProvider.System, cancellationToken);
    }

    private static Task SortAsync(OpenOffice office, string folder, CancellationToken cancellationToken) =>
        LetterRoad.FollowAsync(
            office.Engine, new PlacesFolder(Path.Combine(folder, "places")).Index, TimeProvider.System,
            cancellationToken);

    private static async Task<bool> HoldsMailAsync(OpenOffice office, CancellationToken cancellationToken)
    {
        await using var db = (CaseworkDb)office.OpenDb();
        return await db.Messages.AnyAsync(cancellationToken);
    }

    private static async Task NameAsync(
        OpenOffice office, string name, IReadOnlyList<DemoStaff> staff, string areas,
        CancellationToken cancellationToken)
    {
        await using var db = office.OpenDb();
        if (await db.Staff.AnyAsync(cancellationToken)) return;
        var record = await db.Offices.SingleAsync(cancellationToken);
        (record.Name, record.Areas) = (name, areas);
        await db.SaveChangesAsync(cancellationToken);
        var staffing = new Staffing(db, new AuditTrail(TimeProvider.System), TimeProvider.System);
        foreach (var person in staff)
        {
            var (member, secret) = await staffing.AddAsync(
                person.Email, person.Name, Roles.Parse(person.Role)!.Value, Actor.Command, cancellationToken);
            var link = await staffing.FindLinkAsync(secret, cancellationToken);
            var hash = new PasswordHasher<StaffMember>().HashPassword(member, Password);
            await staffing.UseLinkAsync(link!, member, hash, cancellationToken);
        }
    }
}
