using System.Text;
using Postbag.Casework.Inbox.Sources;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Mailboxes;

/// <summary>Real mail, fetched by IMAP and imported from files: the same ledger.</summary>
public sealed class RealMailTests(Dovecot dovecot) : IClassFixture<Dovecot>
{
    [Theory]
    [InlineData("linux-man-list-8000.mbox.gz")]
    [InlineData("spamassassin-public-corpus.tar.gz")]
    public async Task Mail_fetched_is_the_mail_that_was_imported(string archive)
    {
        var path = SharedData.MailOrSkip(archive);
        var messages = new MailSource(path, new ImportNotes(), _ => { }).Messages()
            .Select(message => AsServed(message.Bytes.ToArray())).ToList();
        var folder = TestPlace.NewFolder();
        for (var i = 0; i < messages.Count; i++)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{i:D6}.eml"), messages[i]);
        var user = dovecot.AddUser();
        user.Deliver(messages);
        await using var imported = await LedgerOffice.OpenAsync();
        await using var fetched = await LedgerOffice.OpenAsync();

        await imported.ImportAsync(folder);
        var count = await fetched.FetchAsync(await fetched.AddMailboxAsync(user));

        (count.There, count.MissingCount).ShouldBe((messages.Count, 0));
        (await fetched.HashesAsync()).ShouldBe(await imported.HashesAsync());
        (await fetched.NumberAsync("SELECT count(*) FROM message WHERE state = 1"))
            .ShouldBe(await imported.NumberAsync("SELECT count(*) FROM message WHERE state = 1"));
        (await fetched.CheckAsync()).Problems.ShouldBeEmpty();
        (await user.StateAsync()).ShouldNotContain("Seen");
    }

    /// <summary>As any IMAP server hands a message over: lines end with CR LF, and Dovecot writes 0x80 for the NUL that
    /// RFC 9051 §4.3 keeps out of literals.</summary>
    private static byte[] AsServed(byte[] message) => Encoding.Latin1.GetBytes(
        Encoding.Latin1.GetString(message).Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\n", "\r\n", StringComparison.Ordinal).Replace('\0', '\u0080'));
}
