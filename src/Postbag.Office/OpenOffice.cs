using Postbag.Storage;

namespace Postbag.Office;

/// <summary>One office, open: its engine with the schema up to date, and what it says of itself.</summary>
public sealed class OpenOffice : IAsyncDisposable
{
    private OpenOffice(OfficeLocation location, Side side, Engine engine, Record record)
    {
        (Location, Side, Engine, Name) = (location, side, engine, record.Name);
        HostNames = record.Hosts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        MailFor = MailFor.Read(record.MailFor) ?? MailFor.Nobody;
    }

    public OfficeLocation Location { get; }

    public Side Side { get; }

    public Engine Engine { get; }

    /// <summary>What the office is called on its pages.</summary>
    public string Name { get; internal set; }

    /// <summary>Lower-case host names; empty if any will do.</summary>
    public IReadOnlyList<string> HostNames { get; }

    /// <summary>For whom it takes mail; empty if it hasn't said.</summary>
    public MailFor MailFor { get; }

    /// <summary>A context of this office's; the caller disposes it.</summary>
    public OfficeDb OpenDb() => Side.Open(Engine);

    /// <summary>Opens an office, makes it if there is none yet, and brings its schema up to date.</summary>
    /// <exception cref="CannotException">The place holds the other side's office, is newer than this program, can't be
    /// written, and so on: the message is a sentence for people.</exception>
    public static async Task<OpenOffice> OpenAsync(
        OfficeLocation location, Side side, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (location.SideKey is { } there && there != side.Key)
        {
            throw new CannotException(
                $"{location} holds a {there} office, and this is {side.Key}: the two never share a place.");
        }

        var engine = await location.OpenAsync(side, cancellationToken);
        try
        {
            await Migrator.MigrateAsync(engine, side.Schemas, clock, cancellationToken);
            var record = await FindOrMakeRecordAsync(engine, location, side, clock, cancellationToken);
            if (record.Side != side.Key) throw new CannotException($"{location} holds a {record.Side} office.");
            return new OpenOffice(location, side, engine, record);
        }
        catch (Exception failure) when (failure is SchemaMismatchException || engine.Explain(failure) is not null)
        {
            var sentence = engine.Explain(failure) ?? failure.Message;
            await engine.DisposeAsync();
            throw new CannotException(sentence, failure);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    /// <remarks>By plain SQL: a command that reads or writes one row shouldn't wait for an object mapper to
    /// start.</remarks>
    private static async Task<Record> FindOrMakeRecordAsync(
        Engine engine, OfficeLocation location, Side side, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await FindRecordAsync(engine, cancellationToken) is { } found) return found;
        await engine.WriteAsync(
            async (connection, token) =>
            {
                await using var command = connection.CreateCommand();
                // Where another process made the office a moment ago, its row is as good as ours.
                command.CommandText =
                    "INSERT INTO office (id, side, name, hosts, created_at) VALUES (@id, @side, @name, '', @now) "
                    + "ON CONFLICT DO NOTHING";
                Add("@id", engine.IdValue(Id<OfficeRecord>.New(clock).Value));
                Add("@side", side.Key);
                Add("@name", location.Name);
                Add("@now", Instants.ToMicroseconds(clock.GetUtcNow()));
                await command.ExecuteNonQueryAsync(token);

                void Add(string name, object value)
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }
            },
            cancellationToken);
        return await FindRecordAsync(engine, cancellationToken)
            ?? throw new InvalidOperationException("The office's own row was written and isn't there.");
    }

    private static async Task<Record?> FindRecordAsync(
        Engine engine, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT side, name, hosts, mail_for FROM office";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Record(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3))
            : null;
    }

    private sealed record Record(string Side, string Name, string Hosts, string MailFor);
}
