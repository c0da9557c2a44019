using Postbag.Casework.Inbox;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox;

public sealed class LedgerTests
{
    [Fact]
    public async Task The_same_message_seen_again_is_a_further_sighting()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var letter = Letters.Plain("Damp", "The wall is wet.");
        var ledger = new Ledger(office.Engine, office.Clock);
        var source = await ledger.OpenSourceAsync("file", "/one", CancellationToken.None);

        var first = await ledger.StoreAsync(source, [new Incoming("1", letter)], CancellationToken.None);
        var again = await ledger.StoreAsync(
            source, [new Incoming("1", letter), new Incoming("2", letter)], CancellationToken.None);

        first.Single().IsNew.ShouldBeTrue();
        again.ShouldAllBe(stored => !stored.IsNew && stored.Number == first[0].Number);
        (await office.NumberAsync("SELECT count(*) FROM sighting")).ShouldBe(2);
        (await office.NumberAsync("SELECT count(*) FROM raw_message")).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_Message_ID_with_other_content_is_another_message()
    {
        await using var office = await LedgerOffice.OpenAsync();

        var count = await office.ReceiveAsync(
            Letters.Plain("Damp", "The wall is wet.", id: "1@example.org"),
            Letters.Plain("Damp", "The wall is very wet.", id: "1@example.org"));

        count.Stored.ShouldBe(2);
        (await office.SearchAsync("wall")).Total.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_source_and_key_with_other_bytes_loses_neither()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var ledger = new Ledger(office.Engine, office.Clock);
        var source = await ledger.OpenSourceAsync("file", "/one", CancellationToken.None);

        await ledger.StoreAsync(source, [new Incoming("1", Letters.Plain("One", "one"))], CancellationToken.None);
        await ledger.StoreAsync(source, [new Incoming("1", Letters.Plain("Two", "two"))], CancellationToken.None);

        (await office.NumberAsync("SELECT count(*) FROM raw_message")).ShouldBe(2);
        (await office.NumberAsync("SELECT count(*) FROM sighting")).ShouldBe(2);
    }

    [Fact]
    public async Task What_was_stored_and_not_read_is_read_by_the_next_who_comes()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var ledger = new Ledger(office.Engine, office.Clock);
        var source = await ledger.OpenSourceAsync("file", "/one", CancellationToken.None);
        var letters = Enumerable.Range(0, 450)
            .Select(n => new Incoming($"{n}", Letters.Plain($"Letter {n}", $"I write for the {n}th time."))).ToList();
        await ledger.StoreAsync(source, letters, CancellationToken.None);
        (await office.SearchAsync("write")).Total.ShouldBe(0);

        var (read, unreadable) = await new ReadWaiting(office.Engine).RunAsync(CancellationToken.None);

        (read, unreadable).ShouldBe((450, 0));
        (await office.SearchAsync("write")).Total.ShouldBe(450);
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_twice_at_once_does_nothing_twice()
    {
        await using var office = await LedgerOffice.OpenAsync();
        var ledger = new Ledger(office.Engine, office.Clock);
        var source = await ledger.OpenSourceAsync("file", "/one", CancellationToken.None);
        var letters = Enumerable.Range(0, 600)
            .Select(n => new Incoming($"{n}", Letters.Plain($"Letter {n}", $"I write for the {n}th time."))).ToList();
        await ledger.StoreAsync(source, letters, CancellationToken.None);

        await Task.WhenAll(
            new ReadWaiting(office.Engine).RunAsync(CancellationToken.None),
            new ReadWaiting(office.Engine).RunAsync(CancellationToken.None));

        (await office.SearchAsync("write")).Total.ShouldBe(600);
        (await office.NumberAsync("SELECT messages FROM inbox_tally")).ShouldBe(600);
        (await office.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task More_messages_of_one_minute_than_it_has_places_still_have_one_each()
    {
        await using var office = await LedgerOffice.OpenAsync();

        await office.ReceiveAsync(Enumerable.Range(0, 700).Select(n => Letters.Plain($"Letter {n}", "All at once.")));

        (await office.NumberAsync("SELECT count(DISTINCT place) FROM message")).ShouldBe(700);
        (await office.SearchAsync("once")).Total.ShouldBe(700);
    }

    [Fact]
    public async Task A_check_names_a_message_whose_bytes_were_changed()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await office.ReceiveAsync(Letters.Plain("One", "The first."), Letters.Plain("Two", "The second."));
        (await office.CheckAsync()).Problems.ShouldBeEmpty();

        var hash = TestPlace.OnPostgres ? "decode(repeat('00', 32), 'hex')" : "zeroblob(32)";
        await office.ExecuteAsync($"UPDATE raw_message SET sha256 = {hash} WHERE number = 1");
        await office.ExecuteAsync("DELETE FROM message_words WHERE " + (TestPlace.OnPostgres ? "place" : "rowid")
            + " = (SELECT place FROM message WHERE number = 2)");
        var report = await office.CheckAsync();

        report.Messages.ShouldBe(2);
        report.Problems.ShouldContain("Message 1 is damaged: its bytes don't have the hash they came with.");
        report.Problems.ShouldContain("The search index lacks 1 messages.");
    }
}
