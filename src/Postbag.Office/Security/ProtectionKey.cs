using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Postbag.Storage;

namespace Postbag.Office.Security;

/// <summary>A key with which this office's cookies and forms are protected, as ASP.NET's Data Protection writes
/// it.</summary>
public sealed class ProtectionKey
{
    public required string Name { get; init; }

    public required string Xml { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> key)
    {
        key.ToTable("protection_key");
        key.HasKey(k => k.Name);
    }
}

/// <summary>Keeps an office's keys in the office's own database: they move, are backed up and are erased with
/// it.</summary>
/// <remarks>The framework's interface is synchronous and is used a few times in a process's life, so these
/// wait.</remarks>
internal sealed class ProtectionKeys(Engine engine, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) =>
        StoreAsync(element, friendlyName).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var connection = await engine.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT xml FROM protection_key ORDER BY created_at, name";
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new List<XElement>();
        while (await reader.ReadAsync()) keys.Add(XElement.Parse(reader.GetString(0)));
        return keys;
    }

    private Task StoreAsync(XElement element, string name) => engine.WriteAsync(
        async (connection, token) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO protection_key (name, xml, created_at) VALUES (@name, @xml, @at)";
            foreach (var (parameterName, value) in new (string, object)[]
                { ("@name", name), ("@xml", element.ToString()), ("@at", Instants.ToMicroseconds(clock.GetUtcNow())) })
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (parameterName, value);
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync(token);
        },
        CancellationToken.None);
}
