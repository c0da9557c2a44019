using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace Postbag.Mime;

/// <summary>Writes messages (RFC 5322, RFC 2045-2049, 2047, 2231, 3676): CRLF everywhere, lines of 78 characters where
/// the text allows it and never over 998, only ASCII but for addresses that are not. What it writes,
/// <see cref="MimeMessage"/> reads back equal. Safe for several threads.</summary>
/// <param name="clock">Tells the date of messages that have none of their own, and the zone to write it in.</param>
/// <param name="domain">The domain of the message ids that it makes: one that the office owns.</param>
public sealed class MessageWriter(TimeProvider clock, string domain)
{
    private static readonly HashSet<string> OwnFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Message-ID", "In-Reply-To", "References",
        "Auto-Submitted", "MIME-Version",
    };

    /// <summary>Writes a message.</summary>
    /// <param name="message">What to write.</param>
    /// <returns>The message, and the id it got.</returns>
    /// <exception cref="ArgumentException">A value that would break out of its field or is none: a line end or another
    /// control character in it, an address without a domain, a path for a file's name.</exception>
    public WrittenMessage Write(OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var id = message.MessageId ?? NewId();
        var fields = new FieldWriter();
        fields.Text("Date", Date(message.Date ?? clock.GetLocalNow()));
        fields.Addresses("From", [message.From]);
        if (message.Sender is not null)
            fields.Addresses("Sender", [message.Sender]);
        fields.Addresses("Reply-To", message.ReplyTo);
        fields.Addresses("To", message.To);
        fields.Addresses("Cc", message.Cc);
        fields.Text("Subject", message.Subject);
        fields.Ids("Message-ID", [id]);
        fields.Ids("In-Reply-To", message.InReplyTo is null ? [] : [message.InReplyTo]);
        fields.Ids("References", message.References);
        if (message.AutoSubmitted is not null)
            fields.Token("Auto-Submitted", message.AutoSubmitted);
        foreach (var (name, value) in message.MoreFields)
            fields.Text(Checked(name), value);
        fields.Token("MIME-Version", "1.0");

        var output = new ArrayBufferWriter<byte>();
        output.Write(fields.Bytes);
        PartWriter.Body(message).Write(output);
        return new WrittenMessage(id, output.WrittenMemory, fields.NeedsUtf8);
    }

    private static string Checked(string name)
    {
        if (OwnFields.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The field {name} is written from the message's own properties.");
        return name;
    }

    private static string Date(DateTimeOffset date) =>
        date.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    /// <summary>The moment and 72 random bits: nobody else's (RFC 5322 §3.6.4), and nobody can guess it.</summary>
    private string NewId()
    {
        var moment = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        return $"{moment}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(9))}@{domain}";
    }
}
