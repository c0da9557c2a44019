using Postbag.Mime;
using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>The kept bytes of a message, and what reading them anew finds.</summary>
public sealed class StoredMessage
{
    private readonly Lazy<MimeMessage> message;

    private StoredMessage(byte[] bytes)
    {
        Bytes = bytes;
        message = new(() => MimeMessage.Read(bytes));
    }

    /// <summary>As they came; empty if they were damaged in the store.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public MimeMessage Message => message.Value;

    /// <param name="engine">The office's.</param>
    /// <param name="number">The message's number in the ledger.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<StoredMessage> LoadAsync(Engine engine, long number, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command(
            "SELECT packing, content, size_bytes FROM raw_message WHERE number = @number", ("@number", number));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            throw new InvalidOperationException($"The ledger has lost the bytes of message {number}.");
        return new StoredMessage(
            RawPacking.Unpack((int)reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2)) ?? []);
    }
}
