using System.Text;
using Microsoft.EntityFrameworkCore;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Threads;
using Postbag.Office.Audit;
using Postbag.Tests.Support;

namespace Postbag.Tests.Casework.Inbox.Threads;

/// <summary>A letter of a correspondence, as little of it as threads are made of.</summary>
/// <param name="Name">Stands in its text, so that it is known again.</param>
internal sealed record Post(
    string Name, string From, string To = "office", string? Id = null, string Subject = "Damp", int Hour = 0,
    string? InReplyTo = null, params string[] References)
{
    public byte[] Bytes(string domain = "example.org") => Encoding.ASCII.GetBytes(
        $"From: <{From}@{domain}>\r\nTo: {string.Join(", ", To.Split(' ').Select(to => to.Contains('@') ? to : $"<{to}@{domain}>"))}\r\n"
        + $"Subject: {Subject}\r\nDate: {new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero).AddHours(Hour):ddd, d MMM yyyy HH:mm:ss} +0000\r\n"
        + $"Message-ID: <{Id ?? Name}@{domain}>\r\n"
        + (InReplyTo is null ? "" : $"In-Reply-To: <{InReplyTo}@{domain}>\r\n")
        + (References.Length == 0
            ? "" : $"References: {string.Join(' ', References.Select(id => $"<{id}@{domain}>"))}\r\n")
        + $"\r\nThis is {Name}.\r\n");
}

/// <summary>An office in which correspondence is followed.</summary>
internal sealed class ThreadOffice(LedgerOffice office) : IAsyncDisposable
{
    public LedgerOffice Ledger => office;

    public ChangeThreads Change => new(office.Engine, new AuditTrail(office.Clock), office.Clock);

    public static async Task<ThreadOffice> OpenAsync(params Post[] post)
    {
        var office = new ThreadOffice(await LedgerOffice.OpenAsync());
        foreach (var letter in post) await office.ReceiveAsync(letter);
        return office;
    }

    public Task ReceiveAsync(params IEnumerable<Post> post) =>
        office.ReceiveAsync(post.Select(letter => letter.Bytes()));

    public async Task<Message> MessageAsync(string name, string domain = "example.org")
    {
        await using var db = (CaseworkDb)office.Office.OpenDb();
        var (text, sender) = ($"This is {name}.", "@" + domain);
        return await db.Messages.AsNoTracking().SingleAsync(m => m.Snippet == text && m.SenderAddress.EndsWith(sender));
    }

    public async Task<ThreadView> ShowAsync(string name) =>
        await new ThreadQueries(office.Engine).ShowAsync(await MessageAsync(name), CancellationToken.None);

    /// <summary>The names of the letters in a letter's conversation, in order.</summary>
    public async Task<string> ThreadAsync(string name) =>
        string.Join(' ', (await ShowAsync(name)).Letters.Select(letter => letter.Snippet.Split(' ')[^1].TrimEnd('.')));

    public async Task<string> SuggestionsAsync(string name) => string.Join(' ', (await ShowAsync(name)).Suggestions
        .Select(s => $"{s.Reason}:{s.Message.Snippet.Split(' ')[^1]}{s.Other.Snippet.Split(' ')[^1].TrimEnd('.')}"));

    public async Task<string?> JoinAsync(string name, string other) =>
        await Change.JoinAsync(
            await MessageAsync(name), await MessageAsync(other), Actor.Command, CancellationToken.None);

    public async Task<string?> SplitAsync(string name) =>
        await Change.SplitAsync(await MessageAsync(name), Actor.Command, CancellationToken.None);

    public async Task<string?> KeepApartAsync(string name, string other) =>
        await Change.KeepApartAsync(
            await MessageAsync(name), await MessageAsync(other), Actor.Command, CancellationToken.None);

    public async Task<string?> UndoAsync(string name) => await Change.UndoAsync(
        await MessageAsync(name), (await ShowAsync(name)).History[0].Number, Actor.Command, CancellationToken.None);

    public ValueTask DisposeAsync() => office.DisposeAsync();
}
