using System.Net.Sockets;
using System.Text;

namespace Postbag.Tests.Support;

/// <summary>A mail server that says what a test wants it to say: for what no honest server does.</summary>
public sealed class ScriptedMailServer : IAsyncDisposable
{
    private readonly LoopbackServer listening;
    private readonly Func<ScriptedConversation, Task> script;
    private readonly List<string> heard = [];

    /// <param name="script">What is said on each connection; when it returns, the server hangs up.</param>
    public ScriptedMailServer(Func<ScriptedConversation, Task> script)
    {
        this.script = script;
        listening = new LoopbackServer(TalkAsync);
    }

    public int Port => listening.Port;

    /// <summary>What clients have said, line by line, without their tags.</summary>
    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (heard) return [.. heard];
        }
    }

    public ValueTask DisposeAsync() => listening.DisposeAsync();

    private async Task TalkAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var talk = new ScriptedConversation(client.GetStream(), line =>
        {
            lock (heard) heard.Add(line);
        }, cancellationToken);
        await script(talk);
    }
}

/// <summary>One connection to a scripted server.</summary>
public sealed class ScriptedConversation(NetworkStream stream, Action<string> heard, CancellationToken stop)
    : IDisposable
{
    private readonly StreamReader lines = new(stream, Encoding.Latin1);

    public NetworkStream Stream => stream;

    public CancellationToken Stop => stop;

    public void Dispose() => lines.Dispose();

    /// <summary>Says something, bytes as Latin-1; without an end of line unless it has one.</summary>
    public ValueTask SayAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop);

    /// <summary>The next command, without its tag.</summary>
    public async Task<(string Tag, string Command)> HearAsync()
    {
        var line = await lines.ReadLineAsync(stop) ?? throw new IOException("gone");
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var command = space < 0 ? line : line[(space + 1)..];
        heard(command);
        return (space < 0 ? line : line[..space], command);
    }

    /// <summary>A server that does as it should: greets, lets everybody in, has one folder; commands that a test wants
    /// answered otherwise are handed to it first.</summary>
    /// <param name="capabilities">What it says it can.</param>
    /// <param name="answer">Given tag and command; true if it has answered.</param>
    public async Task ServeAsync(string capabilities, Func<string, string, Task<bool>> answer)
    {
        await SayAsync($"* OK [CAPABILITY IMAP4rev1 {capabilities}] ready\r\n");
        while (true)
        {
            var (tag, command) = await HearAsync();
            if (await answer(tag, command)) continue;
            var word = command.Split(' ')[0];
            if (command.StartsWith("UID", StringComparison.Ordinal)) word = command.Split(' ')[1];
            await SayAsync(word switch
            {
                "CAPABILITY" => $"* CAPABILITY IMAP4rev1 {capabilities}\r\n",
                "LIST" => "* LIST (\\HasNoChildren) \"/\" INBOX\r\n",
                "EXAMINE" => "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] .\r\n* OK [UIDNEXT 4] .\r\n",
                "STATUS" => "* STATUS INBOX (MESSAGES 3 UIDVALIDITY 7 UIDNEXT 4)\r\n",
                "SEARCH" => "* SEARCH 1 2 3\r\n",
                "LOGOUT" => "* BYE\r\n",
                _ => "",
            });
            await SayAsync($"{tag} OK done\r\n");
            if (word == "LOGOUT") return;
        }
    }
}
