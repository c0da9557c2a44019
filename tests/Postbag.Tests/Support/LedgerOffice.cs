using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Casework.Inbox.Search;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Office.Security;
using Postbag.Office.Staff;
using Postbag.Storage;

namespace Postbag.Tests.Support;

/// <summary>A casework office without a server, for what the ledger's commands do.</summary>
public sealed partial class LedgerOffice : IAsyncDisposable
{
    private readonly OfficeKeyRings rings;

    private LedgerOffice(OpenOffice office, TimeProvider clock, string[] place)
    {
        (Office, Clock, Place) = (office, clock, place);
        rings = MailboxHosting.KeyRings(clock);
        Door = MailboxHosting.DoorFor(
            new ImapReach { Authorities = [TestAuthority.Shared.Certificate] }, rings, clock);
    }

    /// <summary>What a command is given to find it.</summary>
    public string[] Place { get; }

    public OpenOffice Office { get; }

    public TimeProvider Clock { get; }

    public Engine Engine => Office.Engine;

    /// <summary>The way into mailboxes whose servers show the test run's own certificates.</summary>
    public MailboxDoor Door { get; }

    public static async Task<LedgerOffice> OpenAsync(string[]? place = null)
    {
        var clock = StoppedClock.OnMonday();
        place ??= await TestPlace.NewArgumentsAsync();
        return new LedgerOffice(
            await OpenOffice.OpenAsync(
                await TestPlace.FindAsync(place), new CaseworkSide(), clock, CancellationToken.None),
            clock, place);
    }

    public async Task<ImportCount> ImportAsync(params string[] paths)
    {
        var count = new ImportCount();
        await new ImportMail(Engine, Clock).RunAsync(paths, count, CancellationToken.None);
        return count;
    }

    /// <summary>Takes letters in as a mailbox would.</summary>
    public Task<ImportCount> ReceiveAsync(params IEnumerable<byte[]> letters) =>
        ImportAsync(Letters.File("letters.mbox", Letters.Mbox(letters)));

    public Task<SearchResult> SearchAsync(
        string query, int limit = 100, SearchSort sort = SearchSort.Newest, SearchCursor? after = null) =>
        new FindMessages(Engine, new SearchMemory()).RunAsync(
            new SearchRequest(query) { Limit = limit, Sort = sort, After = after }, CancellationToken.None);

    public Task<LedgerReport> CheckAsync() => new CheckLedger(Engine).RunAsync(null, CancellationToken.None);

    public Task<IReadOnlyList<SourceReport>> SourcesAsync() =>
        new KnownSources(Engine, Clock).ReportAsync(CancellationToken.None);

    public Task<IReadOnlyList<SourceReport>> ReconcileAsync() =>
        new ReconcileSources(Office, Door, Clock).RunAllAsync(null, CancellationToken.None);

    /// <summary>A caseworker of that name.</summary>
    public async Task<Actor> AddPersonAsync(string name)
    {
        await using var db = Office.OpenDb();
        var member = StaffMember.Add($"{name.Replace(' ', '.')}@example.com", name, Role.Caseworker, Clock);
        db.Staff.Add(member);
        await db.SaveChangesAsync();
        return Actor.Person(member.StaffId);
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var connection = await Engine.OpenReaderAsync(CancellationToken.None);
        return await connection.NumberAsync(sql, CancellationToken.None) ?? -1;
    }

    public Task ExecuteAsync(string sql) => Engine.WriteAsync(
        (connection, token) => connection.ExecuteAsync(sql, token), CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        rings.Dispose();
        return Office.DisposeAsync();
    }
}
