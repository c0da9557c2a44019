using System.Globalization;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Documents;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;
using InboxPlaces = Postbag.Casework.Inbox.Places;

namespace Postbag.Tests.Casework.Inbox;

/// <summary>Messages stand in the order in which they came, however many come at once.</summary>
public sealed class PlacesTests
{
    private static readonly DateTimeOffset Monday = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_minute_that_is_full_overflows_into_the_next_and_the_order_stays()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await office.ReceiveAsync(Enumerable.Range(0, 40).Select(n => Letter($"first {n}", Monday)));
        await office.ReceiveAsync(Letter("next minute", Monday.AddMinutes(1)), Letter("free", Monday.AddMinutes(10)));
        await office.ReceiveAsync(Enumerable.Range(0, 40).Select(n => Letter($"second {n}", Monday)));
        await office.ReceiveAsync(Letter("before", Monday.AddMinutes(-1)));

        var places = await PlacesAsync(office);

        places.Select(place => place.Subject[..4]).ShouldBe(
            ["befo", .. Enumerable.Repeat("firs", 40), "next", .. Enumerable.Repeat("seco", 40), "free"]);
        places.Select(place => place.Place).ShouldBeUnique();
        places[0].Place.ShouldBe(InboxPlaces.First(Monday.AddMinutes(-1)));
        places[^1].Place.ShouldBe(InboxPlaces.First(Monday.AddMinutes(10)));
        (await office.SearchAsync("before:2026-06-01")).Total.ShouldBe(0);
        (await office.SearchAsync("since:2026-06-01 first")).Total.ShouldBe(40);
    }

    [Fact]
    public async Task Places_of_an_office_that_gave_more_room_to_a_minute_are_moved_together_in_their_order()
    {
        var place = await TestPlace.NewArgumentsAsync();
        List<(string Subject, long Place)> wanted;
        await using (var office = await LedgerOffice.OpenAsync(place))
        {
            await office.ReceiveAsync(
                [.. Enumerable.Range(0, 40).Select(n => Letter($"many {n}", Monday)),
                    Letter("late", Monday.AddMinutes(1)), Letter("later", Monday.AddMinutes(20)),
                    Letter("long ago", new DateTimeOffset(1971, 2, 1, 0, 0, 7, TimeSpan.Zero))]);
            await office.ExecuteAsync(
                """
                INSERT INTO post_item (message, place, came_at, pile, why, is_hard, changed_at)
                SELECT number, place, received_at, 0, '', is_unread, 0 FROM message
                """);
            wanted = await PlacesAsync(office);
            await GiveOldPlacesAsync(office);
            (await PlacesAsync(office)).ShouldNotBe(wanted);
        }

        await using var again = await LedgerOffice.OpenAsync(place);
        await new ReadDocuments(again.Engine).RunAsync(null, CancellationToken.None);

        (await PlacesAsync(again)).ShouldBe(wanted);
        (await again.NumberAsync(
            "SELECT count(*) FROM post_item p JOIN message m ON m.number = p.message AND m.place = p.place")).ShouldBe(43);
        (await again.SearchAsync("many")).Total.ShouldBe(40);
        (await again.SearchAsync("before:1972")).Total.ShouldBe(1);
        (await again.CheckAsync()).Problems.ShouldBeEmpty();
    }

    private static byte[] Letter(string subject, DateTimeOffset sentAt) =>
        Letters.Plain(
            subject, $"About {subject}.",
            date: sentAt.ToString("ddd, d MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture));

    private static async Task<List<(string Subject, long Place)>> PlacesAsync(LedgerOffice office)
    {
        await using var connection = await office.Engine.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.Command("SELECT subject, place FROM message ORDER BY place");
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var places = new List<(string, long)>();
        while (await reader.ReadAsync(CancellationToken.None)) places.Add((reader.GetString(0), reader.GetInt64(1)));
        return places;
    }

    /// <summary>As they were before the script that moves them.</summary>
    private static async Task GiveOldPlacesAsync(LedgerOffice office)
    {
        await office.ExecuteAsync(
            """
            CREATE TABLE old_place AS SELECT place, received_at / 60000000 * 256
              + row_number() OVER (PARTITION BY received_at / 60000000 ORDER BY place) - 1 AS wide FROM message
            """);
        string[] tables = office.Engine is PostgresEngine
            ? ["message_words", "post_item", "message"] : ["post_item", "message"];
        foreach (var table in tables)
        {
            await office.ExecuteAsync(
                $"UPDATE {table} SET place = (SELECT wide FROM old_place o WHERE o.place = {table}.place)");
        }

        await office.ExecuteAsync("DROP TABLE old_place");
        await office.ExecuteAsync("DELETE FROM schema_script WHERE set_name = 'casework' AND number >= 22");
    }
}
