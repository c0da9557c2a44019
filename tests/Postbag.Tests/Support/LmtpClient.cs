using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Postbag.Tests.Support;

/// <summary>A mail server that delivers by LMTP, as simple as can be, and free to misbehave.</summary>
public sealed class LmtpClient : IDisposable
{
    private readonly Socket socket;
    private readonly StreamReader reader;
    private readonly NetworkStream stream;

    private LmtpClient(Socket socket)
    {
        this.socket = socket;
        stream = new NetworkStream(socket, ownsSocket: true);
        reader = new StreamReader(stream, Encoding.ASCII);
    }

    /// <summary>Connects, and reads the greeting.</summary>
    public static async Task<LmtpClient> ConnectAsync(EndPoint address)
    {
        var socket = address is IPEndPoint
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(address);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var client = new LmtpClient(socket);
        client.Greeting = await client.ReplyAsync();
        return client;
    }

    public string Greeting { get; private set; } = "";

    /// <summary>A client that has said LHLO.</summary>
    public static async Task<LmtpClient> GreetAsync(EndPoint address)
    {
        var client = await ConnectAsync(address);
        await client.SayAsync("LHLO mail.example.org");
        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes);

    /// <summary>Sends a command line and reads its answer.</summary>
    public async Task<string> SayAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await ReplyAsync();
    }

    /// <summary>An answer, its lines joined with LF; empty when the server has closed.</summary>
    public async Task<string> ReplyAsync()
    {
        var lines = new List<string>();
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                lines.Add(line);
                if (line.Length < 4 || line[3] != '-') break;
            }
        }
        catch (IOException)
        {
            // Cut off in the middle: the same as closed.
        }

        return string.Join('\n', lines);
    }

    public async Task<string[]> RepliesAsync(int count)
    {
        var replies = new string[count];
        for (var i = 0; i < count; i++) replies[i] = await ReplyAsync();
        return replies;
    }

    /// <summary>Delivers a message as a mail server does, commands in one packet.</summary>
    /// <returns>The answer for each recipient.</returns>
    public async Task<string[]> DeliverAsync(ReadOnlyMemory<byte> message, params string[] recipients)
    {
        if (recipients.Length == 0) recipients = ["office@example.com"];
        await SendAsync($"MAIL FROM:<sender@example.org> SIZE={message.Length}\r\n"
            + string.Concat(recipients.Select(recipient => $"RCPT TO:<{recipient}>\r\n")) + "DATA\r\n");
        var taken = await RepliesAsync(recipients.Length + 2);
        if (!taken[^1].StartsWith("354", StringComparison.Ordinal)) return [taken[^1]];
        await SendAsync(Stuffed(message.Span));
        return await RepliesAsync(recipients.Length);
    }

    /// <summary>As it travels with DATA: dots stuffed, and the end behind it.</summary>
    public static byte[] Stuffed(ReadOnlySpan<byte> message)
    {
        var stuffed = new MemoryStream();
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] == '.' && (i == 0 || (i > 1 && message[i - 1] == '\n' && message[i - 2] == '\r')))
                stuffed.WriteByte((byte)'.');
            stuffed.WriteByte(message[i]);
        }

        if (!message.EndsWith("\r\n"u8)) stuffed.Write("\r\n"u8);
        stuffed.Write(".\r\n"u8);
        return stuffed.ToArray();
    }

    /// <summary>Goes away without a word.</summary>
    public void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
        socket.Dispose();
    }
}
