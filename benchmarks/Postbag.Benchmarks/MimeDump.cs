using System.Security.Cryptography;
using System.Text.Json;
using Postbag.Mime;

namespace Postbag.Benchmarks;

/// <summary>Writes what this reader makes of a pack of mail, one line of JSON a message, for the comparison with other
/// readers in tests/Postbag.Mime.Tests/oracle.</summary>
internal static class MimeDump
{
    public static int Run(string[] args)
    {
        if (args.Length < 2)
        {
            Console.Error.WriteLine("mime-dump PACK.bin PACK.idx");
            return 2;
        }

        using var output = Console.OpenStandardOutput();
        using var buffered = new BufferedStream(output, 1 << 16);
        foreach (var bytes in MailPack.Open(args[0], args[1]).Messages)
        {
            using (var writer = new Utf8JsonWriter(buffered))
                Write(writer, MimeMessage.Read(bytes));

            buffered.WriteByte((byte)'\n');
        }

        return 0;
    }

    private static void Write(Utf8JsonWriter writer, MimeMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("subject", message.Subject);
        writer.WriteString("date", message.Date?.ToString("yyyy-MM-dd'T'HH:mm:sszzz"));
        foreach (var (name, mailboxes) in new[] { ("from", message.From), ("to", message.To), ("cc", message.Cc) })
        {
            writer.WriteStartArray(name);
            foreach (var mailbox in mailboxes.Where(mailbox => mailbox.Address.Length > 0))
            {
                writer.WriteStartArray();
                writer.WriteStringValue(mailbox.Name);
                writer.WriteStringValue(mailbox.Address);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        writer.WritePropertyName("root");
        Write(writer, message.Root);
        writer.WriteStartArray("defects");
        foreach (var defect in message.Defects)
            writer.WriteStringValue($"{defect.Kind} {defect.Offset}: {defect.Assumed}");

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, MimePart part)
    {
        writer.WriteStartObject();
        writer.WriteString("type", part.MediaType);
        writer.WriteString("name", part.FileName);
        if (!part.IsMultipart && part.Message is null)
        {
            var decoded = part.Decode();
            writer.WriteNumber("size", decoded.Length);
            writer.WriteString("sha", Convert.ToHexStringLower(SHA256.HashData(decoded)));
            writer.WriteString("trimmed", Convert.ToHexStringLower(SHA256.HashData(Trimmed(decoded))));
            if (part.IsText)
                writer.WriteString("text", part.DecodeText());
        }

        writer.WriteStartArray("children");
        foreach (var child in part.Children)
            Write(writer, child);

        if (part.Message is { } message)
            Write(writer, message.Root);

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Without white space at the ends of lines and at the end.</summary>
    private static byte[] Trimmed(ReadOnlySpan<byte> bytes)
    {
        var text = new List<byte>(bytes.Length);
        foreach (var line in bytes.Split((byte)'\n'))
        {
            text.AddRange(bytes[line].TrimEnd(" \t\r"u8));
            text.Add((byte)'\n');
        }

        return [.. text.AsEnumerable().Reverse().SkipWhile(last => last == '\n').Reverse()];
    }
}
