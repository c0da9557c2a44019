using Microsoft.EntityFrameworkCore;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Party;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Storage;

public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_made_while_the_office_is_open_comes_back_in_an_empty_place()
    {
        var file = Path.Combine(TestPlace.NewFolder(), "monday.backup");
        await using (var office = await OpenAsync(await TestPlace.NewAsync()))
        {
            await RenameAsync(office, "Office of Mari Prys MP");
            await office.Engine.BackUpAsync(file, CancellationToken.None);
            (await office.Engine.FindFaultInBackupAsync(file, CancellationToken.None)).ShouldBeNull();
        }

        var place = await TestPlace.NewArgumentsAsync();
        var side = await (await TestPlace.FindAsync(place)).RestoreAsync(file, CancellationToken.None);

        side.ShouldBe("casework");
        await using var restored = await OpenAsync(await TestPlace.FindAsync(place));
        restored.Name.ShouldBe("Office of Mari Prys MP");
    }

    [Fact]
    public async Task A_backup_is_never_put_over_an_office()
    {
        var file = Path.Combine(TestPlace.NewFolder(), "monday.backup");
        var place = await TestPlace.NewArgumentsAsync();
        await using (var office = await OpenAsync(await TestPlace.FindAsync(place)))
            await office.Engine.BackUpAsync(file, CancellationToken.None);

        var refusal = await Should.ThrowAsync<CannotException>(
            async () => await (await TestPlace.FindAsync(place)).RestoreAsync(file, CancellationToken.None));

        refusal.Message.ShouldContain("already");
    }

    [Fact]
    public async Task A_damaged_backup_is_found_out_and_not_restored()
    {
        var file = Path.Combine(TestPlace.NewFolder(), "monday.backup");
        await using var office = await OpenAsync(await TestPlace.NewAsync());
        await office.Engine.BackUpAsync(file, CancellationToken.None);
        await using (var backup = File.Open(file, FileMode.Open)) backup.SetLength(backup.Length / 2);

        var fault = await office.Engine.FindFaultInBackupAsync(file, CancellationToken.None);

        fault.ShouldNotBeNull();
        var place = await TestPlace.NewAsync();
        await Should.ThrowAsync<CannotException>(() => place.RestoreAsync(file, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_that_is_no_backup_is_refused()
    {
        var file = Path.Combine(TestPlace.NewFolder(), "letter.txt");
        await File.WriteAllTextAsync(file, "Dear office,\n\nthis is not a backup.\n");
        var place = await TestPlace.NewAsync();

        var refusal = await Should.ThrowAsync<CannotException>(() => place.RestoreAsync(file, CancellationToken.None));

        refusal.Message.ShouldContain(file);
    }

    [Fact]
    public async Task A_backup_of_casework_never_opens_on_the_party_side()
    {
        var file = Path.Combine(TestPlace.NewFolder(), "monday.backup");
        await using (var office = await OpenAsync(await TestPlace.NewAsync()))
            await office.Engine.BackUpAsync(file, CancellationToken.None);
        var place = await TestPlace.NewArgumentsAsync();
        await (await TestPlace.FindAsync(place)).RestoreAsync(file, CancellationToken.None);

        await Should.ThrowAsync<CannotException>(async () => await OpenOffice.OpenAsync(
            await TestPlace.FindAsync(place), new PartySide(), TimeProvider.System, CancellationToken.None));
    }

    private static Task<OpenOffice> OpenAsync(OfficeLocation place) =>
        OpenOffice.OpenAsync(place, new CaseworkSide(), TimeProvider.System, CancellationToken.None);

    private static async Task RenameAsync(OpenOffice office, string name)
    {
        await using var db = office.OpenDb();
        (await db.Offices.SingleAsync()).Name = name;
        await db.SaveChangesAsync();
    }
}
