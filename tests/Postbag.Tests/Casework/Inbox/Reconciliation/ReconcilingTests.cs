using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Reconciliation;

public sealed class ReconcilingTests
{
    private static readonly byte[][] Three =
        [Letters.Plain("Damp", "The wall is wet."), Letters.Plain("Bus", "It is late."),
            Letters.Plain("Bins", "They are full.")];

    [Fact]
    public async Task What_was_imported_is_there_and_here()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var file = Letters.File("post.mbox", Letters.Mbox(Three));
        await office.ImportAsync(file);
        var imported = (await office.SourcesAsync()).Single().Last!;

        var counted = (await office.ReconcileAsync()).Single();

        (imported.There, imported.Here, imported.MissingCount).ShouldBe((3, 3, 0));
        (counted.Source.Kind, counted.Source.Name).ShouldBe(("file", file));
        (counted.Last!.There, counted.Last.Here, counted.Last.MissingCount, counted.Last.Note)
            .ShouldBe((3, 3, 0, null));
    }

    [Fact]
    public async Task A_letter_that_came_into_a_file_after_its_import_is_named_as_missing()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var file = Letters.File("post.mbox", Letters.Mbox(Three[..2]));
        await office.ImportAsync(file);
        await File.WriteAllBytesAsync(file, Letters.Mbox(Three));

        var counted = (await office.ReconcileAsync()).Single().Last!;

        (counted.There, counted.Here, counted.MissingCount).ShouldBe((3, 2, 1));
        counted.Missing.Single().ShouldBe(new Missing("#3", "it hasn't been taken in yet"));
    }

    [Fact]
    public async Task A_letter_that_was_changed_under_its_old_name_is_named_as_missing()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var file = Letters.File("post.mbox", Letters.Mbox(Three));
        await office.ImportAsync(file);
        await File.WriteAllBytesAsync(file, Letters.Mbox(Three[0], Letters.Plain("Bus", "It never came."), Three[2]));

        var counted = (await office.ReconcileAsync()).Single().Last!;

        counted.Missing.Single().ShouldBe(new Missing("#2", "it has changed since it was taken in"));
    }

    [Fact]
    public async Task A_file_that_is_gone_counts_as_it_was_when_it_was_imported()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var file = Letters.File("post.mbox", Letters.Mbox(Three));
        await office.ImportAsync(file);
        File.Delete(file);

        var counted = (await office.ReconcileAsync()).Single().Last!;

        (counted.There, counted.Here, counted.MissingCount).ShouldBe((3, 3, 0));
        counted.Note.ShouldBe("The file is no longer there; what it held when it was imported is here.");
    }

    [Fact]
    public async Task The_same_letter_twice_in_a_source_is_two_there_and_two_here()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await office.ImportAsync(Letters.File("post.mbox", Letters.Mbox(Three[0], Three[0])));

        var counted = (await office.ReconcileAsync()).Single();

        (counted.Last!.There, counted.Last.Here, counted.Last.MissingCount, counted.Sightings).ShouldBe((2, 2, 0, 2));
        (await office.NumberAsync("SELECT count(*) FROM message")).ShouldBe(1);
    }

    [Fact]
    public async Task Trouble_with_a_source_is_kept_until_it_is_reached_again()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var source = await new Ledger(office.Engine, office.Clock)
            .OpenSourceAsync("file", "/one", CancellationToken.None);
        var sources = new KnownSources(office.Engine, office.Clock);

        await sources.NoteTroubleAsync(source, "The server can't be reached.", CancellationToken.None);
        (await office.SourcesAsync()).Single().Trouble.ShouldBe("The server can't be reached.");
        await sources.NoteContactAsync(source, CancellationToken.None);

        var report = (await office.SourcesAsync()).Single();
        (report.Trouble, report.ContactAt).ShouldBe((null, office.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_source_of_a_kind_this_program_does_not_know_is_listed_with_a_note()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await new Ledger(office.Engine, office.Clock).OpenSourceAsync("pigeon", "The loft", CancellationToken.None);

        var counted = (await office.ReconcileAsync()).Single();

        counted.Last!.Note.ShouldBe("This version of Postbag doesn't know this kind of source.");
        (counted.Last.There, counted.Last.MissingCount).ShouldBe((0, 0));
    }
}
