using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Staff;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Office.Audit;

public sealed class AuditTrailTests : IAsyncLifetime
{
    private static readonly AuditAct Opened = new("test.opened", "Opened a drawer");

    private readonly AuditTrail trail = new(StoppedClock.OnMonday());
    private OpenOffice office = null!;

    public async ValueTask InitializeAsync() => office = await OpenOffice.OpenAsync(
        await TestPlace.NewAsync(), new CaseworkSide(), TimeProvider.System, CancellationToken.None);

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_chain_that_nobody_touched_is_whole()
    {
        await RecordAsync(25);

        var result = await CheckAsync();

        result.Broken.ShouldBeNull();
        result.Entries.ShouldBe(25);
    }

    [Fact]
    public async Task Many_who_write_at_once_make_one_chain_without_gaps()
    {
        await using var other = await OpenOffice.OpenAsync(
            office.Location, new CaseworkSide(), TimeProvider.System, CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, 120).Select(async n =>
        {
            var at = n % 2 == 0 ? office : other;
            if (n % 3 == 0)
            {
                await using var db = at.OpenDb();
                await trail.RecordAsync(db, Fact(n), CancellationToken.None);
            }
            else
            {
                await trail.RecordAsync(at.Engine, Fact(n), CancellationToken.None);
            }
        }));

        var result = await CheckAsync();
        result.Broken.ShouldBeNull();
        result.Entries.ShouldBe(120);
    }

    [Fact]
    public async Task An_act_that_is_undone_leaves_no_entry_and_no_gap()
    {
        await RecordAsync(1);
        await using var db = office.OpenDb();

        await Should.ThrowAsync<InvalidOperationException>(() => db.ActAsync(
            async token =>
            {
                await trail.RecordAsync(db, Fact(2), token);
                throw new InvalidOperationException("thought better of it");
            },
            CancellationToken.None));
        await RecordAsync(1);

        (await CheckAsync()).ShouldSatisfyAllConditions(r => r.Broken.ShouldBeNull(), r => r.Entries.ShouldBe(2));
    }

    [Fact]
    public async Task An_entry_can_be_neither_changed_nor_deleted()
    {
        await RecordAsync(2);

        await ShouldBeRefusedAsync("UPDATE audit_entry SET act = 'nothing' WHERE sequence = 1");
        await ShouldBeRefusedAsync("DELETE FROM audit_entry WHERE sequence = 2");
        await ShouldBeRefusedAsync("DELETE FROM audit_head");
        await ShouldBeRefusedAsync("UPDATE audit_head SET sequence = 1");
    }

    [Theory]
    [InlineData("act = 'test.shut'")]
    [InlineData("at = at + 1")]
    [InlineData("via = 'job'")]
    [InlineData("subject_kind = NULL")]
    [InlineData("details = '{\"n\":\"99\"}'")]
    public async Task Whoever_gets_round_that_and_changes_an_entry_is_found_out(string change)
    {
        await RecordAsync(5);

        await TamperAsync($"UPDATE audit_entry SET {change} WHERE sequence = 3");

        var broken = (await CheckAsync()).Broken.ShouldNotBeNull();
        broken.Sequence.ShouldBe(3);
        broken.What.ShouldBe("What it says differs from what was recorded.");
    }

    [Fact]
    public async Task A_missing_entry_is_named()
    {
        await RecordAsync(5);

        await TamperAsync("DELETE FROM audit_entry WHERE sequence = 4");

        (await CheckAsync()).Broken.ShouldNotBeNull().ShouldSatisfyAllConditions(
            b => b.Sequence.ShouldBe(4), b => b.What.ShouldStartWith("Entry 4 is missing"));
    }

    [Fact]
    public async Task A_cut_tail_is_found()
    {
        await RecordAsync(5);

        await TamperAsync("DELETE FROM audit_entry WHERE sequence >= 4");

        (await CheckAsync()).Broken.ShouldNotBeNull().ShouldSatisfyAllConditions(
            b => b.Sequence.ShouldBe(4), b => b.What.ShouldStartWith("The end was cut off"));
    }

    [Fact]
    public async Task Details_are_too_small_for_somebodys_text()
    {
        var long_ = new AuditFact(Opened, Actor.Job) { Details = [("text", new string('x', 1200))] };

        await Should.ThrowAsync<ArgumentException>(
            () => trail.RecordAsync(office.Engine, long_, CancellationToken.None));
    }

    private static AuditFact Fact(int n) =>
        AuditFact.About(Opened, Actor.Person(Id<StaffMember>.New(TimeProvider.System)),
            Id<OfficeRecord>.New(TimeProvider.System))
            with { Details = [("n", $"{n}")] };

    private async Task RecordAsync(int times)
    {
        for (var i = 0; i < times; i++) await trail.RecordAsync(office.Engine, Fact(i), CancellationToken.None);
    }

    private Task<AuditCheckResult> CheckAsync() => AuditCheck.RunAsync(office.Engine, null, CancellationToken.None);

    private async Task ShouldBeRefusedAsync(string sql)
    {
        var refusal = await Should.ThrowAsync<DbException>(() => ExecuteAsync(sql));
        refusal.Message.ShouldContain("only ever added to");
    }

    /// <summary>As someone would who may alter the tables: takes the triggers away first.</summary>
    private async Task TamperAsync(string sql)
    {
        await ExecuteAsync(TestPlace.OnPostgres
            ? "ALTER TABLE audit_entry DISABLE TRIGGER USER"
            : "DROP TRIGGER audit_entry_is_never_changed; DROP TRIGGER audit_entry_is_never_deleted");
        await ExecuteAsync(sql);
    }

    private Task ExecuteAsync(string sql) => office.Engine.WriteAsync(
        async (connection, token) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(token);
        },
        CancellationToken.None);
}
