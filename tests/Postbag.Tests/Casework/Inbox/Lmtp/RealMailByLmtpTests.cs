using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Sources;
using Postbag.Storage;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Lmtp;

/// <summary>Mail delivered by LMTP over several connections, and the same imported from files: the same
/// ledger.</summary>
public sealed class RealMailByLmtpTests
{
    private const int Connections = 8;

    /// <summary>Of an archive so many, which takes seconds; POSTBAG_WHOLE=1 takes it whole, which takes a
    /// minute.</summary>
    private static readonly int Most = Environment.GetEnvironmentVariable("POSTBAG_WHOLE") is "1" ? int.MaxValue : 2000;

    /// <summary>Of the invented messages most bear one Message-ID, which no two letters of life do.</summary>
    private static byte[] WithIdOfItsOwn(byte[] message, int number) => Encoding.Latin1.GetBytes(
        Encoding.Latin1.GetString(message)
            .Replace("<1@example.org>", $"<own-{number}@example.org>", StringComparison.Ordinal));

    [Theory]
    [InlineData("linux-man-list-8000.mbox.gz")]
    [InlineData("spamassassin-public-corpus.tar.gz")]
    public Task Mail_delivered_is_the_mail_that_was_imported(string archive) => SameLedgerAsync(
        new MailSource(SharedData.MailOrSkip(archive), new ImportNotes(), _ => { }).Messages().Take(Most)
            .Select(message => message.Bytes.ToArray()));

    [Fact]
    public Task Every_kind_of_broken_message_delivered_is_the_message_that_was_imported() => SameLedgerAsync(
        Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "tests", "Postbag.Mime.Tests", "data"), "*.eml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Select(WithIdOfItsOwn));

    private static async Task SameLedgerAsync(IEnumerable<byte[]> mail)
    {
        var messages = mail.Select(AsTravelled)
            // A file that begins so is a mailbox.
            .Where(message => message.Length > 0 && !message.AsSpan().StartsWith("From "u8))
                .DistinctBy(Convert.ToHexString).ToList();
        messages.Count.ShouldBeGreaterThan(100);
        var folder = TestPlace.NewFolder();
        for (var i = 0; i < messages.Count; i++)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{i:D6}.eml"), messages[i]);
        await using var imported = await LedgerOffice.OpenAsync();
        await using var casework = await ServedSide.StartLmtpAsync();

        await imported.ImportAsync(folder);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(first => DeliverAsync(casework, messages, first)));
        await casework.WaitUntilReadAsync(messages.Count);

        var (delivered, expected) = (await LedgerAsync(casework.Office.Engine), await LedgerAsync(imported.Engine));
        delivered.Count.ShouldBe(messages.Count);
        delivered.Except(expected).Zip(expected.Except(delivered)).ShouldBeEmpty();
    }

    private static async Task DeliverAsync(ServedSide casework, List<byte[]> messages, int first)
    {
        using var client = await LmtpClient.GreetAsync(casework.LmtpAddress);
        for (var i = first; i < messages.Count; i += Connections)
            (await client.DeliverAsync(messages[i])).ShouldAllBe(answer => answer.StartsWith("250"), $"message {i}");
    }

    /// <summary>What the ledger says of each message, in the order of their hashes: what was read, and with which it is
    /// threaded.</summary>
    private static async Task<IReadOnlyList<string>> LedgerAsync(Engine engine)
    {
        await using var connection = await engine.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.Command(
            """
            SELECT r.sha256, t.thread, m.state, m.kind, m.attachments, m.defects, m.sender_address, m.sender_name, m.subject, m.snippet,
              m.message_id
            FROM message m JOIN raw_message r ON r.number = m.number LEFT JOIN thread_message t ON t.message = m.number
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string Hash, string Thread, string Read)>();
        while (await reader.ReadAsync())
        {
            rows.Add((
                Convert.ToHexString(reader.GetFieldValue<byte[]>(0)), $"{reader.GetValue(1)}",
                string.Join('|', Enumerable.Range(2, 9).Select(column => $"{reader.GetValue(column)}"))));
        }

        // A thread is called by the first of its messages: its number depends on the order of arrival.
        var threads = rows.GroupBy(row => row.Thread)
            .ToDictionary(thread => thread.Key, thread => thread.Min(row => row.Hash));
        return [.. rows.Select(row => $"{row.Hash} {threads[row.Thread]} {row.Read}").Order(StringComparer.Ordinal)];
    }

    /// <summary>As a mail server hands it over: lines end with CR LF, the last one too.</summary>
    private static byte[] AsTravelled(byte[] message)
    {
        var text = Encoding.Latin1.GetString(message).Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text.EndsWith("\r\n", StringComparison.Ordinal) ? text : text + "\r\n");
    }
}
