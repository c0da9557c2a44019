using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Moving;
using Postbag.Casework.People.Writers;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.People.Register;

/// <summary>The register that the office has.</summary>
/// <param name="Entries">Electors; none if there is no register.</param>
/// <param name="TakenAt">When it was taken; null if there is none.</param>
public sealed record RegisterState(long Entries, DateTimeOffset? TakenAt);

/// <summary>How taking a register went.</summary>
/// <param name="Entries">Electors whose key is kept.</param>
/// <param name="Left">Rows without a name of two words or without a postcode, which say nothing.</param>
public sealed record RegisterCount(int Entries, int Left);

/// <summary>Takes the office's register of electors, in place of the one before, and forgets it. Grades are given anew
/// after that.</summary>
public sealed class TakeRegister(Engine engine, AuditTrail audit, TimeProvider clock)
{
    private const int SecretBytes = 32;

    private static readonly RowTable Keys =
        new("register_key", [("key", ColumnKind.Text)], "ON CONFLICT (key) DO NOTHING");

    private readonly RowWriter writer = RowWriter.Of(engine);

    public Task<RegisterCount> RunAsync(
        IReadOnlyList<ImportedPerson> electors, Actor by, CancellationToken cancellationToken)
    {
        // A new secret each time: keys of two registers can't be compared.
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        var keys = electors.Select(elector => KeyOf(secret, elector)).OfType<string>().ToList();
        var count = new RegisterCount(keys.Count, electors.Count - keys.Count);
        return engine.WriteAsync(
            async (connection, token) =>
            {
                await ReplaceAsync(connection, keys, Convert.ToHexString(secret), token);
                await audit.RecordAsync(
                    engine, connection,
                    new AuditFact(PeopleAudit.RegisterTaken,
                        by) { Details = [("entries", count.Entries.ToString(CultureInfo.InvariantCulture))] }, token);
                return count;
            },
            cancellationToken);
    }

    /// <summary>How it would go, without anything being kept.</summary>
    public static (RegisterCount Count, IReadOnlyList<RejectedPerson> Left) Try(IReadOnlyList<ImportedPerson> electors)
    {
        var left = electors.Select(elector => (Elector: elector, Why: WhyNot(elector)))
            .Where(row => row.Why is not null)
            .Select(row => new RejectedPerson(row.Elector, row.Why!)).ToList();
        return (new RegisterCount(electors.Count - left.Count, left.Count), left);
    }

    public async Task<RegisterState> StateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.Command("SELECT entries, taken_at FROM register_head");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var entries = Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture);
        return new RegisterState(
            entries, entries == 0 || reader.IsDBNull(1) ? null : Instants.FromMicroseconds(reader.GetInt64(1)));
    }

    public Task ForgetAsync(Actor by, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            await ReplaceAsync(connection, [], "", token);
            await audit.RecordAsync(engine, connection, new AuditFact(PeopleAudit.RegisterForgotten, by), token);
        },
        cancellationToken);

    private async Task ReplaceAsync(
        DbConnection connection, List<string> keys, string secret, CancellationToken cancellationToken)
    {
        await PersonTables.LockAsync(connection, cancellationToken);
        await connection.ExecuteAsync("DELETE FROM register_key", cancellationToken);
        await writer.InsertAsync(connection, Keys, [.. keys.Select(key => new object?[] { key })], cancellationToken);
        await connection.ExecuteAsync(
            "UPDATE register_head SET secret = @secret, entries = @entries, taken_at = @at", cancellationToken,
            ("@secret", secret), ("@entries", keys.Count), ("@at", Instants.ToMicroseconds(clock.GetUtcNow())));
        await connection.ExecuteAsync(
            "UPDATE message SET people_state = 0 WHERE number IN (SELECT message FROM message_writer)",
            cancellationToken);
    }

    /// <summary>Why nothing can be kept of a row; null if it can.</summary>
    private static string? WhyNot(ImportedPerson elector) =>
        PostcodeOf(elector) is not { } postcode ? "There is no postcode."
        : RegisterKeys.KeyOf([0], PersonName.InOrder(elector.Name), postcode) is null
        ? "There is no name of two words." : null;

    private static string? PostcodeOf(ImportedPerson elector) =>
        PostcodeText.Normal(elector.Postcode)
            ?? (PostcodeText.Find(elector.Address) is [.., var last] ? last.Postcode : null);

    private static string? KeyOf(byte[] secret, ImportedPerson elector)
    {
        var postcode = PostcodeOf(elector);
        return postcode is null ? null : RegisterKeys.KeyOf(secret, PersonName.InOrder(elector.Name), postcode);
    }
}
