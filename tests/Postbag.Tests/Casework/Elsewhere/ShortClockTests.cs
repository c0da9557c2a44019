using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework.Campaigns;
using Postbag.Casework.Elsewhere;
using Postbag.Casework.Inbox;
using Postbag.Casework.Workbench;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Elsewhere;

/// <summary>The short clock deletes what it says, when it says, and never more.</summary>
public sealed class ShortClockTests(TestOffice served) : IClassFixture<TestOffice>
{
    private const string Secret = "quillfeather";

    [Fact]
    public async Task A_letter_is_announced_before_it_goes_and_nothing_of_it_is_left()
    {
        await using var office = await OfficeAsync();
        var packed = await PackedAsync(office, 1);
        (await office.SearchAsync("thunderclap")).Total.ShouldBe(1);

        (await LookAsync(office)).ShouldBe(new ClockLook(1, 0, ""));
        Pass(office, ShortClock.AnnouncedDays);
        (await LookAsync(office)).Deleted.ShouldBe(1);

        (await office.SearchAsync("thunderclap")).Total.ShouldBe(0);
        (await office.SearchAsync("wheelbarrow")).Total.ShouldBe(1);
        (await EverythingAsync(office)).ShouldNotContain(Secret, Case.Insensitive);
        (await EverythingAsync(office)).ShouldContain("Owen Marl");
        if (office.Engine is SqliteEngine { File: var file })
        {
            foreach (var left in new[] { file, file + "-wal" }.Where(File.Exists).Select(Read))
            {
                foreach (var word in (string[])[Secret, "Quillfeather", "thunderclap", "zebedee"])
                    left.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)).ShouldBe(-1, word);
                left.AsSpan().IndexOf(packed.AsSpan(20, 60)).ShouldBe(-1, "the letter’s own bytes");
            }
        }
    }

    [Fact]
    public async Task What_was_deleted_still_counts_as_seen_and_is_known_when_it_comes_again()
    {
        await using var office = await OfficeAsync();
        await DeleteAsync(office);

        var again = await office.ReceiveAsync(LettersOfTwo());

        again.Stored.ShouldBe(0);
        (await office.NumberAsync("SELECT count(*) FROM message")).ShouldBe(2);
        (await office.NumberAsync(
            "SELECT count(*) FROM message_deleted WHERE rule = 'elsewhere' AND day = '2026-06-18'")).ShouldBe(1);
        (await office.NumberAsync(
            "SELECT count(*) FROM message WHERE subject = 'Deleted under retention on 18 June 2026'")).ShouldBe(1);
        var check = await office.CheckAsync();
        check.Problems.ShouldBeEmpty();
        (check.Messages, check.Deleted, check.Messages + check.Deleted)
            .ShouldBe((1, 1, await office.NumberAsync("SELECT count(*) FROM raw_message")));
        (await office.NamesAsync()).ShouldBe(["Owen Marl"]);
        (await office.NumberAsync("SELECT count(*) FROM audit_entry WHERE act = 'elsewhere.deleted'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_check_says_what_is_said_to_be_deleted_and_is_still_there()
    {
        await using var office = await OfficeAsync();
        await office.ExecuteAsync("INSERT INTO message_deleted (message, rule, day) SELECT min(number), 'elsewhere', '2026-06-18' FROM message");

        (await office.CheckAsync()).Problems.ShouldContain(
            problem => problem.EndsWith("was deleted under retention, and its bytes are still there."));
    }

    [Theory]
    [InlineData("UPDATE message_writer SET grade = 4")]
    [InlineData("UPDATE message_writer SET grade = 2")]
    [InlineData("UPDATE elsewhere_answer SET held_at = 1")]
    [InlineData("UPDATE elsewhere_answer SET delete_on = '2026-06-30'")]
    [InlineData("UPDATE post_item SET state = 2, outcome = 1")]
    public async Task One_of_ours_a_case_what_is_held_and_what_is_not_due_stays(string meanwhile)
    {
        await using var office = await OfficeAsync();
        await LookAsync(office);
        await office.ExecuteAsync(meanwhile);

        Pass(office, ShortClock.AnnouncedDays);

        (await LookAsync(office)).Deleted.ShouldBe(0);
        (await office.SearchAsync("thunderclap")).Total.ShouldBe(1);
    }

    [Fact]
    public async Task A_clock_that_jumps_a_year_ahead_deletes_nothing_and_asks()
    {
        await using var office = await OfficeAsync();
        await LookAsync(office);

        Pass(office, 365);
        var jumped = await LookAsync(office);
        Pass(office, 1);
        var nextDay = await LookAsync(office);

        jumped.Deleted.ShouldBe(0);
        jumped.Asks.ShouldBe("The clock says that 365 days have passed since it was last looked at.");
        nextDay.ShouldBe(jumped);
        await Clock(office).AllowAsync(1, Actor.Command, CancellationToken.None);
        (await LookAsync(office)).Deleted.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_never_announced_is_announced_first_however_long_ago_it_was_due()
    {
        await using var office = await OfficeAsync();
        Pass(office, 365);

        (await LookAsync(office)).ShouldBe(new ClockLook(1, 0, ""));
    }

    [Fact]
    public async Task A_clock_that_is_put_back_deletes_nothing_that_day()
    {
        await using var office = await OfficeAsync();
        await LookAsync(office);
        Pass(office, ShortClock.AnnouncedDays);
        await office.ExecuteAsync("UPDATE short_clock SET looked_on = '2026-06-19'");

        (await LookAsync(office)).Deleted.ShouldBe(0);
        (await LookAsync(office)).Deleted.ShouldBe(1);
    }

    [Fact]
    public async Task More_than_an_office_answers_in_a_month_asks_and_allows_no_more_than_was_shown()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await office.ReceiveAsync(Enumerable.Range(1, ShortClock.MostAtOnce + 1).Select(
            i => Letters.Plain($"Letter {i}", $"Dear Ms Prys\n\nNumber {i}.\n\nJan Doe{i}",
                $"Jan Doe{i} <jan{i}@example.org>", id: $"{i}")));
        await office.LinkAsync();
        await PutOnClockAsync(office, "1 = 1");
        await LookAsync(office);
        Pass(office, ShortClock.AnnouncedDays);

        (await LookAsync(office)).Asks.ShouldBe($"{ShortClock.MostAtOnce + 1:N0} letters are due at once.");
        (await office.NumberAsync("SELECT count(*) FROM message_deleted")).ShouldBe(0);
        await Clock(office).AllowAsync(2, Actor.Command, CancellationToken.None);
        (await LookAsync(office)).Asks.ShouldNotBeEmpty();
        await Clock(office).AllowAsync(ShortClock.MostAtOnce + 1, Actor.Command, CancellationToken.None);
        (await LookAsync(office)).Deleted.ShouldBe(ShortClock.MostAtOnce + 1);
    }

    [Fact]
    public async Task A_letter_is_held_and_let_go_on_the_page_and_only_a_manager_lets_a_stopped_clock_go_on()
    {
        var side = served.Casework;
        await side.ReceiveAsync(
            [Letters.Plain("Held or not", "Dear Ms Prys\n\nPlease help.\n\nJan Doe", "Jan Doe <jan@example.org>")]);
        var letter = await side.MessageAsync("Held or not");
        await side.Office.Engine.WriteAsync(
            async (connection, token) =>
            {
                await connection.ExecuteAsync(
                    "INSERT INTO elsewhere_answer (message, area, content, delete_on, at) VALUES (@message, '', 'Dear Jan', '2026-06-20', 0)", token,
                    ("@message", letter.Number));
                await connection.ExecuteAsync("UPDATE short_clock SET asks = 'It asks.'", token);
            },
            CancellationToken.None);
        var caseworker = await side.AsAsync(Role.Caseworker);
        var manager = await side.AsAsync(Role.OfficeManager);

        (await caseworker.PostAsync(ElsewhereLinks.Clock, new { id = letter.Id }, action: "handler=Hold")).Location
            .ShouldBe(ElsewhereLinks.Clock);
        (await caseworker.GetAsync(ElsewhereLinks.Clock)).Document.Body!.TextContent.ShouldContain("Let it go again");
        (await caseworker.PostAsync(ElsewhereLinks.Clock, new { id = letter.Id }, action: "handler=Release")).Location
            .ShouldBe(ElsewhereLinks.Clock);
        (await caseworker.GetAsync(ElsewhereLinks.Clock)).Document.QuerySelector("form[action$='handler=Allow']")
            .ShouldBeNull();
        (await manager.PostAsync(ElsewhereLinks.Clock, new { }, action: "handler=Allow")).Location.ShouldBe(
            ElsewhereLinks.Clock);

        (await manager.GetAsync(ElsewhereLinks.Clock)).Document.Body!.TextContent.ShouldNotContain("It asks.");
        (await (await side.AsAsync(Role.Volunteer)).GetAsync(ElsewhereLinks.Clock)).Status.ShouldBe(
            HttpStatusCode.Forbidden);
    }

    /// <summary>An office with a letter from elsewhere, on the clock until 17 June, and one from here; grouped, linked
    /// and sorted.</summary>
    private static async Task<LedgerOffice> OfficeAsync()
    {
        var office = await LedgerOffice.OpenAsync();
        await office.ReceiveAsync(LettersOfTwo());
        await new GroupLetters(office.Engine, office.Clock).RunAsync(null, CancellationToken.None);
        await office.LinkAsync();
        await new SortPost(office.Engine, office.Clock).RunAsync(null, CancellationToken.None);
        await PutOnClockAsync(office, "message_id LIKE '1@%'");
        return office;
    }

    private static IEnumerable<byte[]> LettersOfTwo() =>
    [
        Letters.Plain(
            $"About {Secret}", $"Dear Ms Prys\n\nThe thunderclap woke {Secret} again. I am homeless.\n\nYours\nZebedee Quillfeather\n3 Quillfeather Row\nZZ41 7QX",
            $"Zebedee Quillfeather <zebedee@{Secret}.example>", id: "1"),
        Letters.Plain("From here", "Dear Ms Prys\n\nMy wheelbarrow.\n\nYours\nOwen Marl\nZZ1 1AA",
            "Owen Marl <owen@example.net>", id: "2"),
    ];

    private static Task PutOnClockAsync(LedgerOffice office, string which) => office.Engine.WriteAsync(
        async (connection, token) =>
        {
            await connection.ExecuteAsync(
                $"""
                INSERT INTO elsewhere_answer (message, area, content, delete_on, at)
                SELECT number, '', 'Dear Zebedee Quillfeather', '2026-06-17', 0 FROM message WHERE {which}
                """,
                token);
            await connection.ExecuteAsync(
                "UPDATE message_writer SET grade = 0 WHERE message IN (SELECT message FROM elsewhere_answer)", token);
        },
        CancellationToken.None);

    private static async Task DeleteAsync(LedgerOffice office)
    {
        await LookAsync(office);
        Pass(office, ShortClock.AnnouncedDays);
        (await LookAsync(office)).Deleted.ShouldBe(1);
    }

    private static Task<ClockLook> LookAsync(LedgerOffice office) =>
        new DeleteDue(office.Engine, new AuditTrail(office.Clock), office.Clock).RunAsync(null, CancellationToken.None);

    private static ShortClock Clock(LedgerOffice office) =>
        new(office.Engine, new AuditTrail(office.Clock), office.Clock);

    private static void Pass(LedgerOffice office, int days) =>
        ((StoppedClock)office.Clock).Advance(TimeSpan.FromDays(days));

    private static async Task<byte[]> PackedAsync(LedgerOffice office, int id)
    {
        await using var connection = await office.Engine.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.Command(
            $"SELECT r.content FROM raw_message r JOIN message m ON m.number = r.number WHERE m.message_id LIKE '{id}@%'");
        return (byte[])(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Every value of every row of every table, as text.</summary>
    private static async Task<string> EverythingAsync(LedgerOffice office)
    {
        await using var connection = await office.Engine.OpenReaderAsync(CancellationToken.None);
        var tables = new List<string>();
        await using (var command = connection.Command(
            office.Engine is SqliteEngine
                ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'message_words%'"
                : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        var all = new StringBuilder();
        foreach (var table in tables)
        {
            await using var command =
                connection.Command(office.Engine is SqliteEngine
                ? $"SELECT * FROM {table}" : $"SELECT t::text FROM {table} t");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var i = 0; i < reader.FieldCount; i++)
                    all.Append(reader.GetValue(i) is byte[] bytes
                        ? Encoding.Latin1.GetString(bytes) : reader.GetValue(i)).Append('\n');
        }

        return all.ToString();
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
